from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaidoc.reading.ocr.alphabet import CLASSES, encode
from thaidoc.reading.ocr.letters import (
    OTHER,
    SYMBOLS,
    LetterModel,
    follow,
    letter_model,
    pack,
    unpack,
)


def chance_of(model: LetterModel, text: str) -> float:
    """The log probability of a text's letters one behind the other."""
    total, context = 0.0, 0
    for label in encode(text) or []:
        total += model.chance(context, label)
        context = follow(context, label)
    return total


@pytest.fixture(scope="module")
def model() -> LetterModel:
    found = letter_model()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("official", "misread"),
    [
        ("ขอแสดงความนับถือ", "ขอแลดงความนับถือ"),
        ("ผู้ว่าราชการจังหวัด", "ผู้วำราชการจังหวัด"),
        ("กระทรวงมหาดไทย", "กระทรวงมหาคไทย"),
        ("จึงเรียนมาเพื่อโปรดทราบ", "จึงเรียนมาเพี่อโปรดทราบ"),
    ],
)
def test_official_thai_is_likelier_than_its_misreading(
    model: LetterModel, official: str, misread: str
) -> None:
    assert chance_of(model, official) > chance_of(model, misread) + 3


@given(st.lists(st.sampled_from(SYMBOLS), max_size=5))
def test_probabilities_behind_any_context_are_those_of_one_letter(context: list[int]) -> None:
    model = letter_model()
    assert model is not None
    packed = 0
    for label in context:
        packed = follow(packed, label)
    total = sum(2.718281828 ** model.chance(packed, label) for label in SYMBOLS)
    assert 0.6 < total < 1.5


@given(st.text(alphabet="0123456789๐๑๒๓๔๕๖๗๘๙/.-ABCxyz", max_size=12))
def test_digits_and_signs_cost_nothing_and_are_all_one(text: str) -> None:
    model = letter_model()
    assert model is not None
    assert chance_of(model, text) == 0.0
    context = 0
    for label in encode(text) or []:
        context = follow(context, label)
    assert context in {0, *(sum(OTHER << 8 * place for place in range(n)) for n in range(6))}


@settings(max_examples=15)  # packing is slow
@given(
    st.dictionaries(st.integers(1, 2**48 - 1), st.floats(1e-6, 1), max_size=30),
    st.dictionaries(st.integers(1, 2**40 - 1), st.floats(1e-6, 1), max_size=30),
)
def test_a_packed_model_says_nearly_the_same(
    chances: dict[int, float], shares: dict[int, float]
) -> None:
    model, again = unpack(pack(chances, shares)), unpack(pack(chances, shares))
    for label in SYMBOLS[:20]:
        assert model.chance(0, label) == again.chance(0, label)
    single = {CLASSES.index("ก"): 0.5, CLASSES.index("ข"): 0.1, CLASSES.index("ค"): 0.02}
    kept = unpack(pack(single, {}))
    order = [kept.chance(0, label) for label in single]
    assert all(one > other for one, other in pairwise(order))
    assert abs(order[0] + 0.693) < 0.04
