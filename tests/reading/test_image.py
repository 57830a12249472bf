import io
import sys
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from thaidoc.errors import UnreadableFileError
from thaidoc.reading import read_bytes
from thaidoc.reading.detect import media_type_of
from thaidoc.reading.document import Document

#: A4 at 100 dpi
SIZE = (827, 1169)
FORMATS = ["PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP", "JPEG2000"]


def picture(size: tuple[int, int] = SIZE, mode: str = "L") -> Image.Image:
    """Something with texture, so that no format packs it to nothing."""
    return Image.linear_gradient("L").rotate(30).resize(size).convert(mode)


def saved(kind: str, *more: Image.Image, image: Image.Image | None = None, **options: Any) -> bytes:
    stream = io.BytesIO()
    first = image or picture(mode="RGB" if kind in ("WEBP", "HEIF") else "L")
    if more:
        options |= {"save_all": True, "append_images": list(more)}
    first.save(stream, kind, **options)
    return stream.getvalue()


def sizes(document: Document) -> Sequence[tuple[float | None, float | None]]:
    return [(page.width, page.height) for page in document.pages]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_picture_is_a_page_that_needs_ocr(kind: str) -> None:
    options: dict[str, Any] = {"dpi": (300, 300)} if kind == "BMP" else {}  # else it is given 96
    document = read_bytes(saved(kind, **options), "a")
    (page,) = document.pages
    assert (page.lines, page.decision, page.quality) == ((), "needs-ocr", 0.0)
    assert (page.width, page.height) == (198.48, 280.56)  # at 300 dpi, since it does not say
    assert document.reader == "image/1"
    assert document.media_type.startswith("image/")
    assert not document.ocr


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
@pytest.mark.parametrize("dpi", [100, 200, 72])
def test_the_page_is_as_large_as_the_file_says(kind: str, dpi: int) -> None:
    ((width, height),) = sizes(read_bytes(saved(kind, dpi=(dpi, dpi)), "a"))
    assert width == pytest.approx(827 * 72 / dpi, abs=0.3)
    assert height == pytest.approx(1169 * 72 / dpi, abs=0.3)


@pytest.mark.parametrize("dpi", [(1, 1), (0, 0), (5, 5)])
def test_a_resolution_that_cannot_be_is_not_believed(dpi: tuple[int, int]) -> None:
    assert sizes(read_bytes(saved("PNG", dpi=dpi), "a")) == [(198.48, 280.56)]


def test_two_resolutions() -> None:
    ((width, height),) = sizes(read_bytes(saved("TIFF", dpi=(200, 100)), "a"))
    assert (width, height) == (297.72, 841.68)


def test_a_picture_that_is_shown_turned() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    for kind in ("JPEG", "PNG"):
        data = saved(kind, exif=exif, dpi=(300, 300))
        assert sizes(read_bytes(data, "a")) == [(280.56, 198.48)]


def test_a_tiff_of_many_pages() -> None:
    pages = [Image.new("1", (200 + number, 300)) for number in range(12)]
    data = saved("TIFF", *pages[1:], image=pages[0], compression="group4", dpi=(100, 100))
    document = read_bytes(data, "a.tif")
    assert [page.number for page in document.pages] == list(range(1, 13))
    assert [width for width, _ in sizes(document)] == [(200 + n) * 0.72 for n in range(12)]


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_frames_of_one_size(kind: str) -> None:
    frames = [Image.new("RGB", (200, 300), (number * 40, 0, 0)) for number in range(4)]
    data = saved(kind, *frames[1:], image=frames[0])
    assert sizes(read_bytes(data, "a")) == [(48.0, 72.0)] * 4


def test_previews_in_a_tiff_are_no_pages() -> None:
    preview = Image.new("1", (20, 30))
    preview.encoderinfo = {"tiffinfo": {254: 1}}
    data = saved("TIFF", preview, image=Image.new("1", (200, 300)))
    assert len(read_bytes(data, "a.tif").pages) == 1


def test_the_second_frame_of_a_photo_is_no_page() -> None:
    data = saved("MPO", picture(), image=picture())
    assert media_type_of(data) == "image/jpeg"
    assert len(read_bytes(data, "a.jpg").pages) == 1


def test_heic_where_its_library_is_there() -> None:
    heif = pytest.importorskip("pillow_heif")
    stream = io.BytesIO()
    heif.from_pillow(picture((160, 240), "RGB")).save(stream, quality=50)
    data = stream.getvalue()
    document = read_bytes(data, "a.heic")
    assert document.media_type == "image/heic"
    assert sizes(document) == [(38.4, 57.6)]
    with pytest.raises(UnreadableFileError, match="cut off"):
        read_bytes(data[:-20], "a.heic")


def test_heic_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(UnreadableFileError, match="pillow_heif") as fault:
        read_bytes(b"\0\0\0\x18ftypheic" + bytes(40), "a.heic")
    assert "pip install 'thaidoc[heif]'" in str(fault.value.hint)


# --- faults ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("left", [0.97, 0.5])
def test_a_picture_that_is_cut_off_is_said(kind: str, left: float) -> None:
    data = saved(kind)
    with pytest.raises(UnreadableFileError, match=r"cut off|damaged"):
        read_bytes(data[: int(len(data) * left)], "a")


def test_a_tiff_whose_later_page_is_cut_off() -> None:
    data = saved("TIFF", picture(), picture())
    with pytest.raises(UnreadableFileError, match=r"cut off|damaged"):
        read_bytes(data[:-1000], "a.tif")


def test_a_bomb_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Image.new("1", (12_000, 12_000))
    for kind in ("PNG", "TIFF"):
        data = saved(kind, image=made, **({"compression": "group4"} if kind == "TIFF" else {}))
        assert len(data) < 100_000
        with pytest.raises(UnreadableFileError, match="more pixels") as fault:
            read_bytes(data, "a")
        assert "300 dpi" in str(fault.value.hint)


def test_nothing_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import ImageFile

    data = {kind: saved(kind) for kind in FORMATS}

    def load(*_: object) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr(ImageFile.ImageFile, "load", load)
    for kind in FORMATS:
        assert len(read_bytes(data[kind], kind).pages) == 1


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FORMATS), st.data())
def test_any_damage_to_a_picture_is_a_page_or_a_sentence(kind: str, data: st.DataObject) -> None:
    whole = bytearray(SMALL[kind])
    for _ in range(data.draw(st.integers(0, 5))):
        at = data.draw(st.integers(0, min(len(whole) - 1, 400)))
        whole[at] = data.draw(st.integers(0, 255))
    try:
        document = read_bytes(bytes(whole), "a")
    except UnreadableFileError as fault:
        assert fault.what
    else:
        assert document.pages


SMALL = {
    kind: saved(kind, image=picture((40, 50), "RGB" if kind == "WEBP" else "L")) for kind in FORMATS
}
