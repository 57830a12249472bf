"""Word documents (DOCX): their parts put together as pages of lines.

Header and footer stand once, on the first and the last page; a page ends where the author or Word's
last printing broke it. The walker itself is in :mod:`thaidoc.reading.docx_text`.
"""

import re
from collections.abc import Iterator

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.docx_numbering import Numbering
from thaidoc.reading.docx_text import Styles, Writer
from thaidoc.reading.formats import Reading, Source
from thaidoc.reading.office_xml import Element, Package, attribute, child, children
from thaidoc.reading.paragraphs import Row, paged

READER = "docx/1"
#: page numbers are no text of the letter: a header or footer of digits and dashes says nothing
_SAYS_SOMETHING = re.compile(r"[^\W\d_]")


def read(source: Source) -> Reading:
    """The pages of a Word document.

    A damaged header or list of styles gives the note ``damaged-parts``, not an error.

    :raises UnreadableFileError: for a damaged package or one without a text.
    """
    package = Package(source.data)
    main = next(iter(package.related("", "officeDocument").values()), "word/document.xml")
    root = package.xml(main)
    body = child(root, "body")
    if body is None:
        raise UnreadableFileError("The Word document has no text part")
    writer = Writer(
        Styles.of(_part(package, main, "styles")), Numbering(_part(package, main, "numbering"))
    )
    rows = [*_margins(package, main, writer, "header"), *_sections(writer, body)]
    rows += [*_notes(package, main, writer), *_margins(package, main, writer, "footer")]
    notes = ("damaged-parts",) if package.damaged else ()
    return Reading(paged(rows), READER, notes=notes)


def _part(package: Package, main: str, kind: str) -> Element | None:
    name = next(iter(package.related(main, kind).values()), None)
    return None if name is None else package.optional(name)


def _margins(package: Package, main: str, writer: Writer, kind: str) -> Iterator[Row]:
    """The rows of all headers or footers, each text once, page numbers left out."""
    seen: set[str] = set()
    for name in sorted(package.related(main, kind).values()):
        root = package.optional(name)
        for row in writer.block(root) if root is not None else ():
            text = "\t".join(segment.text for segment in row.segments)
            if _SAYS_SOMETHING.search(text) and text not in seen:
                seen.add(text)
                yield row


def _notes(package: Package, main: str, writer: Writer) -> Iterator[Row]:
    """Footnotes and endnotes, without the lines that only separate them from the text."""
    for kind in ("footnotes", "endnotes"):
        for note in children(_part(package, main, kind), "footnote", "endnote"):
            if attribute(note, "type") in (None, "normal"):
                yield from (row for row in writer.block(note) if row.segments)


def _sections(writer: Writer, body: Element) -> Iterator[Row]:
    """The body's rows, a new page where a section begins one."""
    kinds = [_section_kind(section) for section in body.iter() if _is_section(section)]
    met = 0
    pending = False
    for element in body:
        for row in writer.block([element]):
            row.new_page = row.new_page or pending
            pending = False
            yield row
        if child(element, "pPr", "sectPr") is not None:
            met += 1
            pending = met < len(kinds) and kinds[met] != "continuous"


def _is_section(element: Element) -> bool:
    return isinstance(element.tag, str) and element.tag.endswith("}sectPr")


def _section_kind(section: Element) -> str:
    """How a section begins; on a new page unless it says otherwise."""
    kind = child(section, "type")
    return "nextPage" if kind is None else attribute(kind, "val") or "nextPage"
