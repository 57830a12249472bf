from collections.abc import Callable

import pytest

from thaidoc.errors import UnreadableFileError
from thaidoc.reading import read_bytes
from thaidoc.reading.document import Page
from thaidoc.reading.pdf.glyphs import Frame

MakePdf = Callable[..., bytes]
BODY = "กรมส่งเสริมการปกครองท้องถิ่นพิจารณาแล้ว จึงขอให้จังหวัดแจ้งองค์กรปกครองส่วนท้องถิ่น"
PICTURE = "q 500 0 0 700 40 70 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q\n"


def page_of(data: bytes) -> Page:
    return read_bytes(data, "a.pdf").pages[0]


def test_two_columns_one_line(make_pdf: MakePdf) -> None:
    page = page_of(
        make_pdf([(85, 760, "ที่ มท ๐๘๑๐.๓/ว ๑"), (340, 760, "กรมส่งเสริม"), (85, 738, BODY)])
    )
    assert [line.text for line in page.lines] == ["ที่ มท ๐๘๑๐.๓/ว ๑\tกรมส่งเสริม", BODY]
    assert (page.width, page.height, page.em, page.decision) == (595.0, 842.0, 8.0, "as-is")
    second = page.lines[0].segments[1]
    assert second.left == 340.0
    assert second.bbox
    assert second.bbox[0] == 340.0
    assert second.bbox[1] < 842 - 760 < second.bbox[3]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_reads_the_same(make_pdf: MakePdf, rotation: int) -> None:
    page = page_of(make_pdf([(85, 760, "ที่ มท"), (85, 730, BODY)], rotation=rotation))
    assert [line.text for line in page.lines] == ["ที่ มท", BODY]
    assert (page.width, page.height) == ((842.0, 595.0) if rotation != 180 else (595.0, 842.0))
    box = page.lines[0].segments[0].bbox
    assert box
    expected = {90: (756, 85), 180: (487, 756), 270: (67, 487)}[rotation]
    assert (box[0], box[1]) == pytest.approx(expected, abs=2)


@pytest.mark.parametrize("matrix", ["0 1 -1 0 842 0", "0 -1 1 0 -247 842", "-1 0 0 -1 595 842"])
def test_text_drawn_sideways_is_read_along_its_direction(make_pdf: MakePdf, matrix: str) -> None:
    page = page_of(make_pdf([(85, 600, "ที่ น้ำ"), (85, 570, BODY)], matrix=matrix))
    assert [line.text for line in page.lines] == ["ที่ น้ำ", BODY]


def test_sara_am_in_two_glyphs(make_pdf: MakePdf) -> None:
    page = page_of(make_pdf([(85, 760, "สํานักงาน จํานวน น\u0e4d\u0e49า")]))
    assert [line.text for line in page.lines] == ["สำนักงาน จำนวน น้ำ"]
    assert page.decision == "repaired"


def test_a_blank_with_ink_is_a_nikhahit(make_pdf: MakePdf) -> None:
    """Word's PDF export calls the nikhahit a blank; the true blank beside it stays."""
    data = make_pdf([(85, 760, "จ\u0e4dานวน ต้นน\u0e4d\u0e49า")], names={"\u0e4d": " "})
    assert page_of(data).lines[0].text == "จำนวน ต้นน้ำ"


def test_glyph_codes_and_blanks_of_old_programs(make_pdf: MakePdf) -> None:
    data = make_pdf([(85, 760, "ผู\uf70bว\uf70aาราชการ")])
    assert page_of(data).lines[0].text == "ผู้ว่าราชการ"


def test_a_western_code_page_is_read_as_thai(make_pdf: MakePdf) -> None:
    letters = dict.fromkeys(BODY)
    names = {c: c.encode("cp874").decode("latin-1") for c in letters}
    page = page_of(make_pdf([(85, 760, BODY)], names=names))
    assert (page.lines[0].text, page.decision, page.quality) == (BODY, "repaired", 1.0)


def test_a_private_encoding_goes_to_ocr(make_pdf: MakePdf) -> None:
    names = {letter: chr(index % 95 + 14) for index, letter in enumerate(sorted(set(BODY)))}
    page = page_of(make_pdf([(85, 760, BODY), (85, 730, BODY[::-1])], names=names))
    assert (page.decision, page.lines) == ("needs-ocr", ())
    assert page.quality < 0.7


def test_scans_and_blank_pages(make_pdf: MakePdf) -> None:
    assert page_of(make_pdf([])).decision == "blank"
    scan = page_of(make_pdf([], extra=PICTURE))
    assert (scan.decision, scan.quality, scan.lines) == ("needs-ocr", 0.0, ())
    stamped = page_of(make_pdf([(400, 800, "รับที่ ๑๒")], extra=PICTURE))
    assert stamped.decision == "needs-ocr"
    assert page_of(make_pdf([(85, 760, BODY * 4)], extra=PICTURE)).decision == "as-is"


def test_slanted_text_stays_apart(make_pdf: MakePdf) -> None:
    mark = "BT /F 16 Tf 0.7 0.7 -0.7 0.7 200 400 Tm <02> Tj ET\n"
    page = page_of(make_pdf([(85, 760, BODY), (85, 418, BODY), (85, 395, BODY)], extra=mark))
    assert [line.text for line in page.lines[:3]] == [BODY] * 3
    assert len(page.lines) == 4


def test_pages_are_judged_one_by_one(make_pdf: MakePdf) -> None:
    document = read_bytes(make_pdf([(85, 760, BODY)], [], [(85, 760, "จํานวน")]), "a.pdf")
    assert [page.decision for page in document.pages] == ["as-is", "blank", "repaired"]
    assert document.media_type == "application/pdf"
    assert document.reader.startswith("pdf/")


def test_damaged_pdf_says_so(make_pdf: MakePdf) -> None:
    with pytest.raises(UnreadableFileError) as fault:
        read_bytes(b"%PDF-1.4 and nothing more", "a.pdf")
    assert fault.value.where == "a.pdf"
    assert fault.value.hint


def test_locked_pdf_says_so(make_pdf: MakePdf) -> None:
    data = make_pdf([(85, 760, BODY)])
    locked = data.replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
        + b"11" * 32
        + b"> /U <"
        + b"22" * 32
        + b"> >>",
    )
    with pytest.raises(UnreadableFileError, match="password"):
        read_bytes(locked, "a.pdf")


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_frame_keeps_every_corner_on_the_page(rotation: int) -> None:
    frame = Frame(10, 20, 110, 220, rotation)
    corners = [frame.shown(x, y) for x in (10, 110) for y in (20, 220)]
    assert {x for x, _ in corners} == {0, frame.width}
    assert {y for _, y in corners} == {0, frame.height}
