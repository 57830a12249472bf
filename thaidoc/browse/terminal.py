"""The terminal made ready: keys that were half read, and bytes that are no UTF-8, must not end it.

Asking a terminal what it can draw reads what was typed meanwhile byte by byte; and a terminal in an
old encoding sends bytes that are no text here.
"""

import codecs
import os
import re
import select
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


#: how a terminal tells its name and version (XTVERSION), and the answer that each one gives (DA1)
_ASKED = b"\x1b[>q\x1b[c"
_NAMED, _LAST = re.compile(rb"\x1bP>\|(.*?)\x1b\\"), re.compile(rb"\x1b\[\?[\d;]*c")
#: seconds to wait for it, also over a slow line
_PATIENCE = 1.0


def name(handle: int | None = None) -> str:
    """What the terminal calls itself, ``kitty(0.35.2)``; nothing where it does not say.

    :param handle: of the terminal; None is standard input's. It must not be read by others now.
    """
    try:
        import termios
        import tty

        handle = sys.stdin.fileno() if handle is None else handle
        before = termios.tcgetattr(handle)
    except (ImportError, OSError, ValueError, termios.error):  # no terminal of Unix
        return ""
    said = b""
    try:
        tty.setcbreak(handle)
        os.write(handle, _ASKED)
        while not _LAST.search(said) and select.select([handle], [], [], _PATIENCE)[0]:
            said += os.read(handle, 1024)
    finally:
        termios.tcsetattr(handle, termios.TCSANOW, before)
    found = _NAMED.search(said)
    return found[1].decode("utf-8", "replace") if found else ""
