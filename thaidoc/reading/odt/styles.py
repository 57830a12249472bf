"""Styles of OpenDocument texts: where a paragraph stands, and how a list counts.

A file keeps automatic styles apart for its text and for its headers, both resting on the common
ones; a style inherits whatever it does not say itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from thaidoc.reading.lengths import columns
from thaidoc.reading.list_labels import counted
from thaidoc.reading.office_xml import Element, attribute, child, children, local
from thaidoc.reading.paragraphs import Layout

#: what style:num-format begins with, as the number formats of Word are called
_FORMATS = {
    "1": "decimal", "01": "decimalZero", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman",
    "I": "upperRoman", "๑": "thaiNumbers", "ก": "thaiLetters", "": "none",
}  # fmt: skip
_ALIGNMENT = {"end": "right", "right": "right", "center": "center"}


@dataclass(frozen=True, slots=True)
class Look:
    """What a paragraph style says: its place, its page breaks, and whether its text is hidden."""

    layout: Layout
    has_margin: bool = False
    page_before: bool = False
    page_after: bool = False


class Styles:
    """The styles of one part: its automatic ones over the common ones."""

    def __init__(self, *groups: Element | None, tabs_from_indent: bool = True):
        self._tabs_from_indent = tabs_from_indent
        self._styles: dict[tuple[str, str], Element] = {}
        self._lists: dict[str, ListStyle] = {}
        self._looks: dict[str, Look] = {}
        self.outline = ListStyle()
        for group in groups:
            for style in () if group is None else group:
                self._add(style)

    def _add(self, style: Element) -> None:
        name = attribute(style, "name") or ""
        match local(style):
            case "style":
                self._styles.setdefault((attribute(style, "family") or "", name), style)
            case "list-style":
                self._lists.setdefault(name, ListStyle.of(style))
            case "outline-style":
                self.outline = ListStyle.of(style)

    def look(self, name: str | None) -> Look:
        """What the paragraph style of this name says."""
        name = name or ""
        if name not in self._looks:
            self._looks[name] = self._look(name)
        return self._looks[name]

    def list_style(self, name: str | None) -> "ListStyle":
        """The list style of this name; an empty one for a name that no style has."""
        return self._lists.get(name or "", ListStyle())

    def hides(self, family: str, name: str | None) -> bool:
        """Whether a style hides its text: ``family`` is ``text``, ``paragraph`` or ``section``."""
        return self._value(family, name, "display") == "none"

    def width(self, name: str | None) -> int:
        """How wide a table column is, in columns of text; 0 where nothing says so."""
        return columns(self._value("table-column", name, "column-width"))

    def breaks_page(self, family: str, name: str | None) -> bool:
        """Whether a table or paragraph of this style begins a page."""
        if self._value(family, name, "break-before") == "page":
            return True
        own = self._styles.get((family, name or ""))
        return own is not None and bool(attribute(own, "master-page-name"))

    def _look(self, name: str) -> Look:
        margin = self._value("paragraph", name, "margin-left")
        left = columns(margin)
        first = left + columns(self._value("paragraph", name, "text-indent"))
        stops = self._stops(name)
        if self._tabs_from_indent:
            stops = [left + stop for stop in stops]
        if first < left:
            stops.append(left)
        aligned = self._value("paragraph", name, "text-align") or ""
        return Look(
            Layout(max(0, left), max(0, first), _ALIGNMENT.get(aligned, "left"), sorted(stops)),
            has_margin=margin is not None,
            page_before=self.breaks_page("paragraph", name),
            page_after=self._value("paragraph", name, "break-after") == "page",
        )

    def _stops(self, name: str) -> list[int]:
        for properties in self._properties("paragraph", name):
            stops = child(properties, "tab-stops")
            if stops is not None:
                return [columns(attribute(stop, "position")) for stop in stops]
        return []

    def _value(self, family: str, name: str | None, key: str) -> str | None:
        found = (attribute(properties, key) for properties in self._properties(family, name))
        return next((value for value in found if value is not None), None)

    def _properties(self, family: str, name: str | None) -> Iterator[Element]:
        """The property groups of a style, then those of the styles that it inherits from."""
        met: set[str] = set()
        while name and name not in met:
            met.add(name)
            style = self._styles.get((family, name))
            if style is None:
                return
            yield from (group for group in style if local(group).endswith("properties"))
            name = attribute(style, "parent-style-name")


@dataclass(slots=True)
class _Level:
    """One level of a list: number format, label pattern or its pieces, first number, indent."""

    format: str = "none"
    pattern: str = ""
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    start: int = 1
    left: int = 0
    first: int = 0


@dataclass(slots=True)
class ListStyle:
    """How a list labels its items, level by level (from 1)."""

    levels: dict[int, _Level] = field(default_factory=dict)

    @classmethod
    def of(cls, style: Element) -> "ListStyle":
        """The levels of a list style or of the outline style."""
        found = cls()
        for element in style:
            if local(element).startswith(("list-level-style", "outline-level-style")):
                found.levels[number(element, "level", 1)] = _level(element)
        return found

    def start(self, level: int) -> int:
        """The first number of a level."""
        return self.levels[level].start if level in self.levels else 1

    def indent(self, level: int) -> tuple[int, int]:
        """Where the other lines and the first line of a level's items begin, in columns."""
        found = self.levels.get(level, _Level())
        return found.left, found.first

    def label(self, level: int, counts: dict[int, int]) -> str:
        """The label of an item whose levels have these counts; empty for bullets."""
        this = self.levels.get(level)
        if this is None:
            return ""
        if this.pattern:
            label = this.pattern
            for place in range(10, 0, -1):
                if f"%{place}%" in label:
                    label = label.replace(f"%{place}%", self._count(place, counts))
            return label.strip()
        if this.format == "none":
            return ""
        first = max(1, level - this.shown + 1)
        numbers = [self._count(place, counts) for place in range(first, level + 1)]
        return (this.prefix + ".".join(filter(None, numbers)) + this.suffix).strip()

    def _count(self, level: int, counts: dict[int, int]) -> str:
        found = self.levels.get(level, _Level())
        return counted(counts.get(level, found.start), found.format)


def _level(element: Element) -> _Level:
    if local(element).endswith(("-bullet", "-image")):
        level = _Level()
    else:
        shape = (attribute(element, "num-format") or "").partition(",")[0].strip()
        level = _Level(
            format=_FORMATS.get(shape, "decimal"),
            pattern=attribute(element, "num-list-format") or "",
            prefix=attribute(element, "num-prefix") or "",
            suffix=attribute(element, "num-suffix") or "",
            shown=number(element, "display-levels", 1),
            start=number(element, "start-value", 1),
        )
    properties = child(element, "list-level-properties")
    aligned = child(properties, "list-level-label-alignment")
    if aligned is not None:
        level.left = columns(attribute(aligned, "margin-left"))
        level.first = level.left + columns(attribute(aligned, "text-indent"))
    elif properties is not None:  # as files before ODF 1.2 say it
        level.first = columns(attribute(properties, "space-before"))
        level.left = level.first + columns(attribute(properties, "min-label-width"))
    return level


def number(element: Element, name: str, default: int) -> int:
    """A whole number in an attribute; a number of ten digits and more is none."""
    value = attribute(element, name) or ""
    return int(value) if value.isdecimal() and len(value) < 10 else default


def groups_of(root: Element | None) -> Iterator[Element]:
    """The groups of styles in a part, automatic ones first."""
    for name in ("automatic-styles", "styles"):
        yield from children(root, name)
