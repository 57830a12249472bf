import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from thaidoc.reading.ocr.alphabet import CLASSES, MARKS
from thaidoc.reading.ocr.decoding import decode_scores

CONSONANT = "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
MARK = "".join(sorted(set("".join(MARKS))))
CLUSTERS = "|".join(map(re.escape, sorted(MARKS, key=len, reverse=True)))
#: a run of marks on no consonant, or of more marks than one can carry
LOOSE = re.compile(f"(?<![{CONSONANT}{MARK}])[{MARK}]")
RUNS = re.compile(f"[{MARK}]+")
#: a vowel in front of no consonant, or behind none
NO_CONSONANT = re.compile(f"[เแโใไ](?![{CONSONANT}]|$)|(?<![{CONSONANT}่้๊๋า])[ะ]|ำ[ำะ]")


def scores_of(*steps: dict[str, float]) -> NDArray[np.float32]:
    """Log probabilities: at each step those of some classes ("": the blank), little of others."""
    scores = np.full((len(steps), len(CLASSES)), 1e-6, np.float32)
    for row, step in zip(scores, steps, strict=True):
        for text, probability in step.items():
            row[CLASSES.index(text)] = probability
        row /= row.sum()
    return np.log(scores)


def text_of(*steps: dict[str, float]) -> str:
    return decode_scores(scores_of(*steps)).text


@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 40),
    st.floats(0.5, 12),
    st.sampled_from(["any", "thai"]),
)
def test_what_thai_cannot_write_never_comes_out(
    seed: int, steps: int, sharpness: float, kind: str
) -> None:
    chance = np.random.default_rng(seed)
    raw = chance.normal(size=(steps, len(CLASSES))) * sharpness
    if kind == "thai":  # marks and vowels everywhere
        raw[:, [i for i, text in enumerate(CLASSES) if text in (*MARKS, *"ะาำเแโใไ")]] += 2.0
    scores = (raw - np.log(np.exp(raw).sum(-1, keepdims=True))).astype(np.float32)
    found = decode_scores(scores)
    assert not LOOSE.search(found.text)
    assert all(run in MARKS for run in RUNS.findall(found.text))
    assert not NO_CONSONANT.search(found.text)
    assert len(found.sure) == len(found.steps) == len(found.text)
    assert all(0 <= value <= 1.0001 for value in found.sure)
    assert list(found.steps) == sorted(found.steps)
    assert found.text == found.text.strip()


def test_the_best_classes_are_the_text() -> None:
    assert text_of({"ก": 0.9}, {"ก": 0.9}, {"": 0.9}, {"ก": 0.9}, {"า": 0.8}) == "กกา"
    assert text_of({"": 1}, {"": 1}) == ""


def test_a_mark_on_nothing_gives_way_to_the_next_best() -> None:
    assert text_of({"ิ": 0.6, "ก": 0.3}, {"": 0.9}, {"า": 0.9}) == "กา"
    assert text_of({"ก": 0.9}, {"า": 0.9}, {"่": 0.6, "ง": 0.3}) == "กาง"


def test_a_leading_vowel_needs_its_consonant() -> None:
    assert text_of({"เ": 0.9}, {"า": 0.6, "ก": 0.3}) == "เก"


def test_sara_am_may_follow_a_tone() -> None:
    assert text_of({"น": 0.9}, {"้": 0.9}, {"ำ": 0.9}) == "น้ำ"


def test_probabilities_and_places_are_the_characters() -> None:
    found = decode_scores(scores_of({" ": 0.9}, {"ก": 0.9}, {"": 0.9}, {"ี้": 0.6, "": 0.2}))
    assert (found.text, found.steps) == ("กี้", (1, 3, 3))
    assert found.sure[0] > 0.85 > 0.8 > found.sure[1] == found.sure[2]
