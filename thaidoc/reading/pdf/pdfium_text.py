"""pdfium's answers about the characters of a page, asked for the whole page at once.

A letter's page has some 1,500 characters, each with a code, a place, a box and an object that it
was drawn by. Asked one by one through ctypes' checked conversions, the asking takes several times
as long as pdfium's answering. So the same functions are called here without conversions, in one
pass for each question, into buffers that are kept.
"""

import ctypes
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, repeat
from typing import Any, TypeVar

_T = TypeVar("_T")

#: so many characters are asked about at a time
_BLOCK = 1024


def _unchecked(name: str, result: type[Any] = ctypes.c_int) -> Any:
    """A function of pdfium under the library's own calling convention, its arguments unconverted.

    Whoever calls it gives a ``c_void_p`` for a handle, an ``int`` for a C int, ``byref`` for the
    rest: nothing is checked.
    """
    from pypdfium2 import raw

    checked = getattr(raw, name)
    function = type(checked)(ctypes.cast(checked, ctypes.c_void_p).value)
    function.restype = result
    return function


class _Asking(threading.local):
    """Pdfium's functions and room for a block of their answers, for each thread its own."""

    def __init__(self) -> None:
        points = (ctypes.c_double * (2 * _BLOCK))()
        boxes = (ctypes.c_float * (4 * _BLOCK))()
        self.x_at = [ctypes.byref(points, 16 * index) for index in range(_BLOCK)]
        self.y_at = [ctypes.byref(points, 16 * index + 8) for index in range(_BLOCK)]
        self.box_at = [ctypes.byref(boxes, 16 * index) for index in range(_BLOCK)]
        self.points = memoryview(points).cast("B").cast("d")
        self.boxes = memoryview(boxes).cast("B").cast("f")
        self.matrix = (ctypes.c_float * 6)()
        self.ink = (ctypes.c_double * 4)()
        self.ink_at = [ctypes.byref(self.ink, 8 * index) for index in range(4)]
        self.count = _unchecked("FPDFText_CountChars")
        self.text = _unchecked("FPDFText_GetText")
        self.code = _unchecked("FPDFText_GetUnicode", ctypes.c_uint)
        self.drawn_by = _unchecked("FPDFText_GetTextObject", ctypes.c_void_p)
        self.origin = _unchecked("FPDFText_GetCharOrigin")
        self.loose_box = _unchecked("FPDFText_GetLooseCharBox")
        self.is_generated = _unchecked("FPDFText_IsGenerated")
        self.is_hyphen = _unchecked("FPDFText_IsHyphen")
        self.char_box = _unchecked("FPDFText_GetCharBox")
        self.size = _unchecked("FPDFText_GetFontSize", ctypes.c_double)
        self.char_matrix = _unchecked("FPDFText_GetMatrix")


@dataclass(slots=True, eq=False)
class Style:
    """What all characters of one text object share: type size as seen, direction in degrees."""

    size: float
    angle: int
    upright: bool


#: the style of each text object, by what :attr:`PageText.drawn_by` calls it
Styles = dict[int | None, Style]


@cache
def _asking() -> _Asking:
    return _Asking()  # made late: importing this module loads no pdfium


class PageText:
    """The characters of one page in columns, all in the page's own space (up from the bottom).

    ``text`` has one character for each of pdfium's, which may be half a surrogate pair; ``indices``
    are pdfium's numbers of them; ``xs`` and ``ys`` the origins; ``lefts``, ``tops``, ``rights`` and
    ``bottoms`` the boxes of advance and line height; ``drawn_by`` tells which characters one text
    object drew, None where nobody knows.
    """

    def __init__(self, text_page: Any) -> None:
        self._ask = _asking()
        self._page = text_page  # kept open, and alive, as long as it is asked
        self._handle = ctypes.cast(text_page.raw, ctypes.c_void_p)
        self.drawn_by: list[int | None] = []
        self.xs: list[float] = []
        self.ys: list[float] = []
        self.lefts: list[float] = []
        self.tops: list[float] = []
        self.rights: list[float] = []
        self.bottoms: list[float] = []
        count = max(0, self._ask.count(self._handle))
        self.text = self._text(count)
        self.indices = list(range(count))
        for start in range(0, count, _BLOCK):
            self._add(range(start, min(count, start + _BLOCK)))

    def _text(self, count: int) -> str:
        """All characters in one answer where that has one unit for each, else one by one."""
        units = (ctypes.c_uint16 * (count + 1))()
        if self._ask.text(self._handle, 0, count, units) == count + 1:  # it ends with a NUL
            text = bytes(units)[: 2 * count].decode("utf-16-le", "surrogatepass")
            if len(text) == count:
                return text
        codes = map(self._ask.code, repeat(self._handle), range(count))
        return "".join([chr(code) if code < 0x110000 else "\uffff" for code in codes])

    def _add(self, block: range) -> None:
        ask, page = self._ask, repeat(self._handle)
        self.drawn_by += map(ask.drawn_by, page, block)
        deque(map(ask.origin, page, block, ask.x_at, ask.y_at), maxlen=0)
        self.xs += ask.points[0 : 2 * len(block) : 2].tolist()
        self.ys += ask.points[1 : 2 * len(block) : 2].tolist()
        deque(map(ask.loose_box, page, block, ask.box_at), maxlen=0)
        # FS_RECTF has its floats in the order left, top, right, bottom
        self.lefts += ask.boxes[0 : 4 * len(block) : 4].tolist()
        self.tops += ask.boxes[1 : 4 * len(block) : 4].tolist()
        self.rights += ask.boxes[2 : 4 * len(block) : 4].tolist()
        self.bottoms += ask.boxes[3 : 4 * len(block) : 4].tolist()

    def keep(self, wanted: Sequence[object]) -> None:
        """Go on with those of the characters for which something true is given."""
        dropped = [index for index, is_wanted in enumerate(wanted) if not is_wanted]
        if not dropped:
            return
        # characters to drop are few: what lies between them is kept in pieces
        pieces = [slice(a + 1, b) for a, b in pairwise([-1, *dropped, len(self.text)]) if a + 1 < b]

        def kept(column: list[_T]) -> list[_T]:
            found: list[_T] = []
            for piece in pieces:
                found += column[piece]
            return found

        self.text = "".join([self.text[piece] for piece in pieces])
        self.indices, self.drawn_by = kept(self.indices), kept(self.drawn_by)
        self.xs, self.ys = kept(self.xs), kept(self.ys)
        self.lefts, self.rights = kept(self.lefts), kept(self.rights)
        self.tops, self.bottoms = kept(self.tops), kept(self.bottoms)

    def are_generated(self, indices: Sequence[int]) -> list[bool]:
        """Which of the characters pdfium made up, as it does with blanks and line ends."""
        numbers = map(self.indices.__getitem__, indices)
        return [got == 1 for got in map(self._ask.is_generated, repeat(self._handle), numbers)]

    def is_hyphen(self, index: int) -> bool:
        """Whether pdfium took a hyphen at a line's end for a broken word and hid its code."""
        return bool(self._ask.is_hyphen(self._handle, self.indices[index]) == 1)

    def ink(self, index: int) -> tuple[float, float]:
        """Bottom and top of what is drawn."""
        _, bottom, _, top = self.ink_box(index)
        return bottom, top

    def ink_box(self, index: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of what is drawn."""
        self._ask.char_box(self._handle, self.indices[index], *self._ask.ink_at)
        left, right, bottom, top = self._ask.ink
        return left, bottom, right, top

    def style(self, index: int) -> tuple[float, tuple[float, float, float, float]]:
        """The type size as set, and ``a`` to ``d`` of the matrix that it is drawn with."""
        self._ask.char_matrix(self._handle, self.indices[index], self._ask.matrix)
        a, b, c, d = self._ask.matrix[:4]
        return self._ask.size(self._handle, self.indices[index]), (a, b, c, d)
