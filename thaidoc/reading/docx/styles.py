"""Styles of a Word document: what a paragraph or a run has of them, through all that they rest on.

A style rests on another, that one on a third, all of them on the document's defaults; whether text
is hidden, and where a paragraph's tabs stop, is only told by all of these together.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from thaidoc.reading.office_xml import Element, attribute, child, children


@dataclass(slots=True)
class Styles:
    """Styles by their id, paragraph and character styles apart, and the document's defaults."""

    paragraph: dict[str, Element] = field(default_factory=dict)
    character: dict[str, Element] = field(default_factory=dict)
    #: the id of the style of paragraphs that name none
    default: str | None = None
    #: the document's default properties of runs
    run_defaults: Element | None = None

    @classmethod
    def of(cls, root: Element | None) -> "Styles":
        """The styles of styles.xml."""
        styles = cls(run_defaults=child(root, "docDefaults", "rPrDefault", "rPr"))
        for style in children(root, "style"):
            name, kind = attribute(style, "styleId"), attribute(style, "type")
            if name and kind == "character":
                styles.character[name] = style
            elif name and kind in (None, "paragraph"):
                styles.paragraph[name] = style
                if attribute(style, "default") in ("1", "true", "on"):
                    styles.default = name
        return styles

    def chain(self, properties: Element | None) -> Iterator[Element]:
        """A paragraph's own properties, then those of its style and of that one's bases."""
        if properties is not None:
            yield properties
        for style in self._of_paragraph(properties):
            found = child(style, "pPr")
            if found is not None:
                yield found

    def is_hidden(self, run: Element | None, paragraph: Element | None) -> bool:
        """Whether text is hidden that has these properties of run and paragraph.

        What the run says itself counts; else hiding in its paragraph's style and in its character
        style undo each other, and neither undoes that of the defaults (ECMA-376 17.7.3).
        """
        own = child(run, "vanish")
        if own is not None:
            return is_on(own)
        if is_on(child(self.run_defaults, "vanish")):
            return True
        named = child(run, "rStyle")
        of_run = _bases(self.character, None if named is None else attribute(named, "val"))
        return _hides(self._of_paragraph(paragraph)) != _hides(of_run)

    def type_size(self, paragraph: Element | None) -> int:
        """The size of a paragraph's style in half points; Word's own default is 20."""
        for style in self._of_paragraph(paragraph):
            size = child(style, "rPr", "sz")
            if size is not None and integer(size, "val"):
                return integer(size, "val") or 20
        size = child(self.run_defaults, "sz")
        return (None if size is None else integer(size, "val")) or 20

    def _of_paragraph(self, properties: Element | None) -> Iterator[Element]:
        own = child(properties, "pStyle")
        return _bases(self.paragraph, self.default if own is None else attribute(own, "val"))


def _bases(styles: dict[str, Element], name: str | None) -> Iterator[Element]:
    """A style and those it is based on, each once."""
    seen: set[str] = set()
    while name and name in styles and name not in seen:
        seen.add(name)
        yield styles[name]
        base = child(styles[name], "basedOn")
        name = None if base is None else attribute(base, "val")


def _hides(styles: Iterator[Element]) -> bool:
    """What the nearest style says that says anything of hiding."""
    said = (child(style, "rPr", "vanish") for style in styles)
    return is_on(next((switch for switch in said if switch is not None), None))


def is_on(switch: Element | None) -> bool:
    """Whether an on-off property is there and on."""
    return switch is not None and attribute(switch, "val") not in ("0", "false", "off")


def integer(element: Element, name: str) -> int | None:
    """An attribute as a whole number, or None."""
    value = (attribute(element, name) or "").partition(".")[0]
    return int(value) if value.lstrip("-").isdigit() else None
