"""The recording in the README shows what the commands print on a terminal."""

import re
import xml.etree.ElementTree as ET

from tests import recording
from tests.letters import ROOT

KEPT = recording.PICTURE.read_text(encoding="utf-8")


def test_it_is_current() -> None:
    assert recording.said(KEPT) == recording.said(recording.drawn(recording.screens()))


def test_it_is_sound_and_fetches_nothing() -> None:
    ET.fromstring(KEPT)
    assert KEPT.count("http") == 1  # the name of SVG itself
    assert "url(" not in KEPT
    for number in range(len(recording.SCENES)):
        assert f"@keyframes answer-{number} " in KEPT


def test_every_answer_fits_the_picture_that_the_readme_shows() -> None:
    assert "](docs/recording.svg)" in (ROOT / "README.md").read_text(encoding="utf-8")
    (height,) = map(float, re.findall(r'viewBox="0 0 \S+ ([\d.]+)"', KEPT))
    assert max(float(y) for y in re.findall(r' y="([\d.]+)"', KEPT)) < height - 8
