from hypothesis import given
from hypothesis import strategies as st

from thaidoc.search.labels import LabelNumbers, Labels, packed

VALUES = st.lists(st.text(max_size=8), max_size=20)


@given(VALUES, VALUES)
def test_values_are_counted_and_numbered_once_over_two_commits(
    first: list[str], second: list[str]
) -> None:
    numbers, texts = b"", b""
    for values in (first, second):
        known = LabelNumbers(texts)  # what an earlier commit has numbered keeps its number
        for value in values:
            number, new = known.number(value)
            numbers += packed(number)
            texts += new
    labels = Labels(memoryview(numbers).cast("I"), memoryview(texts))
    shown = [value.replace("\x00", " ") for value in [*first, *second]]
    assert [labels.at(position) for position in range(len(labels))] == shown
    counted = labels.counts(range(len(shown)))
    assert counted == {value: shown.count(value) for value in set(shown) if value}


def test_what_was_committed_keeps_its_numbers() -> None:
    first = LabelNumbers(b"")
    again = LabelNumbers(first.number("กรมหนึ่ง")[1] + first.number("กรมสอง")[1])
    assert again.number("กรมสอง") == (2, b"") and again.number("กรมสาม")[0] == 3
    assert again.number("") == (0, b"")
