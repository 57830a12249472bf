"""The terminal is asked for its name, whatever it answers, and what was set in it stays."""

import os
import pty
import termios
import threading
from collections.abc import Iterator

import pytest

from thaidoc.browse import terminal

_DA1 = b"\x1b[?62;4c"


@pytest.fixture
def ends() -> Iterator[tuple[int, int]]:
    """A terminal: the end of the one who draws it, and the program's."""
    theirs, ours = pty.openpty()
    yield theirs, ours
    os.close(theirs)
    os.close(ours)


def asked(ends: tuple[int, int], answer: bytes) -> str:
    theirs, ours = ends

    def reply() -> None:
        heard = b""
        while b"\x1b[c" not in heard:
            heard += os.read(theirs, 1024)
        assert b"\x1b[>q" in heard
        os.write(theirs, answer)

    thread = threading.Thread(target=reply)
    thread.start()
    try:
        return terminal.name(ours)
    finally:
        thread.join(5)


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (b"\x1bP>|kitty(0.35.2)\x1b\\" + _DA1, "kitty(0.35.2)"),
        (b"\x1bP>|XTerm(379)\x1b\\" + _DA1, "XTerm(379)"),
        (_DA1, ""),
        (b"abc" + _DA1, ""),
        (b"\x1bP>|\xff\x1b\\" + _DA1, "\ufffd"),
    ],
)
def test_a_terminal_says_its_name_or_does_not(
    ends: tuple[int, int], answer: bytes, name: str
) -> None:
    before = termios.tcgetattr(ends[1])
    assert asked(ends, answer) == name
    assert termios.tcgetattr(ends[1]) == before


def test_one_that_answers_nothing_is_not_waited_for(
    ends: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "_PATIENCE", 0.05)
    assert terminal.name(ends[1]) == ""


def test_what_is_no_terminal_has_no_name() -> None:
    read, write = os.pipe()
    assert terminal.name(read) == ""
    os.close(read)
    os.close(write)
