import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from thaidoc.reading import read_bytes
from thaidoc.reading.document import Page
from thaidoc.reading.pdf.forms import Forms

MakePdf = Callable[..., bytes]
LABELS = [(85, 760, "เรียน"), (85, 730, "สิ่งที่ส่งมาด้วย")]
#: beside the first label
RECT = [130, 755, 400, 775]
VALUE = "ผู้อำนวยการสำนักช่างโยธา"


def with_annotations(data: bytes, *annotations: dict[str, Any], **form: Any) -> bytes:
    """The PDF with annotations on its first page, widgets among them being fields of a form."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        page.Annots = Array()
        for entries in annotations:
            drawing = entries.pop("drawing", None)
            entries = {f"/{key}": value for key, value in entries.items()}
            annotation = pdf.make_indirect(Dictionary({"/Type": Name.Annot, **entries}))
            if drawing:
                with pikepdf.open(io.BytesIO(drawing)) as other:
                    look = pdf.copy_foreign(other.pages[0].as_form_xobject())
                    look.BBox = Array([0, 0, 300, 20])
                    annotation.AP = Dictionary(N=look)
            page.Annots.append(annotation)
        fields = [one for one in page.Annots if one.Subtype == "/Widget"]
        pdf.Root.AcroForm = Dictionary(Fields=Array(fields), DA=String("/Helv 0 Tf 0 g"), **form)
        pdf.save(out)
    return out.getvalue()


def field(value: Any, **entries: Any) -> dict[str, Any]:
    return {
        "Subtype": Name.Widget,
        "FT": Name.Tx,
        "T": String("name"),
        "F": 4,
        "Rect": Array(RECT),
        "V": String(value) if isinstance(value, str) else value,
        "DA": String("/Helv 14 Tf 0 g"),
        **entries,
    }


def page_of(data: bytes) -> Page:
    return read_bytes(data, "a.pdf").pages[0]


def texts(data: bytes) -> list[str]:
    return [line.text for line in page_of(data).lines]


def test_a_value_without_a_drawing_stands_beside_its_label(make_pdf: MakePdf) -> None:
    page = page_of(with_annotations(make_pdf(LABELS), field(VALUE)))
    assert [line.text.split("\t")[-1] for line in page.lines] == [
        f"เรียน {VALUE}",
        "สิ่งที่ส่งมาด้วย",
    ]
    (segment,) = page.lines[0].segments
    assert segment.bbox
    assert segment.bbox[2] <= RECT[2]
    assert 842 - RECT[3] - 5 < segment.bbox[1] < segment.bbox[3] < 842 - RECT[1] + 5


def test_a_drawn_value_is_read_from_its_drawing(make_pdf: MakePdf) -> None:
    look = make_pdf([(2, 5, "นายกเทศมนตรี")])
    data = with_annotations(make_pdf(LABELS), field("เก่า", drawing=look))
    assert texts(data)[0] == "เรียน นายกเทศมนตรี"


def test_a_form_that_says_its_drawings_are_old_is_read_by_its_values(make_pdf: MakePdf) -> None:
    look = make_pdf([(2, 5, "เก่า")])
    data = with_annotations(make_pdf(LABELS), field(VALUE, drawing=look), NeedAppearances=True)
    assert texts(data)[0] == f"เรียน {VALUE}"


def test_what_nobody_sees_is_not_read(make_pdf: MakePdf) -> None:
    plain = make_pdf(LABELS)
    hidden, secret = field(VALUE, F=2), field("1234", Ff=1 << 13)
    assert texts(with_annotations(plain, hidden, secret, field(""))) == texts(plain)


def test_a_choice_shows_its_name(make_pdf: MakePdf) -> None:
    options = Array([Array([String("1"), String("ด่วนที่สุด")]), Array([String("2"), String("ด่วน")])])
    choice = field("2", FT=Name.Ch, Ff=1 << 17, Opt=options)
    assert texts(with_annotations(make_pdf(LABELS), choice))[0] == "เรียน ด่วน"


def test_several_lines_stand_below_each_other(make_pdf: MakePdf) -> None:
    several = field("๑. แผนที่สังเขป\r๒. บัญชีรายชื่อ", Ff=1 << 12, Rect=Array([200, 700, 450, 745]))
    assert texts(with_annotations(make_pdf(LABELS), several)) == [
        "เรียน",
        "สิ่งที่ส่งมาด้วย\t๑. แผนที่สังเขป",
        "๒. บัญชีรายชื่อ",
    ]


def test_kinds_above_a_field_hold_for_it(make_pdf: MakePdf) -> None:
    above = Dictionary(FT=Name.Tx, V=String(VALUE), DA=String("/Helv 14 Tf"))
    kid = {"Subtype": Name.Widget, "F": 4, "Rect": Array(RECT), "Parent": above}
    assert texts(with_annotations(make_pdf(LABELS), kid))[0] == f"เรียน {VALUE}"


@pytest.mark.parametrize("subtype", [Name.FreeText, Name.Stamp])
def test_notes_and_stamps_on_the_page_are_read(make_pdf: MakePdf, subtype: Name) -> None:
    look = make_pdf([(2, 5, "รับที่ ๑๒๓")])
    note = {"Subtype": subtype, "F": 4, "Rect": Array([400, 800, 700, 820]), "drawing": look}
    page = page_of(with_annotations(make_pdf(LABELS), note))
    assert page.lines[0].text == "รับที่ ๑๒๓"
    assert page.lines[0].left == pytest.approx(402, abs=1)


def test_a_filled_page_that_is_turned(make_pdf: MakePdf) -> None:
    data = with_annotations(make_pdf(LABELS, rotation=90), field(VALUE))
    assert VALUE in "".join(texts(data))


def test_links_cost_and_change_nothing(make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = make_pdf(LABELS)
    linked = with_annotations(plain, {"Subtype": Name.Link, "Rect": Array(RECT)})
    monkeypatch.setattr(Forms, "_opened", lambda forms: pytest.fail("opened for a link"))
    assert page_of(linked) == page_of(plain)


def test_a_damaged_form_leaves_the_page_readable(make_pdf: MakePdf) -> None:
    broken = field(VALUE, Rect=Array([1]), Q=Name.X)
    assert texts(with_annotations(make_pdf(LABELS), broken)) == ["เรียน", "สิ่งที่ส่งมาด้วย"]
