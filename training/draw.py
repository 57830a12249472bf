"""One line of type as a picture: printed, with numbers and days written in by hand or stamped.

A picture is grey, ink dark on white, with room above and below for the lines that neighbour it. Its
geometry goes with it: where the baseline is, how tall a consonant's body is, where the text begins
and ends; :mod:`training.damage` spoils it as scanners do and cuts it as the line finder would.
"""

import random
import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from training.fonts import Face, digit_pictures, faces, hands

Picture = NDArray[np.float32]
_MARKS = frozenset("ัิีึืฺุู็่้๊๋์ํ")
_NUMBER = re.compile(r"(?:ว[. ]? ?)?(?:[0-9]{1,6}|[๐-๙]{1,6})")
#: bodies' heights in pixels of the drawing
_BODY = (15, 38)
#: the share of lines set without shaping where the face allows it, as programs do that do not know
#: Thai: every tone mark hangs where it would over a vowel, high above the consonant
_UNSHAPED = 0.25


@dataclass(slots=True)
class Drawn:
    """A line on its strip: the picture, baseline, body height, the text's left and right."""

    picture: Picture
    baseline: float
    body: float
    left: float
    right: float


@dataclass
class Press:
    """Draws lines with the faces of a folder.

    :param held_out: draw with the faces that are kept for validation, else with all others.
    :param only: with the faces alone whose file's name begins so, held out or not.
    """

    folder: Path
    seed: int
    held_out: bool = False
    only: str = ""
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        known = [
            face
            for face in faces(self.folder)
            if (
                face.path.stem.startswith(self.only)
                if self.only
                else face.held_out == self.held_out
            )
        ]
        self._faces: list[Face] = known
        self._weights = [face.weight for face in known]
        self._written = [face for face in faces(self.folder) if face.written and not face.held_out]
        self._hands = hands(self.folder)

    def draw(self, text: str, neighbour: str, handwriting: float = 0.3) -> Drawn | None:
        """The text as a picture, or None where no face at hand has all its characters.

        :param neighbour: what the lines above and below say.
        :param handwriting: the share of lines with a number that have it written in.
        """
        face = self._face_for(text)
        if face is None:
            return None
        body = self.dice.uniform(*_BODY)
        shaped = self.dice.random() >= _UNSHAPED or _needs_shaping(face.path)
        font = _font(face.path, body, shaped)
        width = int(font.getlength(text) * 2.2 + body * 14)
        strip = Image.new("L", (min(width, 9000), int(body * 8)), 255)
        pen = _Pen(self, strip, font, body, body * 4.3)
        left = pen.x
        number = self._number_in(text) if self.dice.random() < handwriting else None
        if number is None:
            pen.type(text)
        else:
            pen.type(text[: number.start()])
            pen.write(number.group())
            pen.type(text[number.end() :])
        right = pen.x
        if right > strip.width - body:
            return None
        picture = pen.picture()[:, : int(right + body * 1.6)]
        drawn = Drawn(picture, body * 4.3, body, left, right)
        self._neighbours(drawn, font, neighbour)
        return drawn

    def _face_for(self, text: str) -> Face | None:
        wanted = {ord(c) for c in text if not c.isspace()}
        for _ in range(6):
            face = self.dice.choices(self._faces, weights=self._weights)[0]
            if wanted <= _coverage(face.path):
                return face
        return None

    def _number_in(self, text: str) -> re.Match[str] | None:
        """The number that a clerk would write in: behind the slash, or the day."""
        numbers = list(_NUMBER.finditer(text))
        if not numbers:
            return None
        return numbers[-1] if "/" in text else numbers[0]

    def _neighbours(self, drawn: Drawn, font: ImageFont.FreeTypeFont, text: str) -> None:
        if self.dice.random() > 0.55:
            return
        pitch = drawn.body * self.dice.uniform(2.3, 3.8)
        image = Image.fromarray(drawn.picture.astype(np.uint8))
        pen = ImageDraw.Draw(image)
        for way in (-1, 1):
            if self.dice.random() < 0.7:
                begin = self.dice.uniform(-drawn.body, drawn.picture.shape[1] * 0.5)
                pen.text(
                    (begin, drawn.baseline + way * pitch), text, font=font, fill=0, anchor="ls"
                )
        drawn.picture = np.asarray(image).astype(np.float32)


class _Pen:
    """Moves along the baseline of a strip, typing and writing."""

    def __init__(
        self, press: Press, strip: Image.Image, font: ImageFont.FreeTypeFont, body: float, y: float
    ):
        self.press, self.strip, self.font, self.body, self.y = press, strip, font, body, y
        self.dice = press.dice
        self.x = body * 1.5
        self.ink = self.dice.choice((0, 0, 0, self.dice.randint(0, 90)))
        self.spread = 0.0 if self.dice.random() < 0.88 else self.dice.uniform(-0.04, 0.14) * body

    def picture(self) -> Picture:
        return np.asarray(self.strip).astype(np.float32)

    def type(self, text: str) -> None:
        """Print the text; the width of blanks varies as in justified lines."""
        pen = ImageDraw.Draw(self.strip)
        blank = self.font.getlength(" ")
        parts = re.split(r"( +)", text) if not self.spread else _clusters(text)
        for part in parts:
            if not part.strip():
                stretch = self.dice.choice((0.8, 1, 1, 1, 1.3, 1.7, 2.4))
                self.x += blank * len(part) * stretch + self.dice.random()
                continue
            pen.text((self.x, self.y), part, font=self.font, fill=self.ink, anchor="ls")
            self.x += self.font.getlength(part) + self.spread

    def write(self, text: str) -> None:
        """Write the text by hand: each sign turned, stretched and warped on its own."""
        self.x += self.body * self.dice.uniform(-0.1, 0.9)
        base = self.y + self.dice.uniform(-0.3, 0.2) * self.body
        size = self.body * self.dice.uniform(1.0, 1.9)
        hand = _Hand(self.press, size, text)
        canvas = self.picture()
        for sign in text:
            if sign == " ":
                self.x += self.body * self.dice.uniform(0.2, 0.9)
                continue
            glyph, drop = hand.sign(sign)
            if glyph is None:
                continue
            height, width = glyph.shape
            top = int(base - height + drop + self.dice.gauss(0, 0.06) * self.body)
            left = int(self.x)
            if top < 0 or top + height > canvas.shape[0] or left + width >= canvas.shape[1]:
                continue
            place = canvas[top : top + height, left : left + width]
            np.minimum(place, 255 - glyph * (255 - self.ink), out=place)
            self.x += width + self.body * self.dice.uniform(-0.06, 0.3)
        self.x += self.body * self.dice.uniform(0.1, 0.8)
        self.strip = Image.fromarray(canvas.astype(np.uint8))


class _Hand:
    """One writer: a face or the digits of real hands, a slant, a width, a pen."""

    def __init__(self, press: Press, size: float, text: str):
        self.dice = press.dice
        self.press, self.size = press, size
        arabic = any(c in "0123456789" for c in text)
        self.real = arabic and self.dice.random() < 0.55
        self.latin = self.dice.choice(press._hands)
        thai = press._written if self.dice.random() < 0.85 else press._faces
        self.thai = self.dice.choice(thai)
        self.slant = self.dice.uniform(-0.25, 0.15)
        self.wide = self.dice.uniform(0.8, 1.3)
        self.pen = self.dice.random()

    def sign(self, sign: str) -> tuple[Picture | None, float]:
        """The sign as ink (1) on nothing (0), and how far it drops below the line."""
        size = self.size * self.dice.uniform(0.85, 1.15)
        if self.real and sign in "0123456789":
            glyph, drop = _real_digit(self.press.folder, int(sign), size, self.dice), 0.0
        else:
            latin = sign in "0123456789"
            path = self.latin if latin else self.thai.path
            found = _glyph(path, size if latin else size * self.dice.uniform(0.65, 1.0), sign)
            if found is None:
                return None, 0.0
            glyph, drop = found
        return self._bent(glyph), drop

    def _bent(self, glyph: Picture) -> Picture | None:
        pad = int(self.size * 0.4) + 3
        glyph = np.pad(glyph, pad)
        height, width = glyph.shape
        turn = np.deg2rad(self.dice.gauss(0, 6))
        matrix = np.array(
            [
                [np.cos(turn) * self.wide, np.sin(turn) + self.slant, 0],
                [-np.sin(turn), np.cos(turn), 0],
            ],
            np.float32,
        )
        centre = np.array([width / 2, height / 2])
        matrix[:, 2] = centre - matrix[:, :2] @ centre
        glyph = cv2.warpAffine(glyph, matrix, (width, height))
        if self.dice.random() < 0.8:
            noise = np.random.default_rng(self.dice.getrandbits(32)).standard_normal(
                (height, width, 2)
            )
            noise = cv2.GaussianBlur(noise.astype(np.float32), (0, 0), max(2.0, self.size * 0.25))
            noise *= self.size * self.dice.uniform(0, 0.12) / (np.abs(noise).max() + 1e-6)
            x, y = np.meshgrid(
                np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
            )
            glyph = cv2.remap(glyph, x + noise[..., 0], y + noise[..., 1], cv2.INTER_LINEAR)
        if self.pen < 0.3:
            size = self.dice.choice((2, 3))
            glyph = cv2.dilate(glyph, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
        rows, columns = np.where(glyph > 0.4)
        if len(rows) < 4:
            return None
        cut = glyph[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        return np.clip(cut, 0, 1).astype(np.float32)


def _clusters(text: str) -> list[str]:
    found: list[str] = []
    for character in text:
        if found and (character in _MARKS or character == "ำ"):
            found[-1] += character
        else:
            found.append(character)
    return found


@lru_cache(maxsize=1500)
def _font_at(path: Path, pixels: int, shaped: bool = True) -> ImageFont.FreeTypeFont:
    layout = ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC
    return ImageFont.truetype(str(path), pixels, layout_engine=layout)


@cache
def _needs_shaping(path: Path) -> bool:
    """Whether marks stand in each other, or beside their letter, unless the face's rules move them.

    Without shaping nobody could read such a face.
    """
    font = _font_at(path, 200, shaped=False)
    vowel, tone = _ink_rows(font, "ี"), _ink_rows(font, "่")
    return tone[1] > vowel[0] + 8 or font.getlength("่") > 20


def _ink_rows(font: ImageFont.FreeTypeFont, mark: str) -> tuple[int, int]:
    """First and last row of a mark's ink; a font's box of a mark reaches to the baseline."""
    image = Image.new("L", (600, 800), 0)
    ImageDraw.Draw(image).text((300, 500), mark, font=font, fill=255, anchor="ls")
    rows = np.flatnonzero(np.asarray(image).max(axis=1) > 90)
    return int(rows[0]), int(rows[-1])


@cache
def _body_share(path: Path, sample: str) -> float:
    """How tall the sample's letters are, as a share of the font's size."""
    box = _font_at(path, 200).getbbox(sample, anchor="ls")
    return max(0.2, -box[1] / 200)


def _font(path: Path, body: float, shaped: bool = True) -> ImageFont.FreeTypeFont:
    return _font_at(path, max(8, round(body / _body_share(path, "นบ"))), shaped)


@cache
def _coverage(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    return frozenset(TTFont(path).getBestCmap())


@lru_cache(maxsize=4000)
def _glyph_at(path: Path, pixels: int, sign: str) -> tuple[Picture, float] | None:
    font = _font_at(path, pixels)
    left, top, right, bottom = (int(v) for v in font.getbbox(sign, anchor="ls"))
    if right - left < 2 or bottom - top < 2:
        return None
    image = Image.new("L", (right - left, bottom - top), 0)
    ImageDraw.Draw(image).text((-left, -top), sign, font=font, fill=255, anchor="ls")
    return np.asarray(image).astype(np.float32) / 255, float(bottom)


def _glyph(path: Path, body: float, sign: str) -> tuple[Picture, float] | None:
    share = _body_share(path, "8" if sign in "0123456789" else "นบ")
    return _glyph_at(path, max(8, round(body / share)), sign)


@cache
def _real_digits(folder: Path) -> list[Picture]:
    return [
        np.asarray(values, np.float32)[: len(values) // 784 * 784].reshape(-1, 28, 28)
        for values in digit_pictures(folder)
    ]


def _real_digit(folder: Path, digit: int, size: float, draw: random.Random) -> Picture:
    pictures = _real_digits(folder)[digit]
    picture = pictures[draw.randrange(len(pictures))]
    rows, columns = np.where(picture > 0.3)
    cut = picture[rows.min() : rows.max() + 1, max(0, columns.min() - 1) : columns.max() + 2]
    scale = size / 20
    return np.clip(cv2.resize(cut, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), 0, 1)
