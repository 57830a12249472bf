"""Tesseract's table and text laid beside each other."""

from hypothesis import given
from hypothesis import strategies as st

from tests.reading.tesseract.conftest import table
from thaidoc.reading.tesseract.pieces import Piece, pieces_of, rows_of


def test_blanks_are_those_of_the_text() -> None:
    printed = table(
        (1, 100, 50, 20, 90.0, "ท"),
        (1, 110, 50, 20, 80.0, "ี่"),
        (1, 131, 50, 20, 70.0, "ม"),
        (1, 151, 50, 20, 80.0, "ท"),
    )
    (piece,) = pieces_of(printed, "\nที่ มท\n\n")
    assert (piece.text, piece.left, piece.right) == ("ที่ มท", 100, 171)
    assert piece.sure == (0.9 + 0.8 * 2 + (0.7 * 2) + 0.8) / 6  # a blank counts with its word


def test_a_line_is_cut_where_columns_stand_apart() -> None:
    printed = table((1, 100, 50, 80, 90.0, "ก"), (1, 600, 50, 80, 90.0, "ข"))
    assert [piece.text for piece in pieces_of(printed, "ก          ข\n")] == ["ก", "ข"]


def test_where_the_two_disagree_gaps_are_blanks() -> None:
    printed = table(
        (1, 100, 50, 20, 90.0, "ก"), (1, 121, 50, 20, 90.0, "ข"), (1, 160, 50, 9, 9.0, "ค")
    )
    (piece,) = pieces_of(printed, "something else\n")
    assert piece.text == "กข ค"


def test_pictures_and_torn_rows_are_no_words() -> None:
    printed = table((1, 10, 10, 900, 95.0, " ")) + "5\t1\t1\n"
    assert pieces_of(printed, " \n") == []
    assert pieces_of("", "") == []


def test_pieces_side_by_side_are_one_row_however_tesseract_ordered_them() -> None:
    right = Piece("right", 700, 102, 900, 142, 1.0)
    left = Piece("left", 100, 100, 300, 140, 1.0)
    below = Piece("below", 100, 160, 900, 200, 1.0)
    rows = rows_of([right, below, left])
    assert [[piece.text for piece in row] for row in rows] == [["left", "right"], ["below"]]


@given(st.lists(st.text("กขค ๑2\tีา", min_size=1), max_size=4), st.text("กขค ๑2\nีา"))
def test_no_letter_is_lost_whatever_the_text_says(lines: list[str], text: str) -> None:
    words = [
        (number, 10 + 20 * at, 60 * number, 20, 90.0, letter)
        for number, line in enumerate(lines)
        for at, letter in enumerate("".join(line.split()))
    ]
    found = pieces_of(table(*words), text)
    told = "".join(letter for piece in found for letter in piece.text if not letter.isspace())
    assert told == "".join("".join(line.split()) for line in lines)
