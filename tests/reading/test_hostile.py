"""Files made to do harm: each gives a document or one clear sentence, and the next is read."""

import contextlib
import io
import random
import socket
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thaidoc.errors import UnreadableFileError
from thaidoc.reading import read_bytes
from thaidoc.reading.child.confined import read_confined
from thaidoc.reading.child.confinement import Confinement
from thaidoc.reading.document import Document
from thaidoc.reading.limits import Limits

MakePdf = Callable[..., bytes]
MakeOle = Callable[[dict[str, bytes]], bytes]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MB = 1024**2
#: small, so that what needs more is told at once; time enough for a busy machine
LIMITS = Limits(seconds=20, memory=60 * MB, part=MB, unpacked=2 * MB, members=500, result=4 * MB)


@pytest.fixture(scope="module")
def confinement() -> Iterator[Confinement]:
    with Confinement() as process:
        yield process


def outcome(confinement: Confinement, data: bytes, limits: Limits = LIMITS) -> Document | str:
    """The document, or the sentence that is said of the file; nothing else may happen.

    A process that lived through it reads the next file as if nothing had been; one that did not is
    replaced, as the next test shows.
    """
    try:
        found: Document | str = confinement.read(data, "ร้าย.bin", limits)
    except UnreadableFileError as fault:
        assert str(fault).startswith("ร้าย.bin: ")
        assert "\n" not in str(fault)
        assert len(str(fault)) < 300
        assert "inside thaidoc" not in fault.what
        found = fault.what
    if confinement.process_id:
        assert confinement.read("เรียน".encode(), "next.txt").text == "เรียน\n"
    return found


# --- Word and other packages -----------------------------------------------------------------


def word(body: str = "<w:p><w:r><w:t>ก</w:t></w:r></w:p>", **parts: str) -> bytes:
    """A Word document with this body; ``parts`` replace or add parts, by names without .xml."""
    saved = io.BytesIO()
    docx.Document().save(saved)
    body = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
    contents = {"word/document.xml": body, **parts}
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [*(n for n in old.namelist() if n not in contents), *contents]:
            new.writestr(name, contents[name] if name in contents else old.read(name))
    return out.getvalue()


def with_doctype(declarations: str, text: str) -> bytes:
    document = (
        f'<!DOCTYPE x [{declarations}]><w:document xmlns:w="{W}"><w:body><w:p><w:r>'
        f"<w:t>ก{text}ข</w:t></w:r></w:p></w:body></w:document>"
    )
    return word(**{"word/document.xml": document})


def test_a_part_that_unpacks_to_a_thousand_times_its_size(confinement: Confinement) -> None:
    bomb = word(f"<w:p><w:r><w:t>{' ' * 4 * MB}</w:t></w:r></w:p>")
    assert len(bomb) < 50_000
    assert outcome(confinement, bomb) == "The file's part word/document.xml is larger than 1 MB"


def test_a_part_that_is_larger_than_it_says(confinement: Confinement) -> None:
    bomb = word(f"<w:p><w:r><w:t>{' ' * 20 * MB}</w:t></w:r></w:p>")
    with zipfile.ZipFile(io.BytesIO(bomb)) as package:
        size = package.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    assert bomb.count(size) == 2  # before the part and in the directory
    said = outcome(confinement, bomb.replace(size, (5000).to_bytes(4, "little")))
    assert isinstance(said, str)
    assert "damaged" in said or "more than 60 MB of memory" in said


def test_many_parts_that_are_large_together(confinement: Confinement) -> None:
    header = f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>{{}}{" " * (MB - 500)}</w:t></w:r></w:p></w:hdr>'
    relations = "".join(
        f'<Relationship Id="h{n}" Type="{R}/header" Target="header{n}.xml"/>' for n in range(9)
    )
    parts = {f"word/header{n}.xml": header.format(f"หัว{n}") for n in range(9)}
    rels = f'<Relationships xmlns="x">{relations}</Relationships>'
    found = outcome(confinement, word(**parts, **{"word/_rels/document.xml.rels": rels}))
    assert isinstance(found, Document)
    assert found.notes == ("damaged-parts",)
    assert found.text.count("หัว") == 1  # what was allowed is read, and the text itself
    assert "ก" in found.text


def test_a_package_of_countless_parts(confinement: Confinement) -> None:
    data = word(**{f"word/x{n}.xml": "" for n in range(600)})
    assert outcome(confinement, data) == "The file has more than 500 parts inside"


LAUGHS = "<!ENTITY a0 'ฮา'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)
)


@pytest.mark.parametrize(
    ("declarations", "text"),
    [(LAUGHS, "&a11;"), (f"<!ENTITY a '{'ฮา' * 50_000}'>", "&a;" * 50_000)],
)
def test_entities_are_never_multiplied(
    confinement: Confinement, declarations: str, text: str
) -> None:
    found = outcome(confinement, with_doctype(declarations, text))
    assert isinstance(found, str) or (found.text.count("ฮา") == 0 and len(found.text) < 100)


@pytest.mark.parametrize(
    "declarations",
    [
        "<!ENTITY f SYSTEM '{}'>",
        "<!ENTITY f PUBLIC 'x' '{}'>",
        "<!ENTITY % p SYSTEM '{}'> %p;",
        "<!ENTITY % p '<!ENTITY f SYSTEM \"{}\">'> %p;",
    ],
)
def test_a_file_named_by_an_entity_is_not_read(
    confinement: Confinement, tmp_path: Path, declarations: str
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("<!ENTITY f 'ความลับ'>", "utf-8")
    for name in (secret.as_uri(), str(secret)):
        found = outcome(confinement, with_doctype(declarations.format(name), "&f;"))
        assert isinstance(found, str) or "ความลับ" not in found.text


@pytest.mark.parametrize(
    "target", ["../../../../../../{}", "/{}", "{}", "file://{}", "..\\..\\{}", "%2e%2e/{}"]
)
def test_parts_are_looked_for_in_the_package_alone(
    confinement: Confinement, tmp_path: Path, target: str
) -> None:
    outside = tmp_path / "header.xml"
    outside.write_text(
        f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>ความลับ</w:t></w:r></w:p></w:hdr>', "utf-8"
    )
    relation = f'<Relationship Id="a" Type="{R}/header" Target="{target.format(outside)}"/>'
    rels = f'<Relationships xmlns="x">{relation}</Relationships>'
    before = sorted(tmp_path.rglob("*"))
    found = outcome(confinement, word(**{"word/_rels/document.xml.rels": rels}))
    assert isinstance(found, Document)
    assert found.text == "ก\n"
    assert sorted(tmp_path.rglob("*")) == before


def test_nothing_is_fetched(tmp_path: Path) -> None:
    """Read in this process, where the system would let it: the readers do not even try."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        kinds = (
            "attachedTemplate",
            "image",
            "hyperlink",
            "oleObject",
            "header",
            "aFChunk",
            "frame",
        )
        relations = "".join(
            f'<Relationship Id="r{n}" Type="{R}/{kind}" Target="{address}"{mode}/>'
            for n, (kind, mode) in enumerate(
                (kind, mode) for kind in kinds for mode in (' TargetMode="External"', "")
            )
        )
        rels = f'<Relationships xmlns="x">{relations}</Relationships>'
        links = (
            '<w:p><w:hyperlink r:id="r4"><w:r><w:t>ที่นี่</w:t></w:r></w:hyperlink></w:p>'
            f'<w:altChunk r:id="r10"/><w:p><w:r><w:instrText>INCLUDETEXT "{address}"</w:instrText>'
            f'<w:instrText>DDEAUTO c:\\\\x "{address}"</w:instrText></w:r></w:p>'
        )
        settings_part = (
            f'<w:settings xmlns:w="{W}" xmlns:r="{R}"><w:attachedTemplate r:id="r0"/></w:settings>'
        )
        document = read_bytes(
            word(links, **{
                "word/_rels/document.xml.rels": rels,
                "word/_rels/settings.xml.rels": rels,
                "word/settings.xml": settings_part,
            }),
            "a.docx",
        )  # fmt: skip
        assert document.text.strip() == "ที่นี่"
        doctype = f'<!ENTITY f SYSTEM "{address}"> <!ENTITY % p SYSTEM "{address}"> %p;'
        for data in (
            with_doctype(doctype, "&f;"),
            f'<?xml version="1.0"?><!DOCTYPE html SYSTEM "{address}"><html/>'.encode(),
        ):
            with contextlib.suppress(UnreadableFileError):
                read_bytes(data, "a")
        server.settimeout(0.05)
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize("depth", [200, 5_000, 100_000])
def test_tables_in_tables_without_end(confinement: Confinement, depth: int) -> None:
    body = "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth
    limits = Limits(seconds=20, memory=500 * MB)
    assert isinstance(outcome(confinement, word(body), limits), str)


# --- PDF -------------------------------------------------------------------------------------


def pdf(objects: dict[int, bytes], extra: bytes = b"") -> bytes:
    """A PDF of one page with these objects besides, or instead of, its own."""
    own = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << "
        b"/XObject << /X 5 0 R >> /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
        b">> >> >> >>",
        4: stream(b"BT /F 12 Tf 72 700 Td (Dear Sir) Tj ET"),
    }
    out = io.BytesIO()
    out.write(b"%PDF-1.5\n")
    table = []
    for number, body in {**own, **objects}.items():
        table.append(b"%d 1\n%010d 00000 n \n" % (number, out.tell()))
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 1\n0000000000 65535 f \n" + b"".join(table))
    size = max(4, *objects, 4) + 1
    out.write(
        b"trailer << /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF" % (size, extra, start)
    )
    return out.getvalue()


def stream(data: bytes, extra: bytes = b"") -> bytes:
    packed = zlib.compress(data, 9)
    head = b"<< /Length %d /Filter /FlateDecode %b >>\nstream\n" % (len(packed), extra)
    return head + packed + b"\nendstream"


FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >> "
Made = Callable[[], bytes]
SOUND: dict[str, Made] = {
    "many-objects": lambda: pdf(dict.fromkeys(range(5, 100_000), b"null")),
    "pages-that-hold-themselves": lambda: pdf(
        {2: b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"}
    ),
    "arrays-in-arrays": lambda: pdf({5: b"[" * 50_000 + b"]" * 50_000}),
    "count-of-a-billion": lambda: pdf({2: b"<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>"}),
    "count-below-nothing": lambda: pdf({2: b"<< /Type /Pages /Kids [3 0 R] /Count -7 >>"}),
    "table-that-leads-back": lambda: pdf({}, b"/Prev 9"),
    "object-stream-that-holds-itself": lambda: pdf(
        {5: b"<< /Type /ObjStm /N 1 /First 4 /Extends 5 0 R /Length 5 0 R >>\nstream\n\nendstream"}
    ),
}


def twice_packed() -> bytes:
    inner = zlib.compress(bytes(80 * MB), 9)
    return stream(inner).replace(b"/FlateDecode", b"[/FlateDecode /FlateDecode]", 1)


def doubling_forms() -> dict[int, bytes]:
    return {number: stream(b"/X Do /X Do", FORM % (number + 1)) for number in range(5, 40)}


EXCESSIVE: dict[str, Made] = {
    "stream-bomb": lambda: pdf({4: stream(b"q " * 10_000_000)}),
    "stream-in-stream-bomb": lambda: pdf({4: twice_packed()}),
    "text-without-end": lambda: pdf(
        {4: stream(b"BT /F 9 Tf " + b"(Dear Sir) Tj " * 500_000 + b"ET")}
    ),
    "forms-that-double": lambda: pdf(
        {4: stream(b"/X Do"), **doubling_forms(), 40: stream(b"", FORM % 41)}
    ),
    "form-that-draws-itself": lambda: pdf(
        {4: stream(b"/X Do"), 5: stream(b"/X Do /X Do", FORM % 5)}
    ),
    "pages-without-end": lambda: pdf(
        {2: b"<< /Type /Pages /Kids [" + b"3 0 R " * 600 + b"] /Count 600 >>"}
    ),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_strange_pdf_is_read(confinement: Confinement, name: str) -> None:
    found = outcome(confinement, SOUND[name](), Limits(seconds=20))
    assert isinstance(found, Document)
    assert "Dear Sir" in found.text


@pytest.mark.parametrize("name", EXCESSIVE)
def test_a_pdf_that_asks_for_too_much(confinement: Confinement, name: str) -> None:
    limits = Limits(seconds=1, memory=60 * MB, pages=500, result=MB)
    found = outcome(confinement, EXCESSIVE[name](), limits)
    assert isinstance(found, Document) or any(
        word in found for word in ("longer than 1 second", "memory", "500 pages", "text than")
    )


# --- text ------------------------------------------------------------------------------------

LONG = {
    "one-line": "ก" * 60_000,
    "one-line-of-blanks": " " * 300_000,
    "one-line-of-words": "เรียน ผู้ว่าราชการจังหวัด " * 4_000,
    "marks": "\u0e48" * 60_000,
    "letter-and-blank": "ก " * 15_000,
    "letter-and-mark-apart": "น ้ า " * 6_000,
    "vowels": "เ" * 60_000,
    "sara-am-apart": "ํา" * 30_000,
    "empty-lines": "\n" * 60_000,
    "tabs": "ก\t" * 15_000,
    "zero-width": "\u200b" * 60_000,
    "private-use": "\uf70a" * 60_000,
    "brackets": "(" * 60_000,
    "digits": "๑" * 60_000,
    "dots": "." * 60_000,
    "latin": "A" * 60_000,
    "cid": "(cid:1" * 6_000,
}


@pytest.mark.parametrize("name", LONG)
def test_a_text_without_end(confinement: Confinement, name: str) -> None:
    """No rule may take time that grows with the square of a line: this much would take minutes."""
    found = outcome(confinement, LONG[name].encode(), Limits(seconds=15))
    if not LONG[name].strip():
        assert found == "There is no text in the file"
        return
    assert isinstance(found, Document)
    # the part of it that is small enough to be read without a process
    read_confined(LONG[name].encode()[: 64 * 1024], "a.txt")


@pytest.mark.parametrize("size", [1, 2, 3, 64, 511, 4096, 1_000_000])
def test_nothing_but_nul_bytes(confinement: Confinement, size: int) -> None:
    assert isinstance(outcome(confinement, bytes(size)), str)
    outcome(confinement, "ที่ มท".encode() + bytes(size))


# --- torn files and noise --------------------------------------------------------------------


@pytest.fixture(scope="module")
def sound(make_pdf: MakePdf, make_ole: MakeOle) -> dict[str, bytes]:
    """A sound file of each format."""
    letter = "ที่ มท 0810.3/ว 1234\nเรียน ผู้ว่าราชการจังหวัด\n"
    saved = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(letter)
    document.add_table(2, 2).cell(0, 0).text = "ตาราง"
    document.save(saved)
    return {
        "txt": letter.encode(),
        "cp874": letter.encode("cp874"),
        "utf-16": letter.encode("utf-16"),
        "docx": saved.getvalue(),
        "pdf": make_pdf([(85, 760, "เรียน"), (85, 700, "ด้วย")], [(85, 760, "ก")]),
        "doc": make_ole(word_97(letter)),
    }


def word_97(text: str) -> dict[str, bytes]:
    """The streams of a Word 97 document of one piece."""
    data = text.replace("\n", "\r").encode("utf-16-le")
    header = bytearray(0x400)
    header[0:4] = (0xA5EC).to_bytes(2, "little") + (0x00C1).to_bytes(2, "little")
    header[6:8] = (0x041E).to_bytes(2, "little")
    header[0x0A:0x0C] = (0x0200).to_bytes(2, "little")
    header[0x4C:0x50] = len(text).to_bytes(4, "little")
    pieces = b"".join(
        number.to_bytes(size, "little")
        for number, size in ((0, 4), (len(text), 4), (0, 2), (len(header), 4), (0, 2))
    )
    table = b"\x02" + len(pieces).to_bytes(4, "little") + pieces
    header[0x1A6:0x1AA] = len(table).to_bytes(4, "little")
    return {"WordDocument": bytes(header) + data, "1Table": table}


FORMATS = ("txt", "cp874", "utf-16", "docx", "pdf", "doc")


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_torn_below_was_sound(
    confinement: Confinement, sound: dict[str, bytes], form: str
) -> None:
    found = outcome(confinement, sound[form])
    assert isinstance(found, Document)
    assert "เรียน" in found.text


@pytest.mark.parametrize("form", FORMATS)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cut=st.floats(0, 1))
def test_a_file_that_was_cut_off(
    confinement: Confinement, sound: dict[str, bytes], form: str, cut: float
) -> None:
    data = sound[form]
    found = outcome(confinement, data[: int(cut * len(data))])
    assert isinstance(found, str | Document)


@pytest.mark.parametrize("form", FORMATS)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32), faults=st.integers(1, 30))
def test_a_file_with_wrong_bytes(
    confinement: Confinement, sound: dict[str, bytes], form: str, seed: int, faults: int
) -> None:
    data = bytearray(sound[form])
    chance = random.Random(seed)
    for _ in range(faults):
        data[chance.randrange(len(data))] = chance.randrange(256)
    outcome(confinement, bytes(data))


CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("*/*/original.*"))


@pytest.mark.parametrize("suffix", sorted({path.suffix for path in CORPUS}))
def test_letters_of_every_producer_that_were_cut_off(confinement: Confinement, suffix: str) -> None:
    """What is left is read, or one sentence says that it is damaged: never what is wrong."""
    for number, path in enumerate(path for path in CORPUS if path.suffix == suffix):
        data = path.read_bytes()
        cut = data[: len(data) * (1 + 4 * number % 9) // 10]
        told = outcome(confinement, cut, Limits(seconds=20))
        if isinstance(told, str):
            assert "unknown kind" not in told


MAGIC = (
    *(b"", b"%PDF-1.7\n", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    *(b"{\\rtf1 ", b"<html>", b"<?xml ", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"From a\n"),
    *(b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*", b"GIF89a", b"BM"),
    *(b"RIFF....WEBP", b"\x1f\x8b\x08", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh9"),
    *(b"\x00\x00\x00\x18ftypheic", b"\xfd7zXZ\x00", b"MIME-Version: 1.0\n"),
    *(b"\x78\x9f\x3e\x22", b"\x00\x00\x00\x0cjP  \r\n\x87\n", b"PK\x03\x04" + bytes(22)),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(magic=st.sampled_from(MAGIC), noise=st.binary(max_size=2000))
def test_noise_that_begins_as_a_format_does(
    confinement: Confinement, magic: bytes, noise: bytes
) -> None:
    outcome(confinement, magic + noise)
