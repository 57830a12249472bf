"""Tesseract as a reader of pages: a picture to the program, what it prints to a page of lines.

Its Thai data knows no ๔ ๖ ๗ ๘ ๙: it reads them, surely, as others. So whatever holds a Thai digit
is never sure here, and every such number comes with a doubt.
"""

import re
from collections.abc import Iterator, Sequence
from statistics import median

import msgspec

from thaidoc.reading.document import Line, Page, Segment
from thaidoc.reading.printed_rows import column_width
from thaidoc.reading.recognition import NoRecogniserError, Picture, outside
from thaidoc.reading.tesseract.pieces import Piece, pieces_of, rows_of
from thaidoc.reading.tesseract.program import LANGUAGES, Printed, is_there
from thaidoc.thai.repair import repair
from thaidoc.thai.text import normal_form

_POINTS = 72.0
#: what was read less surely than this is dirt, a seal, a pen stroke
_NOTHING = 0.3
#: how sure a piece with a Thai digit is at most
_DIGITS_SURE = 0.5
_THAI_DIGIT = re.compile("[๐-๙]")
#: rows of a letter stand so many heights of a line apart
_PITCH = 1.3
_PRINTED = msgspec.msgpack.Decoder(Printed)


class TesseractReader:
    """Reads pages with Tesseract.

    :raises NoRecogniserError: where the program is not there.
    """

    def __init__(self) -> None:
        if not is_there():
            raise NoRecogniserError("The program tesseract is not installed")
        self._version = "5"

    @property
    def name(self) -> str:
        """Name and version; which version, is known once a page was read."""
        return f"tesseract/{self._version} ({'+'.join(LANGUAGES)})"

    def read(self, picture: Picture, number: int) -> Page:
        """The page of lines that the picture shows.

        :raises ChildProcessError: where the program fails.
        """
        printed = outside(_pgm(picture))
        if printed is None:
            raise ChildProcessError("Tesseract failed on a page, or took too long")
        said = _PRINTED.decode(printed)
        self._version = said.version
        height, across = picture.pixels.shape
        scale = picture.width / across, picture.height / height
        found = [piece for piece in pieces_of(said.table, said.text) if piece.sure >= _NOTHING]
        lines = tuple(_lines(found, scale))
        letters = sum(len(piece.text) for piece in found)
        sure = sum(piece.sure * len(piece.text) for piece in found) / max(1, letters)
        return Page(
            number=number,
            lines=lines,
            em=column_width(lines),
            width=picture.width,
            height=picture.height,
            quality=round(sure, 3) if lines else 1.0,
            decision="ocr" if lines else "blank",
        )


def page_reader() -> TesseractReader:
    """The reader.

    :raises NoRecogniserError: where the program is not there.
    """
    return TesseractReader()


def _pgm(picture: Picture) -> bytes:
    height, width = picture.pixels.shape
    return b"P5 %d %d 255\n" % (width, height) + picture.pixels.tobytes()


def _lines(pieces: Sequence[Piece], scale: tuple[float, float]) -> Iterator[Line]:
    rows = rows_of(pieces)
    pitch = _PITCH * median([piece.bottom - piece.top for piece in pieces]) if pieces else 1.0
    above: float | None = None
    for number, row in enumerate(rows, 1):
        middle = row[0].middle
        gap = 0.0 if above is None else max(0.0, (middle - above) / pitch - 1)
        above = middle
        yield Line(number, tuple(_segment(piece, scale) for piece in row), round(gap, 2))


def _segment(piece: Piece, scale: tuple[float, float]) -> Segment:
    across, down = scale
    sure = piece.sure**2  # the mean of letters says too much of a whole line
    if _THAI_DIGIT.search(piece.text):
        sure = min(sure, _DIGITS_SURE)
    left, right = round(piece.left * across, 1), round(piece.right * across, 1)
    box = (left, round(piece.top * down, 1), right, round(piece.bottom * down, 1))
    return Segment(normal_form(repair(piece.text).text), left, right, box, round(sure, 3))
