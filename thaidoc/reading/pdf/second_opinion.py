"""A second opinion on a page's characters: pdfminer's, through pdfplumber taught /ActualText.

pdfium and pdfminer read character maps, glyph names and damaged fonts each in its own way, so where
one gives rubbish the other may not. pdfplumber ignores /ActualText, without which LibreOffice's
sara am is lost: a device of our own puts the text of such a tag in place of its first glyph. It is
some ten times slower than pdfium and is asked only about pages that need it.
"""

import contextlib
import io
import logging
import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

from thaidoc.reading.pdf.drawn import Glyph
from thaidoc.reading.pdf.glyphs import Frame
from thaidoc.reading.pdf.opening import repaired

#: as many pages on which it knew nothing better, and it is not asked again in this file
_PATIENCE = 10
#: a file is opened anew after so many pages: pdfminer keeps all that it parsed
_RENEWED = 50


class SecondOpinion:
    """pdfplumber's reading of one PDF, opened when it is first asked."""

    def __init__(self, data: bytes, password: str | None = None):
        self._data = data
        self._password = password
        self._pdf: Any = None
        self._in_vain = 0
        self._asked = 0

    def glyphs(self, number: int, frame: Frame) -> list[Glyph]:
        """The characters of a page (from 1) in drawing order, in the places of ``glyphs_of``.

        None where pdfminer fails on it, or was of no help on the last pages.
        """
        if self._in_vain >= _PATIENCE:
            return []
        self._in_vain += 1
        self._asked += 1
        if self._asked % _RENEWED == 0:
            self.close()
            self._pdf = None
        try:
            return _glyphs(self._opened().pages[number - 1].page_obj, frame)
        except Exception:  # a second opinion on a damaged page may fail in any way
            self._in_vain = _PATIENCE if self._pdf is None else self._in_vain
            return []

    def was_better(self) -> None:
        """To be told when what it said was taken: it is then worth asking again."""
        self._in_vain = 0

    def close(self) -> None:
        """Let go of the file."""
        if self._pdf is not None:
            with contextlib.suppress(Exception):  # it looks at the pages once more, torn ones too
                self._pdf.close()

    def _opened(self) -> Any:
        if self._pdf is None:
            import pdfplumber

            # each odd font is a warning: for who keeps a log, not for a terminal
            logging.getLogger("pdfminer").addHandler(logging.NullHandler())
            self._pdf = pdfplumber.open(io.BytesIO(self._data), password=self._password or "")
            anew = None if self._pdf.pages else repaired(self._data, self._password)
            if anew:  # pdfminer believes tables that pdfium sees through
                self.close()
                self._pdf = pdfplumber.open(io.BytesIO(anew.data))
        return self._pdf


def _actual_text(properties: Any) -> str | None:
    """The /ActualText of a tag's properties: UTF-16BE, UTF-8 or (near enough) Latin-1."""
    from pdfminer.pdftypes import resolve1

    properties = resolve1(properties)
    value = resolve1(properties.get("ActualText")) if isinstance(properties, dict) else None
    if isinstance(value, str):
        value = value.encode("latin-1", "replace")
    if not isinstance(value, bytes):
        return None
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "replace")
    if value.startswith(b"\xef\xbb\xbf"):
        return value[3:].decode("utf-8", "replace")
    return value.decode("latin-1")


def _glyphs(page: Any, frame: Frame) -> list[Glyph]:
    """The characters of pdfminer's page that run in the direction of most of them."""
    drawn = _drawn(page)
    quarters = Counter(_quarter(shown) for shown in drawn)
    main = quarters.most_common(1)[0][0] if quarters else 0
    along = (shown for shown in drawn if shown.text and _quarter(shown) == main)
    return [
        _glyph(shown, *frame.shown(*_in_page(shown.matrix[4:], page)), main, frame)
        for shown in along
    ]


def _in_page(place: tuple[float, float], page: Any) -> tuple[float, float]:
    """A place of pdfminer's, which turns the page and puts its corner at 0, in the page's space."""
    x, y = place
    x0, y0, x1, y1 = page.mediabox
    match page.rotate % 360:
        case 90:
            return x1 - y, x + y0
        case 180:
            return x1 - x, y1 - y
        case 270:
            return x0 + y, y1 - x
        case _:
            return x + x0, y + y0


@dataclass(slots=True)
class _Shown:
    """A glyph that was drawn, as pdfminer places it: ``matrix`` ends with its origin."""

    text: str
    matrix: tuple[float, float, float, float, float, float]
    size: float
    width: float


class _Recorder:
    """Keeps glyphs as they are drawn; what a tag's /ActualText says stands for all its glyphs."""

    def __init__(self) -> None:
        self.shown: list[_Shown] = []
        #: the open tags: their text, and the glyph that stands for it once it is drawn
        self._tags: list[tuple[str | None, list[_Shown]]] = []

    def begin(self, properties: Any) -> None:
        """A tag begins."""
        self._tags.append((_actual_text(properties), []))

    def end(self) -> None:
        """The innermost tag ends."""
        if self._tags:
            self._tags.pop()

    def keep(self, item: Any, font_size: float) -> None:
        """One glyph (pdfminer's LTChar) was drawn."""
        a, b, c, d, _, _ = item.matrix
        size, width = font_size * math.hypot(c, d), item.adv * math.hypot(a, b)
        shown = _Shown(item.get_text(), item.matrix, size, width)
        text, stands_for = next((tag for tag in self._tags if tag[0] is not None), (None, []))
        if stands_for:  # a further glyph of the same text only makes its first one wider
            first = stands_for[0]
            reach = math.dist(shown.matrix[4:], first.matrix[4:]) + shown.width
            first.width = max(first.width, reach)
            return
        if text is not None:
            shown.text = text
            stands_for.append(shown)
        self.shown.append(shown)


def _drawn(page: Any) -> list[_Shown]:
    """What is drawn on pdfminer's page, through pdfplumber's device."""
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfplumber.page import PDFPageAggregatorWithMarkedContent

    recorder = _Recorder()

    class Device(PDFPageAggregatorWithMarkedContent):
        def begin_tag(self, tag: Any, props: Any = None) -> None:
            super().begin_tag(tag, props)
            recorder.begin(props)

        def end_tag(self) -> None:
            super().end_tag()
            recorder.end()

        def render_char(self, matrix: Any, font: Any, fontsize: float, *rest: Any) -> float:
            before = len(self.cur_item._objs)
            advance = super().render_char(matrix, font, fontsize, *rest)
            for item in self.cur_item._objs[before:]:
                recorder.keep(item, fontsize)
            return float(advance)

        def paint_path(self, *args: Any, **kwargs: Any) -> None:
            """Drawings are no text, and a page of outlined letters has very many of them."""

        def render_image(self, *args: Any, **kwargs: Any) -> None:
            """Nor are pictures."""

    resources = PDFResourceManager()
    PDFPageInterpreter(resources, Device(resources)).process_page(page)
    return recorder.shown


def _quarter(shown: _Shown) -> int:
    """Its direction as shown, in quarter turns anticlockwise."""
    return round(math.atan2(shown.matrix[1], shown.matrix[0]) / (math.pi / 2)) % 4


def _glyph(shown: _Shown, x: float, y: float, quarter: int, frame: Frame) -> Glyph:
    """A glyph that is shown at a place, along a direction of so many quarter turns."""
    size = shown.size or 1.0
    ahead, above, below = shown.width, 0.8 * size, 0.25 * size
    match quarter:
        case 1:
            along, across = frame.height - y, x
            box = (x - above, y - ahead, x + below, y)
        case 2:
            along, across = frame.width - x, frame.height - y
            box = (x - ahead, y - below, x, y + above)
        case 3:
            along, across = y, frame.width - x
            box = (x - below, y, x + above, y + ahead)
        case _:
            along, across = x, y
            box = (x, y - above, x + ahead, y + below)
    return Glyph(shown.text, along, along + ahead, along + ahead / 2, across, size, box)
