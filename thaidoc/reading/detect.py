"""What a file is, by its content: names and extensions are only ever a claim.

Ministries send ``.doc`` files that are RTF, PDFs named ``.docx`` and text files in three
encodings. Each sniffer looks at one family of formats; the first that knows the bytes wins.
"""

import io
import re
import zipfile
from collections.abc import Callable

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
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(
    r"(?:From |(?:Received|Return-Path|Delivered-To|MIME-Version|Message-ID|DKIM-Signature): )"
)


def _fixed_magic(data: bytes) -> str | None:
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    # the file's own length in its header: two letters alone also begin an English text
    if data[:2] == b"BM" and int.from_bytes(data[2:6], "little") == len(data):
        return "image/bmp"
    return None


def _pdf(data: bytes) -> str | None:
    # ISO 32000 wants the header first; readers have always accepted it in the first kilobyte
    return "application/pdf" if b"%PDF-" in data[:1024] else None


def _ole(data: bytes) -> str | None:
    if not data.startswith(_OLE_MAGIC):
        return None
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            for stream, media_type in _OLE_STREAMS:
                if ole.exists(stream):
                    return media_type
    except Exception:  # a torn directory: the name of the stream may still stand in it
        if "WordDocument".encode("utf-16-le") in data:
            return "application/msword"
    return "application/x-ole-storage"


def _zip(data: bytes) -> str | None:
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            if "mimetype" in names and package.getinfo("mimetype").file_size < 200:
                return package.read("mimetype").decode("ascii", "replace").strip()
    except Exception:  # a torn directory: each member's name also stands before its data
        torn = "wordprocessingml.document" if b"word/document.xml" in data else None
        return (
            f"application/vnd.openxmlformats-officedocument.{torn}" if torn else "application/zip"
        )
    if any(name.lower() == "[content_types].xml" for name in names):
        for folder, media_type in _OOXML_FOLDERS:
            if any(name.lower().startswith(folder) for name in names):
                return media_type
    return "application/zip"


def _text(data: bytes) -> str | None:
    encoding = text_encoding(data)
    if encoding is None:
        return None
    start = data[:4096].decode(encoding, "replace").lstrip("\ufeff")
    if _HTML.match(start):
        return "text/html"
    if _MAIL.match(start):
        return "message/rfc822"
    return "text/plain"


#: in this order: what a few bytes decide first, text last
SNIFFERS: tuple[Callable[[bytes], str | None], ...] = (_fixed_magic, _ole, _zip, _pdf, _text)


def media_type_of(data: bytes) -> str:
    """The media type of a file's bytes; ``application/octet-stream`` where nothing fits."""
    for sniff in SNIFFERS:
        found = sniff(data)
        if found is not None:
            return found
    return "application/octet-stream"
