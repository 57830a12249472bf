"""Strings with gaps, made ready to be looked for in folded text, and how that text lies in bytes.

Thai and ASCII characters are bytes of TIS-620; any other is the byte 1, and a separator lower. A
gap is bounded and never goes over a blank, so that what must be looked at around a piece that was
found is short.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from thaidoc.search.query import Leaf, Phrase, Prefix, Wildcard, Word, typed_text
from thaidoc.thai.fold import fold_query

_OTHERS = re.compile("[^\x20-\x7e\u0e01-\u0e3a\u0e3f-\u0e5b]")
#: how many characters a ``*`` stands for at most
LONGEST_GAP = 40
#: of how many ``*`` a string may have: each multiplies what may have to be tried
MOST_GAPS = 3
_GAP = re.compile(r"[*?]+")
_ANY = r"[^\x00\x02 ]"
#: what may not stand beside a Latin letter or a digit at the edge of a word
_SAME = (("0123456789", "[0-9]"), ("abcdefghijklmnopqrstuvwxyz", "[a-z]"))


def encode(folded: str) -> tuple[bytes, list[int]]:
    """A folded text as one byte a character, and the code points of its byte-1 characters."""
    others = [ord(char) for char in _OTHERS.findall(folded)]
    plain = _OTHERS.sub("\x01", folded) if others else folded
    return plain.encode("tis_620"), others


@dataclass(frozen=True)
class Gapped:
    """A string with gaps, folded.

    :param source: the pattern, as a regular expression over folded text.
    :param anchor: its longest piece, which must stand in what is found.
    :param before: how many characters of it may stand before the anchor.
    """

    source: str
    anchor: str
    before: int = 0

    @property
    def exact(self) -> bool:
        """Whether bytes tell all of it; else the text itself must be looked at."""
        return not encode(self.source)[1]

    @property
    def whole(self) -> bool:
        """Whether the anchor is all of it: wherever that stands, it does."""
        return self.source == re.escape(self.anchor)

    @cached_property
    def pattern(self) -> re.Pattern[bytes]:
        """What is looked for, in bytes."""
        return re.compile(encode(self.source)[0])

    @cached_property
    def text_pattern(self) -> re.Pattern[str]:
        """What is looked for, in text."""
        return re.compile(self.source)


def pieces_of(typed: str) -> list[str]:
    """What stands between the gaps of a string.

    >>> pieces_of("แผน*ปี?")
    ['แผน', 'ปี', '']
    """
    return _GAP.split(typed)


def has_too_many_gaps(query: Wildcard) -> bool:
    """Whether a string has more gaps of any length than are looked for."""
    inner = _GAP.findall(query.pattern.strip("*?"))
    return sum("*" in gap for gap in inner) > MOST_GAPS


def gapped(query: Prefix | Wildcard, form: Callable[[str], str] = fold_query) -> Gapped | None:
    """A prefix or a wildcard ready to be looked for; None where the form leaves a piece empty.

    :param form: brings each of its pieces to the form of a field.
    """
    typed = query.text + "*" if isinstance(query, Prefix) else query.pattern
    raws = _GAP.split(typed)
    pieces = [form(piece) for piece in raws]
    lost = any(fold_query(raw) and not piece for raw, piece in zip(raws, pieces, strict=True))
    if lost or not any(pieces):
        return None
    gaps, anchor, before = _GAP.findall(typed), max(pieces, key=len), 0
    source = _begun(pieces[0])
    for number, (gap, piece) in enumerate(zip(gaps, pieces[1:], strict=True), 1):
        edge = (not pieces[0] and number == 1) or (not piece and number == len(gaps))
        if number <= pieces.index(anchor):
            before += len(pieces[number - 1]) + _longest(gap, edge=edge)
        source += _gap(gap, edge=edge) + re.escape(piece)
    return Gapped(source + _edge(pieces[-1][::-1], "(?!{})"), anchor, before)


#: a string as it is looked for in a column; nothing where its form leaves nothing of it
Ready = str | Gapped | None


def in_forms(value: Leaf) -> Callable[[Callable[[str], str]], Ready]:
    """Brings a string to a form, ready to be looked for; most fields have the same one."""

    @cache
    def ready(form: Callable[[str], str]) -> Ready:
        return form(value.text) if isinstance(value, Word | Phrase) else gapped(value, form)

    return ready


def shown_pieces(value: Leaf) -> list[str]:
    """What of a string is shown where it was found, folded."""
    pieces = [value.text] if isinstance(value, Word | Phrase) else pieces_of(typed_text(value))
    return [folded for piece in pieces if (folded := fold_query(piece))]


def _begun(piece: str) -> str:
    """The first piece; what may not stand before it is looked at where the piece was found."""
    return re.escape(piece) + _edge(piece, "(?<!{}" + re.escape(piece) + ")")


def _longest(gap: str, *, edge: bool) -> int:
    """How many characters a run of ``?`` and ``*`` stands for at most."""
    return gap.count("?") + (LONGEST_GAP if "*" in gap and not edge else 0)


def _gap(gap: str, *, edge: bool) -> str:
    """A run of ``?`` and ``*``; at an edge a ``*`` is whatever stands there or nothing."""
    least = gap.count("?")
    if "*" not in gap or edge:
        return f"{_ANY}{{{least}}}" if least else ""
    return f"{_ANY}{{{least},{least + LONGEST_GAP}}}?"


def _edge(piece: str, around: str) -> str:
    """What keeps a piece that begins so from being found within a Latin word or a number."""
    for letters, other in _SAME:
        if piece[:1] and piece[0] in letters:
            return around.replace("{}", other)
    return ""
