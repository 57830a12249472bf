import numpy as np
import pytest

from tests.reading.ocr.test_decoding import scores_of
from thaidoc.reading.ocr.alphabet import CLASSES
from thaidoc.reading.ocr.beam import Found, Weighing, likeliest
from thaidoc.reading.ocr.letters import LetterModel

KA, KHA, AA = (CLASSES.index(sign) for sign in "กขา")
ALL = np.ones(len(CLASSES), np.bool_)
ANY = [[True] * len(CLASSES)] * len(CLASSES)


def read(*steps: dict[str, float], weighing: Weighing | None = None, end: int = 0) -> Found:
    return likeliest(scores_of(*steps), ALL, ANY, (0, 0), end, weighing)


def text_of(found: Found) -> str:
    return "".join(CLASSES[label] for label in found.classes)


def test_a_model_turns_what_the_picture_leaves_open() -> None:
    steps = ({"ก": 0.55, "ข": 0.44}, {"": 0.99}, {"า": 0.99})
    assert text_of(read(*steps)) == "กา"
    model = LetterModel({KA: -5.0, KHA: -1.0, AA: -1.0}, {})
    assert text_of(read(*steps, weighing=Weighing(model, 0.5, 1.0))) == "ขา"
    clear = ({"ก": 0.99, "ข": 0.005}, {"": 0.99}, {"า": 0.99})
    assert text_of(read(*clear, weighing=Weighing(model, 0.5, 1.0))) == "กา"


def test_a_letter_is_as_sure_as_it_is_ahead_of_the_other() -> None:
    found = read({"ก": 0.75, "ข": 0.25}, {"": 1}, {"า": 1})
    assert found.sure[0] == pytest.approx(0.75, abs=0.01)
    assert found.sure[1] > 0.99
    assert found.steps == (0, 2)


def test_a_letter_that_may_be_none_is_as_unsure() -> None:
    found = read({"ก": 1}, {"": 0.6, "ข": 0.4}, {"า": 1})
    assert text_of(found) == "กา"
    assert max(found.sure) == pytest.approx(0.6, abs=0.02)


def test_the_same_letter_twice_needs_a_blank_between() -> None:
    assert text_of(read({"ก": 1}, {"ก": 1}, {"": 1}, {"ก": 1})) == "กก"


def test_what_stands_behind_bounds_the_end() -> None:
    follows = [[True] * len(CLASSES) for _ in CLASSES]
    follows[KA][AA] = False
    scores = scores_of({"": 1}, {"ก": 0.7, "ข": 0.3})
    assert text_of(likeliest(scores, ALL, follows, (0, 0), AA, None)) == "ข"
