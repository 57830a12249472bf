from collections.abc import Callable

import pytest

from thaidoc.reading import read_bytes
from thaidoc.reading.document import Document
from thaidoc.reading.ocr_layer import is_sound_layer

MakePdf = Callable[..., bytes]
THAI = [
    "กรมส่งเสริมการปกครองท้องถิ่นพิจารณาแล้ว เห็นว่าการดำเนินงานดังกล่าว",
    "เป็นประโยชน์ต่อประชาชนในพื้นที่ จึงขอให้จังหวัดแจ้งองค์กรปกครองส่วนท้องถิ่น",
    "ทุกแห่งทราบและถือปฏิบัติต่อไป ทั้งนี้ ให้รายงานผลภายในวันที่กำหนด",
]
#: letters of every kind at their places, but no words: what a machine reads that knows some Thai
WRONG = [
    "กงนส่ขเสฐมกกาปตดรอขท้ฮงกิ่นฝัจกรฌบแส้ว เห็บว่ากาวคำเบินขาบคังกส่าจ",
    "เป็บปธะโบซบ์ค่อปธะซาซบใบฟื้บที่ จีงฃอใท้จังทวัคแจ้งองค์กธปกคธองส่วบก้องกิ่บ",
    "กุกแท่งกธาบแสะกือปฏิบัคิค่อไป กั้งบี้ ใท้ธายงาบฝสกายใบวับกี่กำทบค",
]
#: and what one reads that knows none: every word could be one
RUBBISH = ["niau mtfu tuan suam uan milam", "fiu lanu tana mai tun inau fiam", "au uan nim tai una"]
ENGLISH = [
    "The Department of Local Administration has the honour to inform you that",
    "the meeting of the committee will be held on Monday at the office in Bangkok",
]
SCAN = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q\n"


def scanned(make_pdf: MakePdf, lines: list[str], **how: object) -> Document:
    placed = [(60, 780 - 22 * number, text) for number, text in enumerate(lines * 5)]
    return read_bytes(make_pdf(placed, **how), "a.pdf")


@pytest.mark.parametrize("how", [{"mode": 3, "under": SCAN}, {"extra": SCAN}])
def test_a_sound_layer_is_taken_and_told(make_pdf: MakePdf, how: dict[str, object]) -> None:
    """The text is painted invisibly over the scan, or lies under it."""
    for lines in (THAI, ENGLISH):
        document = scanned(make_pdf, lines, **how)
        assert [line.text for line in document.pages[0].lines] == lines * 5
        assert document.ocr


@pytest.mark.parametrize("lines", [WRONG, RUBBISH])
def test_a_false_layer_goes_to_ocr(make_pdf: MakePdf, lines: list[str]) -> None:
    document = scanned(make_pdf, lines, mode=3, under=SCAN)
    page = document.pages[0]
    assert (page.decision, page.lines, document.ocr) == ("needs-ocr", (), False)
    assert page.quality <= 0.5


def test_text_over_a_picture_that_everybody_sees_is_no_layer(make_pdf: MakePdf) -> None:
    """A letter printed over a picture of the letterhead."""
    document = scanned(make_pdf, WRONG, under=SCAN)
    assert (document.pages[0].decision, document.ocr) == ("as-is", False)


def test_hidden_text_without_a_scan_is_no_layer(make_pdf: MakePdf) -> None:
    document = scanned(make_pdf, THAI, mode=3)
    assert (document.pages[0].decision, document.ocr) == ("as-is", False)


def test_words_tell() -> None:
    assert is_sound_layer("\n".join(THAI))
    assert is_sound_layer("\n".join(ENGLISH))
    assert is_sound_layer("๑๒")
    assert not is_sound_layer("\n".join(WRONG))
    assert not is_sound_layer("\n".join(RUBBISH))
    assert not is_sound_layer("\n".join(THAI[:1] + ["qwrt lkjh zxcv bnmp dfgh"] * 6))
