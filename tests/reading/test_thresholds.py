"""How good reading must stay, on letters made here by every producer at hand.

The figures are those of the benchmark (``make bench-reading``), which says how they are counted.
Speed is measured there only: a time says nothing on a machine that does other things.
"""

import pytest

from tests.bench.letters import LETTERS
from tests.bench.producers import PRODUCERS, samples
from tests.bench.reading import CODECS, Score, encoding_scores, measured

#: the most errors of a PDF's text, as a share, and wrong blanks for 1,000 characters
MOST_ERRORS, MOST_BLANKS = 0.003, 1.0
EXACT = [(extension, name) for name, extension in PRODUCERS if extension != "pdf"]
PDF = [(extension, name) for name, extension in PRODUCERS if extension == "pdf"]


@pytest.fixture(scope="module")
def scores() -> dict[tuple[str, str], Score]:
    return measured(samples())


@pytest.mark.parametrize("made", PDF)
def test_the_text_of_a_pdf(scores: dict[tuple[str, str], Score], made: tuple[str, str]) -> None:
    score = scores[made]
    assert score.read == score.files == len(LETTERS)
    assert score.text.error_rate <= MOST_ERRORS
    assert score.text.wrong_blanks <= MOST_BLANKS
    assert score.columns and all(score.columns)


@pytest.mark.parametrize("made", EXACT)
def test_the_text_of_other_formats_is_exact(
    scores: dict[tuple[str, str], Score], made: tuple[str, str]
) -> None:
    score = scores[made]
    assert score.read == score.files == len(LETTERS)
    assert score.text.edits == 0
    assert score.text.wrong_blanks == 0
    assert score.columns and all(score.columns)


def test_pages_go_to_ocr_that_must_and_no_others(scores: dict[tuple[str, str], Score]) -> None:
    hopeless = {made: score for made, score in scores.items() if made not in PDF + EXACT}
    assert len(hopeless) == 3
    assert all(score.right_to_ocr == score.files for score in hopeless.values())
    assert not any(score.wrongly_to_ocr or score.missed_ocr for score in scores.values())


def test_encodings_are_guessed_right() -> None:
    shares = encoding_scores("".join(letter.text for letter in LETTERS), slices=60)
    for codec in CODECS:
        assert shares[codec, 20] >= 0.98, codec
        assert shares[codec, 200] == shares[codec, 1000] == 1, codec
