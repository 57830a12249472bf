"""Letters that are like one letter: those that share its rare words.

What a letter is about is told by the words of its subject and of the beginning of its body that few
other letters have. They are looked for as any query's words are, and scored the same way; no model
is needed, and why two letters are alike can be shown.
"""

import math
import re
from collections.abc import Callable, Iterator, Set

from thaidoc.search.fields import TEXT_FIELDS
from thaidoc.search.matching import BODY
from thaidoc.search.part import TEXT
from thaidoc.search.store import Texts, Words
from thaidoc.search.terms import cut
from thaidoc.thai.fold import is_boundary

#: why such an entry is found
RELATED = "related"
#: characters of the body that are looked at, and how many are cut into words at once
_BODY_LENGTH, _PIECE = 900, 100
#: words that a letter is known by, and how often one of its subject counts there
_WORDS, _IN_SUBJECT = 24, 3
#: a letter is like another if it has this share of what the other scores itself, ...
_ALIKE = 0.12
#: ... and words that stand in more than this share of many letters, or of few, say nothing
_COMMON, _MANY, _COMMON_OF_FEW = 0.2, 100, 0.5
_WEIGHTS = {BODY: 1.0} | {f.key: f.weight for f in TEXT_FIELDS if f.key == "subject"}
_HAS_LETTERS = re.compile(r"[^\W\d_]")


def alike(
    letters: Texts, words: Words, position: int, among: Set[int]
) -> tuple[list[tuple[int, float]], tuple[str, ...]]:
    """The entries among these that are like the one at a position, and the words that say so.

    The likest come first, each with its share of the score that the letter itself has: 0 to 1.
    """
    terms = _telling(letters, words, position, len(letters))
    own = letters.slots[position]
    place = {letters.slots[one]: one for one in among}
    scores = words.scores(terms, _WEIGHTS, place.keys() | {own})
    most = scores.pop(own, 0.0)
    if not most:
        return [], ()
    found = [(place[slot], score / most) for slot, score in scores.items()]
    kept = [(one, min(1.0, share)) for one, share in found if share >= _ALIKE]
    first, ids = letters.first, letters.ids
    return sorted(kept, key=lambda one: (-one[1], -first[one[0]], ids[one[0]])), tuple(terms)


def _telling(letters: Texts, words: Words, position: int, count: int) -> list[str]:
    """The words of a letter that say most of it, by how often it has them and how few others do."""
    subject = letters.text("subject", position)
    text = letters.text(TEXT, position)
    start = max(0, text.find(subject)) + len(subject) if subject in text else 0
    known = _remembered(words.knows)
    times: dict[str, int] = {}
    for part, weight in ((subject, _IN_SUBJECT), (text[start : start + _BODY_LENGTH], 1)):
        for piece in _pieces(part):
            for term in cut(piece, known).terms:
                if _HAS_LETTERS.search(term):
                    times[term] = times.get(term, 0) + weight
    worth: dict[str, float] = {}
    most = max(2.0, count * (_COMMON if count >= _MANY else _COMMON_OF_FEW))
    for term, often in times.items():
        having = words.frequency(term)
        if 1 < having <= most:
            worth[term] = (1 + math.log(often)) * math.log(1 + count / having)
    return sorted(worth, key=lambda term: (-worth[term], term))[:_WORDS]


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces that are quickly cut, none of which ends within a cluster."""
    start = 0
    while start < len(text):
        end = min(len(text), start + _PIECE)
        while not is_boundary(text, end):
            end += 1
        yield text[start:end]
        start = end


def _remembered(known: Callable[[str], bool]) -> Callable[[str], bool]:
    """The same, asking the index only once for each word."""
    seen: dict[str, bool] = {}

    def is_known(term: str) -> bool:
        if term not in seen:
            seen[term] = known(term)
        return seen[term]

    return is_known
