from bisect import bisect_right
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


def test_only_what_may_have_a_string_is_looked_through() -> None:
    texts = [f"หนังสือเวียนฉบับหนึ่ง{number}" for number in range(2 * BLOCK + 3)]
    texts[5] = texts[2 * BLOCK - 1] = "สมรรถนะหลักของข้าราชการ"
    signed = column(texts, signed=2)
    assert signed.signatures is not None
    looked = list(signed.signatures.stretches(encode("สมรรถนะ")[0], len(texts)))
    assert looked == [(5, 6), (2 * BLOCK - 1, 2 * BLOCK), (2 * BLOCK, 2 * BLOCK + 3)]
    assert signed.find("สมรรถนะ") == [5, 2 * BLOCK - 1]
    common = signed.signatures.stretches(encode("หนังสือ")[0], len(texts))
    assert next(common) == (0, BLOCK), "where most may have it the block is read through"
    assert list(signed.signatures.stretches(b"\xa1\xa2", 40)) == [(0, 40)], "too short for a three"


def test_stretches_ascend_and_are_apart() -> None:
    texts = ["กขคง" * (1 + number % 3) + "ab" * (number % 2) for number in range(3 * BLOCK)]
    signed = column(texts, signed=3)
    assert signed.signatures is not None
    edges = [e for pair in signed.signatures.stretches(b"abab", len(texts)) for e in pair]
    assert edges == sorted(edges)
    assert bisect_right(edges, len(texts)) == len(edges)
