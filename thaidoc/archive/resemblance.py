"""How alike two texts are: a scan, a print and a re-typed copy of one letter find each other so.

What is compared is a text's *skeleton*: its letters and digits without marks, blanks and signs, for
those are what formats lay out otherwise and recognisers lose first. Two steps: a *sketch* of a
hundred-odd numbers (MinHash over runs of four letters; A. Broder, On the resemblance and
containment of documents, 1997), whose bands find the few texts that may be alike among all, and an
alignment of two skeletons, which tells damage from another word. Letters made of one template
differ in few letters only; but where they differ, whole words and figures are replaced.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from thaidoc.thai.likeness import unlikeness
from thaidoc.thai.numerals import to_arabic
from thaidoc.thai.text import MARKS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: letters that make one run; and bands of a sketch, and numbers in a band: two texts that share
#: half of their runs meet in a band every second time, three quarters nearly always, a fifth in 1 %
_RUN, _BANDS, _ROWS = 4, 24, 5
#: so many letters of a text are looked at; what is longer is told by its beginning
_SKETCHED, _ALIGNED = 20_000, 8_000
#: in fewer letters there is too little to tell two letters apart
SHORTEST = 200
#: letters between two changes that still make one change of them
_JOINED = 1
#: how much of the longer text may be changed, and how much may stand in one only: read from
#: characters, read from pictures
_CHANGED = {False: 0.02, True: 0.20}
_ONE_SIDED = {False: 0.10, True: 0.30}
#: so many letters replaced at one place are a slip; more are another word where they are not drawn
#: alike, and in any case from three on where nothing was misread
_SLIP = 1
#: pieces longer than a page number, each counted once, that a typed text may have and another not;
#: who fills in a form puts in more
_PIECE, _PIECES = 3, 3
#: letters of a piece that may have moved as a whole
_MOVED = 8
#: a word that costs more than this for each letter is not the other one misread
_MISREAD = 0.5
#: share of a text's digits that recognition may get wrong
_DIGITS = 0.1
#: numbers of 4 bytes that stay in a processor's cache
_CACHED = 1 << 14
_MARKS = frozenset(re.findall(f"[{MARKS}]", "".join(map(chr, range(0x0E00, 0x0E80)))))
_DRAWN_OF = {"แ": "เเ", "ำ": "า"}
_DIGIT = re.compile("[0-9]")
_FIGURE = re.compile("[0-9]+")
_THAI = re.compile("[ก-๎]")


class _Bones(dict[int, str]):
    """What is left of each character, found once.

    ``แ`` and ``ำ`` are what they are drawn of, so that the order of marks need not be made right.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = _DRAWN_OF.get(char) or to_arabic(char).casefold()
        self[code] = "".join(c for c in plain if c.isalnum() and c not in _MARKS)
        return self[code]


_BONES = _Bones()


@cache
def _byte_bones() -> tuple[bytes, bytes, list[tuple[bytes, bytes]]]:
    """The same for cp874: a table, the bytes that go, and those of which two are left."""
    table, gone, doubled = bytearray(range(256)), bytearray(), []
    for byte in range(256):
        left = _BONES[ord(bytes([byte]).decode("cp874", "replace"))].encode("cp874")
        if len(left) == 1:
            table[byte] = left[0]
        elif left:
            doubled.append((bytes([byte]), left))
        else:
            gone.append(byte)
    return bytes(table), bytes(gone), doubled


def skeleton(text: str) -> str:
    """The letters and digits of a text, folded, without marks, blanks and signs.

    >>> skeleton("ที่ มท ๐๒๐๗.๒/ว ๒๘๗๐๗")
    'ทมท02072ว28707'
    """
    try:
        data = text.encode("cp874")
    except UnicodeEncodeError:
        return text.translate(_BONES)
    table, gone, doubled = _byte_bones()
    data = data.translate(table, gone)  # many times faster than one character after the other
    for byte, left in doubled:
        data = data.replace(byte, left)
    return data.decode("cp874")


def sketch(letters: str) -> "NDArray[np.uint32]":
    """A skeleton's sketch: 120 numbers, all zero where there is too little text for one.

    Two sketches agree in about that share of places in which their texts share runs of letters.
    """
    import numpy as np

    if len(letters) < _RUN:
        return np.zeros(_BANDS * _ROWS, dtype=np.uint32)
    codes = np.frombuffer(letters[:_SKETCHED].encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    count = len(codes) - _RUN + 1
    runs = np.zeros(count, dtype=np.uint64)
    for place in range(_RUN):
        runs = runs * np.uint64(0x100000001B3) + codes[place : place + count]
    runs ^= runs >> np.uint64(31)
    mixed = (runs * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(32)).astype(np.uint32)
    factors, terms = _permutations()
    least = np.empty(len(factors), dtype=np.uint32)
    some = max(1, _CACHED // len(mixed))  # not all at once: a text's table would not stay in cache
    for place in range(0, len(factors), some):
        rows = slice(place, place + some)
        room = mixed * factors[rows, np.newaxis]
        room += terms[rows, np.newaxis]
        room.min(axis=1, out=least[rows])
    return least


def bands(sketched: "NDArray[np.uint32]") -> list[int]:
    """The numbers under which a sketch is kept and looked for: 24, each of 63 bits."""
    import numpy as np

    table = sketched.reshape(_BANDS, _ROWS).astype(np.uint64)
    mixed = np.arange(1, _BANDS + 1, dtype=np.uint64)
    for row in range(_ROWS):
        mixed = (mixed ^ table[:, row]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    found: list[int] = (mixed >> np.uint64(1)).tolist()
    return found


def shared(one: "NDArray[np.uint32]", other: "NDArray[np.uint32]") -> float:
    """The share of all runs of two texts that both have, as far as their sketches tell: 0 to 1."""
    return float((one == other).mean()) if one.any() and other.any() else 0.0


def contained(share: float, letters: int, other_letters: int) -> float:
    """How much of the shorter of two texts the other has, by what they share: 0 to 1."""
    shorter = min(letters, other_letters, _SKETCHED)
    both = share / (1 + share) * (min(letters, _SKETCHED) + min(other_letters, _SKETCHED))
    return min(1.0, both / shorter) if shorter else 0.0


def same_words(
    one: str, other: str, *, damaged: bool, same_number: bool = False, same_day: bool = False
) -> float | None:
    """How alike two skeletons are (0 to 1) where they say the same; None where they do not.

    :param damaged: whether one of them was read from a picture, or badly.
    :param same_number: whether both letters have one number, so that a word that is badly misread
        does not make two of them; nor, with ``same_day``, does a digit.
    """
    from rapidfuzz.distance import Levenshtein

    one, other = sorted((one, other))  # an alignment may differ from the one the other way round
    if len(one) < SHORTEST or len(other) < SHORTEST:
        return None
    allowed = _CHANGED[damaged] + _ONE_SIDED[damaged]
    likeness = Levenshtein.normalized_similarity(one, other, score_cutoff=1 - allowed)
    if not likeness:
        return None
    changes = _changes(one[:_ALIGNED], other[:_ALIGNED])
    replaced = [(a, b) for a, b in changes if a and b and not _is_moved(a, b)]
    size = sum(max(len(a), len(b)) for a, b in replaced)
    if size > _CHANGED[damaged] * max(len(one), len(other)):
        return None
    pieces = {a + b for a, b in changes if not (a and b) and len(a + b) > _PIECE}
    if not damaged and len(pieces) > _PIECES:
        return None
    slip = _SLIP + same_number
    if any(_is_another_word(a, b, damaged=damaged, slip=slip) for a, b in replaced):
        return None
    figures = sum(bool(_DIGIT.search(a) and _DIGIT.search(b)) for a, b in replaced)
    misread = damaged and (same_number or same_day)
    most = _DIGITS * len(_DIGIT.findall(one)) if misread else 0
    return None if figures > most else likeness


def same_name(one: str, other: str, *, damaged: bool) -> bool:
    """Whether two skeletons of names are one name: the same, one longer at its end, or misread.

    >>> same_name(skeleton("จังหวัดเชียงราย"), skeleton("จังหวัดเชียงใหม่"), damaged=True)
    False
    """
    one, other = sorted((one, other))
    if other.startswith(one):
        return True
    if not damaged:
        return False
    changes = _changes(one, other)
    size = sum(max(len(a), len(b)) for a, b in changes)
    return size <= _CHANGED[True] * max(len(one), len(other)) and all(
        max(len(a), len(b)) <= _SLIP + 1
        and not _is_another_word(a, b, damaged=True)
        and not _DIGIT.search(a + b)
        for a, b in changes
    )


def _changes(one: str, other: str) -> list[tuple[str, str]]:
    """What stands in one text for what in the other; changes side by side are one."""
    from rapidfuzz.distance import Levenshtein

    found: list[list[int]] = []
    for change in Levenshtein.opcodes(one, other):
        if change.tag == "equal":
            continue
        place = [change.src_start, change.src_end, change.dest_start, change.dest_end]
        if found and change.src_start - found[-1][1] <= _JOINED >= place[2] - found[-1][3]:
            found[-1][1], found[-1][3] = place[1], place[3]
        else:
            found.append(place)
    return [(one[a:b], other[c:d]) for a, b, c, d in found]


def _is_moved(one: str, other: str) -> bool:
    """Whether these are the same cells of a table, read in another order."""
    if len(one) != len(other) or len(one) < _MOVED:
        return False
    return sorted(one) == sorted(other) and sorted(_FIGURE.findall(one)) == sorted(
        _FIGURE.findall(other)
    )


def _is_another_word(one: str, other: str, *, damaged: bool, slip: int = _SLIP) -> bool:
    """Whether this is no slip of so many letters and no misreading of one word.

    Latin letters in what was misread are not asked: recognisers of Thai take them for anything.
    """
    longest = max(len(one), len(other))
    if longest <= slip:
        return False
    if not damaged and longest > _SLIP + 1:
        return True
    if damaged and not (_THAI.search(one) and _THAI.search(other)):
        return False
    return unlikeness(one, other) > _MISREAD * longest


@cache
def _permutations() -> "tuple[NDArray[np.uint32], NDArray[np.uint32]]":
    """Factors (odd) and terms of the sketch's permutations, the same on every machine."""
    import numpy as np

    seeds = np.arange(1, 2 * _BANDS * _ROWS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):  # splitmix64
        seeds = (seeds ^ (seeds >> np.uint64(shift))) * np.uint64(factor)
    mixed = (seeds >> np.uint64(32)).astype(np.uint32)
    return mixed[::2] | np.uint32(1), mixed[1::2]
