"""A scan's misread letter, put right by the same words elsewhere in the letter.

A letter says its subject again in its body and its agency's name again in its foot, and a
recogniser seldom makes the same mistake twice. A letter of a field is changed only where it is one
that recognisers take for another, where the very same words stand elsewhere with that other letter,
and where the dictionary finds the text much likelier so. Typed text is never touched.
"""

import re

from thaidoc.thai.lexicon import strain
from thaidoc.thai.likeness import alike

#: how many characters before and behind a letter must be the same elsewhere
_BEFORE, _BEHIND = 7, 5
#: by how many nats the dictionary must prefer the other reading: as much as an unknown word costs
_PREFERS = 4.0
_BLANKS = re.compile(r"\s+")


def mended(text: str, document: str) -> str:
    """The text with misread letters as the rest of its document has them.

    :param document: the whole text of the letter.
    """
    elsewhere = _BLANKS.sub("", document)
    found = text
    for index, char in enumerate(text):
        for other in alike(char):
            changed = f"{found[:index]}{other}{found[index + 1 :]}"
            if _stands(changed, index, elsewhere) and _cost(found) - _cost(changed) >= _PREFERS:
                found = changed
                break
    return found


def _stands(text: str, index: int, elsewhere: str) -> bool:
    """Whether the words around a letter stand elsewhere, blanks left out."""
    before = _BLANKS.sub("", text[:index])[-_BEFORE:]
    behind = _BLANKS.sub("", text[index + 1 :])[:_BEHIND]
    if len(before) + len(behind) < _BEFORE:
        return False
    return f"{before}{text[index]}{behind}" in elsewhere


def _cost(text: str) -> float:
    """How unlikely the whole text is, in nats."""
    rate, letters = strain(text)
    return rate * letters
