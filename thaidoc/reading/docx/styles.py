"""Styles of a Word document: what a paragraph or a run has of them, through all that they rest on.

A style rests on another, that one on a third, all of them on the document's defaults; whether text
is hidden, and where a paragraph's tabs stop, is only told by all of these together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from thaidoc.reading.office_xml import Element, attribute, child, children

#: styles rest on some ten others in Word at the most; a chain without end would be walked for each
#: paragraph anew
_DEEPEST = 50


@dataclass(slots=True)
class Styles:
    """Styles by their id, paragraph and character styles apart, and the document's defaults."""

    paragraph: dict[str, Element] = field(default_factory=dict)
    character: dict[str, Element] = field(default_factory=dict)
    #: the id of the style of paragraphs that name none
    default: str | None = None
    #: the document's default properties of runs
    run_defaults: Element | None = None
    #: the styles that a style rests on, it first, and whether they hide: asked for each run
    _resting: dict[tuple[bool, str | None], Sequence[Element]] = field(default_factory=dict)
    _hiding: dict[tuple[bool, str | None], bool] = field(default_factory=dict)

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
        of_run = self._hides(of_text=True, name=None if named is None else attribute(named, "val"))
        return self._hides(of_text=False, name=self._name(paragraph)) != of_run

    def type_size(self, paragraph: Element | None) -> int:
        """The size of a paragraph's style in half points; Word's own default is 20."""
        for style in self._of_paragraph(paragraph):
            size = child(style, "rPr", "sz")
            if size is not None and integer(size, "val"):
                return integer(size, "val") or 20
        size = child(self.run_defaults, "sz")
        return (None if size is None else integer(size, "val")) or 20

    def _of_paragraph(self, properties: Element | None) -> Sequence[Element]:
        return self._bases(of_text=False, name=self._name(properties))

    def _name(self, properties: Element | None) -> str | None:
        """The id of a paragraph's style."""
        own = child(properties, "pStyle")
        return self.default if own is None else attribute(own, "val")

    def _bases(self, *, of_text: bool, name: str | None) -> Sequence[Element]:
        """A style, of characters or of paragraphs, and those it is based on, each once."""
        known = self._resting.get((of_text, name))
        if known is None:
            styles = self.character if of_text else self.paragraph
            found: dict[str, Element] = {}
            at = name
            while at and at in styles and at not in found and len(found) < _DEEPEST:
                found[at] = styles[at]
                base = child(styles[at], "basedOn")
                at = None if base is None else attribute(base, "val")
            known = self._resting[of_text, name] = tuple(found.values())
        return known

    def _hides(self, *, of_text: bool, name: str | None) -> bool:
        """What the nearest style says that says anything of hiding."""
        known = self._hiding.get((of_text, name))
        if known is None:
            bases = self._bases(of_text=of_text, name=name)
            said = (child(style, "rPr", "vanish") for style in bases)
            known = is_on(next((switch for switch in said if switch is not None), None))
            self._hiding[of_text, name] = known
        return known


def is_on(switch: Element | None) -> bool:
    """Whether an on-off property is there and on."""
    return switch is not None and attribute(switch, "val") not in ("0", "false", "off")


def integer(element: Element, name: str) -> int | None:
    """An attribute as a whole number, or None."""
    value = (attribute(element, name) or "").partition(".")[0]
    return int(value) if value.lstrip("-").isdigit() else None
