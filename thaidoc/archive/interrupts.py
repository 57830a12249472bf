"""Ctrl-C at a moment when it does no harm: behind what is being written, never in the middle.

Where a command listens (:func:`second_ends_at_once`), who cannot wait for that presses it again:
then the process ends as if it were killed, which an archive survives.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType

#: exit code of a process that was interrupted (128 and the number of the signal)
INTERRUPTED = 130
#: shows the cursor of a terminal again, which a bar may have hidden (DECTCEM), on a new line
_CURSOR = b"\x1b[?25h\r\n"


@dataclass(slots=True)
class _Listening:
    """How often it was pressed since a command began, and what tells that it has to wait."""

    tell: Callable[[], None]
    presses: int = 0
    has_told: bool = False

    def press(self) -> None:
        """It is pressed; the second time the process ends."""
        self.presses += 1
        if self.presses > 1:
            with suppress(OSError):
                if os.isatty(2):
                    os.write(2, _CURSOR)
            os._exit(INTERRUPTED)

    def wait(self) -> None:
        """Something has to be finished before it can end."""
        if self.presses and not self.has_told:
            self.has_told = True
            self.tell()


class _Heard:
    """Who listens now; nobody unless a command said so."""

    by: _Listening | None = None


@contextmanager
def second_ends_at_once(tell: Callable[[], None]) -> Iterator[None]:
    """Let a second Ctrl-C within the body end the process, with exit code 130.

    Nothing is done where Ctrl-C does something else than usual, or nothing.

    :param tell: says, in a signal handler, that the first one waits for what is being written.
    """
    usual = signal.default_int_handler
    if not _is_main() or _Heard.by or signal.getsignal(signal.SIGINT) is not usual:
        yield
        return
    listening = _Heard.by = _Listening(tell)

    def interrupt(number: int, frame: FrameType | None) -> None:
        listening.press()
        usual(number, frame)

    signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
        _Heard.by = None


@contextmanager
def interrupt_later() -> Iterator[None]:
    """Let Ctrl-C wait until the body is through; further ones, too, where no command listens.

    :raises KeyboardInterrupt: at the end, where it was pressed meanwhile.
    """
    if not _is_main():
        yield
        return
    caught: list[int] = []

    def remember(number: int, _frame: FrameType | None) -> None:
        caught.append(number)
        if _Heard.by:
            _Heard.by.press()
            _Heard.by.wait()

    before = signal.signal(signal.SIGINT, remember)
    try:
        if _Heard.by:
            _Heard.by.wait()  # pressed already, and there is something left to finish
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if caught:
            raise KeyboardInterrupt


def _is_main() -> bool:
    return threading.current_thread() is threading.main_thread()
