"""What is filled into a PDF's form, and what was typed onto its pages as notes or stamps.

Such text is no part of a page's own content: it lies in annotations. Where these bring a drawing of
themselves (/AP), pdfium draws that into the page; where a program only set a field's value, as many
that fill forms do, the value is put at its field's place here. Nothing of a form is run.
"""

import contextlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from thaidoc.reading.pdf.characters import Frame
from thaidoc.reading.pdf.drawn import Glyph, is_mark

#: bits of /F of an annotation: hidden, not to be viewed
_UNSEEN = 0x02 | 0x20
#: bits of /Ff of a field: several lines; a password, which nobody may see
_MULTILINE, _PASSWORD = 1 << 12, 1 << 13
#: type of the size that a field may choose for itself, in points, and of its height
_USUAL, _OF_HEIGHT = 12.0, 0.7
#: widths in type sizes, nearly as in any font, where the font that will be used is not known
_LETTER, _BLANK, _ASCENT, _DESCENT = 0.45, 0.25, 0.8, 0.25
#: free space between a field's border and its text, in points
_PADDING = 2.0
_SIZE = re.compile(r"(?:^|\s)(\d+(?:\.\d*)?|\.\d+)\s+Tf\b")
#: fields may have kinds above them, which should not lead back to themselves
_DEEPEST = 32
#: more characters than any field shows; the rest would be laid over other text
_LONGEST = 20_000


def has_annotations(page: Any) -> bool:
    """Whether anything lies on the page besides its content; all that other pages pay."""
    from pypdfium2 import raw

    return bool(raw.FPDFPage_GetAnnotCount(page) > 0)


@dataclass(frozen=True, slots=True)
class _Value:
    """A field's value and how it is to be shown in its rectangle, in the page's own space."""

    text: str
    rect: tuple[float, float, float, float]
    size: float
    is_multiline: bool
    #: 0 from the left, 1 in the middle, 2 to the right
    side: int


class Forms:
    """The annotations of one PDF, opened a second time when a page first has some."""

    def __init__(self, data: bytes, password: str | None = None):
        self._data = data
        self._password = password
        self._pdf: Any = None

    def filled(self, page: Any, number: int, frame: Frame) -> list[Glyph] | None:
        """Draws what is seen of the annotations of a page (from 1) into pdfium's page.

        Gives the glyphs of values that bring no drawing; None where nothing is to be seen, and
        otherwise the page must be loaded anew.
        """
        from pypdfium2 import raw

        kinds = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP)
        count = raw.FPDFPage_GetAnnotCount(page)
        seen = [index for index in range(count) if _kind(page, index) in kinds]
        if not seen:
            return None
        values = dict(self._values(number, seen))
        for index in reversed(range(count)):  # a link's border or a highlight is no text
            if index not in seen or index in values:
                raw.FPDFPage_RemoveAnnot(page, index)
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        shown = (value for value in values.values() if value is not None)
        return [glyph for value in shown for glyph in _laid_out(value, frame)]

    def close(self) -> None:
        """Let go of the file."""
        if self._pdf is not None:
            self._pdf.close()

    def _values(self, number: int, seen: list[int]) -> Iterator[tuple[int, _Value | None]]:
        """The fields whose drawing is missing or stale, by their annotations' numbers.

        None for one that shows nothing.
        """
        with contextlib.suppress(Exception):  # a damaged form may fail in any way
            pdf = self._opened()
            stale = bool(pdf.Root.get("/AcroForm", {}).get("/NeedAppearances", False))
            annotations = pdf.pages[number - 1].obj.get("/Annots", [])
            for index in seen:
                with contextlib.suppress(Exception):
                    annotation = annotations[index]
                    if annotation.get("/Subtype") != "/Widget":
                        continue
                    if str(_inherited(annotation, "/FT")) not in ("/Tx", "/Ch"):
                        continue
                    if stale or "/N" not in annotation.get("/AP", {}):
                        yield index, _value(annotation, pdf.Root.get("/AcroForm", {}))

    def _opened(self) -> Any:
        if self._pdf is None:
            import pikepdf

            self._pdf = pikepdf.open(io.BytesIO(self._data), password=self._password or "")
        return self._pdf


def _kind(page: Any, index: int) -> int:
    from pypdfium2 import raw

    annotation = raw.FPDFPage_GetAnnot(page, index)
    if not annotation:
        return -1
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    raw.FPDFPage_CloseAnnot(annotation)
    return int(kind)


def _inherited(field: Any, key: str) -> Any:
    """A field's entry, its own or that of a field above it."""
    for _ in range(_DEEPEST):
        if key in field:
            return field[key]
        if "/Parent" not in field:
            break
        field = field["/Parent"]
    return None


def _value(field: Any, form: Any) -> _Value | None:
    flags = int(_inherited(field, "/Ff") or 0)
    is_choice = str(_inherited(field, "/FT")) == "/Ch"
    if int(field.get("/F", 0)) & _UNSEEN or (flags & _PASSWORD and not is_choice):
        return None
    text = _chosen(field) if is_choice else _text(_inherited(field, "/V"))
    if not text.strip():
        return None
    x0, y0, x1, y1 = (float(place) for place in field["/Rect"])
    appearance = str(_inherited(field, "/DA") or form.get("/DA", ""))
    size = float(found[1]) if (found := _SIZE.search(appearance)) else 0.0
    several = bool(flags & _MULTILINE) and not is_choice
    height = abs(y1 - y0)
    return _Value(
        text[:_LONGEST],
        (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)),
        size or (_USUAL if several else min(_USUAL, max(1.0, _OF_HEIGHT * height))),
        several,
        int(_inherited(field, "/Q") or form.get("/Q", 0)),
    )


def _text(value: Any) -> str:
    """A value as text: a string, or the bytes of a stream (long texts may be one)."""
    import pikepdf

    if isinstance(value, pikepdf.Stream):
        value = pikepdf.String(value.read_bytes())
    return "" if value is None else str(value)


def _chosen(field: Any) -> str:
    """What a choice shows: the names of its values, which files may call by other names."""
    import pikepdf

    value = _inherited(field, "/V")
    values = list(value) if isinstance(value, pikepdf.Array) else [value]
    names = {
        _text(option[0]): _text(option[1])
        for option in _inherited(field, "/Opt") or ()
        if isinstance(option, pikepdf.Array)
    }
    return "\n".join(names.get(text, text) for text in map(_text, values))


def _laid_out(value: _Value, frame: Frame) -> Iterator[Glyph]:
    """The glyphs of a value at its field's place, as shown."""
    x0, y0, x1, y1 = value.rect
    places = [frame.shown(x, y) for x, y in ((x0, y0), (x1, y1))]
    left, right = sorted(x for x, _ in places)
    top, bottom = sorted(y for _, y in places)
    rows = re.split("\r\n?|\n", value.text)
    if not value.is_multiline:
        rows = [" ".join(rows)]
    size, room = value.size, max(1.0, right - left - 2 * _PADDING)
    squeezed = min(1.0, room / max(1.0, *(_width(row) * size for row in rows)))
    baseline = (top + bottom + (_ASCENT - _DESCENT) * size) / 2
    if value.is_multiline:
        baseline = top + _PADDING + _ASCENT * size
    for row in rows:
        step = size * squeezed
        x = left + _PADDING + (room - _width(row) * step) * value.side / 2
        for letter in row:
            end = x + _width(letter) * step
            box = (x, baseline - _ASCENT * size, end, baseline + _DESCENT * size)
            yield Glyph(letter, x, end, (x + end) / 2, baseline, size, box)
            x = end
        baseline += (_ASCENT + _DESCENT) * 1.2 * size


def _width(text: str) -> float:
    """How wide a text is, in type sizes."""
    return sum(
        _BLANK if letter.isspace() else 0.0 if is_mark(letter) else _LETTER for letter in text
    )
