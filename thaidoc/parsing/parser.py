"""A document's record: the letter is zoned, then each field's parser reads its zone.

Nothing is guessed silently: a value that was not read is null, a doubtful one has a low confidence
and a warning.
"""

import msgspec

from thaidoc import __version__
from thaidoc.parsing.draft import Draft
from thaidoc.parsing.fields import FIELDS
from thaidoc.parsing.layouts import lay_out
from thaidoc.parsing.parts import Part, parts_of
from thaidoc.parsing.passage import join
from thaidoc.parsing.rows import MOST_ROWS, is_too_long
from thaidoc.reading.document import Document
from thaidoc.reading.recognition import FAILED, MISSING
from thaidoc.record import Record, Source

#: name and version of this parser, kept in every record
PARSER = f"thaidoc {__version__}"
#: below this a page's text is worth a person's look
_LOW_QUALITY = 0.8
#: why pages were left unread, by the document's notes
_UNREAD = {
    MISSING: ", since no recogniser could be loaded: see THAIDOC_RECOGNISER",
    FAILED: ", since the recogniser failed on it",
    None: "",
}
#: a head of a letter behind another is complete or not taken for one
_ENCLOSED = 0.9


def parse(document: Document) -> Record:
    """The record of a document, every key present, with spans and warnings.

    Further complete letters behind the first are records of their own, in ``enclosed``.
    """
    whole, *behind = parts_of(document)
    draft = Draft(document)
    _warn_of_reading(draft)
    _read(whole, draft)
    for part in behind:
        begins = part.rows[0].pieces[:1]
        draft.add("enclosed", _enclosed(part), join(begins).place(), _ENCLOSED)
    return _record(document, draft)


def _enclosed(part: Part) -> Record:
    """The record of a letter behind another: without source, with its pages."""
    draft = Draft(part.document)
    _read(part, draft)
    record = _record(part.document, draft)
    return msgspec.structs.replace(record, source=msgspec.UNSET, pages=(part.first, part.last))


def _read(part: Part, draft: Draft) -> None:
    """Let the parser of each field read its zone of one letter."""
    letter = lay_out(part.document, part.rows, part.running)
    draft.values["kind"] = letter.kind
    if not any(page.lines for page in part.document.pages):
        return
    if letter.kind_place:
        draft.mark("kind", letter.kind_place.place(), letter.kind_confidence)
    if letter.kind == "other":
        draft.warn(
            "kind-unknown", "this is in none of the known forms of an official letter", "kind"
        )
    for read_field in FIELDS:
        read_field(letter, draft)


def _record(document: Document, draft: Draft) -> Record:
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
        spans=draft.spans,
        warnings=draft.warnings,
    )
    return msgspec.structs.replace(record, **draft.values)


def _warn_of_reading(draft: Draft) -> None:
    document = draft.document
    left = [page for page in document.pages if page.decision == "needs-ocr"]
    note = next((note for note in _UNREAD if note in document.notes), None)
    if pages := [str(page.number) for page in left if not page.lines]:
        said = f"no text could be read on page {', '.join(pages)}{_UNREAD[note]}"
        draft.warn("page-needs-ocr", said, None)
    if pages := [str(page.number) for page in left if page.lines]:
        said = f"vowels or tone marks are lost on page {', '.join(pages)}{_UNREAD[note]}"
        draft.warn("page-needs-ocr", said, None)
    low = [
        str(page.number)
        for page in document.pages
        if page.decision not in ("needs-ocr", "blank") and page.quality < _LOW_QUALITY
    ]
    if low:
        draft.warn("text-doubtful", f"the text of page {', '.join(low)} is damaged", None)
    if is_too_long(document):
        draft.warn("document-too-long", f"only about the first {MOST_ROWS:,} lines were read", None)
    if "repaired-file" in document.notes:
        draft.warn("file-repaired", "the file is damaged; what could be saved of it was read", None)
    if "converted" in document.notes:
        draft.warn(
            "text-converted",
            f"the text is what {document.reader.replace('/', ' ')} made of the file",
            "source.reader",
        )
    if "extension-lies" in document.notes:
        draft.warn(
            "extension-lies",
            f"{document.name} is really {document.media_type}",
            "source.media_type",
        )
