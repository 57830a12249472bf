"""The terminal made ready: keys that were half read, and bytes that are no UTF-8, must not end it.

Asking a terminal what it can draw reads what was typed meanwhile byte by byte; and a terminal in an
old encoding sends bytes that are no text here.
"""

import codecs
import sys
from collections.abc import Callable
from contextlib import suppress


def forgive() -> None:
    """Drop what is typed and not read, and take later bytes that are no UTF-8 for `�`.

    Textual's driver for terminals of Unix reads strictly and has no setting for it, so the decoder
    that it calls is put in another's place. Elsewhere nothing is done.
    """
    try:
        import termios

        from textual.drivers import linux_driver
    except ImportError:  # no terminal of Unix
        return

    def lenient(encoding: str) -> "Callable[[], codecs.IncrementalDecoder]":
        strict = codecs.getincrementaldecoder(encoding)
        return lambda: strict(errors="replace")

    if hasattr(linux_driver, "getincrementaldecoder"):
        linux_driver.getincrementaldecoder = lenient
    with suppress(termios.error, OSError, ValueError):
        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
