"""A small model of which letter follows which in official Thai, for readings that are in doubt.

It knows stretches of up to :data:`ORDER` symbols, a consonant's marks being one symbol as in the
alphabet; where it does not know a stretch it falls back on a shorter one. It says nothing about
digits, Latin and signs: those are one symbol, which is never predicted. ``training/letters.py``
makes the file from running text.
"""

import lzma
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from thaidoc.reading.ocr.alphabet import CLASSES

#: symbols that a stretch has at most
ORDER = 6
#: the symbol of all that is not Thai
OTHER = 255
#: the classes that are predicted: Thai letters, vowels, marks and the blank between words
SYMBOLS: tuple[int, ...] = tuple(
    index
    for index, text in enumerate(CLASSES)
    if text == " " or ("ก" <= text[:1] <= "๎" and text != "฿")
)
_IS_SYMBOL = frozenset(SYMBOLS)
_CONTEXT = (1 << 8 * (ORDER - 1)) - 1
#: probabilities are kept as so many levels of so many nats each
_LEVELS, _NATS = 255, 0.06


class LetterModel:
    """Log probabilities of symbols behind others. A context is its symbols packed into an integer.

    :param chances: log probability of the last symbol of a packed stretch.
    :param back_offs: what is added, for a packed context, when a shorter one is asked.
    """

    def __init__(self, chances: Mapping[int, float], back_offs: Mapping[int, float]):
        self._chances = chances
        self._back_offs = back_offs
        self._known: dict[int, float] = {}

    def chance(self, context: int, label: int) -> float:
        """The log probability of a class behind a context; 0 for what is not predicted."""
        if label not in _IS_SYMBOL:
            return 0.0
        stretch = context << 8 | label
        known = self._known.get(stretch)
        if known is None:
            known = self._known[stretch] = self._looked_up(stretch)
        return known

    def _looked_up(self, stretch: int) -> float:
        less = 0.0
        for length in range(ORDER, 0, -1):
            part = stretch & ((1 << 8 * length) - 1)
            if part >> 8 * (length - 1) == 0:
                continue  # the context is shorter than that
            found = self._chances.get(part)
            if found is not None:
                return less + found
            less += self._back_offs.get(part >> 8, 0.0)
        return less - _LEVELS * _NATS


def follow(context: int, label: int) -> int:
    """The context behind a class that stands behind a context; 0 is that of a line's beginning."""
    symbol = label if label in _IS_SYMBOL else OTHER
    return (context << 8 | symbol) & _CONTEXT


@cache
def letter_model() -> LetterModel | None:
    """The package's model, loaded once; None where the package has none."""
    file = files("thaidoc.reading.ocr") / "data" / "letters.xz"
    return unpack(file.read_bytes()) if file.is_file() else None


def pack(chances: Mapping[int, float], back_offs: Mapping[int, float]) -> bytes:
    """A model as bytes, from probabilities (not their logarithms)."""
    keys = np.array(sorted(chances), np.uint64)
    contexts = np.array(sorted(back_offs), np.uint64)
    parts = [
        np.array([len(keys), len(contexts)], "<u4").tobytes(),
        _spread(keys),
        _levels([chances[key] for key in keys.tolist()]),
        _spread(contexts),
        _levels([back_offs[key] for key in contexts.tolist()]),
    ]
    return lzma.compress(b"".join(parts))


def unpack(packed: bytes) -> LetterModel:
    """The model that :func:`pack` made bytes of."""
    data = lzma.decompress(packed)
    many, contexts = np.frombuffer(data, "<u4", 2).tolist()
    at = 8
    tables: list[dict[int, float]] = []
    for count in (many, contexts):
        planes = np.frombuffer(data, np.uint8, 8 * count, at).reshape(8, count)
        keys = np.cumsum(planes.T.copy().view("<u8").ravel(), dtype=np.uint64)
        levels = np.frombuffer(data, np.uint8, count, at + 8 * count)
        tables.append(dict(zip(keys.tolist(), (levels * -_NATS).tolist(), strict=True)))
        at += 9 * count
    return LetterModel(*tables)


def _spread(keys: NDArray[np.uint64]) -> bytes:
    """Rising numbers as their steps, the lowest bytes of all before the next: that packs well."""
    steps = np.diff(keys, prepend=np.uint64(0)).astype("<u8")
    planes: NDArray[np.uint8] = steps.view(np.uint8).reshape(-1, 8).T
    return bytes(planes)


def _levels(chances: list[float]) -> bytes:
    # a share of a shorter context may exceed 1; what little is lost by cutting it does no harm
    nats = [-math.log(chance) / _NATS for chance in chances]
    return bytes(np.clip(np.round(nats), 0, _LEVELS).astype(np.uint8))
