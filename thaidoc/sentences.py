"""English sentences with values in them, recognised by their patterns and said in Thai.

What a room below the command line tells (``{where}: {what}. {hint}.``) is kept and sent as English.
When a person is to read it in Thai, the sentence is taken apart again: the pattern with the most
letters of its own that fits it gives the values, and the translation of the pattern takes them. Of
several readings, one sentence or two, a place before it or none, that one counts of which the most
letters stand in the catalogue.
"""

import gettext
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import NamedTuple

#: values deeper than this are left as they are
_DEEPEST = 3
#: what is longer is no sentence
_LONGEST = 4000
#: the code of a warning behind it
_CODE = re.compile(r" \([a-z]+(?:-[a-z]+)*\)$")
#: a place that is more than a file's name, which stays as it is whatever it says
_LINE = re.compile(r", line \d+$")
#: a value at the end whose full stop is its own: 14 มิ.ย.
_SHORTENED = re.compile(r"\.[ก-ฮ]\.$")


class _Said(NamedTuple):
    """A reading of a sentence: how many letters of it are known by heart, and it in Thai."""

    letters: int
    thai: str


_NOT_YET = _Said(-1, "")


class Sentences:
    """Patterns with their translations: ``{"no page {n}": "ไม่มีหน้า {n}"}``."""

    def __init__(self, translations: Mapping[str, str]):
        self._plain: dict[str, str] = {}
        #: the pieces of each pattern, the one with the most letters first
        self._patterns: list[tuple[list[str], str, str]] = []
        for english, thai in translations.items():
            pieces = [piece for piece, *_ in Formatter().parse(english)]
            if any(name is not None for _, name, *_ in Formatter().parse(english)):
                self._patterns.append((pieces, english, thai))
            else:
                self._plain["".join(pieces)] = thai.format()
        self._patterns.sort(key=lambda one: -sum(map(len, one[0])))
        self._compiled: dict[str, re.Pattern[str]] = {}
        #: the parts of the sentence at hand, which are come upon more than once
        self._said: dict[tuple[str, int], _Said | None] = {}

    @classmethod
    def load(cls, folder: Path) -> "Sentences":
        """Those of the Thai catalogue in this folder of locales."""
        found = gettext.translation("sentences", folder, ["th"])
        catalogue: dict[object, str] = vars(found)["_catalog"]
        return cls({e: t for e, t in catalogue.items() if isinstance(e, str) and e and t})

    def translate(self, english: str) -> str:
        """The sentence in Thai; one or several, each with its full stop or without, a place before.

        >>> two = Sentences({"no page {n}": "ไม่มีหน้า {n}", "Add it": "เพิ่มเข้าไป"})
        >>> two.translate("a.pdf: no page 7. Add it.")
        'a.pdf: ไม่มีหน้า 7 เพิ่มเข้าไป'
        """
        if len(english) > _LONGEST:
            return english
        self._said.clear()
        found = self._translated(english, 0)
        return found.thai.strip() if found else english

    def _translated(self, english: str, depth: int) -> _Said | None:
        """The reading of a sentence of which most is known by heart; None where nothing is."""
        bare = english.strip()
        if not bare or depth > _DEEPEST:
            return None
        if (known := self._said.get((bare, depth), _NOT_YET)) is not _NOT_YET:
            return known
        readings = [one for one in self._readings(bare, depth) if one]
        found = max(readings, key=lambda one: one.letters, default=None)
        self._said[bare, depth] = found
        return found

    def _readings(self, bare: str, depth: int) -> Iterator[_Said | None]:
        """With a place before it, as one sentence, as two, with a code behind it.

        Of those that know as much the first counts.
        """
        for place in re.finditer(": ", bare):
            if right := self._translated(bare[place.end() :], depth):
                before = bare[: place.start()]
                line = self._whole(before, depth) if _LINE.search(before) else None
                yield _Said(right.letters, f"{line.thai if line else before}: {right.thai}")
        without = bare.removesuffix(".")
        forms = (bare, without) if _SHORTENED.search(bare) else (without, bare)
        for form in dict.fromkeys((*forms, bare.rstrip(".?"))):
            yield self._whole(form, depth)
        for end in re.finditer(r"[.?!;] ", bare):
            left = self._coded(bare[: end.start() + 1].rstrip(".;"), depth)
            right = self._translated(bare[end.end() :], depth)
            if left and right:
                between = "; " if end[0] == "; " else " "
                yield _Said(left.letters + right.letters, left.thai + between + right.thai)
        yield self._coded(bare, depth)

    def _coded(self, english: str, depth: int) -> _Said | None:
        """One sentence in Thai, with or without a code behind it."""
        code = _CODE.search(english)
        if code and (said := self._whole(english[: code.start()], depth)):
            return _Said(said.letters, said.thai + code[0])
        return self._whole(english, depth)

    def _whole(self, english: str, depth: int) -> _Said | None:
        """One sentence in Thai, with the values in it."""
        if english in self._plain:
            return _Said(len(english), self._plain[english])
        for pieces, pattern, thai in self._patterns:
            if not english.startswith(pieces[0]) or any(one not in english for one in pieces):
                continue
            if found := self._expression(pattern).fullmatch(english):
                values = {k: self._value(v, depth) for k, v in found.groupdict().items()}
                letters = sum(map(len, pieces)) + sum(one.letters for one in values.values())
                return _Said(letters, thai.format(**{k: v.thai for k, v in values.items()}))
        return None

    def _value(self, value: str, depth: int) -> _Said:
        """A value in Thai where it is a sentence itself, or a word that has a translation."""
        return self._translated(value, depth + 1) or _Said(0, value)

    def _expression(self, pattern: str) -> re.Pattern[str]:
        if pattern not in self._compiled:
            parts = []
            for piece, name, *_ in Formatter().parse(pattern):
                parts.append(re.escape(piece) + (f"(?P<{name}>.*?)" if name else ""))
            self._compiled[pattern] = re.compile("".join(parts), re.DOTALL)
        return self._compiled[pattern]
