"""The words that documents are indexed by, and how a query's words are cut from the same ones.

At indexing a segmenter with a dictionary cuts the text. A query cannot afford the second that such
a dictionary takes to load, and need not: the index itself knows every word that any document has,
so the query is cut into the fewest of those.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from msgspec import Struct

from thaidoc.thai.fold import fold_letters, is_boundary
from thaidoc.thai.words import Segmenter

_THAI = "\u0e01-\u0e3a\u0e40-\u0e4e"
_TERM = re.compile(rf"[{_THAI}]+|[0-9]+(?:[.,][0-9]+)*|[^\W\d_{_THAI}]+")
_IS_THAI = re.compile(f"[{_THAI}]")
#: line ends between two Thai letters are where a line was wrapped, not where a word ends
_WRAP = re.compile(rf"(?<=[{_THAI}])\n(?=[{_THAI}])")
#: a single letter says nothing; nothing longer than this is a word
_SHORTEST, _LONGEST = 2, 40
#: of a longer string only the beginning is cut, and only to rank what was found literally
_LONGEST_QUERY = 300
#: this share of a word's characters must be covered by terms that the index knows
_COVERED = 2 / 3


def terms_of(text: str, segmenter: Segmenter) -> list[str]:
    """The terms of a text in order, each as often as it stands there."""
    terms: list[str] = []
    for word in segmenter.cut(_WRAP.sub("", fold_letters(text))):
        terms += _terms_in(word)
    return terms


@lru_cache(maxsize=50_000)
def _terms_in(word: str) -> tuple[str, ...]:
    """The terms of what a segmenter calls a word; the same words come again and again."""
    return tuple(term for term in _TERM.findall(word) if _is_term(term))


def _is_term(term: str) -> bool:
    if len(term) > _LONGEST:
        return False
    return len(term) >= _SHORTEST or not _IS_THAI.match(term)


class Cut(Struct, frozen=True):
    """A query's string cut by the index's own words.

    ``whole`` says that the terms stand for the string: a document that has them all may be what
    was looked for. Strings with digits are never so: half a number is another number.
    """

    terms: tuple[str, ...]
    whole: bool


def cut(text: str, known: Callable[[str], bool]) -> Cut:
    """Cut a query's string into the fewest known terms that cover most of it.

    :param known: whether a term stands in any document.
    """
    terms: list[str] = []
    covered = length = 0
    folded = fold_letters(text)
    for run in _runs(folded[:_LONGEST_QUERY]):
        length += len(run)
        pieces = _fewest(run, known) if _IS_THAI.match(run) else [run] * known(run)
        terms.extend(pieces)
        covered += sum(map(len, pieces))
    whole = bool(terms) and covered >= _COVERED * length
    whole = whole and len(folded) <= _LONGEST_QUERY and not re.search("[0-9]", folded)
    return Cut(tuple(dict.fromkeys(terms)), whole)


def _runs(text: str) -> Iterator[str]:
    return (run.group() for run in _TERM.finditer(text))


def _fewest(run: str, known: Callable[[str], bool]) -> list[str]:
    """The known terms that leave the fewest characters of a Thai run uncovered, fewest first.

    Works from the end: ``best[i]`` is what the run costs from ``i`` on (characters uncovered,
    terms, and of equals the longest first term) and the length of the term there, 0 for none.
    """
    bounds = [i for i in range(len(run) + 1) if is_boundary(run, i)]
    best: dict[int, tuple[int, int, int]] = {len(run): (0, 0, 0)}
    for place in range(len(bounds) - 2, -1, -1):
        start, skip = bounds[place], bounds[place + 1]
        uncovered, count, _ = best[skip]
        choice = (uncovered + skip - start, count, 0)
        for end in bounds[place + 1 :]:
            if end - start > _LONGEST:
                break
            rest, count, _ = best[end]
            better = end - start >= _SHORTEST and (rest, count + 1) <= choice[:2]
            if better and known(run[start:end]):
                choice = (rest, count + 1, end - start)
        best[start] = choice
    terms, at = [], 0
    while at < len(run):
        length = best[at][2]
        if length:
            terms.append(run[at : at + length])
        at = at + length if length else min(b for b in bounds if b > at)
    return terms
