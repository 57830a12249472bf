import pytest

from thaidoc.reading.pdf.characters import Characters
from thaidoc.reading.pdf.pdfium_text import Style
from thaidoc.reading.pdf.yo_ying import name_wide_hyphens


def shown(text: str, *widths: float, angle: int = 0) -> Characters:
    """Characters of these widths, in type sizes, one after the other along their direction."""
    places = [sum(widths[:at]) * 10 for at in range(len(widths) + 1)]
    starts, ends = places[:-1], places[1:]
    zeros = [0.0] * len(text)
    styles = [Style(10.0, angle, angle == 0)] * len(text)
    if angle:
        return Characters(list(text), styles, zeros, starts, zeros, starts, zeros, ends)
    return Characters(list(text), styles, starts, zeros, starts, zeros, ends, zeros)


@pytest.mark.parametrize("angle", [0, 90, 270])
def test_a_hyphen_as_wide_as_yo_ying_is_one(angle: int) -> None:
    found = shown("ªÒ--¡", 0.5, 0.4, 0.7, 0.3, 0.5, angle=angle)
    name_wide_hyphens(found)
    assert found.texts == list("ªÒ\u00ad-¡")


def test_letters_of_one_width_tell_nothing() -> None:
    found = shown("ªÒ-¡", 0.6, 0.6, 0.6, 0.6)
    name_wide_hyphens(found)
    assert found.texts == list("ªÒ-¡")


def test_hyphens_of_thai_and_english_stay() -> None:
    for text in ("กา-ก", "ab-c", "---"):
        found = shown(text, *(1.0 if letter == "-" else 0.4 for letter in text))
        name_wide_hyphens(found)
        assert found.texts == list(text)
