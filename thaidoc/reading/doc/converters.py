"""Other programs' reading of a Word document, where our own gives none or a bad one.

catdoc first: it prints what is stored. LibreOffice last, since it computes fields anew: it never
gets a document in which a date, a time or a file's name could be one of them, or a letter would be
dated with the day of its reading. Both run in a process and a folder of their own, without a
network; what they write is read like any file that was sent, by the process that reads.

``THAIDOC_CONVERTERS`` names those that may be used (``catdoc libreoffice``); empty for none.
"""

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from thaidoc.errors import LockedFileError, SealedFileError, UnreadableFileError
from thaidoc.reading.child.programs import bytes_of, run_program
from thaidoc.reading.document import Document, sha256_of
from thaidoc.reading.formats import extension_lies
from thaidoc.reading.limits import Limits

#: the note on a document that another program's reading gave
NOTE = "converted"
_MEDIA_TYPE = "application/msword"
_SETTING = "THAIDOC_CONVERTERS"
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
#: a reading of ours below this is put to the others; theirs is taken from this on
_BAD, _GOOD = 0.5, 0.8
_VERSION = re.compile(rb"\d+(?:\.\d+)+")
#: the head of the text's stream in Word 6 and 95
_OLD_HEAD = re.compile(rb"\xdc\xa5[\x65-\x69]\0")

#: words that begin a field which a program that opens the document computes anew
_FIELDS = (
    *("DATE", "SAVEDATE", "CREATEDATE", "PRINTDATE", "TIME", "EDITTIME", "FILENAME"),
    *("USERNAME", "USERINITIALS", "USERADDRESS"),
)
#: such a word anywhere in the file, in letters of one or two bytes: a torn file does not tell where
#: its fields are, and a word too many only costs this way of reading it
_CHANGING_FIELD = re.compile(
    rb"(?<![A-Z])(?:%b)(?![A-Z])|(?<![A-Z]\0)(?:%b)(?![A-Z]\0)"
    % (
        "|".join(_FIELDS).encode("ascii"),
        b"|".join(word.encode("utf-16-le") for word in _FIELDS),
    ),
    re.IGNORECASE,
)


class Process(Protocol):
    """The process that reads (:class:`thaidoc.reading.child.confinement.Confinement`)."""

    def read(self, data: bytes, name: str, limits: Limits, /) -> Document:
        """The document in bytes that are called ``name``."""

    def kind(self, data: bytes, name: str, /) -> str:
        """The media type of bytes that are called ``name``."""


@dataclass(frozen=True, slots=True)
class Converter:
    """A program that gives the text of a Word document.

    ``programs`` are the names that it may have on PATH; ``command`` what it is called with, in
    which ``{folder}`` is its own folder with ``letter.doc`` in it; ``result`` the file that it
    writes, or None where it prints; ``computes``: fields are computed anew; ``loss`` what it says
    where it lost or confused text.
    """

    name: str
    programs: tuple[str, ...]
    command: tuple[str, ...]
    version: tuple[str, ...]
    result: str | None = None
    computes: bool = False
    loss: bytes = b""
    home: tuple[tuple[str, str], ...] = ()

    def program(self) -> str | None:
        """The path of the program, or None where it is not there or may not be used."""
        allowed = os.environ.get(_SETTING)
        if allowed is not None and self.name.lower() not in allowed.lower().split():
            return None
        found = (shutil.which(name) for name in self.programs)
        # one named from the current folder on is none that somebody installed
        return next((path for path in found if path and Path(path).is_absolute()), None)

    def convert(self, program: str, data: bytes, limits: Limits) -> bytes | None:
        """What the program makes of a document; None where it makes nothing, or owns to a loss."""
        with _folder() as folder:
            (folder / "letter.doc").write_bytes(data)
            for name, content in self.home:
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content, "utf-8")
            command = _filled(self.command, folder, {"{filter}": _filter(data)})
            printed = run_program([program, *command], folder, limits)
            if printed is None or (self.loss and self.loss in printed.complaints):
                return None
            if self.result is not None:
                return bytes_of(folder / self.result, limits)
            return printed.output

    def version_of(self, program: str, limits: Limits) -> str:
        """The version that the program says it is; asked once in a run."""
        if program not in _versions:
            with _folder() as folder:
                printed = run_program([program, *_filled(self.version, folder)], folder, limits)
            found = _VERSION.search(printed.output + printed.complaints if printed else b"")
            _versions[program] = found.group().decode("ascii") if found else "unknown"
        return _versions[program]


#: versions by the programs' paths
_versions: dict[str, str] = {}


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """A folder that only this user can look into, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="thaidoc-", ignore_cleanup_errors=True) as made:
        yield Path(made)


def _filled(
    arguments: tuple[str, ...], folder: Path, values: Mapping[str, str] | None = None
) -> list[str]:
    """Arguments with what stands in them for the folder and other values."""
    values = {"{folder}": str(folder), "{uri}": folder.as_uri(), **(values or {})}
    filled = []
    for argument in arguments:
        for mark, value in values.items():
            argument = argument.replace(mark, value)
        filled.append(argument)
    return filled


def _filter(data: bytes) -> str:
    """The filter of LibreOffice for this document; without one it would take a torn file for text.

    The text's stream begins, as every stream does, at a multiple of 512 bytes, with the number that
    tells the generations apart.
    """
    is_old = any(head.start() % 512 == 0 for head in _OLD_HEAD.finditer(data))
    return "MS Word 95" if is_old else "MS Word 97"


_CONFIGURATION = "/org.openoffice.Office."
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
)
#: LibreOffice's settings: no macro runs, nothing is fetched
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items'
    ' xmlns:oor="http://openoffice.org/2001/registry">\n'
    + "".join(
        f'<item oor:path="{_CONFIGURATION}{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for path, name, value in _SETTINGS
    )
    + "</oor:items>\n"
)
_OWN_PROFILE = "-env:UserInstallation={uri}/profile"

#: in the order in which they are asked
CONVERTERS: tuple[Converter, ...] = (
    Converter(
        "catdoc",
        ("catdoc",),
        ("-w", "-d", "utf-8", "-s", "cp874", "{folder}/letter.doc"),
        ("-V",),
        loss=b"fast-saved",
    ),
    Converter(
        "LibreOffice",
        ("soffice", "libreoffice"),
        (
            *(_OWN_PROFILE, "--headless", "--norestore", "--nolockcheck", "--nodefault"),
            *("--infilter={filter}", "--convert-to", "odt:writer8", "--outdir", "{folder}/out"),
            "{folder}/letter.doc",
        ),
        (_OWN_PROFILE, "--version"),
        result="out/letter.odt",
        computes=True,
        home=(("profile/user/registrymodifications.xcu", _PROFILE),),
    ),
)


def second_opinion(
    data: bytes,
    name: str,
    own: Document | UnreadableFileError,
    process: Process,
    limits: Limits,
) -> Document | None:
    """What another program makes of a Word document that our reader cannot read, or reads badly.

    :param own: what our own reader gave, or why it gave nothing.
    :param process: reads what the program wrote.
    :returns: None where ours is good enough or nobody does better.
    """
    least = _GOOD
    if isinstance(own, Document):
        if own.media_type != _MEDIA_TYPE or own.quality >= _BAD:
            return None
        least = max(least, own.quality)
    elif isinstance(own, LockedFileError | SealedFileError) or not _is_word(data, name, process):
        return None
    for document in _readings(data, process, limits):
        if document.text.strip() and document.quality >= least:
            lies = ("extension-lies",) if extension_lies(name, _MEDIA_TYPE) else ()
            return replace(document, name=name, notes=(*document.notes, NOTE, *lies))
    return None


def _is_word(data: bytes, name: str, process: Process) -> bool:
    """Whether this is a Word document, and no other Office file that one lies in."""
    if not data.startswith(_OLE_MAGIC) or _WORD_STREAM not in data:
        return False
    try:
        return process.kind(data, name) == _MEDIA_TYPE
    except UnreadableFileError:
        return False


def _readings(data: bytes, process: Process, limits: Limits) -> Iterator[Document]:
    """What each program that there is gives, with the identity of the bytes."""
    for converter in CONVERTERS:
        program = converter.program()
        if program is None or (converter.computes and _CHANGING_FIELD.search(data)):
            continue
        written = converter.convert(program, data, limits)
        if not written:
            continue
        try:
            document = process.read(written, "letter", limits)
        except UnreadableFileError:
            continue
        yield replace(
            document,
            sha256=sha256_of(data),
            bytes=len(data),
            media_type=_MEDIA_TYPE,
            reader=f"{converter.name}/{converter.version_of(program, limits)}",
            encoding=None,
        )
