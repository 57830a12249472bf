"""Where an invented record says that it came from, as if a reader had read a text file."""

from typing import Any

from msgspec import structs

from thaidoc.record import Source

_TEXT = Source(
    name="หนังสือ.txt",
    sha256="",
    bytes=1,
    media_type="text/plain",
    encoding="utf-8",
    pages=1,
    reader="plain 1",
    parser="parser 1",
    ocr=False,
    quality=1.0,
)


def source_of(sha256: str, **other: Any) -> Source:
    """The source of a record of these bytes; what is not given is as of a small text file."""
    return structs.replace(_TEXT, sha256=sha256, **other)
