"""A dictionary that vouches for words, for the few pages whose characters alone do not tell.

PyThaiNLP's word list, weighed by how often the Thai National Corpus has each word, with names of
people and countries and with the words of official letters (``data/words.json``, ministries,
provinces, months). A stretch of Thai letters is read as its likeliest row of words; how unlikely
even that row is tells damaged text from sound, and what a program lost from what was written.

Loading takes a third of a second, so callers look at the characters first and come here only where
those leave a doubt. Nothing on the way of a query may come here.
"""

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from operator import ne

#: a stretch of Thai letters and marks: what words are looked for in
STRETCH = re.compile("[ก-ฺเ-๎]+")
#: the letters that are words by themselves
WORDS_OF_ONE = "ณฯๆ"
#: what stands on or after a consonant and so begins no word
_DEPENDENT = frozenset("ะัาำิีึืฺุูๅ็่้๊๋์ํ๎")

#: cost of a letter that is in no word; a word of the corpus costs 3.7 (ที่) to 17.3 (never seen)
UNKNOWN_LETTER = 15.0
#: of words that people's letters have but a corpus of novels and newspapers hardly has
_OFFICIAL = 7.0
_NAME = 14.0
#: words are found by their first letters, so that only lengths that exist are tried
_HEAD = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch as its likeliest row of words; letters of no word stand alone.

    ``cost`` is the negative logarithm of the row's probability, in nats. Joined, the words are as
    long as the stretch, and are the stretch but for the letters that were read as others.
    """

    cost: float
    words: tuple[str, ...]


class Lexicon:
    """Words with their costs, and how a program that damages text would make each look.

    ``look`` maps a word to its look, letter by letter. Read with a toll, a stretch may have words
    where their looks stand; a letter that the damage cannot have made is never read as another.
    """

    def __init__(self, costs: Mapping[str, float], look: Callable[[str], str] | None = None):
        self._costs = costs
        self._look = look or str
        #: the words that look like others, by their looks
        self._hidden: dict[str, list[str]] = {}
        lengths: dict[str, set[int]] = {}
        for word in costs:
            lengths.setdefault(word[:_HEAD], set()).add(len(word))
            seen = self._look(word)
            if seen != word:
                self._hidden.setdefault(seen, []).append(word)
                lengths.setdefault(seen[:_HEAD], set()).add(len(word))
        self._lengths = {head: tuple(sorted(found)) for head, found in lengths.items()}

    def __contains__(self, word: str) -> bool:
        return word in self._costs

    def read(self, stretch: str, toll: float | None = None) -> Reading:
        """The likeliest row of words for a stretch.

        With a ``toll``, a letter that the damage made may be read as the one it was, at that much
        more; without one every letter stands for itself.
        """
        size = len(stretch)
        costs = [math.inf] * (size + 1)
        costs[0] = 0.0
        steps: list[tuple[int, str]] = [(0, "")] * (size + 1)
        for start in range(size):
            before = costs[start]
            if not start or stretch[start] not in _DEPENDENT:
                for word, cost in self._words_at(stretch, start, toll):
                    end = start + len(word)
                    if before + cost < costs[end]:
                        costs[end], steps[end] = before + cost, (start, word)
            if before + UNKNOWN_LETTER < costs[start + 1]:
                costs[start + 1] = before + UNKNOWN_LETTER
                steps[start + 1] = (start, stretch[start])
        words = []
        while size:
            size, word = steps[size]
            words.append(word)
        return Reading(costs[-1], tuple(reversed(words)))

    def _words_at(
        self, stretch: str, start: int, toll: float | None
    ) -> Iterable[tuple[str, float]]:
        """The words, with their costs, that can stand at a place."""
        costs = self._costs
        found = []
        for length in self._lengths_at(stretch, start):
            seen = stretch[start : start + length]
            cost = costs.get(seen)
            if cost is not None:
                found.append((seen, cost))
            if toll is not None:
                for word in self._hidden.get(seen, ()):
                    respelled = sum(map(ne, seen, word))
                    found.append((word, costs[word] + toll * respelled))
        return found

    def _lengths_at(self, stretch: str, start: int) -> Iterable[int]:
        """1, 2, and how long words are that begin with the letters at a place."""
        return (1, 2, *self._lengths.get(stretch[start : start + _HEAD], ()))


@cache
def word_costs() -> Mapping[str, float]:
    """Every known word of two letters and more with its cost in nats: minus log of its share."""
    from pythainlp import corpus
    from pythainlp.corpus.tnc import unigram_word_freqs

    times = unigram_word_freqs()
    words = [word for word in corpus.thai_words() if len(word) > 1 and STRETCH.fullmatch(word)]
    total = math.log(sum(times.get(word, 0) for word in words))
    costs = {word: total - math.log(times.get(word, 0) + 1) for word in words}
    people = (corpus.thai_family_names, corpus.thai_female_names, corpus.thai_male_names)
    for name in chain(corpus.countries(), *(names() for names in people)):
        if STRETCH.fullmatch(name):
            costs[name] = min(_NAME, costs.get(name, _NAME))
    for word in _official_words():
        costs[word] = min(_OFFICIAL, costs.get(word, _OFFICIAL))
    return costs | dict.fromkeys(WORDS_OF_ONE, 6.0)


@cache
def lexicon() -> Lexicon:
    """The dictionary, loaded once."""
    return Lexicon(word_costs())


def strain(text: str) -> tuple[float, int]:
    """How unlikely the Thai of a text is, in nats a letter, and how many letters that is of.

    Sound official Thai has 1.4 to 2.3; without its tone marks it has 2.4 to 4. The letters of
    abbreviations, one by one between full stops, are left out.
    """
    stretches = [found for found in STRETCH.findall(text) if len(found) > 2]
    letters = sum(map(len, stretches))
    if not letters:
        return 0.0, 0
    known = lexicon()
    return sum(known.read(stretch).cost for stretch in stretches) / letters, letters


def _official_words() -> Iterable[str]:
    from thaidoc.thai.calendar import MONTHS
    from thaidoc.thai.names import ministry_names, province_codes

    data = resources.files("thaidoc.thai.data").joinpath("words.json").read_text(encoding="utf-8")
    yield from (*json.loads(data)["words"], *MONTHS)
    for name in (*ministry_names(), *province_codes().values()):
        yield from (part for part in STRETCH.findall(name) if len(part) > 1)
