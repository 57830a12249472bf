"""The recogniser's alphabet: what one position of its output can be.

A consonant's marks are one class together (``ี้``, not ``ี`` and ``้``): they stand in one column of
the picture, and most of what could be combined never stands in Thai. Class 0 is CTC's blank.
"""

from collections.abc import Iterable, Sequence

_VOWELS = ("ั", "ิ", "ี", "ึ", "ื", "ุ", "ู")
_TONES = ("่", "้", "๊", "๋")
#: marks that one consonant can carry, in canonical order: vowel, then tone or thanthakhat
MARKS: tuple[str, ...] = (
    *_VOWELS,
    *_TONES,
    *(vowel + tone for vowel in _VOWELS for tone in _TONES),
    "์",
    "ิ์",
    "ุ์",
    "็",
    "ํ",
    "ฺ",
)
_THAI = "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮฯะาำเแโใไๅๆ๏๚๛฿๐๑๒๓๔๕๖๗๘๙"
_LATIN = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "`^~{}<>|\\")
_SIGNS = "“”‘’–…•√×½"
#: the classes, the blank first; a class's index never changes while a model uses it
CLASSES: tuple[str, ...] = ("", " ", *_THAI, *_LATIN, *_SIGNS, *MARKS)
_INDEX = {text: index for index, text in enumerate(CLASSES) if text}
_MARK = frozenset("".join(MARKS))
#: what is printed alike and read as one
_SAME = str.maketrans({"—": "–", "‐": "-", "‑": "-", "−": "–", "·": "•", "\u00a0": " ", "○": "o"})


def encode(text: str) -> list[int] | None:
    """The classes of a text in canonical form, or None where a character has no class.

    >>> decode(encode("ที่ ๑/๒๕๖๒"))
    'ที่ ๑/๒๕๖๒'
    """
    found: list[int] = []
    plain = text.translate(_SAME)
    position = 0
    while position < len(plain):
        end = position + 1
        if plain[position] in _MARK:
            while end < len(plain) and plain[end] in _MARK:
                end += 1
        index = _INDEX.get(plain[position:end])
        if index is None:
            return None
        found.append(index)
        position = end
    return found


def decode(classes: Iterable[int]) -> str:
    """The text of a sequence of classes, blanks of CTC left out."""
    return "".join(CLASSES[index] for index in classes)


def collapse(path: Sequence[int]) -> list[int]:
    """The classes of a CTC path: repeats merged, blanks dropped."""
    return [
        label
        for position, label in enumerate(path)
        if label and (position == 0 or label != path[position - 1])
    ]
