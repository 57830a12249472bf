"""What a file is, by its content: names and extensions are only ever a claim.

Ministries send ``.doc`` files that are RTF, PDFs named ``.docx`` and text files in three
encodings. Each sniffer looks at one family of formats; the first that knows the bytes wins.
"""

import io
import re
import zipfile
from collections.abc import Callable
from functools import lru_cache

from thaidoc.reading.bundles.zip_entry import has_own_directory
from thaidoc.reading.encoding import text_encoding

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "application/rtf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
)
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: an OLE stream that only this kind of file has
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "application/x-ole-encrypted"),
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
)
#: the folder of a package's main part
_OOXML_FOLDERS: tuple[tuple[str, str], ...] = (
    ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
#: what the first part of such a package is called
_PACKAGE_PARTS = (b"[Content_Types]", b"_rels/", b"word/", b"docProps/", b"customXml/")
_HTML = re.compile(
    # possessive: what begins with many comments would else be tried in every way there is
    r"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|head|body|meta"
    r"|title|style|script|link|base|table|div|p|span|font|center|h[1-6]|ol|ul|pre|br)\b",
    re.IGNORECASE | re.DOTALL,
)
#: the headers that begin a mail, folded lines too, and those of them that no typed memo has
_MAIL_HEADERS = re.compile(rb"(?:>?From [^\n]*\n)?(?:[!-9;-~]+:[^\n]*(?:\n[ \t][^\n]*)*(?:\n|\Z))+")
_MAIL_ONLY = re.compile(
    rb"^(?:Received|Return-Path|Delivered-To|MIME-Version|Message-ID|DKIM-Signature|Content-Type"
    rb"|Content-Transfer-Encoding|X-Mailer|X-Originating-IP|Thread-Index): ?",
    re.MULTILINE | re.IGNORECASE,
)
_ENVELOPE = re.compile(rb"^(?:From|To|Subject|Date|Received|Message-ID):", re.M | re.I)
#: what begins a file that is opened to tell what it is, by libraries or our own code
_OPENED = (_OLE_MAGIC, b"PK\x03\x04", b"PK\x05\x06")
_TAR_CHECKSUM = slice(148, 156)
#: what the first part of an OpenDocument package says, stored as it is
_ODF_TYPE = re.compile(rb"application/vnd\.(?:oasis\.opendocument|sun\.xml)\.[a-z-]+(?:\.[a-z]+)?")
_LATE_PDF = re.compile(rb"[\r\n]%PDF-[12]\.\d")
_LATEST_PDF = 64 * 1024
#: bytes that are kept to be known again
_SMALL = 64 * 1024
#: the first brand of an ISO media file that is a still picture in HEVC
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc", b"hevx")
#: sizes that the second header of a BMP can have
_BMP_HEADERS = (12, 40, 52, 56, 64, 108, 124)
#: a ZIP of more entries is no document, and reading its directory takes long
_MOST_ZIP_ENTRIES = 100_000


def _fixed_magic(data: bytes) -> str | None:
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[:3] == b"BZh" and data[4:10] in (b"1AY&SY", b"\x17rE8P\x90"):
        return "application/x-bzip2"
    # two letters alone also begin an English text; the length in the header may be left out
    if data[:2] == b"BM" and data[6:10] == bytes(4) and data[15:18] == bytes(3):
        return "image/bmp" if data[14] in _BMP_HEADERS else None
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return "image/heic"
    return None


def is_tar(data: bytes) -> bool:
    """Whether a tar begins here: its first header's bytes add up to the sum that it says."""
    header = data[:512]
    told = header[_TAR_CHECKSUM].strip(b"\0 ")
    if len(header) < 512 or not header[0] or not told or told.strip(b"01234567"):
        return False
    return sum(header) - sum(header[_TAR_CHECKSUM]) + 8 * 0x20 == int(told, 8)


def _tar(data: bytes) -> str | None:
    return "application/x-tar" if is_tar(data) else None


def _mail(data: bytes) -> str | None:
    start = data[: 1 << 14].lstrip(b"\xef\xbb\xbf\r\n").replace(b"\r\n", b"\n")
    headers = _MAIL_HEADERS.match(start)
    if headers is None:
        return None
    found = _MAIL_ONLY.search(headers.group()) and _ENVELOPE.search(headers.group())
    return "message/rfc822" if found else None


def _pdf(data: bytes) -> str | None:
    # ISO 32000 wants the header first; readers have always accepted it in the first kilobyte.
    # Further down, behind the headers of a download, only where objects of a PDF follow.
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    late = _LATE_PDF.search(data, 0, _LATEST_PDF)
    return "application/pdf" if late and b"endobj" in data else None


def _ole(data: bytes) -> str | None:
    if not data.startswith(_OLE_MAGIC):
        return None
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            for stream, media_type in _OLE_STREAMS:
                if ole.exists(stream):
                    return media_type
            if ole.listdir():
                return "application/x-ole-storage"
    except Exception:  # noqa: S110  # a torn directory: the name of the stream may still stand in it
        pass
    if "WordDocument".encode("utf-16-le") in data:
        return "application/msword"
    return "application/x-ole-torn"


def _zip(data: bytes) -> str | None:
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    if data.count(b"PK\x01\x02") > _MOST_ZIP_ENTRIES:
        return "application/zip"
    try:
        if not has_own_directory(data):
            return _torn_zip(data)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            if "mimetype" in names and package.getinfo("mimetype").file_size < 200:
                with package.open("mimetype") as part:  # with a size: what is declared may be a lie
                    return part.read(200).decode("ascii", "replace").strip()
    except Exception:
        return _torn_zip(data)
    if any(name.lower() == "[content_types].xml" for name in names):
        for folder, media_type in _OOXML_FOLDERS:
            if any(name.lower().startswith(folder) for name in names):
                return media_type
    return "application/zip"


def _torn_zip(data: bytes) -> str:
    """A ZIP without its directory: each member's name also stands before its data.

    That of a Word document may be in a document that was only stored in the ZIP.
    """
    length = int.from_bytes(data[26:28], "little")
    first = data[30 : 30 + length]
    if first == b"mimetype" and (told := _ODF_TYPE.match(data, 30 + length)):
        return told.group().decode("ascii")
    if b"word/document.xml" in data and (not first or first.startswith(_PACKAGE_PARTS)):
        return _OOXML_FOLDERS[0][1]
    return "application/zip"


def _text(data: bytes) -> str | None:
    encoding = text_encoding(data)
    # a page's markup tells what it is even where its bytes do not tell their encoding
    start = data[:4096].decode(encoding or "ascii", "replace").lstrip("\ufeff")
    if _HTML.match(start):
        return "text/html"
    return "text/plain" if encoding else None


#: in this order: what a few bytes decide first, text last
SNIFFERS: tuple[Callable[[bytes], str | None], ...] = (
    _fixed_magic,
    _ole,
    _zip,
    _tar,
    _mail,
    _pdf,
    _text,
)


def known_at_sight(data: bytes) -> str | None:
    """The media type where the first bytes alone prove it, whatever follows; nothing is opened."""
    if data.startswith(b"%PDF-") and not is_tar(data):
        return "application/pdf"
    return _fixed_magic(data)


def is_plain_text(data: bytes) -> bool:
    """Whether these bytes are plain text; nothing is opened to find that out."""
    return not data.startswith(_OPENED) and media_type_of(data) == "text/plain"


def media_type_of(data: bytes) -> str:
    """The media type of a file's bytes; ``application/octet-stream`` where nothing fits."""
    return _remembered(data) if len(data) <= _SMALL else _sniffed(data)


def _sniffed(data: bytes) -> str:
    for sniff in SNIFFERS:
        found = sniff(data)
        if found is not None:
            return found
    return "application/octet-stream"


#: a file is asked about several times on its way in; the last small one is known
_remembered = lru_cache(maxsize=1)(_sniffed)
