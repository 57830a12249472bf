"""Vowels and tone marks that a program lost: whether it did, and how many.

A font or a converter that does not know a mark drops it, everywhere or here and there, and leaves
every other letter at a possible place: ``เพือ`` for ``เพื่อ``. Two questions are asked.
:func:`tells` looks for runs of four letters that a lost mark makes and that sound Thai does not
have; it is quick and is asked about every page. :func:`losses` reads a page with the dictionary,
each word with and without its marks, and counts by mark; it is slow and is asked only about pages
with tells. What it counts is held against what sound pages have (typing errors, foreign names).

The runs stand in ``data/lost_marks.cp874``; ``python -m tests.bench.lost_marks`` chose them and
measures what is found.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain

from thaidoc.thai.text import MARKS

#: the marks that are lost together, because a font has them, or a program drops them, together
KINDS: dict[str, str] = {
    "tone marks": "่้๊๋",
    "mai ek": "่",
    "mai tho": "้",
    "vowels above": "ิีึื",
    "vowels below": "ุู",
    "mai han akat": "ั",
    "mai taikhu": "็",
    "thanthakhat": "์",
    "all marks": "ัิีึืุู็่้๊๋์",
}
#: bytes of line ends and tabs, which end a word as a blank does
_BLANKED = bytes.maketrans(b"\n\t\r", b"   ")
_RUN = 4

#: nats that a lost mark costs: a word must be likelier than another reading by this for each
_TOLL = 7.0
#: words rarer than this, names among them, vouch for nothing
_RARE = 14.0
#: a word that comes more often counts no more: a row of the same odd name is one name
_TIMES = 3
#: a stretch of so few consonants and nothing else is an abbreviation: ครม, สพฐ
_ABBREVIATION = re.compile("[ก-ฮ]{1,4}")
#: people's names after their titles: no dictionary has them all
_PERSON = re.compile(r"(?:นาย|นางสาว|นาง|น\.ส\.|ด\.ช\.|ด\.ญ\.) ?[ก-๎]+(?:[ \t]+[ก-๎]+)?")
#: shares of a kind's marks that the count finds lost: on sound pages, where foreign names and
#: family names have or lack a thanthakhat as they like, and on a page that lost a third
_SOUND, _SOUND_THANTHAKHAT, _LOSING = 0.02, 0.05, 0.2
#: nats by which a loss must be likelier than none (4.4 at most on 136 pages with tells out of
#: 186,000 sound ones), and tells that make a page worth the dictionary (one in a hundred has them)
_SURE, TELLING = 5.5, 2
#: until the 1940s mai taikhu was not written in เปน, เหน, เดก: a page of then, or that quotes one
_OLD = re.compile(r"พ\.ศ\. ?[๒2][๔4][๐-๙0-9]{2}|ร\.ศ\.|รัตนโกสินทร|พระพุทธศักราช|จุลศักราช|เสนาบดี")
_MARK = re.compile(f"[{MARKS}]+")
_LETTERS = re.compile(f"([^{MARKS}])([{MARKS}]*)")
#: vowels that begin no word
_DEPENDENT = frozenset("ะาๅ")
#: an aa and a nikhahit: what a lost mark can be lost from
_SARA_AM, _IN_PIECES = "ำ", "า\u0e4d"


def tells(bytewise: bytes) -> int:
    """How many different runs of letters that sound Thai does not have are in a cp874 text."""
    return len(_known().intersection(runs(bytewise)))


def runs(bytewise: bytes) -> Iterator[int]:
    """Every four neighbouring bytes of a cp874 text as one number, line ends as blanks."""
    view = memoryview(bytewise.translate(_BLANKED))
    ends = (len(view) - (len(view) - start) % _RUN for start in range(min(_RUN, len(view))))
    # many times faster than cutting each out
    return chain.from_iterable(view[start:end].cast("I") for start, end in enumerate(ends))


@cache
def _known() -> frozenset[int]:
    data = resources.files("thaidoc.thai.data").joinpath("lost_marks.cp874").read_bytes()
    return frozenset(memoryview(data).cast("I"))


def lost_share(text: str, telling: int) -> float:
    """How many marks the words of a text lost, for each of its Thai letters; 0 for a sound text.

    ``telling`` are the text's :func:`tells`. The dictionary finds some two thirds of the losses.
    """
    if telling < TELLING:
        return 0.0
    found = losses(text)
    if _OLD.search(text):
        del found.lost["็"]
    if max(evidence(kind, *found.of(kind)) for kind in KINDS) < _SURE:
        return 0.0
    return min(1.0, sum(found.lost.values()) / max(1, found.letters))


def evidence(kind: str, lost: int, kept: int) -> float:
    """Nats by which a real loss explains these counts of a kind better than a sound page does."""
    sound = _SOUND_THANTHAKHAT if kind == "thanthakhat" else _SOUND
    return lost * math.log(_LOSING / sound) + kept * math.log((1 - _LOSING) / (1 - sound))


# --- the dictionary's count --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Losses:
    """How often each mark was lost from the words of a text, and how often it is still there.

    A word counts three times at most; ``letters`` are those of the words that count.
    """

    lost: Counter[str]
    kept: Counter[str]
    letters: int

    def of(self, kind: str) -> tuple[int, int]:
        """Lost and kept marks of a kind of :data:`KINDS`."""
        marks = KINDS[kind]
        return sum(self.lost[mark] for mark in marks), sum(self.kept[mark] for mark in marks)


def losses(text: str) -> Losses:
    """The marks that the words of a text lost and kept, by the likeliest reading of each stretch.

    Names of people after their titles and abbreviations are left out.
    """
    from thaidoc.thai.lexicon import STRETCH

    seen: Counter[tuple[str, str, str]] = Counter()
    for stretch in STRETCH.findall(_PERSON.sub("", text)):
        if len(stretch) > 2 and not _ABBREVIATION.fullmatch(stretch):
            seen.update(_skeletons().read(stretch))
    lost: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    letters = 0
    for (bare, there, gone), count in seen.items():
        times = min(count, _TIMES)
        letters += times * len(bare + there)
        for marks, counter in ((there, kept), (gone, lost)):
            for mark in marks:
                counter[mark] += times
    return Losses(lost, kept, letters)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word's cost, and the marks on each of its letters."""

    cost: float
    marks: tuple[str, ...]


class Skeletons:
    """The dictionary by the letters of its words without their marks."""

    def __init__(self, costs: Iterable[tuple[str, float]], unknown: float):
        self._unknown = unknown
        self._words: dict[str, list[_Word]] = {}
        self._whole: dict[str, list[tuple[float, str]]] = defaultdict(list)
        lengths: dict[str, set[int]] = defaultdict(set)
        for word, cost in costs:
            bare = _letters_of(word)
            self._whole[bare].append((cost, word))
            lengths[bare[:3]].add(len(bare))
        self._lengths = {head: tuple(found) for head, found in lengths.items()}

    def _of(self, bare: str) -> list[_Word] | None:
        """The words of these letters, the cheapest first; most are never asked for."""
        found = self._words.get(bare)
        if found is None and bare in self._whole:
            whole = sorted(self._whole[bare], key=lambda one: one[0])
            found = self._words[bare] = [_Word(cost, taken_apart(word)[1]) for cost, word in whole]
        return found

    def read(self, stretch: str) -> Iterator[tuple[str, str, str]]:
        """The known words of a stretch's likeliest reading, as (letters, marks seen, marks lost).

        A word of one letter whose marks are all gone could be anything and is left out.
        """
        bare, marks = taken_apart(stretch)
        place = len(bare)
        steps = self._steps(bare, marks)
        while place:
            start, word, gone = steps[place]
            if word is not None and word.cost <= _RARE:
                seen = "".join(marks[start:place])
                if place - start > 1 or seen:
                    yield bare[start:place], seen, gone
            place = start

    def _steps(self, bare: str, marks: tuple[str, ...]) -> list[tuple[int, _Word | None, str]]:
        """For each place, where the last word before it began, the word, and what it lost."""
        size = len(bare)
        costs = [0.0] + [math.inf] * size
        steps: list[tuple[int, _Word | None, str]] = [(0, None, "")] * (size + 1)
        for start in range(size):
            before = costs[start]
            if not start or bare[start] not in _DEPENDENT:
                for length in (1, 2, *self._lengths.get(bare[start : start + 3], ())):
                    end = start + length
                    words = self._of(bare[start:end]) if end <= size else None
                    if words:
                        found = _likeliest(words, marks[start:end], costs[end] - before)
                        if found:
                            costs[end] = before + found[0]
                            steps[end] = (start, found[1], found[2])
            cost = before + self._unknown * (1 + len(marks[start]))
            if cost < costs[start + 1]:
                costs[start + 1], steps[start + 1] = cost, (start, None, "")
        return steps


def _likeliest(
    words: list[_Word], seen: tuple[str, ...], most: float
) -> tuple[float, _Word, str] | None:
    """The cheapest word below a cost that the seen marks can be the rest of, and what it lost."""
    best = None
    for word in words:
        if word.cost >= most:
            break
        gone = "" if word.marks == seen else _lacking(seen, word.marks)
        if gone is not None and word.cost + _TOLL * len(gone) < most:
            most = word.cost + _TOLL * len(gone)
            best = (most, word, gone)
    return best


def _lacking(seen: tuple[str, ...], whole: tuple[str, ...]) -> str | None:
    """The marks that are gone from the whole ones; None where others are there than in it."""
    gone = ""
    for rest, all_ in zip(seen, whole, strict=True):
        if rest != all_:
            if not rest:  # nearly always
                gone += all_
                continue
            if len(rest) >= len(all_) or any(mark not in all_ for mark in rest):
                return None
            gone += "".join(mark for mark in all_ if mark not in rest)
    return gone


def _letters_of(word: str) -> str:
    """The letters that :func:`taken_apart` gives, without their marks."""
    return _MARK.sub("", word.replace(_SARA_AM, _IN_PIECES))


def taken_apart(word: str) -> tuple[str, tuple[str, ...]]:
    """The letters of a word, and for each the marks that stand on it; ำ is า with a nikhahit.

    >>> taken_apart("ที่นำ")
    ('ทนา', ('ี่', '', 'ํ'))
    """
    pairs = _LETTERS.findall(word.replace(_SARA_AM, _IN_PIECES))
    return "".join(letter for letter, _ in pairs), tuple(marks for _, marks in pairs)


@cache
def _skeletons() -> Skeletons:
    from thaidoc.thai.lexicon import UNKNOWN_LETTER, word_costs

    return Skeletons(word_costs().items(), UNKNOWN_LETTER)
