"""HTML pages: letters saved from Word and LibreOffice, from the web, or sent as the body of a mail.

What a page declares of its encoding is wrong as often as not; where its bytes prove Thai text they
decide. Nothing that a page refers to is fetched, and no script of it is run.
"""

import codecs
import re

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.encoding import text_encoding, thai_encoding
from thaidoc.reading.formats import Reading, Source
from thaidoc.reading.html.css import Sheets
from thaidoc.reading.html.text import Writer
from thaidoc.reading.office_xml import Element
from thaidoc.reading.paragraphs import paged

READER = "html/1"
#: a declaration stands in the first bytes; WHATWG says 1024, Word's own come later
_HEAD = 1 << 13
_META = re.compile(rb"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"\A\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
#: what labels mean to browsers (WHATWG Encoding Standard), where Python is stricter
_AS_BROWSERS_READ = {
    "tis-620": "cp874", "iso8859-11": "cp874", "iso8859-1": "cp1252", "ascii": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932",
    "iso8859-9": "cp1254", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8",
}  # fmt: skip
#: Python also has codecs (``zip``, ``unicode_escape``) that are no encodings of pages
_ENCODINGS = (
    "cp", "iso8859-", "utf-8", "gb18030", "big5", "euc_jp", "koi8-", "mac-", "iso2022_jp", "johab",
)  # fmt: skip
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]|[\ud800-\udfff]")
_HIGH = re.compile(rb"[\x80-\xff]{1,3}")
#: elements that say nothing of where text stands, dropped from a page too deep to be parsed
_ORNAMENT = re.compile(
    r"</?(?:font|span|b|i|u|em|strong|small|big|tt|a|o:p|st1:\w+)\b[^>]*>", re.IGNORECASE
)
#: comments and scripts, to pass over them, and any tag with its attributes as browsers take them;
#: nothing is tried in two ways, so that a search takes time as the page is long
_ATTRIBUTE = (
    r"""(?>[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?>"[^"]*+"?|'[^']*+'?|[^\s>"'][^\s>]*+)?)?)"""
)
_TAG = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1|\Z)|<[a-z][^\s/>]*+{_ATTRIBUTE}*+",
    re.DOTALL | re.IGNORECASE,
)
#: libxml2 and lxml compare each attribute with all before it; none of those that count is beyond
_TOO_MANY = re.compile(rf"(<[a-z][^\s/>]*+{_ATTRIBUTE}{{100}}){_ATTRIBUTE}++", re.IGNORECASE)
_ANY_BOX = re.compile(r"</?(?:div|center|section|article|blockquote|table|tbody)\b[^>]*>", re.I)


def read(source: Source) -> Reading:
    """The pages of an HTML page, a new one where its style sheets break it.

    Notes: ``charset-lies`` where the declared encoding is not the one found, ``undecodable-bytes``
    where bytes were lost in it, ``too-deep`` where elements lie so deep in each other that their
    layout was given up for their text.

    :raises UnreadableFileError: where the bytes are no text.
    """
    encoding, declared = html_encoding(source.data, source.encoding)
    if encoding is None:
        raise UnreadableFileError(
            "The HTML page is in an unknown character encoding", hint="Save it as UTF-8"
        )
    text = source.data.decode(encoding, "replace").removeprefix("\ufeff")
    notes = []
    if declared is not None and _family(declared) != _family(encoding):
        notes.append("charset-lies")
    if "\ufffd" in text and "\ufffd".encode() not in source.data:
        notes.append("undecodable-bytes")
    root, deep = _parsed(_TAG.sub(_bounded, _CONTROLS.sub("", text)))
    rows = [] if root is None else Writer(Sheets(root)).page(_body(root))
    if deep:
        notes.append("too-deep")
    return Reading(paged(rows), READER, encoding=encoding, notes=tuple(notes))


def html_encoding(data: bytes, outside: str | None = None) -> tuple[str | None, str | None]:
    """The encoding of a page's bytes, and the one that it declares; None for what is not known.

    A byte order mark wins, then bytes that prove Thai, then the declaration: that of ``outside``
    (a mail's header) before the page's own. Labels mean what browsers take them to mean: TIS-620
    and ISO 8859-11 are windows-874, ISO 8859-1 is windows-1252.
    """
    declared = _known(outside)
    for pattern in (_XML, _META):
        found = pattern.search(data[:_HEAD])
        if declared is None and found:
            declared = _known(found[1].decode("ascii", "replace"))
    found_in_bytes = text_encoding(data)
    proven = thai_encoding(data)
    # a few letters may be sound UTF-8 by chance: รก in windows-874 is á
    chance = declared and not proven and 0 < len(_HIGH.findall(data)) < 5
    if found_in_bytes and found_in_bytes.startswith("utf-") and not chance:
        return found_in_bytes, declared
    if proven or declared is None or declared.startswith("utf-"):
        return proven or found_in_bytes or declared, declared
    return declared, declared


def _known(label: str | None) -> str | None:
    """The Python codec of an encoding's label, None for what is no encoding of pages."""
    try:
        name = codecs.lookup((label or "").strip()).name
    except LookupError:
        return {"windows-874": "cp874", "dos-874": "cp874"}.get((label or "").strip().lower())
    name = _AS_BROWSERS_READ.get(name, name)
    return name if name.startswith(_ENCODINGS) else None


def _family(encoding: str) -> str:
    return encoding.removesuffix("-sig").removesuffix("-le").removesuffix("-be")


def _bounded(tag: re.Match[str]) -> str:
    """A tag with its first hundred attributes, which are no text; anything else as it is."""
    return _TOO_MANY.sub(r"\1", tag.group(), count=1) if _TOO_MANY.match(tag[0]) else tag[0]


def _parsed(text: str) -> tuple[Element | None, bool]:
    """The page's root, and whether it was too deep to be parsed as it is."""
    root, sound = _tree(text)
    if sound:
        return root, False
    root, sound = _tree(_ORNAMENT.sub("", text))
    if not sound:
        root, _ = _tree(_ANY_BOX.sub("\n<p>", _ORNAMENT.sub("", text)))
    return root, True


def _tree(text: str) -> tuple[Element | None, bool]:
    from lxml import html

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    if not text.strip():
        return None, True
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except html.etree.ParserError:  # nothing in it but comments
        return None, True
    # libxml2 stops where elements lie too deep in each other, and all that follows is lost
    return root, not any("depth" in entry.message for entry in parser.error_log)


def _body(root: Element) -> Element:
    body = root.find("body")
    return root if body is None else body
