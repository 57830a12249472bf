"""What a person may have meant by a string that no document has: one letter off.

A Thai string is many words, of which one is misspelt: those before and behind it are words that
documents have, so the place of the mistake is between them, and only there guesses are tried. What
counts as a word is what the index has, never a dictionary.
"""

from collections.abc import Callable, Iterator

from thaidoc.search.nearness import one_off
from thaidoc.thai.fold import fold_query, is_boundary

#: a word is at least and at most so long
_SHORTEST, _LONGEST = 2, 20
#: guesses that are looked up: more would be waited for
_MOST_LOOKUPS = 12_000
#: a string longer than this is no misspelt word
_LONGEST_STRING = 60


def corrections(word: str, known: Callable[[str], bool]) -> Iterator[str]:
    """The strings one mistake away from a word that are words through and through.

    The likeliest first: those that break into the fewest words, of these the likeliest slips.

    :param known: whether some document has a word.
    """
    folded = fold_query(word)
    if not 1 < len(folded) <= _LONGEST_STRING or " " in folded:
        return
    looked_up: dict[str, bool] = {}

    def has(term: str) -> bool:
        if term not in looked_up:
            looked_up[term] = known(term)
        return looked_up[term]

    seen = {folded}
    for start, end in _stretches(folded, has):
        for guess in one_off(folded[start:end]):
            if len(looked_up) > _MOST_LOOKUPS:
                return
            whole = folded[:start] + guess + folded[end:]
            if whole not in seen and _fits(whole, start, start + len(guess)) and has(guess):
                seen.add(whole)
                yield whole


def _stretches(text: str, has: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Where a misspelt word may stand: with words only before and behind it.

    Those that leave the fewest words around them come first, and of these the longest.
    """
    bounds = [i for i in range(len(text) + 1) if is_boundary(text, i)]
    before = _words_until(text, bounds, has)
    behind = {
        len(text) - place: count
        for place, count in _words_until(
            text[::-1], sorted(len(text) - b for b in bounds), lambda term: has(term[::-1])
        ).items()
    }
    found = [
        (before[start] + behind[end], start - end, start, end)
        for start in before
        for end in behind
        if _SHORTEST <= end - start <= _LONGEST and not has(text[start:end])
    ]
    for _, _, start, end in sorted(found):
        yield start, end


def _words_until(text: str, bounds: list[int], has: Callable[[str], bool]) -> dict[int, int]:
    """The places that known words lead to from the beginning, with the fewest words it takes."""
    reached = {0: 0}
    for start in bounds:
        if start not in reached:
            continue
        for end in bounds:
            long_enough = _SHORTEST <= end - start <= _LONGEST
            better = long_enough and reached.get(end, len(text)) > reached[start] + 1
            if better and has(text[start:end]):
                reached[end] = reached[start] + 1
    return reached


def _fits(text: str, start: int, end: int) -> bool:
    """Whether a guess stands between two bounds of clusters."""
    return is_boundary(text, start) and is_boundary(text, end)
