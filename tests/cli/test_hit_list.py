import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.screens import HITS, SCREENS, WIDTHS, found, hit, screen
from thaidoc.cli import hit_list
from thaidoc.cli.hit_list import whole_letters
from thaidoc.cli.options import Settings
from thaidoc.cli.paint import Line

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize("room", WIDTHS)
def test_the_screen_is_as_it_was_looked_at(room: int) -> None:
    kept = (SCREENS / f"search-{room}.txt").read_text(encoding="utf-8")
    assert screen(room) == kept, "look at `python -m tests.screens`"


@given(st.integers(72, 240))
def test_no_line_is_wider_than_the_terminal_and_none_begins_with_a_mark(room: int) -> None:
    for line in screen(room).splitlines():
        assert cell_len(line) <= room
        assert not any(map(hit_list._is_mark, line.strip()[:1]))
        assert line == line.rstrip()


@pytest.mark.parametrize("room", [*WIDTHS, None])
def test_numbers_and_dates_stand_in_columns(room: int | None) -> None:
    heads = [line for line in screen(room).splitlines() if line[:16] in {h.id for h in HITS}]
    places = {cell_len(head[: head.index(" 256")]) for head in heads if " 256" in head}
    assert len(heads) == len(HITS)
    begins = {
        cell_len(head[: head.index(h.number)])
        for head, h in zip(heads, HITS, strict=True)
        if h.number
    }
    assert begins == {18}
    dates = [" 21 ส.ค.", " 2 ก.พ.", " 1 มิ.ย."]
    at = {cell_len(head[: head.index(d)]) for head, d in zip(heads, dates, strict=False)}
    assert len(at) == 1 and places


def test_where_there_is_no_terminal_lines_stay_whole() -> None:
    lines = screen(None).splitlines()
    for one in HITS:
        assert any((one.issuer or "") in line for line in lines)
        assert f"  เรื่อง {one.subject}" in lines or not one.subject


def test_a_number_is_never_cut() -> None:
    number = "ศธ 04001.1234/พิเศษ ว123456789"
    lines = list(hit_list.lines(Settings(), [hit(number=number, issuer="กรมทดสอบ" * 9)], 60))
    assert number in lines[0].plain
    assert lines[1].plain.endswith("…")


def test_what_was_found_is_marked_and_never_without_its_vowel(capsys: Capture) -> None:
    text = "ที่ประชุม"
    assert [text[slice(*whole_letters(text, a, b))] for a, b in ((3, 4), (6, 7))] == ["ป", "ชุ"]
    shown = hit(subject="น้ำท่วม", subject_hits=((0, 7),), snippet=found("ให้แก้น้ำท่วมก่อน", "น้ำท่วม"))
    for line in hit_list.lines(Settings(), [shown], None):
        line.print(Settings(color="always"))
    red = "\x1b[1;31mน้ำท่วม\x1b[0m"
    out = capsys.readouterr().out
    assert out.count(red) == 2
    for line in hit_list.lines(Settings(), [shown], None):
        line.print(Settings(color="never"))
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_colours_of_a_pipe(
    variables: dict[str, str], coloured: bool, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    Line("น้ำ", "hit").print(Settings())
    assert ("\x1b[" in capsys.readouterr().out) == coloured


def test_what_a_terminal_would_obey_is_left_out() -> None:
    lines = list(hit_list.lines(Settings(), [hit(issuer="กรม\x1b[2J", subject="ก\nข")], 80))
    assert all("\x1b" not in line.plain and "\n" not in line.plain for line in lines)
