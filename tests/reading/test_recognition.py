"""Which pages are read from their pictures, by a reader of ours that says what the test wants."""

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from thaidoc.parsing.parser import parse
from thaidoc.reading import read_bytes, recognition
from thaidoc.reading.document import Line, Page, Segment
from thaidoc.reading.recognition import (
    RECOGNISERS,
    NoRecogniserError,
    Picture,
    Recognising,
    Recognition,
    When,
    in_force,
)

TEXT = (Line(1, (Segment("กรมชลประทาน", 0.0, 80.0),)),)


@dataclass
class Reader:
    """Reads every page alike, and remembers what it saw."""

    lines: tuple[Line, ...] = TEXT
    quality: float = 0.9
    fault: Exception | None = None
    name: str = "test/1"
    seen: list[Picture] = field(default_factory=list)

    def read(self, picture: Picture, number: int) -> Page:
        self.seen.append(picture)
        if self.fault:
            raise self.fault
        decision: Any = "ocr" if self.lines else "blank"
        return Page(number, self.lines, quality=self.quality, decision=decision)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    made = Reader()
    module = type(sys)("thaidoc.reading.for_tests")
    vars(module)["page_reader"] = lambda: made
    monkeypatch.setitem(sys.modules, "thaidoc.reading.for_tests", module)
    monkeypatch.setitem(RECOGNISERS, "test", "for_tests")
    return made


def read_page(page: Page, when: When, name: str = "test") -> tuple[Page, Recognising]:
    with in_force(Recognition(when, name)):
        reading = Recognising(1)
        picture = Picture(np.zeros((10, 10), np.uint8), 595.0, 842.0)
        return reading.read(page, lambda: picture), reading


def page(decision: Any, lines: tuple[Line, ...] = (), quality: float = 0.0) -> Page:
    return Page(1, lines, width=595.0, height=842.0, quality=quality, decision=decision)


def test_a_page_without_text_has_what_is_read(reader: Reader) -> None:
    found, reading = read_page(page("needs-ocr"), "auto")
    assert (found.decision, found.lines, found.quality) == ("ocr", TEXT, 0.9)
    assert (found.width, found.height) == (595.0, 842.0)
    assert (reading.has_read, reading.notes) == (True, ())
    assert reading.signed("pdf/2") == "pdf/2 + test/1"


@pytest.mark.parametrize("decision", ["as-is", "repaired", "second-opinion", "blank"])
def test_a_page_with_good_text_is_let_be(reader: Reader, decision: str) -> None:
    before = page(decision, TEXT, 0.9)
    found, reading = read_page(before, "auto")
    assert found == before
    assert (reader.seen, reading.signed("pdf/2")) == ([], "pdf/2")


def test_always_is_every_page_and_never_is_none(reader: Reader) -> None:
    good, bad = page("as-is", TEXT, 1.0), page("needs-ocr")
    assert read_page(good, "always")[0].decision == "ocr"
    assert read_page(bad, "never")[0] == bad


@pytest.mark.parametrize(("quality", "wins"), [(0.5, True), (0.9, False), (0.95, False)])
def test_lines_that_were_kept_give_way_to_surer_ones(
    reader: Reader, quality: float, wins: bool
) -> None:
    kept = (Line(1, (Segment("กรมชลประทน", 0.0, 80.0),)),)
    found, reading = read_page(page("needs-ocr", kept, quality), "auto")
    assert found.lines == (TEXT if wins else kept)
    assert found.decision == ("ocr" if wins else "needs-ocr")
    assert reading.has_read == wins


def test_a_page_on_which_nothing_stands_is_blank(reader: Reader) -> None:
    reader.lines = ()
    found, reading = read_page(page("needs-ocr"), "auto")
    assert (found.decision, found.quality, reading.has_read) == ("blank", 1.0, False)
    kept = page("needs-ocr", TEXT, 0.4)
    assert read_page(kept, "auto")[0] == kept


def test_a_page_that_cannot_be_read_stays_and_is_noted(reader: Reader) -> None:
    reader.fault = RuntimeError("onnx")
    found, reading = read_page(page("needs-ocr"), "auto")
    assert (found, reading.notes) == (page("needs-ocr"), ("ocr-failed",))


def test_memory_is_for_who_set_its_limit(reader: Reader) -> None:
    reader.fault = MemoryError()
    with pytest.raises(MemoryError):
        read_page(page("needs-ocr"), "auto")


@pytest.mark.parametrize("name", ["test", "unheard-of"])
def test_without_a_recogniser_pages_stay_and_that_is_noted(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def missing() -> None:
        raise NoRecogniserError("there is no model")

    monkeypatch.setattr(sys.modules["thaidoc.reading.for_tests"], "page_reader", missing)
    found, reading = read_page(page("needs-ocr"), "auto", name)
    assert (found, reading.notes) == (page("needs-ocr"), ("no-recogniser",))


def test_a_torn_page_has_no_picture(reader: Reader) -> None:
    torn = Page(1, (), quality=0.0, decision="needs-ocr")
    assert read_page(torn, "auto")[0] == torn
    assert reader.seen == []


# --- whole files -----------------------------------------------------------------------------


@pytest.fixture
def by_test(reader: Reader) -> Iterator[list[tuple[int, int]]]:
    """Files are read by the test's reader; what was told meanwhile."""
    told: list[tuple[int, int]] = []
    with in_force(Recognition("auto", "test"), lambda at, of: told.append((at, of))):
        yield told


def saved(kind: str, *images: Image.Image, **options: Any) -> bytes:
    stream = io.BytesIO()
    more = {"save_all": True, "append_images": list(images[1:])} if images[1:] else {}
    images[0].save(stream, kind, **options, **more)
    return stream.getvalue()


def marked(mode: str = "L", size: tuple[int, int] = (413, 585)) -> Image.Image:
    """A white page, black in its upper left quarter."""
    image = Image.new("L", size, 255)
    image.paste(0, (0, 0, size[0] // 2, size[1] // 2))
    return image.convert(mode)


def corners(picture: Picture) -> list[int]:
    """Upper left, upper right, lower left, lower right: 0 black, 1 white."""
    height, width = picture.pixels.shape
    places = [(0.25, 0.25), (0.25, 0.75), (0.75, 0.25), (0.75, 0.75)]
    return [int(picture.pixels[int(y * height), int(x * width)] > 127) for y, x in places]


def test_a_scan_in_a_pdf_is_seen_at_its_own_resolution(
    reader: Reader, by_test: list[tuple[int, int]]
) -> None:
    data = saved("PDF", marked(), marked(), resolution=50.0)
    document = read_bytes(data, "scan.pdf")
    assert [page.decision for page in document.pages] == ["ocr", "ocr"]
    assert document.ocr
    assert document.reader.endswith(" + test/1")
    assert by_test == [(1, 2), (2, 2)]
    for picture in reader.seen:
        assert corners(picture) == [0, 1, 1, 1]
        assert picture.width == pytest.approx(413 * 72 / 50, abs=1)
        # no coarser than a screen's pixels, or the page's own
        assert picture.pixels.shape == pytest.approx((585 * 1.44, 413 * 1.44), abs=3)


def test_a_turned_pdf_page_is_seen_as_shown(reader: Reader, by_test: list[tuple[int, int]]) -> None:
    import pikepdf

    with pikepdf.open(io.BytesIO(saved("PDF", marked(), resolution=100.0))) as pdf:
        pdf.pages[0].Rotate = 90
        stream = io.BytesIO()
        pdf.save(stream)
    (found,) = read_bytes(stream.getvalue(), "scan.pdf").pages
    (picture,) = reader.seen
    assert corners(picture) == [1, 0, 1, 1]
    assert (picture.width, picture.height) == pytest.approx((found.width, found.height), abs=0.1)
    assert picture.width > picture.height


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16", "CMYK"])
def test_pictures_of_every_mode_are_seen_in_grey(
    reader: Reader, by_test: list[tuple[int, int]], mode: str
) -> None:
    kind = "TIFF" if mode == "CMYK" else "PNG"
    image = marked("L").convert("I").point(lambda v: v * 257).convert("I;16")
    data = saved(kind, image if mode == "I;16" else marked(mode))
    document = read_bytes(data, "scan")
    assert (document.pages[0].decision, document.ocr) == ("ocr", True)
    assert corners(reader.seen[0]) == [0, 1, 1, 1]
    assert document.reader == "image/1 + test/1"


def test_what_is_transparent_is_paper(reader: Reader, by_test: list[tuple[int, int]]) -> None:
    image = Image.new("RGBA", (400, 600), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 200, 300))
    read_bytes(saved("PNG", image), "scan.png")
    assert corners(reader.seen[0]) == [0, 1, 1, 1]


def test_every_frame_is_a_page_and_exif_turns_it(
    reader: Reader, by_test: list[tuple[int, int]]
) -> None:
    document = read_bytes(saved("TIFF", marked(), marked("1")), "scan.tif")
    assert [page.number for page in document.pages] == [1, 2]
    assert by_test == [(1, 2), (2, 2)]
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned to the right
    (found,) = read_bytes(saved("JPEG", marked(), exif=exif), "photo.jpg").pages
    picture = reader.seen[-1]
    assert corners(picture) == [1, 0, 1, 1]
    assert picture.pixels.shape == (413, 585)
    assert (found.width or 0) > (found.height or 0)


def test_a_picture_that_cannot_be_decoded_is_a_page_left_unread(
    reader: Reader, by_test: list[tuple[int, int]]
) -> None:
    data = bytearray(saved("PNG", marked()))
    middle = data.index(b"IDAT") + 20
    data[middle : middle + 10] = b"\xff" * 10
    document = read_bytes(bytes(data), "scan.png")
    assert (document.pages[0].decision, document.notes) == ("needs-ocr", ("ocr-failed",))
    assert not document.ocr
    (warning,) = (w for w in parse(document).warnings if w.code == "page-needs-ocr")
    assert warning.message == "no text could be read on page 1, since the recogniser failed on it"


def test_without_a_model_the_warning_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("THAIDOC_RECOGNISER", "/nowhere/model.onnx")
    with in_force(recognition.DEFAULT):
        document = read_bytes(saved("PNG", marked()), "scan.png")
    assert (document.pages[0].decision, document.notes) == ("needs-ocr", ("no-recogniser",))
    (warning,) = (w for w in parse(document).warnings if w.code == "page-needs-ocr")
    assert "THAIDOC_RECOGNISER" in warning.message


def test_a_file_with_text_loads_no_picture_library(
    make_pdf: Callable[..., bytes], tmp_path: Path
) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(make_pdf([(72, 700, "กรมชลประทาน"), (72, 680, "เรื่อง การประชุม")]))
    code = (
        "import sys; from pathlib import Path; from thaidoc.reading import read;"
        "assert read(Path(sys.argv[1])).pages[0].decision == 'as-is';"
        "print(*{'numpy', 'cv2', 'onnxruntime'} & set(sys.modules))"
    )
    line = [sys.executable, "-c", code, str(letter)]
    assert subprocess.run(line, capture_output=True, text=True, check=True).stdout.strip() == ""
