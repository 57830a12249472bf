"""Made scans of which every character is known: texts of corpus/ set anew, and spoiled.

The faces are those that training holds out (:data:`training.fonts.HELD_OUT`), taken from the
machine or fetched as Debian packages, at the size that official letters have. Each letter is
spoiled in the ways of :data:`CONDITIONS`, by a chance that is the same in every run.
"""

import random
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.letters import letters
from thaidoc.reading import read_bytes
from thaidoc.reading.document import Document, sha256_of
from thaidoc.reading.recognition import Recognition, in_force
from thaidoc.thai.words import segmenter
from training.fonts import HELD_OUT

Pixels = NDArray[np.uint8]
DPI = 300
#: Debian's packages of faces that are held out
PACKAGES = ("fonts-tlwg-kinnari-ttf", "fonts-tlwg-loma-ttf", "fonts-arundina")
_SYSTEM = Path("/usr/share/fonts")
#: A4 in points, its margins, and from one line to the next
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM, _PITCH = 595, 842, 80.0, 550.0, 70.0, 790.0, 20.0
#: how tall a ก is, in points: that of TH Sarabun at 16 points
_BODY = 5.4
#: the width of a text column of the original, and what is left between two columns, in points
_COLUMN, _APART = 4.8, 24.0
_WHITE = 255


@dataclass(frozen=True)
class Scan:
    """A made scan: its name, how it was spoiled, its bytes (TIFF), its true text."""

    name: str
    condition: str
    data: bytes
    true: str


@dataclass(frozen=True)
class _Sheet:
    """What is set on one page: baseline and left in points, text."""

    pieces: list[tuple[float, float, str]]

    @property
    def true(self) -> str:
        return "\n".join(text for _, _, text in self.pieces)


def scans(count: int, folder: Path) -> Iterator[Scan]:
    """Every condition of so many letters of corpus/, by all held-out faces in turn.

    :param folder: where fetched fonts are kept.
    """
    faces = held_out(folder)
    for number, (name, document) in enumerate(_texts(count)):
        face = faces[number % len(faces)]
        sheets = list(_sheets(document, face))
        pages = _drawn(sheets, face)
        true = "\f".join(sheet.true for sheet in sheets)
        for condition, spoil in CONDITIONS.items():
            chance = random.Random(f"{name} {condition}")
            data = _tiff([spoil(page, chance) for page in pages])
            yield Scan(f"{name}, {face.stem}", condition, data, true)


def held_out(folder: Path) -> list[Path]:
    """Faces that no network of training/ has seen; fetched where the machine has none.

    :raises OSError: where they cannot be fetched.
    """
    found = _faces_in(_SYSTEM) or _faces_in(folder)
    if not found:
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "download", *PACKAGES], check=True, cwd=folder)
        for package in sorted(folder.glob("*.deb")):
            subprocess.run(["dpkg", "-x", str(package), str(folder)], check=True)
        found = _faces_in(folder)
    if not found:
        raise FileNotFoundError(f"none of {', '.join(HELD_OUT)} was found or could be fetched")
    return found


def _faces_in(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*.ttf")) if path.stem in HELD_OUT]


def _texts(count: int) -> Iterator[tuple[str, Document]]:
    """So many letters that have a text, evenly from all of corpus/."""
    with in_force(Recognition("never")):
        found = []
        for original, record in letters():
            assert record.source
            document = read_bytes(original.read_bytes(), record.source.name)
            if all(page.decision in ("as-is", "repaired") for page in document.pages):
                found.append((Path(record.source.name).stem, document))
    found.sort(key=lambda one: sha256_of(one[0].encode()))
    return iter(found[:count])


# --- setting ---------------------------------------------------------------------------------


@cache
def _font(face: Path) -> Any:
    from fontTools.ttLib import TTFont

    return TTFont(face)


@cache
def _size(face: Path) -> float:
    """The size in points at which ก is :data:`_BODY` tall."""
    from fontTools.pens.boundsPen import BoundsPen

    glyphs = _font(face).getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[_font(face).getBestCmap()[ord("ก")]].draw(pen)
    return float(_BODY * _font(face)["head"].unitsPerEm / pen.bounds[3])


@cache
def _width(face: Path, text: str) -> float:
    widths, names = _font(face)["hmtx"], _font(face).getBestCmap()
    units = sum(widths[names[ord(letter)]][0] for letter in text)
    return float(units * _size(face) / _font(face)["head"].unitsPerEm)


def _sheets(document: Document, face: Path) -> Iterator[_Sheet]:
    """The lines of a document on pages of A4: columns where they stood, long lines wrapped."""
    known = _font(face).getBestCmap()
    sheet, y = _Sheet([]), _TOP
    for page in document.pages:
        edge = min((line.left for line in page.lines), default=0.0)
        for line in page.lines:
            y += _PITCH * min(line.gap, 1.0)
            right = 0.0
            for segment in line.segments:
                text = "".join(letter for letter in segment.text if ord(letter) in known)
                x = min(_LEFT + (segment.left - edge) / page.em * _COLUMN, 0.6 * _WIDTH)
                x = max(x, right + _APART if right else x)
                if right and x + _width(face, text) > _RIGHT:  # no room beside the one before
                    x, y = _LEFT, y + _PITCH
                for number, part in enumerate(_wrapped(text, face, x)):
                    if number:
                        x, y = _LEFT, y + _PITCH
                    if y > _BOTTOM:
                        yield sheet
                        sheet, y = _Sheet([]), _TOP
                    sheet.pieces.append((y, x, part))
                    right = x + _width(face, part)
            y += _PITCH
    if sheet.pieces:
        yield sheet


def _wrapped(text: str, face: Path, x: float) -> Iterator[str]:
    """The text in parts: the first fits between ``x`` and the margin, the others on a line."""
    if x + _width(face, text) <= _RIGHT:
        yield text.strip()
        return
    part, room = "", _RIGHT - x
    for word in segmenter().cut(text):
        if part and _width(face, part + word) > room:
            yield part.strip()
            part, room = "", _RIGHT - _LEFT
        part += word
    if part.strip():
        yield part.strip()


def _drawn(sheets: list[_Sheet], face: Path) -> list[Pixels]:
    """The pages in grey at :data:`DPI`, set with all that the face knows of marks."""
    import pypdfium2
    from fpdf import FPDF

    pdf = FPDF(unit="pt", format=(_WIDTH, _HEIGHT))
    pdf.add_font(face.stem, fname=face)
    for sheet in sheets:
        pdf.add_page()
        pdf.set_font(face.stem, size=_size(face))
        pdf.set_text_shaping(True)
        for y, x, text in sheet.pieces:
            pdf.text(x, y, text)
    made = pypdfium2.PdfDocument(bytes(pdf.output()))
    pages = [page.render(scale=DPI / 72, grayscale=True).to_numpy() for page in made]
    return [np.array(page, np.uint8).reshape(page.shape[:2]) for page in pages]


# --- spoiling --------------------------------------------------------------------------------

_INK = 128

#: a page at :data:`DPI` and a chance, to the page as scanned with its resolution across and down
Spoil = Callable[[Pixels, random.Random], tuple[Image.Image, tuple[int, int]]]


def _seen(page: Pixels, chance: random.Random, blur: float = 0.8, grain: float = 7) -> Pixels:
    """As a scanner sees it: ink that is no pure black on paper that is no pure white, grain."""
    noise = np.random.default_rng(chance.getrandbits(32)).standard_normal(page.shape, np.float32)
    soft = cv2.GaussianBlur(page.astype(np.float32), (0, 0), chance.uniform(0.6, 1.4) * blur)
    paper, ink = chance.uniform(225, 250), chance.uniform(10, 60)
    seen: Pixels = np.clip(ink + soft * (paper - ink) / _WHITE + grain * noise, 0, 255).astype(
        np.uint8
    )
    return seen


def _jpeg(page: Pixels, chance: random.Random) -> Image.Image:
    stream = BytesIO()
    Image.fromarray(page).save(stream, "JPEG", quality=chance.randint(55, 85))
    return Image.open(stream)


def _grey(page: Pixels, chance: random.Random) -> tuple[Image.Image, tuple[int, int]]:
    return _jpeg(_seen(page, chance), chance), (DPI, DPI)


def _bits(page: Pixels, chance: random.Random) -> tuple[Image.Image, tuple[int, int]]:
    black = _seen(page, chance) > chance.uniform(115, 185)
    return Image.fromarray(black), (DPI, DPI)


def _skewed(page: Pixels, chance: random.Random) -> tuple[Image.Image, tuple[int, int]]:
    angle = chance.uniform(0.6, 2.2) * chance.choice((-1, 1))
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(page, turn, (width, height), borderValue=(_WHITE,))
    return _jpeg(_seen(np.asarray(turned, np.uint8), chance), chance), (DPI, DPI)


def _stamped(page: Pixels, chance: random.Random) -> tuple[Image.Image, tuple[int, int]]:
    """With a receiving stamp's frame over the head, a seal's rings and a signature over type."""
    width = page.shape[1]
    inked = np.flatnonzero((page < _INK).any(1))
    first, last = int(inked[0]), int(inked[-1])
    over = np.full_like(page, _WHITE)
    colour = chance.randint(90, 150)
    left, top = int(width * chance.uniform(0.45, 0.6)), first + chance.randint(-200, 60)
    for row in (0, 90, 180, 270):
        cv2.line(over, (left, top + row), (left + 620, top + row), (colour,), 4)
    for column in (left, left + 620):
        cv2.line(over, (column, top), (column, top + 270), (colour,), 4)
    centre = (int(width * chance.uniform(0.2, 0.5)), _between(first, last, chance, 0.4, 0.9))
    for radius in (170, 120):
        cv2.circle(over, centre, radius, (colour,), 5)
    at = np.array([width * 0.4, _between(first, last, chance, 0.5, 0.9)])
    steps = [[chance.gauss(35, 40), chance.gauss(0, 45)] for _ in range(14)]
    path = (at + np.cumsum(np.array(steps), 0)).astype(np.int32)
    cv2.polylines(over, [path], isClosed=False, color=(chance.randint(30, 110),), thickness=5)
    return _jpeg(_seen(np.minimum(page, over), chance), chance), (DPI, DPI)


def _between(first: int, last: int, chance: random.Random, low: float, high: float) -> int:
    return round(first + (last - first) * chance.uniform(low, high))


def _fax(page: Pixels, chance: random.Random) -> tuple[Image.Image, tuple[int, int]]:
    """Fine fax, 204 by 196 to the inch, in bits, with specks."""
    across, down = 204, 196
    size = round(page.shape[1] * across / DPI), round(page.shape[0] * down / DPI)
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    bits = _seen(np.asarray(small, np.uint8), chance, blur=0.4, grain=12) > chance.uniform(120, 170)
    noise = np.random.default_rng(chance.getrandbits(32)).random(bits.shape)
    bits = (bits | (noise < 0.001)) & (noise < 0.9995)
    return Image.fromarray(bits), (across, down)


#: what is done to a page, by the name of what it becomes
CONDITIONS: dict[str, Spoil] = {
    "grey": _grey,
    "1-bit": _bits,
    "skewed": _skewed,
    "stamped": _stamped,
    "fax": _fax,
}


def _tiff(pages: list[tuple[Image.Image, tuple[int, int]]]) -> bytes:
    stream = BytesIO()
    (first, dpi), *others = pages
    compression = "group4" if first.mode == "1" else "tiff_lzw"
    first.save(
        stream,
        "TIFF",
        save_all=True,
        append_images=[image for image, _ in others],
        compression=compression,
        dpi=dpi,
    )
    return stream.getvalue()
