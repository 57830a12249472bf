"""How the elements of an HTML page are shown: its style sheets, asked only for what places text.

Letters set as HTML put their two header columns side by side with style sheets, and hide with them
what nobody is to read. Sheets are parsed by tinycss2 and matched by cssselect2; nothing is fetched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from thaidoc.reading.office_xml import Element

#: declarations beyond these sizes are no letter's
_MAX_SHEET, _MAX_RULES = 1 << 20, 2000
#: declarations that lie deeper in brackets than this are an attack
_MAX_NESTING = 50
_MAX_KNOWN = 10_000
#: the properties that are looked at; the ones with mso are Word's
_WANTED = frozenset(
    (
        *("display", "visibility", "white-space", "float", "clear", "width", "text-align"),
        *("text-indent", "margin", "margin-left", "padding-left", "list-style-type", "list-style"),
        *("page-break-before", "page-break-after", "break-before", "break-after", "tab-stops"),
        *("flex-direction", "mso-hide", "mso-list", "mso-tab-count", "mso-element"),
    )
)
_BLOCKS = (
    "html body address article aside blockquote center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend main menu nav ol p "
    "pre search section summary ul listing xmp plaintext optgroup option caption"
)
_NOTHING = (
    "head script style template noscript title meta link base iframe object embed applet audio "
    "video canvas svg select datalist textarea rt rp del xml colgroup col map area noembed noframes"
)
_DISPLAY = {
    **dict.fromkeys(_BLOCKS.split(), "block"),
    **dict.fromkeys(_NOTHING.split(), "none"),
    **{"li": "list-item", "table": "table", "br": "br"},
}
_ALIGNMENT = {"center": "center", "right": "right", "end": "right", "-webkit-center": "center"}
_LISTS = {
    "decimal": "decimal", "decimal-leading-zero": "decimalZero", "thai": "thaiNumbers",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
}  # fmt: skip
_PAGE = re.compile(r"always|page|left|right|recto|verso")
_BRACKET = re.compile(r"[()\[\]{}]")
_SCREEN = re.compile(r"\b(?:screen|all)\b")


@dataclass(frozen=True, slots=True)
class Style:
    """How an element is shown. Lengths are as written; what CSS inherits is inherited."""

    display: str = "inline"
    white_space: str = "normal"
    align: str = "left"
    indent: str = "0"
    list_format: str = "none"
    visible: bool = True
    # what follows is the element's own
    left: tuple[str, ...] = ()
    width: str = ""
    floats: bool = False
    clears: bool = False
    page_before: bool = False
    page_after: bool = False
    tab_stops: tuple[str, ...] = ()
    tabs: int = 0
    is_label: bool = False

    @property
    def is_cell(self) -> bool:
        """Whether the element stands beside its neighbours like a cell of a table."""
        return self.floats or (self.display in ("inline-block", "table-cell") and bool(self.width))


#: the value of each property, and whether it is marked as important
Declared = dict[str, tuple[str, bool]]


class Sheets:
    """The style sheets of one page."""

    def __init__(self, root: Element):
        self._found: dict[Element, list[tuple[tuple[object, ...], Declared]]] = {}
        #: pages repeat the same few elements thousands of times
        self._known: dict[tuple[object, ...], Style] = {}
        rules = [
            rule
            for sheet in root.iter("style")
            for rule in _rules(("".join(sheet.itertext()))[:_MAX_SHEET])
        ]
        if rules:
            self._match(root, rules[:_MAX_RULES])

    def style(self, element: Element, around: Style) -> Style:
        """How an element is shown inside another that is shown like ``around``."""
        found = sorted(self._found.get(element, ()), key=lambda rule: rule[0])
        key = (element.tag, *element.attrib.items(), *(place for place, _ in found), around)
        style = self._known.get(key)
        if style is None:
            style = self._style(element, around, [declared for _, declared in found])
            if len(self._known) < _MAX_KNOWN:
                self._known[key] = style
        return style

    def _style(self, element: Element, around: Style, found: list[Declared]) -> Style:
        tag = element.tag.lower()
        own = _declared(element.get("style")) if element.get("style") else {}
        said: dict[str, str] = {}
        for important in (False, True):
            for declared in (*found, own):
                said.update(
                    (name, value)
                    for name, (value, is_important) in declared.items()
                    if is_important is important
                )
        shown = Style(
            display=_DISPLAY.get(tag, "inline"),
            white_space=around.white_space,
            align=around.align,
            indent=around.indent,
            list_format=around.list_format,
            visible=around.visible,
        )
        return _with(_with_attributes(shown, element, tag), said)

    def _match(self, root: Element, rules: list[tuple[str, Declared]]) -> None:
        import cssselect2

        matcher = cssselect2.Matcher()
        for selector, declared in rules:
            try:
                for compiled in cssselect2.compile_selector_list(selector):
                    matcher.add_selector(compiled, declared)
            except (cssselect2.SelectorError, RecursionError):
                continue  # a selector that nobody knows styles nothing
        for wrapper in cssselect2.ElementWrapper.from_html_root(root).iter_subtree():
            found = [(place[:2], place[3]) for place in matcher.match(wrapper) if place[2] is None]
            if found:
                self._found[wrapper.etree_element] = found


def _rules(sheet: str) -> Iterator[tuple[str, Declared]]:
    """The selectors and wanted declarations of a sheet, those for the screen too."""
    import tinycss2

    if _nested(sheet):
        return
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        inner = [rule]
        if rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content:
            for_screen = _SCREEN.search(tinycss2.serialize(rule.prelude).lower())
            inner = tinycss2.parse_rule_list(rule.content) if for_screen else []
        for found in inner:
            if found.type == "qualified-rule" and (declared := _declared(found.content)):
                yield tinycss2.serialize(found.prelude), declared


def _declared(source: object) -> Declared:
    import tinycss2

    if isinstance(source, str) and _nested(source):
        return {}
    return {
        found.lower_name: (tinycss2.serialize(found.value).strip().lower(), found.important)
        for found in tinycss2.parse_blocks_contents(source, skip_whitespace=True)
        if found.type == "declaration" and found.lower_name in _WANTED
    }


def _nested(source: str) -> bool:
    """Whether brackets lie deeper in each other than any sheet's do; libraries recurse there."""
    depth = 0
    for bracket in _BRACKET.finditer(source):
        depth = depth + 1 if bracket.group() in "([{" else max(0, depth - 1)
        if depth > _MAX_NESTING:
            return True
    return False


def _with_attributes(shown: Style, element: Element, tag: str) -> Style:
    """The style that the element and its attributes give before any sheet."""
    align = (element.get("align") or "").lower()
    if tag == "center":
        align = "center"
    if align and tag not in ("table", "img", "hr"):
        shown = replace(shown, align=_ALIGNMENT.get(align, "left"))
    if tag in ("pre", "listing", "xmp", "plaintext"):
        shown = replace(shown, white_space="pre")
    if tag == "nobr" or element.get("nowrap") is not None:
        shown = replace(shown, white_space="nowrap")
    if tag in ("ul", "ol", "menu", "dir", "blockquote", "dd"):
        listed = _LISTS.get(element.get("type") or "1", "none") if tag == "ol" else "none"
        shown = replace(shown, left=("40px",), list_format=listed)
    if tag == "li" and element.get("type"):
        shown = replace(shown, list_format=_LISTS.get(element.get("type"), "none"))
    if tag in ("td", "th", "table", "col"):
        shown = replace(shown, width=_html_length(element.get("width")))
    if tag == "table":
        shown = replace(shown, align="left", indent="0")
    if element.get("hidden") is not None or (
        tag == "span" and "MsoCommentReference" in (element.get("class") or "")
    ):
        shown = replace(shown, display="none")
    return shown


def _with(shown: Style, value: dict[str, str]) -> Style:
    """The style with what sheets and the style attribute say."""
    if not value:
        return shown
    display = value.get("display", shown.display).split(" ")[0]
    if shown.display in ("br", "none") and display != "none":
        display = shown.display  # no sheet makes a script or a deletion text
    if value.get("mso-hide") == "all" or value.get("mso-element") == "comment-list":
        display = "none"
    if "flex" in display:
        display = "block" if "column" in value.get("flex-direction", "") else "flex"
    margin = value.get("margin", "").split()
    side = {0: "", 1: margin[:1], 2: margin[1:], 3: margin[1:2], 4: margin[3:]}.get(len(margin), "")
    left = value.get("margin-left") or "".join(side)
    own = list(shown.left) if not left and "padding-left" not in value else [left]
    listed = value.get("list-style-type") or value.get("list-style", "").split(" ")[0]
    return replace(
        shown,
        display=display,
        white_space=value.get("white-space", shown.white_space),
        visible=value["visibility"] == "visible" if "visibility" in value else shown.visible,
        align=_ALIGNMENT.get(value["text-align"], "left") if "text-align" in value else shown.align,
        indent=value.get("text-indent", shown.indent),
        list_format=_LISTS.get(listed, "none") if listed else shown.list_format,
        left=tuple(filter(None, [*own, value.get("padding-left", "")])),
        width=value.get("width", shown.width),
        floats=value.get("float") in ("left", "right"),
        clears=value.get("clear", "none") != "none",
        page_before=_is_page(value, "before"),
        page_after=_is_page(value, "after"),
        tab_stops=tuple(value.get("tab-stops", "").split()),
        tabs=_tabs(value.get("mso-tab-count")),
        is_label=value.get("mso-list") == "ignore",
    )


def _is_page(value: dict[str, str], side: str) -> bool:
    return any(_PAGE.match(value.get(name, "")) for name in (f"page-break-{side}", f"break-{side}"))


def _tabs(count: str | None) -> int:
    return min(int(count), 32) if count and count.isdecimal() else 0


def _html_length(width: str | None) -> str:
    """A width attribute as CSS writes it: a bare number is in pixels."""
    width = (width or "").strip()
    return f"{width}px" if width.replace(".", "", 1).isdecimal() else width
