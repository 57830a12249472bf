"""A network's fit: read with the network, cautious where it is none of this network's."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.reading.ocr.fit import Fit, beside, fit_of

OWN = Fit("0badcafe", ((0.0, 0.1), (1.0, 0.9)), ((0.0, 0.0), (1.0, 1.0)))


@given(st.lists(st.floats(0, 1), min_size=1), st.floats(0, 1))
def test_the_surer_the_characters_the_surer_the_segment(sure: list[float], more: float) -> None:
    better = [value + (1 - value) * more for value in sure]
    text = "ก" * len(sure)
    assert 0 <= Fit().segment(text, sure) <= Fit().segment(text, better) <= 1


def test_blanks_make_a_segment_no_less_sure() -> None:
    assert Fit().segment("ก ข", [0.9, 0.2, 0.9]) == Fit().segment("กข", [0.9, 0.9])


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_surer_the_digit_the_likelier_it_is(sure: float, more: float) -> None:
    assert 0 <= Fit().digit(sure) <= Fit().digit(sure + (1 - sure) * more) <= 1


def test_a_fit_is_that_of_its_network_alone(tmp_path: Path) -> None:
    model = tmp_path / "mine.onnx"
    assert fit_of(model, "0badcafe") == Fit()
    beside(model).write_bytes(msgspec.json.encode(OWN))
    assert fit_of(model, "0badcafe") == OWN
    assert fit_of(model, "cafebabe") == Fit()


@pytest.mark.parametrize(
    "spoiled",
    [
        b"no json",
        b'{"network": "0badcafe", "limits": 3}',
        b'{"segments": []}',
        b'{"segments": [[0.0, 0.5], [1.0, 0.4]]}',
        b'{"digits": [[0.0, 0.5], [1.0, 1.4]]}',
    ],
)
def test_a_spoiled_fit_is_told(tmp_path: Path, spoiled: bytes) -> None:
    beside(tmp_path / "mine.onnx").write_bytes(spoiled)
    with pytest.raises(ValueError):
        fit_of(tmp_path / "mine.onnx", "0badcafe")
