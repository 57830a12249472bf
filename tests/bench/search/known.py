"""Known items: queries of three content words of a title, which its own text should answer best."""

import json
import lzma
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from thaidoc.search.engine import Entry
from thaidoc.search.terms import terms_of
from thaidoc.thai.words import Segmenter

#: a word that more than this share of the texts have says nothing of a title
_COMMON = 0.1
_WORDS = 3


def texts_of(path: Path) -> list[tuple[str, str]]:
    """Titles and texts of a file of JSON lines, packed or not, or of the files in a folder."""
    if path.is_dir():
        return [pair for one in sorted(path.glob("*.jsonl*")) for pair in texts_of(one)]
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        found = (json.loads(line) for line in lines)
        return [(str(one.get("title", "")), str(one["text"])) for one in found]


def entries_of(pairs: Sequence[tuple[str, str]]) -> list[Entry]:
    """An entry of each text, its title as the subject."""
    return [
        Entry(f"{number:016x}", text, {"subject": (title,)})
        for number, (title, text) in enumerate(pairs)
    ]


def titles(
    pairs: Sequence[tuple[str, str]], terms: Sequence[Sequence[str]], cutter: Segmenter, count: int
) -> list[tuple[int, list[str]]]:
    """So many of the texts, each with three content words of its title in their order.

    A title that another text has, too, is left out: neither could be told to come first.
    """
    drawn = random.Random(11)
    having = Counter(term for found in terms for term in set(found))
    often = Counter(title for title, _ in pairs)
    chosen: list[tuple[int, list[str]]] = []
    for number in drawn.sample(range(len(pairs)), len(pairs)):
        title = pairs[number][0]
        words = [
            word
            for word in dict.fromkeys(terms_of(title, cutter))
            if len(word) > 2 and not word[0].isdigit() and having[word] <= _COMMON * len(pairs)
        ]
        if len(words) < _WORDS or often[title] > 1:
            continue
        kept = sorted(drawn.sample(range(len(words)), _WORDS))
        chosen.append((number, [words[place] for place in kept]))
        if len(chosen) == count:
            break
    return chosen
