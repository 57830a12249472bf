"""The program ``tesseract``, run on one picture of a page, confined as every foreign program is.

A picture is a PGM; what comes back are the two files that Tesseract writes of one recognition, as
one: a table (TSV) with a box for every piece of text, and the text itself, since only that has the
blanks (Tesseract takes every Thai letter for a word).
"""

import os
import shutil
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import msgspec

from thaidoc.reading.child.programs import bytes_of, run_program
from thaidoc.reading.limits import DEFAULT, Limits
from thaidoc.reading.recognition import NoRecogniserError

#: Thai first: the other way about there is a blank between nearly all letters
LANGUAGES = ("tha", "eng")
_INSTALL = (
    "Install it: on Debian and Ubuntu with `apt-get install tesseract-ocr tesseract-ocr-tha`,"
    " elsewhere Tesseract 5 with its data for Thai (tha) and English (eng)"
)
_DATA = "TESSDATA_PREFIX"
#: one column of lines of any size: surer on real letters than one block or a free search
_OPTIONS = (
    *("-l", "+".join(LANGUAGES), "--psm", "4"),
    *("-c", "preserve_interword_spaces=1"),
    *("-c", "tessedit_create_tsv=1", "-c", "tessedit_create_txt=1"),
)


class Printed(msgspec.Struct, frozen=True):
    """What Tesseract made of a picture, and which version it is."""

    version: str
    table: str
    text: str


def demand() -> None:
    """See that the program and its data are there.

    :raises NoRecogniserError: where they are not, with what to install.
    """
    program = _program()
    if program is None:
        raise NoRecogniserError("The program tesseract is not installed", hint=_INSTALL)
    missing = [name for name in LANGUAGES if name not in _languages(program)]
    if missing:
        raise NoRecogniserError(
            f"Tesseract has no data for {' and '.join(missing)}", where=program, hint=_INSTALL
        )


def is_there() -> bool:
    """Whether the program is there; nothing is started to find that out."""
    return _program() is not None


def run(picture: bytes, limits: Limits) -> bytes | None:
    """What Tesseract makes of a PGM, as a packed :class:`Printed`.

    None where it is not there, fails, or takes longer than a page may.
    """
    program = _program()
    if program is None:
        return None
    limits = replace(limits, seconds=limits.recognising)
    with tempfile.TemporaryDirectory(prefix="thaidoc-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        (folder / "page.pgm").write_bytes(picture)
        done = run_program([program, "page.pgm", "page", *_data(), *_OPTIONS], folder, limits)
        table = bytes_of(folder / "page.tsv", limits)
        text = bytes_of(folder / "page.txt", limits)
    if done is None or table is None or text is None:
        return None
    said = Printed(
        _version(program), table.decode("utf-8", "replace"), text.decode("utf-8", "replace")
    )
    return msgspec.msgpack.encode(said)


def _program() -> str | None:
    """The program's path; one named from the current folder on is none that somebody installed."""
    path = shutil.which("tesseract")
    return path if path and Path(path).is_absolute() and os.name != "nt" else None


def _data() -> tuple[str, ...]:
    """Where the languages lie, should the user have said so."""
    folder = os.environ.get(_DATA)
    return ("--tessdata-dir", str(Path(folder).absolute())) if folder else ()


@cache
def _version(program: str) -> str:
    words = _said(program, "--version").split()
    return words[1].removeprefix("v") if words[1:] else "unknown"


def _languages(program: str) -> list[str]:
    return _said(program, *_data(), "--list-langs").split()


def _said(program: str, *arguments: str) -> str:
    """What the program prints, on either channel."""
    with tempfile.TemporaryDirectory(prefix="thaidoc-", ignore_cleanup_errors=True) as folder:
        printed = run_program([program, *arguments], Path(folder), DEFAULT)
    return (printed.output + printed.complaints).decode("utf-8", "replace") if printed else ""
