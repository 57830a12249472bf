"""Pages read from pictures in the process that reads: how it is told, and how much time it has."""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.child.confinement import Confinement
from thaidoc.reading.limits import Limits
from thaidoc.reading.recognition import Recognition

#: a recogniser that takes as long over a page as its setting says
SLOW = """
import os, sys, time
from thaidoc.reading.document import Line, Page, Segment
from thaidoc.reading.recognition import RECOGNISERS

RECOGNISERS["slow"] = "slow"
sys.modules["thaidoc.reading.slow"] = sys.modules[__name__]
name = "slow/1"

def page_reader(): return sys.modules[__name__]

def read(picture, number):
    time.sleep(float(os.environ["THAIDOC_SLOW"]))
    return Page(number, (Line(1, (Segment(f"page {number}", 0.0, 9.0),)),), decision="ocr")
"""
BY_IT = Recognition("auto", "slow")


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Confinement]:
    (tmp_path / "slow_recogniser.py").write_text(SLOW, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setenv("THAIDOC_SLOW", "0.5")
    with Confinement(preload=("slow_recogniser",)) as confinement:
        yield confinement


def scan(pages: int) -> bytes:
    stream = io.BytesIO()
    page = Image.new("L", (200, 280), 200)
    page.save(stream, "TIFF", save_all=True, append_images=[page] * (pages - 1))
    return stream.getvalue()


def test_each_page_has_time_of_its_own(slow: Confinement) -> None:
    told: list[tuple[int, int]] = []
    limits = Limits(seconds=1.0, recognising=2.0)
    document = slow.read(
        scan(4), "a.tif", limits, recognition=BY_IT, told=lambda at, of: told.append((at, of))
    )
    assert document.text == "page 1\n\fpage 2\n\fpage 3\n\fpage 4\n"
    assert document.reader == "image/1 + slow/1"
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_page_that_takes_too_long_ends_the_reading(
    slow: Confinement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THAIDOC_SLOW", "60")
    with pytest.raises(UnreadableFileError) as caught:
        slow.read(scan(1), "a.tif", Limits(seconds=1.0, recognising=0.5), recognition=BY_IT)
    assert caught.value.what == "Reading took longer than 1.5 seconds"


def test_the_next_file_is_read_as_it_asks(slow: Confinement) -> None:
    never = slow.read(scan(1), "a.tif", recognition=Recognition("never", "slow"))
    auto = slow.read(scan(1), "a.tif", recognition=BY_IT)
    assert [never.pages[0].decision, auto.pages[0].decision] == ["needs-ocr", "ocr"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets us")
def test_reading_pictures_is_confined_too(slow: Confinement) -> None:
    slow.read(scan(1), "a.tif", recognition=BY_IT)
    assert {"calls", "memory"} <= set(slow.enforced)
