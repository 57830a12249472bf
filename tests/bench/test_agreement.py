import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.agreement import Agreement, agreement, columns_apart


def distance(a: str, b: str) -> int:
    """The Levenshtein distance as its definition has it."""
    before = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        now = [i]
        for j, other in enumerate(b, 1):
            now.append(min(before[j] + 1, now[-1] + 1, before[j - 1] + (letter != other)))
        before = now
    return before[-1]


@given(st.text("กา ", max_size=12), st.text("กาข ", max_size=12))
def test_edits_are_the_levenshtein_distance(true: str, read: str) -> None:
    solid, found = true.replace(" ", ""), read.replace(" ", "")
    edits = agreement(true, read).edits
    expected = distance(solid, found)
    assert edits == expected if expected <= int(0.4 * len(solid)) else edits is None


@pytest.mark.parametrize(
    ("true", "read", "false", "lost"),
    [
        ("ที่ มท", "ที่มท", 0, 1),
        ("ที่มท", "ที่ มท", 1, 0),
        ("ที่ มท", "ที่\tมท", 0, 0),
        ("ที่ มท", "ที่\nมท", 0, 0),  # a layout wraps where it likes
        ("กรมหนึ่ง ๆ", "กรมหนื่ง ๆ", 0, 0),
    ],
)
def test_blanks_inside_a_line(true: str, read: str, false: int, lost: int) -> None:
    found = agreement(true, read)
    assert (found.false_blanks, found.lost_blanks) == (false, lost)


def test_sums_and_shares() -> None:
    both = Agreement(900, 9, 1, 0) + Agreement(100, 1, 0, 2)
    assert (both.error_rate, both.wrong_blanks) == (0.01, 3.0)
    assert (both + Agreement(10, None)).error_rate == 1.0


def test_columns() -> None:
    true = "ที่ มท\tกรมการ ปกครอง\nเรื่อง\n๑\t๒\t๓\n"
    assert columns_apart(true, [["ที่ มท", "กรมการปกครอง"], ["๑", "๒ ๓"]]) == [True, False]
