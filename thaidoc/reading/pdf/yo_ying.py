"""Yo ying where a PDF's font says hyphen: told by the room that it takes.

Programs that write Thai as cp874 under a western encoding have byte AD for yo ying, which WinAnsi
names a hyphen like 2D; pdfium gives the same character for both. But a font's widths belong to its
bytes: a hyphen is narrower than most letters, yo ying is one of the widest.
"""

from statistics import median

from thaidoc.reading.pdf.characters import Characters

#: what byte AD is in Latin-1; :mod:`thaidoc.thai.mojibake` makes yo ying of it
_BYTE_AD = "\u00ad"
#: in letters of usual width; where all letters have one width nothing can be told
_WIDE = 1.1
#: the page is taken for cp874 under a western encoding if so much of it is western letters
_WESTERN = 0.3


def name_wide_hyphens(found: Characters) -> None:
    """Gives hyphens that are as wide as a wide letter the code of their byte, AD."""
    hyphens = [at for at, text in enumerate(found.texts) if text == "-"]
    if not hyphens:
        return
    letters = [at for at, text in enumerate(found.texts) if "\u00a1" <= text <= "\u00fb"]
    widths = [width for at in letters if (width := _width(found, at)) > 0]
    if len(letters) < _WESTERN * len(found.texts) or not widths:
        return
    usual = median(widths)
    for at in hyphens:
        if _width(found, at) > _WIDE * usual:
            found.texts[at] = _BYTE_AD


def _width(found: Characters, at: int) -> float:
    """The room that a character takes along its line, in type sizes."""
    across = abs(found.styles[at].angle) % 180 == 90
    low, high = (found.tops, found.bottoms) if across else (found.lefts, found.rights)
    return (high[at] - low[at]) / found.styles[at].size if found.styles[at].size else 0.0
