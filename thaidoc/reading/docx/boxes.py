"""Text boxes of a Word document: their contents and where on the page they stand.

A box hangs on a paragraph but stands where its position says: a letterhead's box can hang on a
later paragraph and stand above it. Word says it in three ways: DrawingML with an anchor (lengths in
English Metric Units), its groups of shapes, and VML with a CSS-like style (lengths in points).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from thaidoc.reading.docx.styles import integer
from thaidoc.reading.office_xml import Element, attribute, child, local
from thaidoc.reading.paragraphs import TWIPS

#: English Metric Units to a twip
_EMU = 635
_TWIPS_BY_UNIT = {"pt": 20.0, "in": 1440.0, "cm": 567.0, "mm": 56.7, "pc": 240.0, "px": 15.0}
_LENGTH = re.compile(r"\s*(-?[\d.]+)\s*([a-z]*)\s*$")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page of a section: size and margins, in twips. A4 with Word's margins by default."""

    width: int = 11906
    height: int = 16838
    left: int = 1440
    right: int = 1440
    top: int = 1440
    bottom: int = 1440

    @classmethod
    def of(cls, section: Element | None) -> "Sheet":
        """The sheet that section properties tell of."""
        size, margins = child(section, "pgSz"), child(section, "pgMar")
        values = {}
        for element, names in (
            (size, {"width": "w", "height": "h"}),
            (margins, {"left": "left", "right": "right", "top": "top", "bottom": "bottom"}),
        ):
            for ours, theirs in names.items():
                value = None if element is None else integer(element, theirs)
                if value is not None:
                    values[ours] = abs(value)
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box stands: an offset or an alignment from what it is measured from, in twips."""

    across: str = "column"
    x: float | None = None
    aligned: str = ""
    down: str = "paragraph"
    y: float | None = None
    raised: str = ""
    width: float = 0.0
    height: float = 0.0

    def left(self, sheet: Sheet) -> float:
        """Columns from the left margin of the text."""
        outside = {"page": -sheet.left, "leftMargin": -sheet.left, "outsideMargin": -sheet.left}
        start = outside.get(self.across, 0)
        text = sheet.width - sheet.left - sheet.right
        if self.across == "rightMargin":
            start = text
        room = (sheet.width if self.across == "page" else text) - self.width
        shift = {"center": room / 2, "right": room, "outside": room}.get(self.aligned, 0.0)
        return (start + (shift if self.x is None else self.x)) / TWIPS

    def top(self, sheet: Sheet, paragraph: float) -> float:
        """Twips from the page's top, where its paragraph begins at ``paragraph``."""
        start, room = paragraph, 0.0
        if self.down == "page":
            start, room = 0.0, float(sheet.height)
        elif self.down == "margin":
            start, room = float(sheet.top), float(sheet.height - sheet.top - sheet.bottom)
        elif self.down == "topMargin":
            start, room = 0.0, float(sheet.top)
        elif self.down == "bottomMargin":
            start, room = float(sheet.height - sheet.bottom), float(sheet.bottom)
        spare = room - self.height if room else 0.0
        shift = {"center": spare / 2, "bottom": spare}.get(self.raised, 0.0)
        return start + (shift if self.y is None else self.y)


@dataclass(frozen=True, slots=True)
class Box:
    """A text box's content and its place; None for one that stands in its line like a letter."""

    content: Element
    place: Place | None


def boxes_in(drawn: Element) -> Iterator[Box]:
    """The text boxes of a drawing, a VML picture or an object, fallbacks left out."""
    anchor = child(drawn, "anchor")
    if anchor is not None:
        yield from _boxes(anchor, _anchored(anchor))
    else:
        yield from _boxes(drawn, None)


def _boxes(parent: Element, place: Place | None) -> Iterator[Box]:
    for part in parent:
        name = local(part)
        if name == "txbxContent":
            yield Box(part, place)
        elif name in ("wgp", "grpSp"):
            yield from _grouped(part, place)
        elif name == "group":
            yield from _grouped_vml(part, _styled(part) or place)
        elif name in ("shape", "rect", "roundrect", "oval") and attribute(part, "style"):
            yield from _boxes(part, place or _styled(part))
        elif name != "Fallback":
            yield from _boxes(part, place)


def _anchored(anchor: Element) -> Place:
    across, down = child(anchor, "positionH"), child(anchor, "positionV")
    extent = child(anchor, "extent")
    return Place(
        across=_relative(across, "column"),
        x=_emu(child(across, "posOffset")),
        aligned=_said(child(across, "align")),
        down=_relative(down, "paragraph"),
        y=_emu(child(down, "posOffset")),
        raised=_said(child(down, "align")),
        width=0.0 if extent is None else (integer(extent, "cx") or 0) / _EMU,
        height=0.0 if extent is None else (integer(extent, "cy") or 0) / _EMU,
    )


def _relative(position: Element | None, default: str) -> str:
    return default if position is None else attribute(position, "relativeFrom") or default


def _said(element: Element | None) -> str:
    return "" if element is None else (element.text or "").strip()


def _emu(offset: Element | None) -> float | None:
    said = _said(offset)
    return int(said) / _EMU if re.fullmatch(r"-?\d{1,12}", said) else None


def _grouped(group: Element, place: Place | None) -> Iterator[Box]:
    """The boxes of a group: each stands in it where its own frame says, in the group's units."""
    frame = child(group, "grpSpPr", "xfrm")
    origin, units, size = (child(frame, name) for name in ("chOff", "chExt", "ext"))
    for shape in group:
        inner = place
        own = child(shape, "spPr", "xfrm", "off")
        own = child(shape, "grpSpPr", "xfrm", "off") if own is None else own
        if place is not None and own is not None:
            scale = _ratio(size, units, "cx"), _ratio(size, units, "cy")
            inner = _moved(
                place,
                (_number(own, "x") - _number(origin, "x")) * scale[0] / _EMU,
                (_number(own, "y") - _number(origin, "y")) * scale[1] / _EMU,
            )
        yield from _boxes([shape] if local(shape) in ("wgp", "grpSp") else shape, inner)


def _moved(place: Place, x: float, y: float) -> Place:
    return replace(
        place,
        x=None if place.x is None and place.aligned else (place.x or 0.0) + x,
        y=None if place.y is None and place.raised else (place.y or 0.0) + y,
    )


def _ratio(size: Element | None, units: Element | None, name: str) -> float:
    across = _number(units, name)
    return _number(size, name) / across if across else 1.0


def _number(element: Element | None, name: str) -> float:
    return 0.0 if element is None else float(integer(element, name) or 0)


# --- VML ---------------------------------------------------------------------------------------


def _styled(shape: Element) -> Place | None:
    """The place that a VML shape's style gives; None where it stands in its line."""
    style = _style(shape)
    if style.get("position") != "absolute":
        return None
    across = style.get("mso-position-horizontal-relative", "column")
    down = style.get("mso-position-vertical-relative", "paragraph")
    aligned = style.get("mso-position-horizontal", "absolute").replace("absolute", "")
    raised = style.get("mso-position-vertical", "absolute").replace("absolute", "")
    return Place(
        across={"text": "column", "char": "column"}.get(across, across),
        x=None if aligned else _twips(style.get("margin-left", style.get("left", "0"))),
        aligned=aligned,
        down={"text": "paragraph", "line": "paragraph"}.get(down, down),
        y=None if raised else _twips(style.get("margin-top", style.get("top", "0"))),
        raised=raised,
        width=_twips(style.get("width", "0")),
        height=_twips(style.get("height", "0")),
    )


def _grouped_vml(group: Element, place: Place | None) -> Iterator[Box]:
    """The boxes of a VML group, whose shapes stand in units of the group's own."""
    units = (attribute(group, "coordsize") or "1000,1000").split(",")
    origin = [*(attribute(group, "coordorigin") or "0,0").split(","), "0"]
    scale = (
        place.width / (_plain(units[0]) or 1000) if place else 0.0,
        place.height / (_plain(units[-1]) or 1000) if place else 0.0,
    )
    for shape in group:
        style = _style(shape)
        inner = place and _moved(
            place,
            (_plain(style.get("left", "0")) - _plain(origin[0])) * scale[0],
            (_plain(style.get("top", "0")) - _plain(origin[1])) * scale[1],
        )
        yield from _boxes(shape, inner)


def _style(shape: Element) -> dict[str, str]:
    pairs = (part.partition(":") for part in (attribute(shape, "style") or "").split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs}


def _twips(length: str) -> float:
    found = _LENGTH.match(length)
    number = _plain(found[1]) if found else 0.0
    return number * _TWIPS_BY_UNIT.get(found[2], 20.0 / 12700) if found else 0.0


def _plain(number: str) -> float:
    try:
        return float(number)
    except ValueError:
        return 0.0
