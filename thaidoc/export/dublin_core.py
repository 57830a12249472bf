"""Dublin Core in XML, as the Dublin Core Metadata Initiative's guidelines for XML have it.

Each letter is one ``qualifieddc``, the element that DCMI's own schema declares for a description:
the fifteen elements in ``dc:``, refinements in ``dcterms:``, encoding schemes as ``xsi:type``.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from thaidoc.export import values
from thaidoc.export.citation import cite
from thaidoc.export.formats import Choice, Sink
from thaidoc.export.letters import Letter
from thaidoc.record import Action, Record
from thaidoc.search import codes

DC = "http://purl.org/dc/elements/1.1/"
TERMS = "http://purl.org/dc/terms/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMES = {"dc": DC, "dcterms": TERMS, "xsi": XSI}
#: what one letter does to another, as a relation between resources
_RELATIONS: dict[Action, str] = {
    "refers": "dcterms:references",
    "encloses": "dcterms:hasPart",
    "cancels": "dcterms:replaces",
    "amends": "dc:relation",
}
#: an element, what it holds, and its encoding scheme; Thai text has the language instead
_Statement = tuple[str, str, str | None]
_THAI = "th"


def write(letters: Iterable[Letter], target: Sink, _choice: Choice) -> None:
    """Write ``letters`` with one ``qualifieddc`` for each, in UTF-8."""
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMES.items())
    target.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<letters {names}>\n'.encode())
    for letter in letters:
        target.write(_description(letter.record))
    target.write(b"</letters>\n")


def _description(record: Record) -> bytes:
    from lxml import etree

    root: Any = etree.Element("letters", nsmap=_NAMES)
    made = etree.SubElement(root, "qualifieddc")
    for name, text, scheme in statements(record):
        prefix, _, term = name.partition(":")
        element = etree.SubElement(made, f"{{{_NAMES[prefix]}}}{term}")
        element.text = values.xml_text(text)
        if scheme == _THAI:
            element.set(_LANG, _THAI)
        elif scheme:
            element.set(f"{{{XSI}}}type", f"dcterms:{scheme}")
    etree.indent(root, "  ")
    whole: bytes = etree.tostring(root, encoding="utf-8")
    return whole[whole.index(b"\n") + 1 : whole.rindex(b"</letters>")]


def statements(record: Record) -> Iterator[_Statement]:
    """What Dublin Core says of a letter; what was not read says nothing."""
    for name, text, scheme in _all(record):
        if text:
            yield name, text, scheme


def _all(record: Record) -> Iterator[_Statement]:
    source, signatory = record.source, record.signatory
    yield "dc:identifier", record.id, None
    yield "dc:identifier", values.number(record), None
    yield "dcterms:bibliographicCitation", cite(record), _THAI
    yield "dc:title", record.subject or cite(record), _THAI
    yield "dc:creator", values.issuer(record), _THAI
    if signatory:
        yield "dc:contributor", signatory.name or "", _THAI
    for addressee in record.addressees:
        yield "dcterms:audience", addressee.raw, _THAI
    yield "dcterms:issued", values.date_text(record.date), "W3CDTF"
    yield "dc:type", "Text", "DCMIType"
    yield "dc:type", codes.KINDS[record.kind][0], _THAI
    yield "dc:language", "tha", "ISO639-2"
    if source:
        yield "dc:format", source.media_type, "IMT"
        yield "dcterms:extent", f"{source.pages} หน้า", _THAI
    for cited in record.cites:
        yield _RELATIONS[cited.action], cited.normal or cited.raw, _THAI
    for enclosure in record.enclosures:
        yield "dcterms:hasPart", enclosure.title, _THAI
    yield "dcterms:accessRights", record.secrecy or "", _THAI
