"""Whose fault it is that reading ended in an exception that nobody foresaw.

Libraries answer a damaged file with exceptions of every kind, and so do the functions of Python's
own library that unpack and decode. But an ``AttributeError`` or ``IndexError`` raised by a line of
thaidoc is a mistake in that line: to call the file damaged then would send an archivist after a
sound one.
"""

from pathlib import Path
from traceback import walk_tb

from thaidoc.errors import OwnFaultError, UnreadableFileError

_OWN = Path(__file__).resolve().parents[1]
#: what a line of code raises that is wrong or takes for granted what a file need not keep to
_MISTAKES = (AssertionError, AttributeError, LookupError, NameError, TypeError, ZeroDivisionError)


def verdict(error: BaseException, damaged: UnreadableFileError) -> UnreadableFileError:
    """The fault to report for an exception: ``damaged``, unless a line of thaidoc is to blame."""
    if isinstance(error, RecursionError):
        return UnreadableFileError(
            "What is in it lies nested too deep to be read",
            hint="Open it in the program that made it and save it again",
        )
    place = _raised_by_us(error)
    if place is None:
        return damaged
    return OwnFaultError(
        f"Reading failed inside thaidoc ({type(error).__name__} in {place}); the file may be sound",
        hint="Please report it, with what `thaidoc parse --debug` says of the file",
    )


def _raised_by_us(error: BaseException) -> str | None:
    """Module and line where thaidoc's own code made a mistake; None where it did not."""
    if not isinstance(error, _MISTAKES) or isinstance(error, UnicodeError):
        return None
    frames = list(walk_tb(error.__traceback__))
    if not frames:
        return None
    frame, line = frames[-1]
    path = Path(frame.f_code.co_filename)
    if not path.is_absolute() or not path.is_relative_to(_OWN):
        return None
    return f"{path.relative_to(_OWN).as_posix()}:{line}"
