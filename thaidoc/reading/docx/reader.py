"""Word documents (DOCX): their parts put together as pages of lines.

Header and footer stand once, on the first and the last page; a page ends where the author or Word's
last printing broke it. The walker itself is in :mod:`thaidoc.reading.docx.text`.
"""

from collections.abc import Iterator

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.docx.boxes import Sheet
from thaidoc.reading.docx.floating import Afloat, Flow
from thaidoc.reading.docx.numbering import Numbering
from thaidoc.reading.docx.package import Parts, parts_of
from thaidoc.reading.docx.styles import Styles
from thaidoc.reading.docx.text import Writer
from thaidoc.reading.formats import Reading, Source
from thaidoc.reading.office_xml import Element, attribute, child, children
from thaidoc.reading.paragraphs import Row, paged, said_once

READER = "docx/1"


def read(source: Source) -> Reading:
    """The pages of a Word document.

    A damaged header or list of styles gives the note ``damaged-parts``, not an error; other files
    that Word would put in on opening (altChunk) stay unread and give ``unread-parts``.

    :raises UnreadableFileError: for a damaged package or one without a text.
    """
    parts = parts_of(source.data)
    body = child(parts.main(), "body")
    if body is None:
        raise UnreadableFileError("The Word document has no text part")
    section = next(body.iter("{*}sectPr"), None)
    writer = Writer(
        Styles.of(_part(parts, "styles")),
        Numbering(_part(parts, "numbering")),
        Sheet.of(section),
    )
    rows = [*_margins(parts, writer, "header"), *_sections(writer, body)]
    rows += [*_notes(parts, writer), *_margins(parts, writer, "footer")]
    notes = {"damaged-parts": bool(parts.damaged), "unread-parts": writer.has_foreign}
    return Reading(paged(rows), READER, notes=tuple(note for note, is_so in notes.items() if is_so))


def _part(parts: Parts, kind: str) -> Element | None:
    return next((root for _, root in parts.of(kind)), None)


def _margins(parts: Parts, writer: Writer, kind: str) -> Iterator[Row]:
    """The rows of all headers or footers, each text once, page numbers left out."""
    found = sorted(parts.of(kind), key=lambda part: part[0])
    yield from said_once(row for _, root in found for row in writer.block(root))


def _notes(parts: Parts, writer: Writer) -> Iterator[Row]:
    """Footnotes and endnotes, without the lines that only separate them from the text."""
    for kind in ("footnotes", "endnotes"):
        for note in children(_part(parts, kind), "footnote", "endnote"):
            if attribute(note, "type") in (None, "normal"):
                yield from (row for row in writer.block(note) if row.segments)


def _sections(writer: Writer, body: Element) -> Iterator[Row]:
    """The body's rows, a new page where a section begins one."""
    kinds = [*map(_section_kind, body.iter("{*}sectPr"))]
    flow = Flow(writer.sheet)
    met = 0
    pending = False
    for element in body:
        afloat: list[Afloat] = []
        rows = list(writer.block([element], afloat=afloat))
        if rows:
            rows[0].new_page = rows[0].new_page or pending
            pending = False
        if rows or afloat:
            flow.add(rows, writer.spacing(element), afloat)
        if child(element, "pPr", "sectPr") is not None:
            met += 1
            pending = met < len(kinds) and kinds[met] != "continuous"
    yield from flow.rows()


def _section_kind(section: Element) -> str:
    """How a section begins; on a new page unless it says otherwise."""
    kind = child(section, "type")
    return "nextPage" if kind is None else attribute(kind, "val") or "nextPage"
