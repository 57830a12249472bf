"""Ctrl-C once waits for what is being written; where a command listens, twice ends at once."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
from typing import cast

import pytest

from thaidoc.archive.ingest import _OneByOne
from thaidoc.archive.interrupts import interrupt_later, second_ends_at_once
from thaidoc.archive.run import Count, Step
from thaidoc.archive.sources import Source
from thaidoc.archive.writer import Writer
from thaidoc.reading.passwords import Passwords
from thaidoc.reading.recognition import Recognition

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals of this system are others")


def interrupt() -> None:
    signal.raise_signal(signal.SIGINT)


def test_it_waits_for_the_end() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), interrupt_later():
        interrupt()
        interrupt()
        done.append(1)
    assert done


def test_the_first_tells_that_it_waits_once() -> None:
    told: list[str] = []
    before = signal.getsignal(signal.SIGINT)
    with (
        pytest.raises(KeyboardInterrupt),
        second_ends_at_once(lambda: told.append("waits")),
        interrupt_later(),
    ):
        interrupt()
        assert told == ["waits"]
    assert told == ["waits"]
    assert signal.getsignal(signal.SIGINT) is before


def test_between_two_writings_it_ends_and_tells_where_something_is_left() -> None:
    told: list[str] = []
    with second_ends_at_once(lambda: told.append("waits")):
        with pytest.raises(KeyboardInterrupt):
            interrupt()
        assert not told
        for _ in range(2):
            with interrupt_later():
                assert told == ["waits"]


def test_in_another_thread_and_where_it_is_switched_off_nothing_changes() -> None:
    seen = []

    def other() -> None:
        with second_ends_at_once(lambda: None), interrupt_later():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert seen == [signal.default_int_handler]
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with second_ends_at_once(lambda: None):
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_run_that_is_ending_keeps_what_it_has_read() -> None:
    flushed = []

    class Pressing:
        def flush(self) -> None:
            interrupt()
            flushed.append(1)

    step = Step(None, Count(lambda _: None), 0)
    given = iter([Source("b.txt", data=b"")])
    run = _OneByOne(cast(Writer, Pressing()), given, step, Passwords(), Recognition())
    assert run.left() == ["b.txt"]
    assert flushed


@POSIX
@pytest.mark.parametrize("writing", [True, False])
def test_the_second_ends_the_process(writing: bool) -> None:
    program = textwrap.dedent(f"""
        import signal, time
        from contextlib import nullcontext
        from thaidoc.archive.interrupts import interrupt_later, second_ends_at_once

        with second_ends_at_once(lambda: print("waits", flush=True)):
            with interrupt_later() if {writing} else nullcontext():
                try:
                    signal.raise_signal(signal.SIGINT)
                except KeyboardInterrupt:
                    print("tidies up", flush=True)
                signal.raise_signal(signal.SIGINT)
                print("not reached", flush=True)
    """)
    line = [sys.executable, "-c", program]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60)
    told = "waits\n" if writing else "tidies up\n"
    assert (done.returncode, done.stdout, done.stderr) == (130, told, "")
