"""Lines broken to a pane: nothing is lost, nothing sticks out, styles stay on their letters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.browse.shelf import CANCELLING, FLOOD, HOSTILE
from thaidoc.browse.caret import pointed
from thaidoc.browse.keys import key
from thaidoc.browse.letters import text_lines
from thaidoc.browse.lines import Styled, broken
from thaidoc.cli.browse import desk
from thaidoc.cli.options import Settings
from thaidoc.cli.wrapping import break_offsets, clipped

DESK = desk(Settings())
thai = st.text(st.sampled_from("กขฎฐญปเแโใไะาำิีึืุู่้๊๋์็ๆฯ๑๒ a1(“” ."), max_size=120)


@settings(max_examples=60, deadline=None)
@given(thai, st.integers(8, 60), st.integers(0, 12), st.data())
def test_what_is_broken_fits_and_keeps_its_letters(
    text: str, room: int, hanging: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    runs = ((start, end, "hit"),) if start < end else ()
    made = broken([Styled(text, runs, hanging)], room, break_offsets)
    assert "".join(one.plain for one in made.lines).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(one.plain) <= room for one in made.lines)
    hit = "".join(one.plain[first:last] for one in made.lines for first, last, _ in one.runs)
    assert hit.replace(" ", "") == text[start:end].replace(" ", "")


def test_lines_know_where_they_begin() -> None:
    made = broken([Styled("ก" * 25), Styled(""), Styled("ข")], 10, break_offsets)
    assert made.firsts == (0, 3, 4)
    assert [one.plain for one in made.lines][3:] == ["", "ข"]


@pytest.mark.parametrize("text", [FLOOD, CANCELLING, f"{FLOOD}\f{FLOOD}"])
def test_hits_stand_on_what_was_looked_for(text: str) -> None:
    lines = list(text_lines(DESK, text, ["น้ำท่วม"]))
    hits = [line.plain[a:b] for line in lines for a, b, style in line.runs if style == "hit"]
    assert hits == ["น้ำท่วม"] * text.count("น้ำท่วม")


def test_pages_are_told_apart_and_columns_drawn_together() -> None:
    lines = [line.plain for line in text_lines(DESK, "ที่ ๑" + " " * 40 + "กรม\n\fหน้าสอง")]
    assert lines == ["ที่ ๑  กรม", "── 2 ──", "หน้าสอง"]


def test_nothing_that_a_terminal_obeys_gets_through() -> None:
    lines = list(text_lines(DESK, f"{HOSTILE}\n\x1b[31mแดง\x00", ["ประชุม"]))
    shown = "".join(line.plain for line in lines)
    assert "ประชุม" in shown and "แดง" in shown
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or c == "\u202e" for c in shown)


class TestCaret:
    def at(self, typed: str, position: int, sentence: str, room: int, scrolled: int = 0) -> str:
        line = pointed(typed, position, sentence, scrolled=scrolled, room=room, clipped=clipped)
        assert cell_len(line) <= room
        return line

    def test_it_stands_under_the_place_for_marks_take_no_room(self) -> None:
        assert self.at("ที่นี่ (น้ำ", 7, "open", 80) == "   ^ open"

    def test_near_the_right_edge_the_sentence_stands_before_it(self) -> None:
        assert self.at("ก" * 30 + "(", 30, "it is open", 34) == "it is open" + " " * 20 + "^"

    def test_a_long_sentence_is_cut(self) -> None:
        assert self.at("(ก", 0, "word " * 30, 40).startswith("^ word word")

    def test_out_of_sight_a_piece_is_told(self) -> None:
        assert "(ก" in self.at("(ก" + "ข" * 90, 0, "open", 40, scrolled=60)


@pytest.mark.parametrize(
    ("name", "keys"),
    [("o", "o,น"), ("escape,backspace", "escape,backspace"), ("u", "u,thai_character_sara_ii"),
     ("question_mark", "question_mark,ฦ"), ("x,space", "x,ป,space")],
)  # fmt: skip
def test_a_key_works_in_the_thai_layout(name: str, keys: str) -> None:
    assert key(name, "act").key == keys
