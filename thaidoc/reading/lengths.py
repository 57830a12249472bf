"""Lengths as XML and CSS write them (``2.5cm``, ``1in``, ``16pt``) in columns of typed text."""

import re

from thaidoc.reading.paragraphs import TWIPS

#: twips to one of each unit; a font-relative unit counts as 16 points, the size of official letters
_UNITS = {
    "in": 1440.0, "cm": 1440 / 2.54, "mm": 144 / 2.54, "pt": 20.0, "pc": 240.0, "px": 15.0,
    "em": 320.0, "rem": 320.0, "ch": float(TWIPS), "ex": 160.0,
}  # fmt: skip
_LENGTH = re.compile(r"\s*([-+]?(?:\d{1,9}(?:\.\d*)?|\.\d+))\s*([a-z]*)", re.IGNORECASE)


def columns(length: str | None) -> int:
    """A length in whole columns, rounded towards minus infinity; 0 where it is none.

    >>> columns("2.54cm"), columns("-0.5in"), columns("auto")
    (16, -8, 0)
    """
    found = _LENGTH.match(length or "")
    if not found:
        return 0
    twips = float(found[1]) * _UNITS.get(found[2].lower(), 0.0)
    # producers write 0.9999in where they mean an inch
    return int((twips + TWIPS * 0.02) // TWIPS)
