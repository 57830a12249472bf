"""A picture of a page to a page of lines: set upright, lines found, each read, junk set apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from thaidoc.reading.document import Line, Page, Repair, Segment, Zone
from thaidoc.reading.ocr.components import Grey, dark_on_light
from thaidoc.reading.ocr.fit import Fit
from thaidoc.reading.ocr.inks import Inks, inks_of
from thaidoc.reading.ocr.junk import is_junk
from thaidoc.reading.ocr.large_type import large_lines
from thaidoc.reading.ocr.lines import TypeLine, crop, rows_of
from thaidoc.reading.ocr.recogniser import ReadLine, Recogniser
from thaidoc.reading.ocr.segments import of_letters, places_of
from thaidoc.reading.ocr.stamps import of_stamps, signatures, text_of_stamp
from thaidoc.reading.ocr.upright import View, views
from thaidoc.reading.printed_rows import column_width
from thaidoc.reading.recognition import Picture
from thaidoc.record import BBox
from thaidoc.thai.text import normal_form

#: the resolution that pages are brought to, in dots per inch
DPI = 300
_POINTS = 72.0
#: a picture is never made larger than by this: a page whose size is not known, or a poor scan
_MOST_ENLARGED = 2.2
#: the longer side of the largest picture that is read, in pixels: A2 at 300 dpi
_LONGEST = 7_000
#: the shorter side of the smallest
_SHORTEST = 24
#: a page read as surely as this lies as it should: upright ones have .93 and more, others .6 to .75
_CLEAR = 0.8
#: type so much larger than the page's, read no better than badly, may only seem so
_TALL, _POOR = 1.15, 0.3
#: how many lines are tried to tell which way is up
_TRIED = 8
#: rows of a letter stand so many bodies apart
_PITCH = 2.5

Reading = dict[int, ReadLine]


@dataclass(frozen=True, slots=True)
class _Scale:
    """Points to a pixel, across and down, of the picture that is read."""

    across: float
    down: float


def read_page(picture: Picture, number: int, recogniser: Recogniser) -> Page:
    """The page of lines that a picture shows.

    ``left`` and ``right`` are points on the page set upright, boxes points on the page as shown;
    ``quality`` is the mean probability of the characters that were read.
    """
    if min(picture.pixels.shape) < _SHORTEST:
        return _page(number, picture, [], [])
    pixels, inks = _lights(picture)
    height, width = pixels.shape
    scale = _Scale(picture.width / width, picture.height / height)
    view, every = _with_large(*_upright(pixels, inks, recogniser), recogniser)
    found_lines = [line for line in view.lines if id(line) in every]
    stamped = of_stamps(view.frames, view.seals, [(line, every[id(line)]) for line in found_lines])
    read = _kept(view, {key: found for key, found in every.items() if key not in stamped})
    lines: list[Line] = []
    clear: list[float] = []
    repairs: list[Repair] = []
    above: float | None = None
    for row in rows_of([line for line in view.lines if id(line) in read]):
        found = [(line, read[id(line)]) for line in row]
        segments = [_segment(view, line, text, scale, recogniser.fit) for line, text in found]
        for _, text in found:
            clear.extend(text.clear)
        base = row[0].baseline() / row[0].body
        gap = 0.0 if above is None else max(0.0, (base - above) / _PITCH - 1)
        above = base
        lines.append(Line(len(lines) + 1, tuple(segments), round(gap, 2)))
        repairs.extend(_repairs(len(lines), [text for _, text in found]))
    stamps = [(line, every[id(line)]) for line in found_lines if id(line) in stamped]
    type_lines = [line for line in found_lines if id(line) in read]
    apart = tuple(_apart(view, stamps, type_lines, scale, recogniser.fit))
    return replace(_page(number, picture, lines, clear, apart), repairs=tuple(repairs))


def _repairs(line: int, read: Sequence[ReadLine]) -> Iterator[Repair]:
    """What second readings changed of a row's stretches."""
    for change in (change for found in read for change in found.changes):
        before, after = normal_form(change.before), normal_form(change.after)
        if before != after:
            yield Repair(line, change.rule, before, after)


def _apart(
    view: View,
    stamps: Sequence[tuple[TypeLine, ReadLine]],
    lines: Sequence[TypeLine],
    scale: _Scale,
    fit: Fit,
) -> Iterator[Segment]:
    """What was found on a page beside its lines.

    A segment for each line of a stamp that could be read, each seal and each signature.
    """
    for line, found in sorted(stamps, key=lambda each: each[0].baseline()):
        segment = _segment(view, line, found, scale, fit)
        if text := text_of_stamp(found):
            yield replace(segment, text=text, zone="stamp")
    for seal in view.seals:
        yield _unread(view, seal.box, "stamp", scale)
    if view.pieces is not None:
        for box in signatures(view.pieces, view.seals, lines):
            yield _unread(view, box, "signature", scale)


def _unread(view: View, box: BBox, zone: Zone, scale: _Scale) -> Segment:
    shown = _in_points(view, box, scale)
    left, right = round(box[0] * scale.across, 1), round(box[2] * scale.across, 1)
    return Segment("", left, right, shown, 0.0, (), zone)


def _page(
    number: int,
    picture: Picture,
    lines: Sequence[Line],
    sure: Sequence[float],
    apart: tuple[Segment, ...] = (),
) -> Page:
    return Page(
        number=number,
        lines=tuple(lines),
        em=column_width(lines),
        width=picture.width,
        height=picture.height,
        quality=round(float(np.mean(sure)), 3) if sure else 1.0,
        decision="ocr" if lines else "blank",
        apart=apart,
    )


def _lights(picture: Picture) -> tuple[Grey, Inks | None]:
    """The page in the size that is read, in grey, and its coloured ink where it has such."""
    grey = _resized(picture, picture.pixels)
    pixels = dark_on_light(grey)
    if picture.red is None or picture.blue is None or pixels is not grey:  # or a negative
        return pixels, None
    return pixels, inks_of(_resized(picture, picture.red), _resized(picture, picture.blue))


def _resized(picture: Picture, pixels: Grey) -> Grey:
    """Pixels of a picture at :data:`DPI`, made square; less where that would be a waste."""
    height, width = pixels.shape
    inches = picture.width / _POINTS, picture.height / _POINTS
    across, down = width / inches[0], height / inches[1]
    aim = min(DPI, _MOST_ENLARGED * max(across, down), _LONGEST / max(inches))
    size = max(1, round(aim * inches[0])), max(1, round(aim * inches[1]))
    if abs(size[0] - width) <= 0.03 * width and abs(size[1] - height) <= 0.03 * height:
        return pixels
    smaller = size[0] < width and size[1] < height
    way = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    resized: Grey = np.asarray(cv2.resize(pixels, size, interpolation=way), np.uint8)
    return resized


def _upright(page: Grey, inks: Inks | None, recogniser: Recogniser) -> tuple[View, Reading]:
    """The page the right way up, and what was read of its lines.

    Only a page that is read badly as it lies is turned round to see whether that is better.
    """
    ways = views(page, inks)
    view = next(ways)
    read = _read(view, view.lines, recogniser)
    if _is_clear(view.lines, read):
        return view, read
    for other in ways:
        tried = _longest(other)
        if _evidence(tried, _read(other, tried, recogniser)) > _CLEAR:
            return other, _read(other, other.lines, recogniser)
    return view, read


def _with_large(view: View, read: Reading, recogniser: Recogniser) -> tuple[View, Reading]:
    """The page with its large, broken or faint stamps as further lines."""
    if view.pieces is None:
        return view, read
    kept = _kept(view, read)
    known = [line for line in view.lines if id(line) in kept]
    large = large_lines(view.picture, view.pieces.body, known)
    if not large:
        return view, read
    return replace(view, lines=[*view.lines, *large]), read | _read_once(view, large, recogniser)


def _kept(view: View, read: Reading) -> Reading:
    """What was read of lines, without those that are no text."""
    body = _usual_body(view.lines)
    kept = [line for line in view.lines if id(line) in read]
    return {id(x): read[id(x)] for x in kept if not is_junk(x, read[id(x)], body)}


def _longest(view: View) -> list[TypeLine]:
    return sorted(view.lines, key=lambda line: -line.pieces)[:_TRIED]


def _is_clear(lines: Sequence[TypeLine], read: Reading) -> bool:
    """Whether a page lies as it should by what was read of its longest lines."""
    longest = sorted(lines, key=lambda line: -line.pieces)[:_TRIED]
    return bool(longest) and _evidence(longest, read) > _CLEAR


def _evidence(lines: Sequence[TypeLine], read: Reading) -> float:
    """How surely lines were read, 0 to 1: the mean probability of their characters."""
    clear = [value for line in lines if (found := read.get(id(line))) for value in found.clear]
    return float(np.mean(clear)) if clear else 0.0


def _read(view: View, lines: Sequence[TypeLine], recogniser: Recogniser) -> Reading:
    """What stands on each line, by the line's identity; nothing for an empty picture.

    Where letters and marks touch, a line's type seems larger than it is: what is read badly at a
    size of its own is read again at the page's.
    """
    read = _read_once(view, lines, recogniser)
    usual = _usual_body(view.lines)
    odd = [
        (line, replace(line, body=usual))
        for line in lines
        if line.body > _TALL * usual
        and (found := read.get(id(line)))
        and _POOR < found.confidence < _CLEAR
    ]
    again = _read_once(view, [smaller for _, smaller in odd], recogniser)
    for line, smaller in odd:
        other = again.get(id(smaller))
        if other and other.confidence > read[id(line)].confidence:
            line.body = usual
            read[id(line)] = other
    return read


def _usual_body(lines: Sequence[TypeLine]) -> float:
    return float(np.median([line.body for line in lines])) if lines else 1.0


def _read_once(view: View, lines: Sequence[TypeLine], recogniser: Recogniser) -> Reading:
    pictures = [(line, crop(view.picture, line)) for line in lines]
    kept = [(line, picture) for line, picture in pictures if picture is not None]
    read = recogniser.read([picture for _, picture in kept])
    return {id(line): found for (line, _), found in zip(kept, read, strict=True)}


def _segment(view: View, line: TypeLine, found: ReadLine, scale: _Scale, fit: Fit) -> Segment:
    text = normal_form(found.text)
    return Segment(
        text,
        round(line.left * scale.across, 1),
        round(line.right * scale.across, 1),
        _in_points(view, line.box, scale),
        fit.segment(found.text, found.sure),
        of_letters(text, found, fit),
        places=places_of(text, found, line),
        turns=view.turns,
    )


def _in_points(view: View, box: BBox, scale: _Scale) -> BBox:
    """A box of the page set upright, in points of the page as shown."""
    x0, y0, x1, y1 = view.shown(box)
    # beside the page are no pixels, whatever a turned page's corners say
    x0, x1 = max(0.0, x0) * scale.across, max(0.0, x1) * scale.across
    y0, y1 = max(0.0, y0) * scale.down, max(0.0, y1) * scale.down
    return round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)
