"""Fonts that call marks by other marks' names, by numbers, or by their cluster's text."""

from collections.abc import Callable

import pytest

from thaidoc.reading import read_bytes
from thaidoc.reading.document import Page

MakePdf = Callable[..., bytes]
BODY = (
    "กรมประมงพิจารณาแล้วเห็นว่า เรืออวนลากคู่ที่ดัดแปลงเครื่องยนต์",
    "ยังคงต้องห้ามอยู่ หากพบการฝ่าฝืนให้ดำเนินคดีทุกราย",
    "ผู้ผลิตน้ำดื่มและผู้ใช้น้ำต้องแจ้งจำนวนให้สำนักงานทราบ",
    "นายสมบูรณ์ ปลาทู ผู้อำนวยการ",
)
#: sara am as fonts draw it
IN_PIECES = tuple(line.replace("้ำ", "ํ้า").replace("ำ", "ํา") for line in BODY)


def page_of(make_pdf: MakePdf, lines: tuple[str, ...], **how: object) -> Page:
    placed = [(85, 760 - 30 * row, line) for row, line in enumerate(lines)]
    return read_bytes(make_pdf(placed, **how), "a.pdf").pages[0]


def text_of(page: Page) -> tuple[str, ...]:
    return tuple(line.text for line in page.lines)


@pytest.mark.parametrize(
    "names",
    [
        {"ู": "้"},  # two glyphs with one name: ผ้้ for ผู้
        {"ู": "่", "่": "ู"},  # each other's, in every word: วูา, ปลาท่
        {"ุ": "่"},
        {"์": "ู"},
    ],
)
def test_a_mark_on_the_wrong_side_has_another_ones_name(
    make_pdf: MakePdf, names: dict[str, str]
) -> None:
    page = page_of(make_pdf, BODY, names=names)
    assert text_of(page) == BODY
    assert page.quality == 1.0


@pytest.mark.parametrize(
    "names",
    [
        {"ํ": "9"},  # no name at all: read as the number of the glyph
        {"ํ": "\u0120"},
        {"ํ": "9", "้": "/"},
        {"ํ": "9", "า": "ำ"},  # the first aa of the file was a sara am's
        {"ํ": "9", "า": "้ำ"},
        {"ํ": "\u0120", "้": "\u011c", "า": "ำ"},
    ],
)
def test_the_pieces_of_sara_am_are_told_by_how_they_are_drawn(
    make_pdf: MakePdf, names: dict[str, str]
) -> None:
    page = page_of(make_pdf, IN_PIECES, names=names, inked="ํ้")
    assert text_of(page) == BODY
    assert page.quality > 0.99


def test_an_aa_that_is_called_am_without_any_sara_am_on_the_page(make_pdf: MakePdf) -> None:
    lines = ("หน้าที่ของข้าราชการ มกราคม", "จึงเรียนมาเพื่อทราบ")
    assert text_of(page_of(make_pdf, lines, names={"า": "ำ"})) == lines


def test_numbers_and_signs_over_the_line_stay(make_pdf: MakePdf) -> None:
    """A quotation mark is above letters too, but after them, and takes room."""
    lines = ("เรียกว่า “ผู้ว่าจ้าง” ข้อ 9/1", "มาตรา 9 จำนวน 9/2 ราย^")
    assert text_of(page_of(make_pdf, lines)) == lines


def test_what_no_word_decides_is_unknown_and_not_guessed(make_pdf: MakePdf) -> None:
    """No word has it: the page says that something is missing."""
    page = page_of(make_pdf, ("ฆฆฌ", "ฆ้ฌ"), names={"้": "\u0120"})
    assert "\ufffd" in page.text or page.decision == "needs-ocr"


def test_two_marks_with_each_others_names_on_one_letter_are_a_sound_cluster(
    make_pdf: MakePdf,
) -> None:
    """Cairo and LibreOffice name marks in the order of the text and draw them in the font's."""
    lines = tuple(line.replace("ู้", "\ue001\ue002") for line in BODY)
    page = page_of(
        make_pdf, lines, names={"\ue001": "ู", "\ue002": "้"}, inked="\ue001", below="\ue002"
    )
    assert text_of(page) == BODY


def test_a_pair_tells_what_its_glyphs_are_elsewhere(make_pdf: MakePdf) -> None:
    """In ``อยู่`` both have each other's names, so the lone one in ``ปลาท่`` is known."""
    lines = ("ยังคงต้องห้ามอยู่ อยู่ อยู่", "นายสมุทร ปลาทู")
    assert text_of(page_of(make_pdf, lines, names={"ู": "่", "่": "ู"})) == lines
