import pytest

from thaidoc.reading.pdf.characters import Characters
from thaidoc.reading.pdf.glyphs import make_room_for_sara_aa
from thaidoc.reading.pdf.pdfium_text import Style

SIZE, AA, LETTER = 10.0, 6.0, 7.0


def characters(*drawn: tuple[str, float, float]) -> Characters:
    """Texts with their left and right edges, on one baseline."""
    texts, lefts, rights = zip(*drawn, strict=True)
    count = len(drawn)
    return Characters(
        texts=list(texts),
        styles=[Style(SIZE, 0, True)] * count,
        xs=list(lefts),
        ys=[100.0] * count,
        lefts=list(lefts),
        tops=[90.0] * count,
        rights=list(rights),
        bottoms=[100.0] * count,
    )


@pytest.mark.parametrize(
    ("first", "aa_ends"),
    [
        # the text of the cluster stands at its letter (Chromium): the aa is drawn behind that
        ("ก", LETTER + AA),
        # the text stands at a tone of no width (LibreOffice): the aa is drawn in its place
        ("\u0e49", AA),
    ],
)
def test_the_aa_of_a_sara_am_takes_its_room(first: str, aa_ends: float) -> None:
    share = LETTER / 2 if first == "ก" else 1.5
    found = characters(
        ("า", -20.0, -20.0 + AA), (first, 0.0, share), ("ำ", 0.0, 2 * share), ("ๆ", 16.0, 23.0)
    )
    make_room_for_sara_aa(found)
    assert found.rights[2] == pytest.approx(aa_ends)


def test_a_sara_am_that_has_its_room_keeps_it() -> None:
    found = characters(
        ("า", -20.0, -20.0 + AA), ("ก", 0.0, 7.0), ("ำ", 0.0, 13.0), ("ห", 13.0, 20.0)
    )
    make_room_for_sara_aa(found)
    assert found.rights == [-14.0, 7.0, 13.0, 20.0]


def test_a_box_of_the_whole_cluster_leaves_the_blank_after_it() -> None:
    """Typst draws letter, nikhahit and aa in one go; then comes a blank that pdfium leaves out."""
    found = characters(
        ("า", -20.0, -20.0 + AA), ("ย", 0.0, 6.0), ("ำ", 0.0, LETTER + AA), ("ป", 18.0, 25.0)
    )
    make_room_for_sara_aa(found)
    assert found.rights[2] == LETTER + AA


def test_the_side_bearing_of_a_sara_am_is_no_gap() -> None:
    found = characters(("น", 0.0, 7.0), ("ำ", 7.0, 12.5), ("ด", 13.9, 21.0))
    make_room_for_sara_aa(found)
    assert found.rights[1] == 13.9


def test_the_text_of_a_raised_tone_gives_its_sara_am_room_too() -> None:
    found = characters(
        ("า", -20.0, -20.0 + AA), ("\u0e49", 0.0, 0.0), ("ำ", 0.0, 0.2), ("ใ", 6.3, 10.0)
    )
    found.ys[1] = found.ys[2] = 99.6
    make_room_for_sara_aa(found)
    assert found.rights[2] == AA
