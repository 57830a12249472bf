import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.search.layout import _LATIN, _LATIN_SHIFT, _THAI, _THAI_SHIFT, other_layout


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("g,nv'vy0Cibpt", "เมืองอัจฉริยะ"),
        ("xitk-k", "ประาขา"),
        ("fjo", "ด่น"),
        ("้ำสสน", "hello"),
        ("/ๅภุ", "2146"),
    ],
)
def test_the_same_keys_in_the_other_layout(typed: str, meant: str) -> None:
    assert other_layout(typed) == meant


@pytest.mark.parametrize("text", ["", "  ", "กรม abc"])
def test_what_is_of_no_layout_or_of_both_has_no_other(text: str) -> None:
    assert other_layout(text) is None


def test_every_key_has_one_character_of_each_layout() -> None:
    assert len(_LATIN) == len(_THAI) == len(set(_LATIN))
    assert len(_LATIN_SHIFT) == len(_THAI_SHIFT) == len(set(_LATIN_SHIFT))


@given(st.text(st.sampled_from([c for c in _THAI + _THAI_SHIFT if not c.isascii()]), min_size=1))
def test_thai_typed_blindly_comes_back(text: str) -> None:
    keys = dict(zip(_THAI + _THAI_SHIFT, _LATIN + _LATIN_SHIFT, strict=True))
    blind = "".join(keys[char] for char in text)
    if any(char.isalpha() for char in blind):
        assert other_layout(blind) == text
