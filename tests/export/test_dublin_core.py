"""The structure of Dublin Core in XML, by the rules of DCMI's guidelines, on all sample letters."""

import io
import re

from lxml import etree

from tests.letters import letters
from thaidoc.export.dublin_core import DC, TERMS, XSI, write
from thaidoc.export.formats import Choice
from thaidoc.export.letters import Letter

#: http://purl.org/dc/elements/1.1/: all fifteen
_ELEMENTS = (
    "contributor coverage creator date description format identifier language publisher relation "
    "rights source subject title type"
)
#: http://purl.org/dc/terms/: refinements that DCMI's schema for XML declares
_REFINEMENTS = (
    "abstract accessRights alternative audience available bibliographicCitation conformsTo created "
    "dateAccepted dateCopyrighted dateSubmitted educationLevel extent hasFormat hasPart hasVersion "
    "isFormatOf isPartOf isReferencedBy isReplacedBy isRequiredBy issued isVersionOf license "
    "mediator medium modified provenance references replaces requires rightsHolder spatial "
    "tableOfContents temporal valid"
)
_NAMES = {DC: set(_ELEMENTS.split()), TERMS: set(_REFINEMENTS.split())}
#: encoding schemes with what each allows
SCHEMES = {
    "dcterms:W3CDTF": r"\d{4}(-\d\d(-\d\d)?)?",
    "dcterms:IMT": r"[a-z]+/[\w.+-]+",
    "dcterms:DCMIType": "Text",
    "dcterms:ISO639-2": "tha",
}


def test_every_description_is_qualified_dublin_core() -> None:
    made = io.BytesIO()
    records = [record for _, record in letters()]
    write(map(Letter, records), made, Choice())
    root = etree.fromstring(made.getvalue())
    assert [child.tag for child in root] == ["qualifieddc"] * len(records)
    for record, description in zip(records, root, strict=True):
        assert description.findtext(f"{{{DC}}}identifier") == record.id
        assert len(description.findall(f"{{{DC}}}title")) == 1
        for element in description:
            name = etree.QName(element)
            assert name.localname in _NAMES[name.namespace]
            assert not len(element)
            assert element.text.strip()
            scheme = element.get(f"{{{XSI}}}type")
            assert scheme is None or re.fullmatch(SCHEMES[scheme], element.text), element.text
            assert {etree.QName(key).localname for key in element.attrib} <= {"type", "lang"}
