from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thaidoc.search import signatures
from thaidoc.search.column import Column
from thaidoc.search.gaps import encode
from thaidoc.search.signatures import Signatures, block_of

BLOCK = 16
#: few letters, so that pieces stand in many texts, and one that has no byte of its own
TEXT = st.text(st.sampled_from([*"กขค 1é"]), max_size=12)


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signatures, "BLOCK", BLOCK)
    monkeypatch.setattr(signatures, "_SLICE", BLOCK // 8)
    monkeypatch.setattr(signatures, "BLOCK_BYTES", BLOCK // 8 << signatures._BITS)


def column(texts: Sequence[str], *, signed: int) -> Column:
    """A column of texts, of which so many blocks have signatures."""
    from array import array

    encoded = [encode(text) for text in texts]
    parts = [data + b"\0" for data, _ in encoded]
    ends, others_ends, others = array("Q"), array("Q"), array("I")
    for data, found in zip(parts, (found for _, found in encoded), strict=True):
        ends.append((ends[-1] if ends else 0) + len(data))
        others.extend(found)
        others_ends.append(len(others))
    made = Column(
        {
            "bytes": memoryview(b"".join(parts)),
            "ends": memoryview(ends),
            "others": memoryview(others),
            "others-ends": memoryview(others_ends),
        }
    )
    blocks = [block_of(parts[n * BLOCK : (n + 1) * BLOCK]) for n in range(signed)]
    made.signatures = Signatures(memoryview(b"".join(blocks)))
    return made


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    texts=st.lists(TEXT, min_size=1, max_size=12),
    count=st.integers(1, 3 * BLOCK),
    piece=st.text(st.sampled_from([*"กขค 1é"]), min_size=1, max_size=6),
)
def test_signatures_hide_nothing_and_invent_nothing(
    texts: list[str], count: int, piece: str
) -> None:
    every = [texts[number * number % len(texts)] for number in range(count)]
    expected = [number for number, text in enumerate(every) if piece in text]
    for signed in range(count // BLOCK + 1):
        assert column(every, signed=signed).find(piece) == expected


def test_only_what_may_have_a_string_is_looked_at() -> None:
    texts = [f"หนังสือเวียนฉบับหนึ่ง{number}" for number in range(2 * BLOCK + 3)]
    texts[5] = texts[2 * BLOCK - 1] = "สมรรถนะหลักของข้าราชการ"
    signed = column(texts, signed=2)
    assert signed.signatures is not None and signed.signatures.documents == 2 * BLOCK
    looked = [list(some) for some in signed.signatures.candidates(encode("สมรรถนะ")[0])]
    assert looked == [[5], [2 * BLOCK - 1]]
    assert signed.find("สมรรถนะ") == [5, 2 * BLOCK - 1]
    common = signed.signatures.candidates(encode("หนังสือ")[0])
    assert next(common) == range(BLOCK), "where most may have it all are asked"
    assert not signed.signatures.speak_of(b"\xa1\xa2"), "too short for a three"
    assert signed.find("หน") == [n for n in range(len(texts)) if n not in (5, 2 * BLOCK - 1)]


@pytest.mark.parametrize("many", [0, 5, 99])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=st.sets(st.integers(0, BLOCK - 1)), first=st.integers(0, 3000))
def test_bits_become_numbers(many: int, numbers: set[int], first: int) -> None:
    members = sum(1 << number for number in numbers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signatures, "_MANY_BITS", many)
        assert signatures._numbers(members, first) == [first + one for one in sorted(numbers)]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=400), st.integers(1, 9))
def test_dense_and_sparse_hits_are_the_same(kinds: list[int], most: int) -> None:
    """Whichever way through the documents is taken, and wherever it changes."""
    texts = ["กรมกรม" if kind < most else "อื่น" for kind in kinds]
    expected = [number for number, text in enumerate(texts) if "กรม" in text]
    made = column(texts, signed=0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("thaidoc.search.column._HITS", 4)
        patch.setattr("thaidoc.search.column.BLOCK", 8)
        assert made.find("กรม") == made.find("ม") == expected
