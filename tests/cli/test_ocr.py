"""``--ocr``, and what is shown while pages are read from their pictures."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import Run
from thaidoc.archive import ingest, preparing
from thaidoc.archive.store import Archive
from thaidoc.cli import parse, progress
from thaidoc.cli.options import Settings
from thaidoc.reading.child import confined
from thaidoc.reading.document import Document
from thaidoc.reading.recognition import RECOGNISERS, Recognition, Told


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    stream = io.BytesIO()
    Image.new("L", (400, 560), 255).save(stream, "PNG")
    path = tmp_path / "scan.png"
    path.write_bytes(stream.getvalue())
    return path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Recognition | None]:
    """What is asked of the process that reads."""
    seen: list[Recognition | None] = []
    read = confined.read_confined

    def read_confined(
        data: bytes,
        name: str,
        *,
        where: Path | None = None,
        password: str | None = None,
        recognition: Recognition | None = None,
        told: Told | None = None,
    ) -> Document:
        seen.append(recognition)
        if told:
            told(3, 12)
        return read(data, name, where=where, password=password, recognition=Recognition("never"))

    monkeypatch.setattr(confined, "read_confined", read_confined)
    monkeypatch.setattr(preparing, "read_confined", read_confined)
    return seen


def test_a_scan_can_be_left_unread(run: Run, scan: Path) -> None:
    done = run("parse", "--ocr", "never", "--json", scan)
    warnings = [warning["code"] for warning in json.loads(done.stdout)["warnings"]]
    assert "page-needs-ocr" in warnings


@pytest.mark.parametrize("when", ["auto", "always", "never"])
def test_what_is_asked_for_is_asked_of_the_reader(
    run: Run, scan: Path, asked: list[Recognition | None], tmp_path: Path, when: str
) -> None:
    run("init", tmp_path / "archive")
    assert run("parse", "--ocr", when, scan).exit_code == 0
    assert run("--ocr", when, "parse", scan).exit_code == 0
    assert run("add", "--ocr", when, "--archive", tmp_path / "archive", scan).exit_code == 0
    assert [one and one.when for one in asked] == [when] * 3


def test_a_variable_says_when_unless_an_option_does(
    run: Run, scan: Path, asked: list[Recognition | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("parse", scan)
    monkeypatch.setenv("THAIDOC_OCR", "never")
    run("parse", scan)
    run("parse", "--ocr", "always", scan)
    assert [one and one.when for one in asked] == ["auto", "never", "always"]


def test_another_word_is_wrong_use(run: Run, scan: Path) -> None:
    assert run("parse", "--ocr", "sometimes", scan).exit_code == 2


def test_another_recogniser_is_asked_for(
    run: Run, scan: Path, asked: list[Recognition | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thaidoc.reading.tesseract.program.demand", lambda: None)
    run("parse", "--recogniser", "tesseract", scan)
    run("--recogniser", "tesseract", "parse", scan)
    run("parse", scan)
    assert [one and one.recogniser for one in asked] == ["tesseract", "tesseract", "thaidoc"]


def test_one_that_is_not_there_is_told_with_what_to_install(
    run: Run, scan: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run("parse", "--recogniser", "tesseract", scan)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "tesseract is not installed" in done.stderr and "apt-get install" in done.stderr


def test_every_recogniser_can_be_asked_for() -> None:
    (choice,) = (p.type for p in parse.command.params if p.name == "recogniser")
    assert list(getattr(choice, "choices", ())) == list(RECOGNISERS)


def test_adding_tells_which_page_is_read(
    scan: Path, asked: list[Recognition | None], tmp_path: Path
) -> None:
    told: list[tuple[int, int, str]] = []
    archive = Archive.init(tmp_path / "archive")
    ingest.add(archive, [scan], progress=lambda *step: told.append(step))
    assert told == [(0, 1, str(scan)), (0, 1, f"{scan}: page 3 of 12")]


def test_a_bar_is_made_for_the_first_page_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[int, int, str]] = []
    bars = []

    @contextmanager
    def progress_bar(_: Settings) -> Iterator[object]:
        bars.append("open")
        yield lambda *step: made.append(step)
        bars.append("gone")

    monkeypatch.setattr(progress, "progress_bar", progress_bar)
    with progress.page_progress(Settings(), "scan.pdf") as told:
        assert bars == []
        told(1, 2)
        told(2, 2)
    assert made == [(0, 2, "scan.pdf: page 1 of 2"), (1, 2, "scan.pdf: page 2 of 2")]
    assert bars == ["open", "gone"]
