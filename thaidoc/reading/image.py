"""Pictures of letters: a page for each frame, with its size and what is read in it.

First only headers are looked at: what a picture would need when decoded is known from its size, so
a bomb is refused before it goes off, and each format tells whether its end is there. Then each
frame is decoded and read (:mod:`thaidoc.reading.recognition`), one after the other.
"""

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.document import Page
from thaidoc.reading.formats import Reading, Source
from thaidoc.reading.limits import current
from thaidoc.reading.recognition import Picture, Recognising

if TYPE_CHECKING:
    from PIL.Image import Image

READER = "image/1"
#: what scanners do when they do not say what they do
_USUAL_DPI = 300.0
#: a page is no wider than this in inches, three times A4: cameras say 72 dpi whatever they mean
_WIDEST_PAGE = 35.0
_POINTS = 72.0
#: turns that make a width a height (EXIF, "Orientation")
_ORIENTATION, _SIDEWAYS = 0x0112, (5, 6, 7, 8)
#: in a TIFF: what kind of picture this is, where its bytes are and how many
_KIND, _REDUCED = 254, 1
_PLACES = ((273, 279), (324, 325))
#: formats whose frames are pages, each with a size of its own or all of one size; the further
#: frames of a JPEG or PNG are previews and animation
_PAGED, _FRAMED = frozenset({"TIFF", "HEIF"}), frozenset({"GIF", "WEBP"})
_CUT = UnreadableFileError(
    "The image is cut off: its end is missing", hint="Ask for it to be sent again"
)


def read(source: Source) -> Reading:
    """A page for each frame; its size in points, at 300 dpi where it does not say.

    :raises UnreadableFileError: for a picture that is cut off, damaged, or too large to decode.
    """
    if source.media_type == "image/heic":
        _know_heif()
    is_whole = _IS_WHOLE.get(source.media_type)
    if is_whole is not None and not is_whole(source.data):
        raise _CUT
    with _opened(source.data) as image:
        frames = list(_frames(image, len(source.data)))
        seen = Recognising(len(frames))
        pages = []
        for number, frame in enumerate(frames, 1):
            page = Page(
                number,
                (),
                width=frame.width,
                height=frame.height,
                quality=0.0,
                decision="needs-ocr",
            )
            pages.append(seen.read(page, partial(_picture, image, frame)))
    return Reading(tuple(pages), seen.signed(READER), ocr=seen.has_read, notes=seen.notes)


@dataclass(frozen=True, slots=True)
class _Frame:
    """A frame that is a page: its number in the file, from 0, and its size in points."""

    at: int
    width: float
    height: float


def _picture(image: "Image", frame: _Frame) -> Picture:
    """A frame decoded: in grey, on white where it is transparent, the way up that EXIF says.

    One in colours also in red and blue light.
    """
    import numpy as np
    from PIL import ImageOps

    image.seek(frame.at)
    shown = ImageOps.exif_transpose(image)
    if shown.mode.startswith(("I", "F")):  # 16 bits and more: spread over what is there
        values = np.asarray(shown, np.float32)
        low, high = float(values.min()), float(values.max())
        grey = (values - low) * (255.0 / max(1.0, high - low))
        return Picture(grey.astype(np.uint8), frame.width, frame.height)
    if not shown.has_transparency_data:
        plain = np.array(shown.convert("L"), np.uint8)
        if shown.mode != "RGB":
            return Picture(plain, frame.width, frame.height)
        red, blue = (np.array(shown.getchannel(band), np.uint8) for band in "RB")
        return Picture(plain, frame.width, frame.height, red, blue)
    light, cover = (np.asarray(band, np.uint16) for band in shown.convert("LA").split())
    seen = 255 - (255 - light) * cover // 255
    return Picture(seen.astype(np.uint8), frame.width, frame.height)


@contextmanager
def _opened(data: bytes) -> "Iterator[Image]":
    """The image with its headers read; Pillow's warning of a bomb is an error here."""
    from PIL import Image, ImageFile, UnidentifiedImageError

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint has it otherwise for the whole process
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                yield image
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as fault:
        raise _too_many_pixels() from fault
    except UnidentifiedImageError as fault:
        raise UnreadableFileError(
            "The image is damaged, or of a kind that cannot be read",
            hint="Open it in the program that made it and save it again",
        ) from fault
    except (EOFError, SyntaxError) as fault:  # so does Pillow call a header that ends too soon
        raise _CUT from fault


def _frames(image: "Image", size: int) -> Iterator[_Frame]:
    """Every frame that is a page.

    :param size: bytes of the file: a frame's bytes must lie in it.
    """
    if image.format in _FRAMED:  # to go to one would decode those before it
        count = getattr(image, "n_frames", 1)
        current().allow_pages(count)
        _allow(image)
        width, height = _points(image)
        yield from (_Frame(at, width, height) for at in range(count))
        return
    number = 0
    while True:
        try:
            image.seek(number)
        except EOFError:
            return
        number += 1
        current().allow_pages(number)
        if not _is_preview(image):
            _allow(image)
            if not _is_there(image, size):
                raise _CUT
            yield _Frame(number - 1, *_points(image))
        if image.format not in _PAGED:
            return


def _is_preview(image: "Image") -> bool:
    tags = getattr(image, "tag_v2", None)
    return bool(tags is not None and tags.get(_KIND, 0) & _REDUCED)


def _is_there(image: "Image", size: int) -> bool:
    """Whether a TIFF's frame lies in the file with all of its bytes; true for other formats."""
    tags = getattr(image, "tag_v2", None)
    if tags is None:
        return True
    for places, counts in _PLACES:
        at, count = tags.get(places, ()), tags.get(counts, ())
        if any(start + length > size for start, length in zip(at, count, strict=False)):
            return False
    return True


def _allow(image: "Image") -> None:
    from PIL import Image

    most = Image.MAX_IMAGE_PIXELS
    if most is not None and image.width * image.height > most:
        raise _too_many_pixels()


def _too_many_pixels() -> UnreadableFileError:
    return UnreadableFileError(
        "The image has more pixels than a page can need", hint="Scan it at 300 dpi"
    )


def _points(image: "Image") -> tuple[float, float]:
    across, down = _dpi(image)
    width, height = image.width * _POINTS / across, image.height * _POINTS / down
    # some plugins turn the picture themselves and say so by leaving the tag out
    # and a PNG is decoded to look for it
    exif = image.getexif() if image.format != "PNG" or "exif" in image.info else {}
    if exif.get(_ORIENTATION) in _SIDEWAYS:
        width, height = height, width
    return round(width, 2), round(height, 2)


def _dpi(image: "Image") -> tuple[float, float]:
    """Dots per inch across and down, where the file says something that can be."""
    try:
        across, down = (float(value) for value in image.info.get("dpi", ()))
    except (TypeError, ValueError, ZeroDivisionError):
        return _USUAL_DPI, _USUAL_DPI
    if not (across >= 1 and down >= 1):  # nor is it a number
        return _USUAL_DPI, _USUAL_DPI
    if max(image.width / across, image.height / down) > _WIDEST_PAGE:
        return _USUAL_DPI, _USUAL_DPI
    return across, down


def _know_heif() -> None:
    import pillow_heif

    pillow_heif.register_heif_opener(thumbnails=False)


# --- whether a file's end is there -----------------------------------------------------------


def _whole_jpeg(data: bytes) -> bool:
    """Whether the picture, which begins behind the last header, ends with its own mark."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        if data[at + 1] == 0xDA:
            return data.find(b"\xff\xd9", at) > 0
        at += 1 if data[at + 1] == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return False


def _whole_bmp(data: bytes) -> bool:
    told = int.from_bytes(data[2:6], "little")
    return len(data) >= max(told, 26)


def _whole_png(data: bytes) -> bool:
    at = 8
    while at + 12 <= len(data):
        if data[at + 4 : at + 8] == b"IEND":
            return True
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return False


def _whole_heif(data: bytes) -> bool:
    """Whether every box lies in the file; one of size 0 is all the rest."""
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        at = at + max(size, 8) if size else len(data)
    return at == len(data)


_IS_WHOLE: dict[str, Callable[[bytes], bool]] = {
    "image/jpeg": _whole_jpeg,
    "image/png": _whole_png,
    "image/heic": _whole_heif,
    "image/jp2": lambda data: b"\xff\xd9" in data[-16:],
    "image/gif": lambda data: data.rstrip(b"\0\r\n").endswith(b";"),
    "image/webp": lambda data: len(data) >= 8 + int.from_bytes(data[4:8], "little"),
    "image/bmp": _whole_bmp,
}
