"""Pictures of letters read from end to end, with the model that there is."""

import io
import json
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.reading.ocr.conftest import DPI, LETTER
from thaidoc.parsing.parser import parse
from thaidoc.reading import read_bytes
from thaidoc.reading.child.confinement import Confinement
from thaidoc.reading.document import Document
from thaidoc.reading.limits import Limits
from thaidoc.reading.ocr.engine import NAME, OwnReader, description, own_model
from thaidoc.reading.ocr.recogniser import Recogniser
from thaidoc.reading.recognition import NoRecogniserError, Picture, Recognition

Pixels = NDArray[np.uint8]
TEXT = "\n".join(
    ("\t".join(text for _, base, text in LETTER if base == row))
    for row in sorted({base for _, base, _ in LETTER})
)


def likeness(found: str) -> float:
    return SequenceMatcher(None, TEXT, found.strip(), autojunk=False).ratio()


def saved(page: Pixels, kind: str, dpi: float = DPI) -> bytes:
    stream = io.BytesIO()
    dense = {"resolution": dpi} if kind == "PDF" else {"dpi": (dpi, dpi)}
    Image.fromarray(page).save(stream, kind, **dense)
    return stream.getvalue()


def resized(page: Pixels, across: float, down: float) -> Pixels:
    way = cv2.INTER_AREA if across < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(page, None, fx=across, fy=down, interpolation=way), np.uint8)


def bordered(page: Pixels) -> Pixels:
    framed = page.copy()
    framed[:40], framed[:, :30] = 0, 0
    return framed


DAMAGE: dict[str, Callable[[Pixels], Pixels]] = {
    "on its side": lambda page: np.rot90(page),
    "on its head": lambda page: np.rot90(page, 2),
    "on its other side": lambda page: np.rot90(page, 3),
    "skewed": lambda page: np.array(
        Image.fromarray(page).rotate(4, Image.Resampling.BICUBIC, fillcolor=255), np.uint8
    ),
    "1 bit": lambda page: np.where(page > 140, 255, 0).astype(np.uint8),
    "faint": lambda page: (140 + page * 0.45).astype(np.uint8),
    "negative": lambda page: 255 - page,
    "bordered": bordered,
}


@pytest.mark.usefixtures("model")
@pytest.mark.parametrize("kind", ["PDF", "PNG", "JPEG"])
def test_a_letter_is_read(letter: Pixels, kind: str) -> None:
    document = read_bytes(saved(letter, kind), "letter")
    (page,) = document.pages
    assert likeness(page.text) > 0.95
    assert (page.decision, document.ocr) == ("ocr", True)
    assert NAME in document.reader
    assert page.quality > 0.9
    record = parse(document)
    assert record.reference is not None
    assert record.subject is not None
    assert not [w for w in record.warnings if w.code == "page-needs-ocr"]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_letter_is_read(reader: OwnReader, letter: Pixels, damage: str) -> None:
    pixels = np.ascontiguousarray(DAMAGE[damage](letter))
    height, width = pixels.shape
    page = reader.read(Picture(pixels, width * 72 / DPI, height * 72 / DPI), 1)
    assert likeness(page.text) > 0.93


@pytest.mark.parametrize(
    ("across", "down"), [(4, 4), (200 / 150, 200 / 150), (204 / 150, 98 / 150)]
)
def test_resolutions(reader: OwnReader, letter: Pixels, across: float, down: float) -> None:
    height, width = letter.shape
    size = width * 72 / DPI, height * 72 / DPI
    page = reader.read(Picture(resized(letter, across, down), *size), 1)
    assert likeness(page.text) > 0.9


def test_what_is_no_letter_is_blank(reader: OwnReader) -> None:
    grain = np.random.default_rng(1).integers(0, 256, (60, 80)).astype(np.uint8)
    photograph = resized(grain, 16, 16)
    for pixels in (photograph, np.full((1754, 1240), 255, np.uint8)):
        page = reader.read(Picture(pixels, 595.0, 842.0), 1)
        assert (page.decision, page.lines) == ("blank", ())


def test_a_model_of_ones_own_is_named(model: Path, tmp_path: Path) -> None:
    own = tmp_path / "mine.onnx"
    own.write_bytes(model.read_bytes())
    assert OwnReader(own).name.startswith(f"{NAME} (mine.onnx ")
    assert OwnReader(own_model()).name == NAME


def test_the_package_has_a_network_with_its_fit_its_card_and_its_log() -> None:
    recogniser = Recogniser(own_model())
    assert recogniser.fit.network == recogniser.mark
    card = own_model().with_suffix(".md").read_text("utf-8")
    assert recogniser.mark in card
    log = own_model().with_suffix(".log.jsonl").read_text("utf-8").splitlines()
    assert min(json.loads(line)["error"] for line in log) < 0.05
    assert own_model().stat().st_size < 12_000_000
    assert recogniser.mark in description()


def test_what_is_no_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoRecogniserError):
        OwnReader(tmp_path / "none.onnx")
    (tmp_path / "text.onnx").write_text("no model")
    with pytest.raises(NoRecogniserError):
        OwnReader(tmp_path / "text.onnx")


@pytest.mark.usefixtures("model")
class TestConfined:
    def read(self, data: bytes, when: str = "auto") -> tuple[Document, list[tuple[int, int]]]:
        told: list[tuple[int, int]] = []
        limits = Limits(memory=384 * 1024**2)
        wanted = Recognition("never") if when == "never" else Recognition()
        with Confinement() as process:
            document = process.read(
                data, "a.pdf", limits, recognition=wanted, told=lambda at, of: told.append((at, of))
            )
        return document, told

    def test_the_process_that_may_do_little_reads_pictures(self, letter: Pixels) -> None:
        document, told = self.read(saved(letter, "PDF"))
        assert likeness(document.pages[0].text) > 0.95
        assert told == [(1, 1)]

    def test_never_leaves_pages_to_be_read_later(self, letter: Pixels) -> None:
        document, told = self.read(saved(letter, "PDF"), "never")
        assert (document.pages[0].decision, document.ocr, told) == ("needs-ocr", False, [])
