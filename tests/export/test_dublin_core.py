"""Dublin Core in XML is valid by DCMI's own schemas of 2008, on all sample letters and odd ones.

The schemas are those that gams-xml-catalog carries; nothing is fetched.
https://www.dublincore.org/schemas/xmls/
"""

import io
import re
from typing import Any

import pytest
from gams_xml_catalog import resolve_uri_to_path
from lxml import etree

from tests.export.conftest import Make
from tests.letters import letters
from tests.provenance import source_of
from thaidoc.export.dublin_core import DC, TERMS, XSI, statements, write
from thaidoc.export.formats import Choice
from thaidoc.export.letters import Letter
from thaidoc.record import Record, ThaiDate

_QUALIFIED = "http://dublincore.org/schemas/xmls/qdc/2008/02/11/qualifieddc.xsd"
#: DCMI leaves the element around several descriptions to who writes them
_APPLICATION = f"""
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:include schemaLocation="{_QUALIFIED}"/>
  <xs:element name="letters">
    <xs:complexType>
      <xs:sequence><xs:element ref="qualifieddc" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
    </xs:complexType>
  </xs:element>
</xs:schema>
"""
#: what the schema lets be any text, but its scheme does not
_SCHEMES = {"dcterms:IMT": r"[a-z]+/[\w.+-]+", "dcterms:ISO639-2": "[a-z]{3}"}


class _Catalog(etree.Resolver):  # type: ignore[misc]  # lxml has no types
    """Finds what schemas import in the catalog, or beside the schema itself."""

    def resolve(self, url: str, _public: str | None, context: Any) -> Any:
        held = url if url.startswith(("/", "file:")) else str(resolve_uri_to_path(url))
        return self.resolve_filename(held, context)


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Catalog())
    return etree.XMLSchema(etree.fromstring(_APPLICATION, parser))


def described(*records: Record) -> Any:
    """What is written of records."""
    made = io.BytesIO()
    write(map(Letter, records), made, Choice())
    return etree.fromstring(made.getvalue())


def test_every_sample_letter_is_valid(schema: etree.XMLSchema) -> None:
    records = [record for _, record in letters()]
    root = described(*records)
    schema.assertValid(root)
    assert [one.findtext(f"{{{DC}}}identifier") for one in root] == [one.id for one in records]
    for description in root:
        assert len(description.findall(f"{{{DC}}}title")) == 1
        for element in description:
            assert element.text.strip()
            scheme = element.get(f"{{{XSI}}}type")
            assert re.fullmatch(_SCHEMES.get(scheme, ".*"), element.text, re.DOTALL), element.text


@pytest.mark.parametrize(
    "keys",
    [
        {"subject": None, "date": None, "issuer": None, "reference": None, "addressees": []},
        {"subject": "ก\x00\x1b[2J\ufffe<b>&amp;]]>"},
        {"date": ThaiDate(raw="2562", iso="2019", be_year=2562, precision="year")},
        {"date": ThaiDate(raw="ก.พ. 2478", iso="1936-02", be_year=2478, precision="month")},
        {"source": source_of("0" * 64, media_type="application/vnd.ms-outlook", pages=0)},
    ],
)
def test_an_odd_letter_is_valid(schema: etree.XMLSchema, make: Make, keys: dict[str, Any]) -> None:
    assert schema.validate(described(make("a" * 16, **keys))), schema.error_log
    assert schema.validate(described()), schema.error_log


@pytest.mark.parametrize(
    ("name", "text", "attributes"),
    [
        (f"{{{TERMS}}}sender", "ก", {}),
        (f"{{{DC}}}audience", "ก", {}),
        (f"{{{TERMS}}}issued", "21/8/2566", {f"{{{XSI}}}type": "dcterms:W3CDTF"}),
        (f"{{{DC}}}type", "Letter", {f"{{{XSI}}}type": "dcterms:DCMIType"}),
        (f"{{{DC}}}title", "ก", {"scheme": "x"}),
    ],
)
def test_the_schema_finds_what_is_wrong(
    schema: etree.XMLSchema, make: Make, name: str, text: str, attributes: dict[str, str]
) -> None:
    root = described(make("a" * 16))
    etree.SubElement(root[0], name, attributes).text = text
    assert not schema.validate(root)


def test_what_was_not_read_says_nothing(make: Make) -> None:
    bare = make("a" * 16, date=None, issuer=None, addressees=[], deadlines=[])
    told = {name for name, _, _ in statements(bare)}
    assert not told & {"dcterms:issued", "dc:creator", "dcterms:audience", "dc:contributor"}
