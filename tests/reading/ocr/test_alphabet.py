from hypothesis import given
from hypothesis import strategies as st

from thaidoc.reading.ocr.alphabet import CLASSES, MARKS, collapse, decode, encode
from thaidoc.thai.text import canonical_marks

BASES = [text for text in CLASSES if text and text not in MARKS]
CLUSTERS = st.tuples(st.sampled_from(BASES), st.sampled_from(["", *MARKS])).map("".join)


@given(st.lists(CLUSTERS).map("".join))
def test_what_has_classes_comes_back(text: str) -> None:
    classes = encode(text)
    assert classes is not None
    assert decode(classes) == text


@given(st.lists(st.integers(0, len(CLASSES) - 1), max_size=30))
def test_a_path_collapses_to_itself_with_blanks_between(labels: list[int]) -> None:
    path = [step for label in labels for step in (label, label, 0)]
    assert collapse(path) == [label for label in labels if label]


def test_marks_are_in_canonical_order() -> None:
    for marks in MARKS:
        assert canonical_marks(f"ก{marks}") == f"ก{marks}"


def test_no_class_stands_twice() -> None:
    assert len(set(CLASSES)) == len(CLASSES)


def test_what_has_no_class_is_told() -> None:
    assert encode("漢") is None
    assert encode("ก่้") is None


def test_what_is_printed_alike_is_one() -> None:
    assert encode("ก‑ข — ค") == encode("ก-ข – ค")
