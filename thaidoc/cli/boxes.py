"""``--boxes``: a page's picture with the lines, zones and values that the parser saw on it.

Lines are filled in their zone's colour with the zone's name at the left, values are framed with
their name and confidence at the right. Names are Thai where the machine has a font for that, else
the keys of the record.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from thaidoc.cli.labels import COUNTED, ZONES
from thaidoc.cli.options import Settings
from thaidoc.cli.thai_fonts import thai_font
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

    from thaidoc.parsing.seen import SeenPiece, SeenValue
    from thaidoc.reading.child.messages import Shown
    from thaidoc.reading.document import Document
    from thaidoc.reading.passwords import Passwords
    from thaidoc.record import BBox, Record

Colour = tuple[int, int, int]
#: fills of zones, in turn, light enough to read through
_FILLS: tuple[Colour, ...] = (
    (255, 224, 178), (200, 230, 201), (187, 222, 251), (248, 187, 208), (209, 196, 233),
    (255, 249, 196), (178, 235, 242), (220, 237, 200), (255, 204, 188), (207, 216, 220),
)  # fmt: skip
_NO_ZONE: Colour = (224, 224, 224)
#: frames of values: read surely, in doubt
_SURE: Colour = (0, 105, 50)
_DOUBTFUL: Colour = (200, 0, 0)
_APART: Colour = (120, 0, 160)
_LINE: Colour = (150, 150, 150)
_GREY: Colour = (70, 70, 70)
_WHITE: Colour = (255, 255, 255)
#: the margins for names of zones and of values, in pixels
_LEFT, _RIGHT = 210, 230
_SIZE = 19


def page_option(function: Any) -> Any:
    """``--page N --boxes OUT.png``."""
    page = click.option(
        "--page",
        type=click.IntRange(min=1),
        metavar="N",
        help="The page that --boxes draws.  [default: 1]",
    )
    boxes = click.option(
        "--boxes",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="OUT.png",
        help="Draw a page with the lines, zones and values that were seen on it.",
    )
    return page(boxes(function))


def read_shown(
    settings: Settings, data: bytes, name: str, keys: "Passwords", *, where: Path | None = None
) -> "Document":
    """Read a file, with a password where it has one, and show which page is read from its picture.

    :raises ThaidocError: for a file that cannot be read.
    """
    from thaidoc.cli.progress import page_progress
    from thaidoc.reading.child.confined import read_confined

    with page_progress(settings, name) as told:
        wanted = settings.recognition
        read = partial(read_confined, data, name, where=where, recognition=wanted, told=told)
        return keys.open(name, read)


def draw_boxes(
    settings: Settings,
    data: bytes,
    name: str,
    page: int,
    out: Path,
    keys: "Passwords",
    *,
    where: Path | None = None,
) -> None:
    """Read and parse a file, and write the picture of one of its pages.

    :raises ThaidocError: for a file that cannot be read, a page that it has not or that has no
        picture, and a picture that cannot be written.
    """
    from thaidoc.cli.output import note, printable
    from thaidoc.errors import ThaidocError
    from thaidoc.parsing.parser import parse
    from thaidoc.reading.child.confined import picture_confined

    document = read_shown(settings, data, name, keys, where=where)
    count = len(document.pages)
    if page > count:
        pages = "1 page" if count == 1 else f"{count} pages"
        raise ThaidocError(f"There is no page {page}: it has {pages}", where=where or name)
    shown = keys.open(name, partial(picture_confined, data, name, page, where=where))
    if shown is None:
        raise ThaidocError(
            f"Page {page} has no picture to draw on",
            where=where or name,
            hint="--boxes draws pages of PDFs and of pictures",
        )
    _save(drawn(shown, document, parse(document), page), out)
    note(
        settings,
        _("page {page} of {count} drawn in {out}.").format(
            page=page, count=count, out=printable(str(out))
        ),
    )


def _save(image: "Image", out: Path) -> None:
    """Write the picture, in the format of its name.

    :raises ThaidocError: where it cannot be written, or the name says no format.
    """
    from thaidoc.errors import ThaidocError

    try:
        image.save(out)
    except ValueError as fault:  # so does Pillow call an extension that it does not know
        raise ThaidocError(
            "The picture's name must end in .png or .jpg", where=out, hint="Name it OUT.png"
        ) from fault
    except OSError as fault:
        raise ThaidocError(
            f"The picture cannot be written: {fault.strerror or fault}", where=out
        ) from fault


def drawn(shown: "Shown", document: "Document", record: "Record", page: int) -> "Image":
    """The picture of a page with what was seen on it; ``page`` counts from 1."""
    from PIL import Image, ImageChops, ImageDraw

    from thaidoc.parsing.seen import pieces_on, values_on

    size = shown.across, shown.down
    paper = Image.frombytes("L", size, shown.pixels).convert("RGB")
    scale = shown.across / shown.width, shown.down / shown.height
    pieces = pieces_on(document, page)
    fills = Image.new("RGB", size, _WHITE)
    pen = ImageDraw.Draw(fills)
    for piece in pieces:
        pen.rectangle(_scaled(piece.bbox, scale), fill=_fill(piece.zone), outline=_LINE)
    image = Image.new("RGB", (_LEFT + shown.across + _RIGHT, shown.down), _WHITE)
    image.paste(ImageChops.multiply(paper, fills), (_LEFT, 0))
    lettering = _Lettering(ImageDraw.Draw(image), shown.across)
    _name_zones(lettering, pieces, scale)
    marks = [
        _Mark(_scaled(value.bbox, scale), lettering.value(value), _colour(value))
        for value in values_on(record, page)
    ]
    marks += [
        _Mark(_scaled(segment.bbox, scale), lettering.zone(segment.zone), _APART)
        for segment in document.pages[page - 1].apart
        if segment.bbox is not None
    ]
    lettering.mark(marks)
    return image


@dataclass(frozen=True, slots=True)
class _Mark:
    """A frame on the page, in pixels, with its name beside the page."""

    box: tuple[float, float, float, float]
    name: str
    colour: Colour


class _Lettering:
    """What is drawn on a picture whose page has a margin for names on either side.

    :param across: pixels of the page.
    """

    def __init__(self, pen: "ImageDraw", across: int):
        self._pen = pen
        self._edge = _LEFT + across
        self._font, self._is_thai = thai_font(_SIZE - 3)
        self._named = 0.0

    def zone(self, zone: str) -> str:
        """What a zone is called."""
        return ZONES.get(zone, zone) if self._is_thai else zone

    def value(self, value: "SeenValue") -> str:
        """What a value is called: ``ติดต่อ 2 97%``, with ``+1`` before an enclosed letter's."""
        name, _, number = value.key.partition(".")
        label = COUNTED.get(name, name) if self._is_thai else name
        which = f" {int(number) + 1}" if number.isdigit() else ""
        letter = f"+{value.letter} " if value.letter else ""
        return f"{letter}{label}{which} {value.confidence:.0%}"

    def name_zone(self, y: float, zone: str) -> None:
        """Name a zone at the left, as near to its height as there is room."""
        y = max(y, self._named + _SIZE)
        self._named = y
        self._write(_LEFT - 8, y, self.zone(zone), _GREY, "rm")

    def mark(self, marks: "list[_Mark]") -> None:
        """Draw frames, each joined by a line to its name at the right."""
        lowest = 0.0
        for mark in sorted(marks, key=lambda mark: (mark.box[1], mark.box[0])):
            left, top, right, bottom = mark.box
            self._pen.rectangle(
                (_LEFT + left - 3, top - 2, _LEFT + right + 3, bottom + 2),
                outline=mark.colour,
                width=2,
            )
            y = max(top + _SIZE / 2, lowest + _SIZE)
            lowest = y
            ends = (_LEFT + right + 3, top - 2), (self._edge + 4, y)
            self._pen.line(ends, fill=_light(mark.colour))
            self._write(self._edge + 8, y, mark.name, mark.colour, "lm")

    def _write(self, x: float, y: float, text: str, colour: Colour, anchor: str) -> None:
        self._pen.text((x, y), text, font=self._font, fill=colour, anchor=anchor)


def _name_zones(
    lettering: _Lettering, pieces: "list[SeenPiece]", scale: tuple[float, float]
) -> None:
    """The name of each run of pieces of one zone, where it begins."""
    before = None
    for piece in pieces:
        if piece.zone and piece.zone != before:
            _, top, _, bottom = _scaled(piece.bbox, scale)
            lettering.name_zone((top + bottom) / 2, piece.zone)
        before = piece.zone


def _light(colour: Colour) -> Colour:
    """A colour that type can still be read through."""
    red, green, blue = colour
    return (red + 400) // 3, (green + 400) // 3, (blue + 400) // 3


def _colour(value: "SeenValue") -> Colour:
    from thaidoc.archive.doubts import BELOW

    return _SURE if value.confidence >= BELOW else _DOUBTFUL


def _scaled(box: "BBox", scale: tuple[float, float]) -> tuple[float, float, float, float]:
    """A box in points as one in pixels, its corners in order."""
    x0, y0, x1, y1 = box
    across, down = scale
    left, right = sorted((x0 * across, x1 * across))
    top, bottom = sorted((y0 * down, y1 * down))
    return left, top, right, bottom


def _fill(zone: str | None) -> Colour:
    if zone is None:
        return _NO_ZONE
    return _FILLS[list(ZONES).index(zone) % len(_FILLS)] if zone in ZONES else _NO_ZONE
