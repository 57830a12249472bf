import pytest

from thaidoc.parsing.citations import find, read_asked, read_entry
from thaidoc.parsing.telling import sentence_of
from thaidoc.record import Action, Citation

OLD = "หนังสือกรมสมมุติ ที่ มท 0810.3/ว 12 ลงวันที่ 3 มกราคม 2561"
OTHER = "หนังสือกรมสมมุติ ที่ มท 0810.3/ว 99 ลงวันที่ 9 มกราคม 2561"


def cited(text: str, action: Action) -> Citation:
    return read_entry(text, action)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            f"กรมสมมุติจึงขอยกเลิก{OLD} ทั้งนี้ ตั้งแต่วันที่ 1 มีนาคม 2562 เป็นต้นไป จึงเรียนมาเพื่อโปรดทราบ",
            f"กรมสมมุติจึงขอยกเลิก{OLD} ทั้งนี้ ตั้งแต่วันที่ 1 มีนาคม 2562 เป็นต้นไป…",
        ),
        (
            "ตามที่ได้แจ้งแนวทางไปแล้ว นั้น เนื่องจากมีระเบียบใหม่ จึงยกเลิกหนังสือที่อ้างถึง ๑ - ๒ และขอให้ถือปฏิบัติต่อไป",
            "…จึงยกเลิกหนังสือที่อ้างถึง ๑ - ๒ และขอให้ถือปฏิบัติต่อไป",
        ),
        ("ข้อ ๓ ให้ยกเลิกหนังสือที่อ้างถึงทั้งหมด", "ข้อ ๓ ให้ยกเลิกหนังสือที่อ้างถึงทั้งหมด"),
        ("หนังสือที่อ้างถึง ๑ เป็นอันยกเลิก อนึ่ง ขอขอบคุณ", "หนังสือที่อ้างถึง ๑ เป็นอันยกเลิก…"),
    ],
)
def test_the_sentence_is_what_stands_in_the_letter(body: str, said: str) -> None:
    references = [cited(OLD, "cancels"), cited(OTHER, "cancels")]
    assert sentence_of(references[0], references, ["คำนำ", body]) == said


def test_items_of_a_list_are_told_with_its_opening() -> None:
    body = ["ข้อ ๓ ให้ยกเลิกหนังสือ ดังต่อไปนี้", f"(๑) {OTHER}", f"(๒) {OLD}", "ข้อ ๔ ให้ใช้แบบใหม่"]
    said = sentence_of(cited(OLD, "cancels"), [], body)
    assert said == f"ข้อ ๓ ให้ยกเลิกหนังสือ ดังต่อไปนี้ … (๒) {OLD}"


@pytest.mark.parametrize(
    "body",
    [
        "",
        f"ขอให้ถือปฏิบัติตาม{OLD}",
        f"จังหวัดสมมุติได้ยกเลิก{OLD} แล้ว",
        f"จึงขอยกเลิก{OTHER}",
        f"จึงแก้ไขเพิ่มเติม{OLD}",
        "จึงยกเลิกหนังสือที่อ้างถึง ๒",
    ],
)
def test_without_such_words_there_is_no_sentence(body: str) -> None:
    references = [cited(OLD, "cancels"), cited(OTHER, "refers")]
    assert sentence_of(references[0], references, [body]) is None


def test_a_long_sentence_is_cut_where_there_is_a_blank() -> None:
    body = "คำนำ " * 60 + f"จึงขอยกเลิก{OLD} " + "และขอให้ปฏิบัติตามแนวทางใหม่โดยเคร่งครัด " * 20
    (match,) = find(body)
    said = sentence_of(match.citation, [], [body])
    assert said is not None
    assert said.startswith("…จึงขอยกเลิก")
    assert said.endswith("…")
    assert said.strip("…") in body
    assert len(said) < 400


@pytest.mark.parametrize(
    ("typed", "normal", "iso"),
    [
        ("มท 0810.3/ว 12", "มท 0810.3/ว12", None),
        ("มท ๐๘๑๐.๓/ว ๑๒ ลว. ๓ ม.ค. ๖๑", "มท 0810.3/ว12", "2018-01-03"),
        ("ว ๑๒", "ว12", None),
        ("คำสั่งกรมสมมุติ ที่ 35/2562", "35/2562", None),
        ("35/2562", "35/2562", None),
        ("๑๒๓๔", "1234", None),
    ],
)
def test_a_typed_number_needs_no_word_before_it(typed: str, normal: str, iso: str | None) -> None:
    found = read_asked(typed)
    assert found is not None
    assert found.normal == normal
    assert (found.date.iso if found.date else None) == iso


def test_what_is_no_document_is_not_asked_for() -> None:
    assert read_asked("ต้นไม้") is None
