"""PDF through pdfium: every character with its place, page by page.

pdfium honours /ActualText, without which LibreOffice's sara am is lost, and is the fastest of the
extractors measured. Its own line breaks and blanks are not used: it puts a blank after every sara
am of Chromium's PDFs and breaks a line at every raised tone; :mod:`thaidoc.reading.pdf.layout`
makes lines from the places instead, :mod:`thaidoc.reading.pdf.tables` rows of tables. A page whose
text is bad is read a second time by pdfplumber; if that is no better it gets the decision
``needs-ocr``, and is read from its picture (:mod:`thaidoc.reading.recognition`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Any

from thaidoc.reading.document import Line, Page
from thaidoc.reading.formats import Reading, Source
from thaidoc.reading.limits import current
from thaidoc.reading.pdf.drawings import Drawings, drawings_of
from thaidoc.reading.pdf.drawn import Glyph, Glyphs
from thaidoc.reading.pdf.forms import Forms, has_annotations
from thaidoc.reading.pdf.glyphs import Frame, glyphs_of
from thaidoc.reading.pdf.grids import aligned_grids, ruled_grids
from thaidoc.reading.pdf.justified import without_wide_blanks
from thaidoc.reading.pdf.layout import lines_of, text_size
from thaidoc.reading.pdf.opening import open_pdf
from thaidoc.reading.pdf.scans import picture_of
from thaidoc.reading.pdf.second_opinion import SecondOpinion
from thaidoc.reading.pdf.tables import with_tables
from thaidoc.reading.recognition import Recognising
from thaidoc.reading.triage import triaged

READER = "pdf/2"
#: a long file is opened anew after so many pages, so that memory does not grow with them
_RENEWED = 50
#: a page with this many characters of text is no scan with a stamp on it
_MUCH_TEXT = 400
#: text of less quality than this is worth a second opinion, if it is of more characters than these
_DOUBTFUL = 0.97
_FEW = 20
#: the second opinion must be better by this: else the first, which knows more of Thai, stays
_BETTER = 0.02


def read(source: Source) -> Reading:
    """The pages of a PDF.

    :raises LockedFileError: for a PDF that needs a password, or another than the source's.
    :raises UnreadableFileError: for one that is damaged beyond repair or has no pages.
    """
    import pypdfium2

    opened = open_pdf(source.data, source.password)
    second = SecondOpinion(opened.data, source.password)
    forms = Forms(opened.data, source.password)
    try:
        count = len(opened.document)
        current().allow_pages(count)
        seen = Recognising(count)
        leaves = []
        for number in range(1, count + 1):
            if number % _RENEWED == 0:
                opened.renew()
            leaf = _leaf(opened.document, number, second, forms)
            leaf.page = seen.read(leaf.page, partial(picture_of, opened.document, number))
            leaves.append(leaf)
    finally:
        second.close()
        forms.close()
        opened.document.close()
    torn = any(leaf.page.width is None for leaf in leaves)
    return Reading(
        tuple(leaf.page for leaf in leaves),
        seen.signed(f"{READER} (pypdfium2 {pypdfium2.PYPDFIUM_INFO.version})"),
        ocr=seen.has_read or any(leaf.layered and leaf.page.lines for leaf in leaves),
        notes=(*opened.notes, *(("damaged-pages",) if torn else ()), *seen.notes),
    )


@dataclass(slots=True)
class _Leaf:
    """A page and whether its text is a scan's own OCR layer."""

    page: Page
    layered: bool = False


def _leaf(pdf: Any, number: int, second: SecondOpinion, forms: Forms) -> _Leaf:
    """One page; a torn page among sound ones is left for OCR and noted, the others are read."""
    import pypdfium2

    try:
        page = pdf[number - 1]
    except pypdfium2.PdfiumError:
        return _Leaf(Page(number, (), quality=0.0, decision="needs-ocr"))
    values: list[Glyph] = []
    turned = page.get_rotation()
    try:
        x0, y0, x1, y1 = page.get_bbox()
        frame = Frame(x0, y0, x1, y1, turned)
        if has_annotations(page):
            filled = forms.filled(page, number, frame)
            if filled is not None:
                values = filled
                page.close()
                page = pdf[number - 1]
        page.set_rotation(0)  # pdfium muddles the text of a turned page; Frame turns it instead
        text_page = page.get_textpage()
        try:
            upright, askew = glyphs_of(text_page, frame)
        finally:
            text_page.close()
        drawings = drawings_of(page, frame)
    finally:
        page.set_rotation(turned)  # the document keeps it, and the page's picture is to be as shown
        page.close()
    if values:
        upright = Glyphs.of([*upright, *values])
    found = _judged(number, upright, askew, drawings)
    layered = drawings.is_layered and bool(upright)
    if found.quality < _DOUBTFUL and len(upright) > _FEW and not layered:
        other = second.glyphs(number, frame)
        if 2 * len(other) > len(upright):
            again = _judged(number, Glyphs.of([*other, *values]), askew, drawings)
            found = _better(found, again, second)
    return _Leaf(found, layered)


def _better(first: Page, other: Page, second: SecondOpinion) -> Page:
    """The page as first read, or as read again if that is clearly better."""
    if other.decision == "needs-ocr":
        return first
    if first.decision != "needs-ocr" and other.quality < first.quality + _BETTER:
        return first
    second.was_better()
    return replace(other, decision="second-opinion")


def _judged(number: int, upright: Glyphs, askew: Sequence[list[Glyph]], drawings: Drawings) -> Page:
    """The page with these characters, and what is to be done with it."""
    size = text_size(upright)
    lines = list(_lines(upright, drawings, size))
    for group in askew:
        lines.extend(_one_line(group, len(lines) + 1))
    written = sum(map(len, upright.texts))
    return triaged(
        number,
        lines,
        drawings.share(outlines=True) if written < _MUCH_TEXT else 0.0,
        layered=drawings.is_layered,
        em=round(size / 2, 2),
        width=round(drawings.frame.width, 2),
        height=round(drawings.frame.height, 2),
    )


def _lines(glyphs: Glyphs, drawings: Drawings, size: float) -> tuple[Line, ...]:
    """The page's lines, with one for each row of a table."""
    lines = lines_of(glyphs)
    grids = []
    if _is_level(glyphs):
        grids = ruled_grids(drawings.lines) or aligned_grids(lines, size)
    if grids:
        lines = with_tables(glyphs, lines, grids)
    return without_wide_blanks(lines, size, glyphs)


def _is_level(glyphs: Glyphs) -> bool:
    """Whether the lines run across the page as shown: only then do ruled lines fit to them."""
    return bool(glyphs) and all(
        glyph.box[1] - glyph.size <= glyph.y <= glyph.box[3] + glyph.size
        for glyph in islice(glyphs, 20)
    )


def _one_line(group: list[Glyph], number: int) -> tuple[Line, ...]:
    """Slanted text as one line at the end of the page: nothing is lost, nothing is mixed up."""
    base = group[0]
    row: list[Glyph] = []
    x = base.x
    for glyph in group:
        step = 0.0 if glyph.is_mark else 0.4 * glyph.size
        row.append(glyph._replace(x=x, right=x + step, middle=x, y=base.y))
        x += step
    return lines_of(row, number)
