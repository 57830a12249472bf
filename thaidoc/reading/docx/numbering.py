"""List labels of Word documents as shown: the lists of numbering.xml and who counts in which."""

from dataclasses import dataclass

from thaidoc.reading.list_labels import CountedList, Level
from thaidoc.reading.office_xml import Element, attribute, child, children


@dataclass(slots=True)
class _Level(Level):
    """A level with the paragraph properties (indents, tabs) that it gives."""

    properties: Element | None = None


_List = CountedList[_Level]


class Numbering:
    """The lists of a document; ask for each paragraph's label in the order of the paragraphs."""

    def __init__(self, root: Element | None):
        self._abstract = {
            attribute(element, "abstractNumId"): _List(_levels(element))
            for element in children(root, "abstractNum")
        }
        self._numbers = {attribute(element, "numId"): element for element in children(root, "num")}
        self._met: set[str] = set()

    def label(self, number_id: str, level: int) -> str:
        """The label of the next paragraph of a list at a level (from 0), empty for bullets."""
        found = self._list(number_id)
        if found is None or level not in found.levels:
            return ""
        if number_id not in self._met:
            self._met.add(number_id)
            self._restart(number_id, found)
        return found.next(level)

    def properties(self, number_id: str, level: int) -> Element | None:
        """The paragraph properties (indents, tabs) that a level gives, or None."""
        found = self._list(number_id)
        return found.levels[level].properties if found and level in found.levels else None

    def _list(self, number_id: str) -> _List | None:
        element = self._numbers.get(number_id)
        abstract = child(element, "abstractNumId")
        return None if abstract is None else self._abstract.get(attribute(abstract, "val"))

    def _restart(self, number_id: str, found: _List) -> None:
        for override in children(self._numbers[number_id], "lvlOverride"):
            start = child(override, "startOverride")
            if start is not None:
                level = _number(override, "ilvl", 0)
                found.begin(level, _number(start, "val", 1))


def _levels(abstract: Element) -> dict[int, _Level]:
    levels = {}
    for element in children(abstract, "lvl"):
        start, style, pattern = (child(element, name) for name in ("start", "numFmt", "lvlText"))
        levels[_number(element, "ilvl", 0)] = _Level(
            start=1 if start is None else _number(start, "val", 1),
            style="decimal" if style is None else attribute(style, "val") or "decimal",
            pattern="" if pattern is None else attribute(pattern, "val") or "",
            legal=child(element, "isLgl") is not None,
            properties=child(element, "pPr"),
        )
    return levels


def _number(element: Element, name: str, default: int) -> int:
    value = attribute(element, name) or ""
    return int(value) if value.lstrip("-").isdigit() else default
