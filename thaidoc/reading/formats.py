"""The table of formats, and what a format's module is given and gives back.

A format is one module with a function ``read(source: Source) -> Reading`` and one line in
:data:`FORMATS`; a bundle, which holds other files, is one with a function ``members(source: Source,
allowance: Allowance) -> Iterator[Member]``; a mail is both. The module is imported only when its
format is met, so that a command that meets plain text never loads a PDF library. Formats without a
module are known by sight only: a person is told what the file is instead of "unknown".
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import Protocol, cast

from thaidoc.errors import UnreadableFileError
from thaidoc.messages import sentence
from thaidoc.reading.bundles.member import Allowance, Member
from thaidoc.reading.document import Page


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one file, its name, what its content was found to be, and its password.

    The password is for opening and nothing else: it stands in no error, note or log.
    """

    data: bytes
    name: str
    media_type: str
    encoding: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a format's module gives: the parts of a Document that depend on the format.

    ``reader`` is name and version; the version grows whenever the same bytes give other text.
    """

    pages: tuple[Page, ...]
    reader: str
    encoding: str | None = None
    ocr: bool = False
    notes: tuple[str, ...] = ()


class Reader(Protocol):
    """A format's ``read``: raises UnreadableFileError, without ``where``, for a file it refuses."""

    def __call__(self, source: Source) -> Reading:
        """The pages and what else the format knows."""


class Opener(Protocol):
    """A bundle's ``members``: gives what is in it one by one, each sound or with its fault.

    Raises UnreadableFileError, without ``where``, where nothing can be had of it.
    """

    def __call__(self, source: Source, allowance: Allowance) -> Iterator[Member]:
        """The members, names as they stand in the bundle."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format: how a person calls it, its usual extensions, and the module that reads it.

    ``bundle`` is the module that gives its members, where it holds other files; ``extra`` the extra
    of thaidoc that installs what its modules need.
    """

    media_type: str
    label: str
    extensions: tuple[str, ...]
    module: str | None = None
    hint: str | None = sentence("Save it as PDF, DOCX or plain text and add that")
    bundle: str | None = None
    extra: str | None = None

    def reader(self) -> Reader:
        """The format's ``read``, importing its module.

        :raises UnreadableFileError: where no module reads this format.
        """
        if self.module is None:
            raise UnreadableFileError(f"This is {self.label}, which cannot be read", hint=self.hint)
        return cast(Reader, import_module(f"thaidoc.reading.{self.module}").read)

    def opener(self) -> Opener:
        """The format's ``members``, importing its module.

        :raises UnreadableFileError: where this format holds no other files.
        """
        if self.bundle is None:
            raise UnreadableFileError(f"This is {self.label}, which holds no other files")
        return cast(Opener, import_module(f"thaidoc.reading.{self.bundle}").members)


_HOLDS_FILES = "Unpack it and add the files in it"
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

FORMATS: dict[str, Format] = {
    known.media_type: known
    for known in (
        Format("text/plain", "plain text", (".txt", ".text", ".asc"), "plain"),
        Format("application/pdf", "a PDF", (".pdf",), "pdf.reader"),
        Format(f"{_OOXML}wordprocessingml.document", "a Word document (DOCX)",
               (".docx", ".docm", ".dotx"), "docx.reader"),
        Format("application/msword", "a Word 6-2003 document (DOC)", (".doc", ".dot"),
               "doc.reader"),
        Format("application/rtf", "an RTF document", (".rtf",), "rtf.reader"),
        Format("text/html", "an HTML page", (".html", ".htm", ".xhtml"), "html.reader"),
        Format("message/rfc822", "an e-mail message", (".eml",), "mail.reader",
               bundle="mail.reader"),
        Format("application/vnd.ms-outlook", "an Outlook message", (".msg",), "mail.outlook",
               bundle="mail.outlook"),
        Format("application/ms-tnef", "an Outlook mail in its own packing (winmail.dat)",
               (".tnef",), "mail.tnef", bundle="mail.tnef"),
        Format(f"{_ODF}text", "an OpenDocument text (ODT)", (".odt",), "odt.reader"),
        Format(f"{_ODF}text-template", "an OpenDocument template (OTT)", (".ott",), "odt.reader"),
        Format("application/vnd.sun.xml.writer", "an OpenOffice.org text (SXW)", (".sxw",),
               "odt.reader"),
        Format(f"{_ODF}spreadsheet", "an OpenDocument spreadsheet", (".ods",)),
        Format(f"{_OOXML}spreadsheetml.sheet", "an Excel workbook", (".xlsx", ".xlsm")),
        Format(f"{_OOXML}presentationml.presentation", "a PowerPoint file", (".pptx", ".ppsx")),
        Format("application/vnd.ms-excel", "an Excel 97-2003 workbook", (".xls",)),
        Format("application/vnd.ms-powerpoint", "a PowerPoint 97-2003 file", (".ppt", ".pps")),
        Format("application/x-ole-encrypted", "an Office file locked with a password", (),
               hint="Open it with its password, save it without one, and add that"),
        Format("application/x-ole-torn", "an old Office file whose list of contents is missing", (),
               hint="It is cut off or damaged: ask for it to be sent again"),
        Format("application/x-ole-storage", "an old Office file of an unknown kind", ()),
        Format("image/jpeg", "a JPEG image", (".jpg", ".jpeg"), "image"),
        Format("image/png", "a PNG image", (".png",), "image"),
        Format("image/tiff", "a TIFF image", (".tif", ".tiff"), "image"),
        Format("image/gif", "a GIF image", (".gif",), "image"),
        Format("image/bmp", "a BMP image", (".bmp",), "image"),
        Format("image/webp", "a WebP image", (".webp",), "image"),
        Format("image/jp2", "a JPEG 2000 image", (".jp2",), "image"),
        Format("image/heic", "a HEIC image", (".heic", ".heif"), "image", extra="heif"),
        Format("application/zip", "a ZIP archive", (".zip",), bundle="bundles.zip",
               hint=_HOLDS_FILES),
        Format("application/vnd.rar", "a RAR archive", (".rar",),
               hint="Unpack it and add the files in it"),
        Format("application/x-7z-compressed", "a 7-Zip archive", (".7z",),
               bundle="bundles.seven_zip", hint=_HOLDS_FILES, extra="7z"),
        Format("application/x-tar", "a tar archive", (".tar",), bundle="bundles.tar",
               hint=_HOLDS_FILES),
        Format("application/gzip", "a gzip file", (".gz", ".tgz"), bundle="bundles.tar",
               hint=_HOLDS_FILES),
        Format("application/x-bzip2", "a bzip2 file", (".bz2", ".tbz2"), bundle="bundles.tar",
               hint=_HOLDS_FILES),
        Format("application/x-xz", "an xz file", (".xz", ".txz"), bundle="bundles.tar",
               hint=_HOLDS_FILES),
        Format("application/octet-stream", "a file of an unknown kind", ()),
    )
}  # fmt: skip


def extension_lies(name: str, media_type: str) -> bool:
    """Whether the name's extension belongs to another known format than the content does."""
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    owners = {known.media_type for known in FORMATS.values() if suffix in known.extensions}
    return bool(owners) and media_type not in owners
