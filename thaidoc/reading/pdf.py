"""PDF through pdfium: every character with its place, page by page.

pdfium honours /ActualText, without which LibreOffice's sara am is lost, and is the fastest of the
extractors measured. Its own line breaks and blanks are not used: it puts a blank after every sara
am of Chromium's PDFs and breaks a line at every raised tone; :mod:`thaidoc.reading.layout` makes
lines from the places instead. A page whose text is bad gets the decision ``needs-ocr``.
"""

from dataclasses import replace
from typing import Any

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.clusters import Glyph
from thaidoc.reading.document import Line, Page
from thaidoc.reading.formats import Reading, Source
from thaidoc.reading.layout import lines_of, text_size
from thaidoc.reading.pdf_glyphs import Frame, glyphs_of
from thaidoc.reading.triage import triaged

READER = "pdf/1"
#: a page with this many characters of text is no scan with a stamp on it
_MUCH_TEXT = 400
#: so many drawn paths are letters turned into outlines
_OUTLINES = 200


def read(source: Source) -> Reading:
    """The pages of a PDF.

    :raises UnreadableFileError: for a PDF that needs a password, is damaged or has no pages.
    """
    import pypdfium2
    from pypdfium2 import raw

    try:
        pdf = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as fault:
        if fault.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableFileError(
                "The PDF is locked with a password",
                hint="Open it with its password, save it without one, and add that",
            ) from fault
        raise UnreadableFileError(
            "The PDF is damaged: its pages cannot be found", hint="Ask for it to be sent again"
        ) from fault
    try:
        if not len(pdf):
            raise UnreadableFileError("The PDF has no pages")
        pages = tuple(_page(pdf, number) for number in range(1, len(pdf) + 1))
        locked = raw.FPDF_GetSecurityHandlerRevision(pdf) >= 0
    finally:
        pdf.close()
    torn = any(page.width is None for page in pages)
    notes = {"encrypted": locked, "damaged-pages": torn}
    return Reading(
        pages,
        f"{READER} (pypdfium2 {pypdfium2.PYPDFIUM_INFO.version})",
        notes=tuple(note for note, found in notes.items() if found),
    )


def _page(pdf: Any, number: int) -> Page:
    """One page; a torn page among sound ones is left for OCR and noted, the others are read."""
    import pypdfium2

    try:
        page = pdf[number - 1]
    except pypdfium2.PdfiumError:
        return Page(number, (), quality=0.0, decision="needs-ocr")
    try:
        x0, y0, x1, y1 = page.get_bbox()
        frame = Frame(x0, y0, x1, y1, page.get_rotation())
        page.set_rotation(0)  # pdfium muddles the text of a turned page; Frame turns it instead
        text_page = page.get_textpage()
        try:
            upright, askew = glyphs_of(text_page, frame)
        finally:
            text_page.close()
        lines = list(lines_of(upright))
        for group in askew:
            lines.extend(_one_line(group, len(lines) + 1))
        written = sum(len(glyph.text) for glyph in upright)
        pictures = _pictures(page) if written < _MUCH_TEXT else 0.0
        em = round(text_size(upright) / 2, 2)
        return triaged(
            number, lines, pictures, em=em, width=round(frame.width, 2),
            height=round(frame.height, 2),
        )  # fmt: skip
    finally:
        page.close()


def _one_line(group: list[Glyph], number: int) -> tuple[Line, ...]:
    """Slanted text as one line at the end of the page: nothing is lost, nothing is mixed up."""
    base = group[0]
    row: list[Glyph] = []
    x = base.x
    for glyph in group:
        step = 0.0 if glyph.is_mark else 0.4 * glyph.size
        row.append(replace(glyph, x=x, right=x + step, middle=x, y=base.y))
        x += step
    return lines_of(row, number)


# --- pictures --------------------------------------------------------------------------------


def _pictures(page: Any) -> float:
    """The share of the page, 0 to 1, that pictures cover; 1 for outlined letters.

    Any drawing at all counts a little, so that a page without text is not taken for blank.
    """
    from pypdfium2 import raw

    x0, y0, x1, y1 = page.get_bbox()
    area = max(1.0, (x1 - x0) * (y1 - y0))
    covered = 0.0
    paths = 0
    for drawn in page.get_objects(max_depth=4):
        if drawn.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = drawn.get_bounds()
            covered += max(0.0, right - left) * max(0.0, top - bottom)
        elif drawn.type in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING):
            paths += 1
    if paths > _OUTLINES:
        return 1.0
    return float(min(1.0, covered / area + (0.01 if paths else 0.0)))
