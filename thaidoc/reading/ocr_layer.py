"""Whether the unseen text over a scan is worth anything.

Scanners put the text of their own OCR under the picture. Where the machine knew no Thai it is
Latin rubbish of sound letters, and where it knew some it can be wrong in every line; neither shows
in the single characters, only in the words.
"""

import re

from thaidoc.thai.lexicon import strain
from thaidoc.thai.quality import census

#: nats a letter, by the dictionary: sound official Thai has 1.1 to 1.6; with a letter in thirty
#: wrong at random it has 1.9 to 2.7, in twelve 3.2 to 4.9 (measured on 17 letters)
_STRAINED = 3.3
#: fewer letters than this say nothing
_FEW = 40
_LATIN_WORD = re.compile("[A-Za-z]+")
#: every second word of running English is one of its hundred commonest; a form has fewer of them
_COMMON_SHARE = 0.1
_COMMON = re.compile(
    "the|of|and|to|in|for|is|on|that|by|this|with|you|be|are|from|at|as|not|or|it|we|an|have|will"
    "|our|your|which|all|their|has|can|if|no|may|any|shall|please|per|date|name|page|number",
    re.IGNORECASE,
)


def is_sound_layer(text: str) -> bool:
    """Whether the repaired text of a scan's own layer can be taken."""
    found = census(text)
    if found.thai < 0.05 * found.characters:
        return _is_english(text)
    if found.words > 0.1 * found.characters and found.plausible_words < 0.6 * found.words:
        return False
    cost, letters = strain(text)
    return letters < _FEW or cost <= _STRAINED


def _is_english(text: str) -> bool:
    words = _LATIN_WORD.findall(text)
    if sum(map(len, words)) < _FEW:
        return True
    common = sum(_COMMON.fullmatch(word) is not None for word in words)
    return common >= _COMMON_SHARE * len(words)
