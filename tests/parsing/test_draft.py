"""What is read too unsurely is not given out, but kept in a warning."""

from thaidoc.parsing.draft import Draft
from thaidoc.parsing.passage import Place
from thaidoc.reading.document import Document, Page
from thaidoc.record import ThaiDate

PAGE = Page(1, ())
DOCUMENT = Document("a.pdf", "0" * 64, 1, "application/pdf", (PAGE,), "test")
DAY = ThaiDate(raw="๑ มีนาคม ๒๕๕๕", iso="2012-03-01", be_year=2555, precision="day")


def place(sure: float) -> Place:
    return Place(page=1, line=1, end_line=1, bbox=None, sure=sure)


def test_a_value_read_too_unsurely_stays_in_the_warning() -> None:
    draft = Draft(DOCUMENT)
    assert not draft.set("date", DAY, place(0.3), 0.97)
    assert "date" not in draft.values
    assert [(span.key, span.confidence) for span in draft.spans] == [("date", 0.29)]
    assert [(w.code, w.key) for w in draft.warnings] == [("value-withheld", "date")]
    assert "๑ มีนาคม ๒๕๕๕" in draft.warnings[0].message


def test_a_withheld_entry_leaves_no_gap_in_its_list() -> None:
    draft = Draft(DOCUMENT)
    assert draft.add("owner", "กองหนึ่ง", place(0.99), 0.95)
    assert not draft.add("owner", "กอขสฮง", place(0.2), 0.95)
    assert draft.add("owner", "กองสาม", place(0.99), 0.95)
    assert draft.values["owner"] == ["กองหนึ่ง", "กองสาม"]
    assert [span.key for span in draft.spans] == ["owner.0", "owner", "owner.1"]


def test_a_text_is_given_in_which_few_letters_are_likely_to_be_wrong() -> None:
    draft = Draft(DOCUMENT)
    assert draft.set("subject", "การสำรวจแหล่งน้ำในตำบลบ้านนาและตำบลใกล้เคียง", place(0.2), 0.95)
    assert draft.spans[0].confidence == 0.19
    assert not draft.set("references", "กค 0409.5/ว 90 ลงวันที่ 5 ตุลาคม 2549", place(0.2), 0.95)


def test_a_body_is_given_however_it_was_read() -> None:
    draft = Draft(DOCUMENT)
    assert draft.add("body", "อ่านยาก", place(0.2), 0.95)
    assert draft.spans[0].confidence == 0.19


def test_what_stands_in_a_text_layer_is_never_withheld_for_its_picture() -> None:
    assert Draft(DOCUMENT).set("date", DAY, place(1.0), 0.4)
