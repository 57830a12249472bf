"""Drawn pages, and the model that reads them where there is one."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import fontpkg_sarabun
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from thaidoc.reading.ocr.engine import OwnReader, own_model
from thaidoc.reading.recognition import DEFAULT, in_force

Pixels = NDArray[np.uint8]
#: left and baseline in pixels, text
Placed = tuple[int, int, str]
Draw = Callable[[Iterable[Placed]], Pixels]

FONTS = Path(fontpkg_sarabun.__file__).parent / "files"
#: A4 at 150 dpi: small pages are drawn and looked through quickly
DPI = 150
SIZE = (1240, 1754)


@pytest.fixture(scope="module", autouse=True)
def recognition() -> Iterator[None]:
    """Pictures are read, unlike in the other tests of reading."""
    with in_force(DEFAULT):
        yield


def drawn(rows: Iterable[Placed], size: tuple[int, int] = SIZE, points: float = 16) -> Pixels:
    """A page at :data:`DPI` with rows of type."""
    image = Image.new("L", size, 255)
    font = ImageFont.truetype(FONTS / "Sarabun-Regular.ttf", round(points * DPI / 72))
    pen = ImageDraw.Draw(image)
    for left, base, text in rows:
        pen.text((left, base), text, font=font, fill=0, anchor="ls")
    return np.array(image)


LETTER: tuple[Placed, ...] = (
    (180, 300, "ที่ กษ ๐๔๐๒/๑๕๗"),
    (760, 300, "กรมชลประทาน"),
    (620, 420, "๙ มีนาคม ๒๕๖๔"),
    (180, 500, "เรื่อง การสำรวจแหล่งน้ำในตำบลบ้านนา"),
    (180, 580, "เรียน ผู้ว่าราชการจังหวัดสระบุรี"),
    (280, 660, "ด้วยกรมชลประทานจะสำรวจแหล่งน้ำ เพื่อวางแผนการส่งน้ำ"),
    (180, 720, "ในฤดูแล้ง จึงขอให้เจ้าหน้าที่ของจังหวัดอำนวยความสะดวก"),
    (180, 780, "แก่คณะสำรวจตามวันและเวลาที่กำหนดไว้ในแผนงานต่อไป"),
    (620, 900, "ขอแสดงความนับถือ"),
)


@pytest.fixture(scope="session")
def letter() -> Pixels:
    """A short letter."""
    return drawn(LETTER)


@pytest.fixture(scope="session")
def model() -> Path:
    """The model that is set, else the package's own."""
    return Path(os.environ.get("THAIDOC_RECOGNISER") or own_model())


@pytest.fixture(scope="session")
def reader(model: Path) -> OwnReader:
    """The project's own reader of pages."""
    return OwnReader(model)
