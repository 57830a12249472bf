"""The second engine: the program run beside the process that reads, and what comes of a page."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.reading.tesseract.conftest import Install, needs_programs, table
from thaidoc.cli.options import Settings
from thaidoc.reading import read_bytes
from thaidoc.reading.child.confinement import Confinement
from thaidoc.reading.limits import DEFAULT, Limits
from thaidoc.reading.recognition import (
    PROGRAMS,
    RECOGNISERS,
    NoRecogniserError,
    Recognition,
    demand,
    in_force,
    run,
)

pytestmark = needs_programs
WITH = Recognition("auto", "tesseract")
PRINTED = table(
    (1, 100, 100, 300, 96.0, "เรื่อง"), (1, 420, 100, 300, 94.0, "การประชุม"),
    (2, 100, 200, 300, 96.0, "ที่"), (2, 420, 200, 90, 96.0, "๑๒๓"),
    (3, 100, 300, 30, 12.0, "=~"),
)  # fmt: skip
TEXT = "เรื่อง การประชุม\nที่ ๑๒๓\n=~\n"


@pytest.fixture
def scan() -> bytes:
    stream = io.BytesIO()
    Image.fromarray(np.full((1754, 1240), 255, np.uint8)).save(stream, "PNG", dpi=(150, 150))
    return stream.getvalue()


def test_a_page_has_lines_with_boxes_and_sureness(install: Install, scan: bytes) -> None:
    install(PRINTED, TEXT)
    with in_force(WITH):
        document = read_bytes(scan, "scan.png")
    (page,) = document.pages
    assert document.reader == "image/1 + tesseract/9.8.7 (tha+eng)"
    assert (document.ocr, page.decision) == (True, "ocr")
    assert [line.text for line in page.lines] == ["เรื่อง การประชุม", "ที่ ๑๒๓"]
    (subject,), (number,) = (line.segments for line in page.lines)
    assert subject.bbox == pytest.approx((48.0, 48.0, 345.6, 67.2), abs=0.1)
    assert subject.sure > 0.85
    assert number.sure <= 0.5, "its data has no ๔ ๖ ๗ ๘ ๙"


def test_the_confined_reader_has_the_run_start_the_program(install: Install, scan: bytes) -> None:
    install(PRINTED, TEXT)
    told: list[tuple[int, int]] = []
    with Confinement() as confinement:
        document = confinement.read(
            scan, "scan.png", recognition=WITH, told=lambda at, of: told.append((at, of))
        )
        again = confinement.read(scan, "scan.png", recognition=Recognition("never"))
    assert document.text == "เรื่อง การประชุม\nที่ ๑๒๓\n"
    assert (told, again.text) == ([(1, 1)], "")


@pytest.mark.parametrize("body", ["sys.exit(1)", "import time; time.sleep(60)"])
def test_a_program_that_fails_or_hangs_costs_the_page(
    install: Install, scan: bytes, body: str
) -> None:
    install(PRINTED, TEXT, body=body)
    limits = Limits(recognising=2.0)
    with Confinement() as confinement:
        document = confinement.read(scan, "scan.png", limits, recognition=WITH)
    assert (document.pages[0].decision, document.notes) == ("needs-ocr", ("ocr-failed",))


def test_what_it_prints_may_be_anything(install: Install, scan: bytes) -> None:
    install("5\tx\ty\n\0", "\0")
    with in_force(WITH):
        assert read_bytes(scan, "scan.png").pages[0].decision in ("blank", "needs-ocr")


def test_an_absent_program_is_one_sentence_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scan: bytes
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoRecogniserError, match=r"not installed.*apt-get install tesseract-ocr"):
        demand(WITH)
    with pytest.raises(NoRecogniserError, match="not installed"):
        Settings(recogniser="tesseract").recognition  # noqa: B018  # the property looks for it
    demand(Recognition("never", "tesseract"))
    demand(Recognition("auto", "thaidoc"))
    assert run(WITH, b"P5 1 1 255\n\0", DEFAULT) is None
    with in_force(WITH):
        assert read_bytes(scan, "scan.png").notes == ("no-recogniser",)


def test_absent_data_is_named(install: Install) -> None:
    install(languages="eng osd")
    with pytest.raises(NoRecogniserError, match=r"no data for tha.*tesseract-ocr-tha"):
        demand(WITH)
    install()
    demand(WITH)


def test_the_recogniser_of_thaidoc_is_no_program() -> None:
    assert set(PROGRAMS) < set(RECOGNISERS)
    assert run(Recognition(), b"", DEFAULT) is None
