"""OpenDocument texts (ODT): their parts put together as pages of lines.

Headers and footers stand once, on the first and the last page; notes follow the text. The walker
itself is in :mod:`thaidoc.reading.odt.text`.
"""

from collections.abc import Iterator

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.formats import Reading, Source
from thaidoc.reading.odt.styles import Styles, groups_of
from thaidoc.reading.odt.text import Writer
from thaidoc.reading.office_xml import Element, Package, attribute, child, children, local
from thaidoc.reading.paragraphs import Row, paged, said_once

READER = "odt/1"


def read(source: Source) -> Reading:
    """The pages of an OpenDocument text.

    Damaged styles give the note ``damaged-parts``, not an error.

    :raises UnreadableFileError: for a locked or damaged package or one without a text.
    """
    package = Package(source.data)
    if any(local(element) == "encryption-data" for element in _every(package, "manifest")):
        raise UnreadableFileError(
            "The OpenDocument text is locked with a password",
            hint="Open it with its password, save it without one, and add that",
        )
    body = child(package.xml("content.xml"), "body")
    text = child(body, "text")
    if text is None:  # OpenOffice.org 1 had the text in the body itself
        text = body
    if text is None:
        raise UnreadableFileError("The OpenDocument text has no text part")
    common = package.optional("styles.xml")
    rows = list(_rows(package, text, common))
    return Reading(paged(rows), READER, notes=("damaged-parts",) if package.damaged else ())


def _rows(package: Package, text: Element, common: Element | None) -> Iterator[Row]:
    from_indent = _tabs_from_indent(package)
    root = text.getroottree().getroot()
    writer = Writer(
        Styles(*groups_of(root), *children(common, "styles"), tabs_from_indent=from_indent)
    )
    margins = Writer(Styles(*groups_of(common), tabs_from_indent=from_indent))
    yield from said_once(_margins(margins, common, "header"))
    yield from writer.block(text)
    for note in writer.notes:
        body = next((part for part in note if local(part).endswith("-body")), None)
        if body is not None:
            yield from (row for row in writer.block(body) if row.segments)
    yield from said_once(_margins(margins, common, "footer"))


def _margins(writer: Writer, common: Element | None, kind: str) -> Iterator[Row]:
    """The rows of the headers or footers of all master pages, in the file's order."""
    for page in children(child(common, "master-styles"), "master-page"):
        for part in children(page, kind, f"{kind}-first", f"{kind}-left"):
            if attribute(part, "display") != "false":
                yield from writer.block(part)


def _tabs_from_indent(package: Package) -> bool:
    """Whether tab stops are counted from the paragraph's indent, as they are unless said."""
    for item in _every(package, "settings"):
        if attribute(item, "name") == "TabsRelativeToIndent":
            return (item.text or "").strip() != "false"
    return True


def _every(package: Package, part: str) -> Iterator[Element]:
    name = "META-INF/manifest.xml" if part == "manifest" else f"{part}.xml"
    root = package.optional(name)
    yield from () if root is None else root.iter()
