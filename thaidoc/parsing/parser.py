"""A document's record: the letter is zoned, then each field's parser reads its zone.

Nothing is guessed silently: a value that was not read is null, a doubtful one has a low confidence
and a warning.
"""

import msgspec

from thaidoc import __version__
from thaidoc.parsing.draft import Draft
from thaidoc.parsing.fields import FIELDS
from thaidoc.parsing.layouts import lay_out
from thaidoc.parsing.zones import Letter
from thaidoc.reading.document import Document
from thaidoc.record import Record, Source

#: name and version of this parser, kept in every record
PARSER = f"thaidoc {__version__}"
#: below this a page's text is worth a person's look
_LOW_QUALITY = 0.8


def parse(document: Document) -> Record:
    """The record of a document, every key present, with spans and warnings."""
    letter = lay_out(document)
    draft = Draft(document)
    if letter.kind_place:
        draft.mark("kind", letter.kind_place.place(), letter.kind_confidence)
    _warn_of_reading(document, draft)
    if letter.kind == "other" and any(page.lines for page in document.pages):
        draft.warn(
            "kind-unknown", "this is in none of the known forms of an official letter", "kind"
        )
    for read_field in FIELDS:
        if any(page.lines for page in document.pages):
            read_field(letter, draft)
    return _record(document, letter, draft)


def _record(document: Document, letter: Letter, draft: Draft) -> Record:
    record = Record(
        id=document.id,
        source=Source(
            name=document.name,
            sha256=document.sha256,
            bytes=document.bytes,
            media_type=document.media_type,
            encoding=document.encoding,
            pages=len(document.pages),
            reader=document.reader,
            parser=PARSER,
            ocr=document.ocr,
            quality=round(document.quality, 3),
        ),
        kind=letter.kind,
        spans=draft.spans,
        warnings=draft.warnings,
    )
    return msgspec.structs.replace(record, **draft.values)


def _warn_of_reading(document: Document, draft: Draft) -> None:
    unread = [str(page.number) for page in document.pages if page.decision == "needs-ocr"]
    if unread:
        draft.warn("page-needs-ocr", f"no text could be read on page {', '.join(unread)}", None)
    low = [
        str(page.number)
        for page in document.pages
        if page.decision not in ("needs-ocr", "blank") and page.quality < _LOW_QUALITY
    ]
    if low:
        draft.warn("text-doubtful", f"the text of page {', '.join(low)} is damaged", None)
    if "repaired-file" in document.notes:
        draft.warn("file-repaired", "the file is damaged; what could be saved of it was read", None)
    if "extension-lies" in document.notes:
        draft.warn(
            "extension-lies",
            f"{document.name} is really {document.media_type}",
            "source.media_type",
        )
