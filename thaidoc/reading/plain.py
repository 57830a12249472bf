"""Plain text in any encoding that Thai offices use: UTF-8, cp874 (TIS-620), UTF-16, Mac Thai."""

import re
from string import whitespace

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.columns import typed_lines
from thaidoc.reading.encoding import text_encoding
from thaidoc.reading.formats import Reading, Source
from thaidoc.reading.limits import current
from thaidoc.reading.triage import settled

READER = "plain/1"
_LINE_END = re.compile("\r\n|[\n\r\x0b\x85\u2028\u2029]")


def read(source: Source) -> Reading:
    """The text's pages, one for each form feed.

    Bytes that the encoding does not know become U+FFFD and the note ``undecodable-bytes``.

    :raises UnreadableFileError: where the bytes are no text in a known encoding.
    """
    encoding = text_encoding(source.data)
    if encoding is None:
        raise UnreadableFileError(
            "The text is in an unknown character encoding", hint="Save it as UTF-8"
        )
    text = source.data.decode(encoding, "replace")
    if not text.strip("\ufeff\x1a" + whitespace):
        raise UnreadableFileError(
            "There is no text in the file", hint="Ask for it to be sent again"
        )
    torn = "\ufffd" in text and "\ufffd".encode() not in source.data
    text = text.lstrip("\ufeff").rstrip("\x1a")
    current().allow_pages(text.count("\f"))
    pages = typed_pages(text)
    return Reading(
        tuple(settled(number, typed_lines(rows)) for number, rows in enumerate(pages, 1)),
        reader=READER,
        encoding=encoding,
        notes=("undecodable-bytes",) if torn else (),
    )


def typed_pages(text: str) -> list[list[str]]:
    """The rows of each page; a form feed that ends the text ends the last page only."""
    pages = text.split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    return [_LINE_END.split(page) for page in pages]
