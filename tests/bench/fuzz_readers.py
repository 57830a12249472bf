"""What is fuzzed: for each reader, sound files to begin with, and what a changed one is put into.

A letter in a ZIP package would be refused for its sums before its XML is looked at, so the XML is
changed and packed anew; a page's drawing likewise, which a PDF holds packed.
"""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from tests.letters import ROOT
from tests.reading.mail.test_tnef import attachment, body, tnef
from tests.reading.test_hostile import pdf, stream

_LARGEST = 70_000
#: so many letters of a kind are enough to begin with, the smallest: many small files show more
_FEW = 6
_TEXT = "ที่ มท ๐๘๑๐.๓/ว ๑๒\nเรื่อง แจ้งแนวทาง\nเรียน ผู้ว่าราชการจังหวัด\n".encode()
_RTF = (
    rb"{\rtf1\ansi\ansicpg874\uc1{\fonttbl{\f0\fcharset222 Sarabun;}}\pard\qc\li720\fi-360\tx1440 "
    rb"\'e0\'c3\'d7\'cd\'a7\tab \u3585 ?\par{\header a\par}{\footnote b}\trowd\cellx2000\cellx4000"
    rb"\intbl x\cell y\cell\row{\field{\*\fldinst SYMBOL 97 \\f Wingdings}{\fldrslt z}}"
    rb"{\listtext 1.}{\shp{\*\shpinst\shpleft100\shptop50{\shptxt box\par}}}"
    rb"\v hidden\v0 \upr{a}{\*\ud b}}"
)
_PAGE = (
    b"q 1 0 0 1 10 20 cm BT /F1 16 Tf 85 760 Td (abc) Tj [(d) -300 (e)] TJ 0 -20 Td <414243> Tj ET"
    b" 10 10 m 500 10 l S 50 50 100 20 re f Q /Span << /ActualText (x) >> BDC EMC"
)


@dataclass(frozen=True, slots=True)
class Target:
    """A reader: sound inputs, and what makes a file of an input."""

    seeds: Sequence[bytes]
    file: Callable[[bytes], bytes] = bytes


def _letters(ending: str) -> list[bytes]:
    """The smallest letters of the corpus with this ending."""
    found = sorted((ROOT / "corpus").glob(f"*/*/original.{ending}"), key=lambda p: p.stat().st_size)
    return [path.read_bytes() for path in found[:_FEW] if path.stat().st_size <= _LARGEST]


def _part(package: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as packed:
        return packed.read(name)


def _with_part(package: bytes, name: str, part: bytes) -> bytes:
    """The package with another part of this name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            undated = zipfile.ZipInfo(entry)  # the same bytes at any time
            new.writestr(undated, part if entry == name else old.read(entry))
    return out.getvalue()


def _package(ending: str, name: str) -> Target:
    packages = _letters(ending)
    return Target([_part(one, name) for one in packages], partial(_with_part, packages[0], name))


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("หนังสือ.txt", _TEXT)
        package.writestr("folder/b.txt", _TEXT * 9)
    return out.getvalue()


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name in ("หนังสือ.txt", "x" * 120 + ".txt"):
            member = tarfile.TarInfo(name)
            member.size = len(_TEXT)
            archive.addfile(member, io.BytesIO(_TEXT))
    return out.getvalue()


def _seven_zip() -> bytes:
    import py7zr

    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        archive.writestr(_TEXT, "a.txt")
        archive.writestr(_TEXT * 9, "b.txt")
    return out.getvalue()


def _winmail() -> bytes:
    return tnef(attachment("ที่01.txt", _TEXT), message=(body("เรียน ทุกท่าน"),), subject="s")


#: each reader's name to what makes its target; made only for the one that is fuzzed
TARGETS: dict[str, Callable[[], Target]] = {
    "txt": lambda: Target([*_letters("txt"), _TEXT.decode().encode("cp874")]),
    "pdf": lambda: Target(_letters("pdf")),
    "pdf-page": lambda: Target([_PAGE], lambda data: pdf({4: stream(data)})),
    "docx": lambda: _package("docx", "word/document.xml"),
    "odt": lambda: _package("odt", "content.xml"),
    "doc": lambda: Target(_letters("doc")),
    "rtf": lambda: Target([_RTF, *_letters("rtf")]),
    "html": lambda: Target(_letters("html")),
    "mail": lambda: Target(_letters("eml")),
    "tnef": lambda: Target([_winmail()]),
    "zip": lambda: Target([_zip()]),
    "7z": lambda: Target([_seven_zip()]),
    "tar": lambda: Target([_tar(), gzip.compress(_tar())]),
    "image": lambda: Target([*_letters("png"), *_letters("jpg"), *_letters("tif")]),
}
