import re
import zlib
from collections.abc import Callable

import pytest

from thaidoc.reading import read_bytes
from thaidoc.reading.pdf.drawn import Glyph
from thaidoc.reading.pdf.glyphs import Frame
from thaidoc.reading.pdf.layout import lines_of
from thaidoc.reading.pdf.second_opinion import SecondOpinion

MakePdf = Callable[..., bytes]
BODY = "กรมส่งเสริมการปกครองท้องถิ่นพิจารณาแล้ว จึงขอให้จังหวัดแจ้งองค์กรปกครองส่วนท้องถิ่น"
FRAME = Frame(0, 0, 595, 842, 0)


def with_names_only(data: bytes, *texts: str) -> bytes:
    """The PDF with names like uni0E01 for its glyphs and no ToUnicode: pdfium has only codes."""
    letters = sorted({letter for text in texts for letter in text})
    data = data.replace(b"/ToUnicode 4 0 R", b"")
    return re.sub(rb"/g(\d+)\b", lambda m: b"/uni%04X" % ord(letters[int(m[1]) - 1]), data)


def with_counts_left_out(data: bytes) -> bytes:
    """A map of characters without the numbers of its entries, which pdfium insists on."""

    def torn(stream: re.Match[bytes]) -> bytes:
        text = re.sub(rb"\d+ beginbfchar", b"beginbfchar", zlib.decompress(stream[2]))
        packed = zlib.compress(text)
        return b"/Length %d%b%b\nendstream" % (len(packed), stream[1], packed)

    streams = rb"/Length \d+( /Filter /FlateDecode >>\nstream\n)(.*?)\nendstream"
    return re.sub(streams, torn, data, flags=re.DOTALL)


def spoken(glyphs: list[Glyph]) -> list[str]:
    return [line.text for line in lines_of(glyphs)]


def test_what_pdfium_cannot_decode_is_taken_from_pdfplumber(make_pdf: MakePdf) -> None:
    data = with_names_only(make_pdf([(85, 760, BODY), (85, 730, BODY)]), BODY)
    page = read_bytes(data, "a.pdf").pages[0]
    assert page.decision == "second-opinion"
    assert [line.text for line in page.lines] == [BODY, BODY]
    assert page.quality == 1.0


def test_a_map_of_characters_without_counts(make_pdf: MakePdf) -> None:
    data = with_counts_left_out(make_pdf([(85, 760, BODY), (340, 730, "น้ำ")]))
    page = read_bytes(data, "a.pdf").pages[0]
    assert (page.decision, [line.text for line in page.lines]) == ("second-opinion", [BODY, "น้ำ"])


def test_sound_pages_are_never_asked_about(
    make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: SecondOpinion, number: int, frame: Frame) -> list[Glyph]:
        raise AssertionError(number)

    monkeypatch.setattr(SecondOpinion, "glyphs", fail)
    document = read_bytes(make_pdf([(85, 760, BODY)], [(85, 760, "จํานวน" + BODY)], []), "a.pdf")
    assert [page.decision for page in document.pages] == ["as-is", "repaired", "blank"]


def test_a_second_opinion_on_what_only_pdfium_opens(make_pdf: MakePdf) -> None:
    """No offset in the table is right: pdfium looks for the objects, pdfminer finds no page."""
    data = with_counts_left_out(make_pdf([(85, 760, BODY)]))
    opinion = SecondOpinion(data.replace(b"%PDF-1.5\n", b"%PDF-1.5\n%more\n"))
    assert spoken(opinion.glyphs(1, FRAME)) == [BODY]
    opinion.close()


def test_rubbish_to_both_goes_to_ocr(make_pdf: MakePdf) -> None:
    names = {letter: chr(index % 95 + 14) for index, letter in enumerate(sorted(set(BODY)))}
    page = read_bytes(make_pdf([(85, 760, BODY), (85, 730, BODY)], names=names), "a.pdf").pages[0]
    assert (page.decision, page.lines) == ("needs-ocr", ())


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_both_find_the_same_places(make_pdf: MakePdf, rotation: int) -> None:
    data = make_pdf([(85, 760, "ที่ น้ำ"), (85, 730, BODY)], rotation=rotation)
    first = read_bytes(data, "a.pdf").pages[0].lines
    opinion = SecondOpinion(data)
    second = lines_of(opinion.glyphs(1, Frame(0, 0, 595, 842, rotation)))
    opinion.close()
    assert [line.text for line in second] == [line.text for line in first]
    for a, b in zip(first, second, strict=True):
        assert (a.left, a.right) == pytest.approx((b.left, b.right), abs=0.1)
        box, other = a.segments[0].bbox, b.segments[0].bbox
        assert box and other
        assert (box[0], box[3]) == pytest.approx((other[0], other[3]), abs=16)


@pytest.mark.parametrize(
    "text", ["<FEFF0E330E19>", "<EFBBBFE0B8B3E0B899>"], ids=["UTF-16BE", "UTF-8"]
)
def test_actual_text_stands_for_all_its_glyphs(make_pdf: MakePdf, text: str) -> None:
    """As LibreOffice writes it: the tag says sara am, the glyphs below say something else."""
    under = (
        f"BT /F 16 Tf 1 0 0 1 85 760 Tm <01> Tj /Span << /ActualText {text} >> BDC <0203> Tj EMC "
        "<01> Tj ET\n"
    )
    data = make_pdf([(85, 700, "กขค")], under=under)
    opinion = SecondOpinion(data)
    assert spoken(opinion.glyphs(1, FRAME)) == ["กำนก", "กขค"]
    opinion.close()


def test_nobody_is_asked_in_vain_for_long(make_pdf: MakePdf) -> None:
    opinion = SecondOpinion(make_pdf(*[[(85, 760, BODY)]] * 3))
    asked = [bool(opinion.glyphs(number % 3 + 1, FRAME)) for number in range(12)]
    assert asked == [True] * 10 + [False] * 2
    opinion = SecondOpinion(b"%PDF-1.4 no PDF at all")
    assert opinion.glyphs(1, FRAME) == []
    opinion.close()


def test_a_second_opinion_that_lost_half_is_none(
    make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = dict.fromkeys("กรม", "\ufffd")
    data = make_pdf([(85, 760, BODY)], names=names)
    box = (85.0, 70.0, 91.0, 86.0)
    few = [Glyph(c, 85 + 6.0 * i, 91 + 6.0 * i, 88, 82, 16, box) for i, c in enumerate("กรมการ")]
    monkeypatch.setattr(SecondOpinion, "glyphs", lambda self, number, frame: few)
    page = read_bytes(data, "a.pdf").pages[0]
    assert page.decision != "second-opinion"
