"""What scanners, copiers, fax machines and clerks do to a line, and the cut of the line finder.

Every kind of damage was seen on real scans: bits at any threshold, thin and broken strokes, ink
that spread, remnants of neighbouring lines, leaders and rules, strokes of signatures and stamps
across, skew and warp, low resolution, noise, the blocks of JPEG.
"""

import random

import cv2
import numpy as np
from numpy.typing import NDArray

from thaidoc.reading.ocr.geometry import BASELINE, BODY, HEIGHT, normalise_ink
from training.draw import Drawn, Picture


def spoiled(drawn: Drawn, draw: random.Random) -> NDArray[np.uint8] | None:
    """The line as the recogniser gets it: :data:`HEIGHT` rows, ink 255; None where it got lost."""
    noise = np.random.default_rng(draw.getrandbits(32))
    crossed(drawn, draw)
    _bend(drawn, draw)
    picture = _scan(drawn.picture, drawn.body, draw, noise)
    drawn.picture = _specks(picture, draw)
    return cut(drawn, draw)


def crossed(drawn: Drawn, draw: random.Random) -> None:
    """Rules, leaders, table lines, strokes of a signature or a stamp's ring across the line."""
    picture, body, y = drawn.picture, drawn.body, drawn.baseline
    height, width = picture.shape
    chance = draw.random()
    if chance < 0.06:
        row = int(y + body * draw.uniform(0.15, 0.6))
        begin = 0 if draw.random() < 0.5 else int(width * draw.random())
        cv2.line(picture, (begin, row), (width, row), 0, draw.randint(1, 3))
    elif chance < 0.11:
        row = int(y + body * draw.uniform(0, 0.35))
        for column in range(0, width, draw.randint(5, 12)):
            cv2.circle(picture, (column, row), 1, 0, -1)
    elif chance < 0.14:
        column = int(draw.choice((body * 0.6, width - body * 0.7)))
        cv2.line(picture, (column, 0), (column, height), 0, draw.randint(1, 4))
    elif chance < 0.19:
        steps = np.array(
            [[draw.gauss(width / 14, width / 12), draw.gauss(0, body * 0.6)] for _ in range(8)]
        )
        begun = np.array([width * draw.random() * 0.6, y - body * draw.random() * 2])
        path = begun + np.cumsum(steps, 0)
        cv2.polylines(
            picture, [path.astype(np.int32)], False, draw.randint(0, 130), draw.randint(2, 4)
        )
    elif chance < 0.22:
        centre = (int(width * draw.random()), int(y + body * draw.uniform(-3, 3)))
        cv2.circle(
            picture,
            centre,
            int(body * draw.uniform(3, 7)),
            draw.randint(60, 170),
            draw.randint(2, 4),
        )


def _bend(drawn: Drawn, draw: random.Random) -> None:
    """Skew, shear, waves of the paper, and a width that is not the typeface's own."""
    if draw.random() > 0.75:
        return
    height, width = drawn.picture.shape
    wide = draw.uniform(0.82, 1.15)
    angle = np.tan(np.deg2rad(draw.gauss(0, 0.35))) * min(1.0, 600 / width)
    shear, wave = draw.gauss(0, 0.03), draw.uniform(0, 0.06) * drawn.body
    period, phase = draw.uniform(200, 1500), draw.random() * 6.3
    x, y = np.meshgrid(
        np.arange(int(width * wide), dtype=np.float32), np.arange(height, dtype=np.float32)
    )
    source = x / wide
    across = (source + (y - drawn.baseline) * shear).astype(np.float32)
    down = (
        y + (source - width / 2) * angle + wave * np.sin(source / period * 6.28 + phase)
    ).astype(np.float32)
    drawn.picture = cv2.remap(drawn.picture, across, down, cv2.INTER_LINEAR, borderValue=255)
    drawn.left, drawn.right = drawn.left * wide, drawn.right * wide


def _scan(
    picture: Picture, body: float, draw: random.Random, noise: np.random.Generator
) -> Picture:
    """Resolution, ink and light: fax or low dpi, thin or fat strokes, blur, noise, bits or JPEG."""
    if draw.random() < 0.18:
        picture = low_resolution(picture, draw)
    chance = draw.random()
    if chance < 0.3:
        kernel = (
            np.ones((2, 2), np.uint8)
            if draw.random() < 0.6
            else cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
        )
        picture = cv2.erode(picture, kernel)  # dark grows
    elif chance < 0.37 and body > 22:
        picture = cv2.dilate(picture, np.ones(draw.choice(((2, 1), (1, 2), (2, 2))), np.uint8))
    if draw.random() < 0.8:
        picture = cv2.GaussianBlur(picture, (0, 0), draw.uniform(0.3, 1.3 if body > 22 else 0.9))
    strength = draw.choice((0, 5, 15, 25, 40))
    if strength:
        grain = noise.standard_normal(picture.shape, dtype=np.float32) * strength
        picture = picture + (
            cv2.GaussianBlur(grain, (0, 0), 0.8) * 1.7 if draw.random() < 0.5 else grain
        )
    if draw.random() < 0.6:
        return np.where(picture < draw.uniform(90, 205), 0, 255).astype(np.float32)
    picture = np.clip(picture, 0, 255) * draw.uniform(190, 255) / 255
    if draw.random() < 0.3:
        picture = picture + np.linspace(-25, 25, picture.shape[1], dtype=np.float32) * draw.choice(
            (-1, 1)
        )
    if draw.random() < 0.4:
        quality = [cv2.IMWRITE_JPEG_QUALITY, draw.randint(25, 85)]
        _, data = cv2.imencode(".jpg", np.clip(picture, 0, 255).astype(np.uint8), quality)
        picture = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE).astype(np.float32)
    return picture


def low_resolution(picture: Picture, draw: random.Random) -> Picture:
    """The line as a fax or a scanner of few dots gives it."""
    height, width = picture.shape
    down, across = draw.uniform(0.45, 0.8), draw.uniform(0.5, 0.8)
    small = cv2.resize(picture, None, fx=across, fy=down, interpolation=cv2.INTER_AREA)
    if draw.random() < 0.5:
        small = np.where(small < draw.uniform(110, 190), 0, 255).astype(np.float32)
    way = draw.choice((cv2.INTER_LINEAR, cv2.INTER_NEAREST, cv2.INTER_CUBIC))
    return cv2.resize(small, (width, height), interpolation=way)


def _specks(picture: Picture, draw: random.Random) -> Picture:
    if draw.random() < 0.35:
        height, width = picture.shape
        for _ in range(min(200, int(draw.expovariate(1) * picture.size / 6000))):
            place = (draw.randrange(width), draw.randrange(height))
            cv2.circle(picture, place, draw.choice((0, 1, 1, 2)), draw.choice((0, 0, 255)), -1)
    return picture


def cut(drawn: Drawn, draw: random.Random) -> NDArray[np.uint8] | None:
    """The line at the recogniser's size, as badly placed as the line finder may place it."""
    scale = BODY / drawn.body * draw.uniform(0.83, 1.2)
    top = round(drawn.baseline - (BASELINE + draw.uniform(-3, 3)) / scale)
    bottom = round(top + HEIGHT / scale)
    left = max(0, int(drawn.left - drawn.body * draw.uniform(0.1, 1.2)))
    right = min(drawn.picture.shape[1], int(drawn.right + drawn.body * draw.uniform(0.25, 1.2)))
    if top < 0 or bottom > drawn.picture.shape[0] or right - left < 4:
        return None
    line = drawn.picture[top:bottom, left:right].copy()
    if draw.random() < 0.12:
        line[: draw.randint(0, int((bottom - top) * 0.14))] = 255
    width = max(16, round(line.shape[1] * HEIGHT / line.shape[0]))
    return normalise_ink(cv2.resize(line, (width, HEIGHT), interpolation=cv2.INTER_AREA))
