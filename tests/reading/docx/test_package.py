import io
import zipfile
from collections.abc import Callable

import docx
import pytest

from thaidoc.errors import UnreadableFileError
from thaidoc.reading import read_bytes
from thaidoc.reading.docx import package as docx_package
from thaidoc.reading.limits import Limits, in_force

TEXT = "ที่ มท 0810.3/ว 1"


@pytest.fixture(scope="module")
def sound() -> bytes:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "กรมสมมุติ"
    word.add_paragraph(TEXT)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, change(content) if member == name else content)
    return stream.getvalue()


def opened_by(data: bytes) -> str:
    return type(docx_package.parts_of(data)).__name__


def texts(data: bytes) -> list[str]:
    return [line.text for _, line in read_bytes(data, "a.docx").lines()]


def test_python_docx_opens_what_is_sound(sound: bytes) -> None:
    assert opened_by(sound) == "_WordParts"
    assert texts(sound) == ["กรมสมมุติ", TEXT]


def as_template(types: bytes) -> bytes:
    return types.replace(b"document.main+xml", b"template.main+xml")


def with_macros(types: bytes) -> bytes:
    return types.replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )


@pytest.mark.parametrize("kind", [as_template, with_macros])
def test_what_python_docx_refuses_is_read_all_the_same(
    sound: bytes, kind: Callable[[bytes], bytes]
) -> None:
    data = changed(sound, "[Content_Types].xml", kind)
    assert opened_by(data) == "_PackedParts"
    assert texts(data) == ["กรมสมมุติ", TEXT]


def test_a_torn_part_costs_only_itself(sound: bytes) -> None:
    data = changed(sound, "word/styles.xml", lambda xml: xml[: len(xml) // 2])
    document = read_bytes(data, "a.docx")
    assert document.notes == ("damaged-parts",)
    assert TEXT in document.text


def test_a_torn_part_that_python_docx_keeps_as_bytes(sound: bytes) -> None:
    """Footnotes are no XML to python-docx, so it does not notice."""
    override = (
        b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.'
        b'openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'
    )
    related = (
        b'<Relationship Id="rId99" Target="footnotes.xml" Type="http://schemas.openxmlformats.org'
        b'/officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    data = changed(sound, "[Content_Types].xml", lambda x: x.replace(b"</Types>", override))
    data = changed(
        data, "word/_rels/document.xml.rels", lambda x: x.replace(b"</Relationships>", related)
    )
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("word/footnotes.xml", b"<w:footnotes")
    document = read_bytes(stream.getvalue(), "a.docx")
    assert opened_by(stream.getvalue()) == "_WordParts"
    assert document.notes == ("damaged-parts",)
    assert TEXT in document.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_python_docx_never_sees_entities(sound: bytes, encoding: str) -> None:
    declared = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'.encode(encoding)
    data = changed(sound, "word/settings.xml", lambda _: declared)
    assert opened_by(data) == "_PackedParts"


def test_python_docx_is_not_given_more_than_the_limits_allow(sound: bytes) -> None:
    """It unpacks all parts at once; the text alone may still be within them."""
    stream = io.BytesIO(sound)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/image9.png", bytes(3_000_000))
    for limits in (Limits(part=2_000_000), Limits(unpacked=2_500_000)):
        with in_force(limits):
            assert opened_by(stream.getvalue()) == "_PackedParts"
            assert TEXT in texts(stream.getvalue())
    with in_force(Limits(members=3)), pytest.raises(UnreadableFileError):
        read_bytes(sound, "a.docx")
