"""Which letter a citation means: by issuer, number and Buddhist year, never by the number alone.

The answers: *found*, one letter, in however many forms; *ambiguous*, letters that may be meant, for
a person to look at; *missing*, none; *itself*, only the letter that cites. A code in the number
(``มท 0810.3``) stands for its issuer; a number without one (an order's ``35/2562``) needs the
issuer's name in both.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from typing import Literal

from msgspec import Struct

from thaidoc.archive.citations import Citations
from thaidoc.archive.identity import is_same, may_be_one
from thaidoc.archive.mentions import (
    KIND_WORDS,
    Letter,
    Mention,
    citation_number,
    keys_of_citation,
    title_of_citation,
)
from thaidoc.archive.resemblance import same_name, skeleton
from thaidoc.record import Citation
from thaidoc.thai.names import is_code

Outcome = Literal["found", "ambiguous", "missing", "itself"]
#: the documents of the letter that a document is, itself among them
Grouping = Callable[[str], Sequence[str]]

#: a seat on a letterhead that nobody writes when citing: the province, not its hall
_SEATS = tuple(map(skeleton, ("ศาลากลาง", "ที่ว่าการ", "ที่ทำการ", "สำนักงาน")))
#: what stands at the beginning of an issuer that has such a seat
_SEATED = tuple(map(skeleton, ("จังหวัด", "อำเภอ", "เทศบาล", "องค์การบริหารส่วน")))
#: before the year that a title ends in
_ERA = skeleton("พ.ศ.")
_LETTERS = frozenset({"หนังสือ", "หนังสือเวียน"})


class Resolved(Struct, frozen=True, kw_only=True):
    """The letter that is meant, in its forms (the first stands for them), or those that may be."""

    outcome: Outcome
    forms: tuple[Letter, ...] = ()
    candidates: tuple[Letter, ...] = ()

    @property
    def letter(self) -> Letter | None:
        """The letter that is meant; None where that is not known."""
        return self.forms[0] if self.forms else None


class _Fit(IntEnum):
    """How a letter fits a citation."""

    NOT = 0
    MAY = 1
    IS = 2


class Resolver:
    """Resolves citations in one archive; what was found out once is remembered.

    :param grouping: tells the forms of a letter by comparing texts, which costs more than all else
        here; it is asked only where numbers do not tell.
    """

    def __init__(self, citations: Citations, grouping: Grouping = lambda identity: (identity,)):
        self.citations = citations
        self._grouping = grouping
        self._groups: dict[str, tuple[Letter, ...]] = {}
        self._forms: dict[tuple[str, int], tuple[Letter, ...]] = {}
        self._fits: dict[tuple[object, ...], tuple[list[Letter], list[Letter]]] = {}

    def forms(self, letter: Letter) -> tuple[Letter, ...]:
        """A letter in its forms, as far as numbers tell, the one that stands for them first.

        Where its own number or year is not known, texts tell.
        """
        if letter.key not in self._forms:
            named = letter.identity.number and letter.identity.year
            self._forms[letter.key] = self._alike(letter) if named else self.all_forms(letter)
        return self._forms[letter.key]

    def all_forms(self, letter: Letter) -> tuple[Letter, ...]:
        """A letter in all its forms, also those of which only the text tells it."""
        found = {one.key: one for one in self._group(letter)}
        for one in tuple(found.values()):
            if one.part or letter.part:
                found |= {other.key: other for other in self._alike(one)}
        found |= {one.key: one for one in self._alike(letter) if one.part or letter.part}
        return tuple(sorted(found.values(), key=_rank))

    def resolve(self, mention: Mention, citing: Letter | None = None) -> Resolved:
        """The letter that a citation means.

        :param citing: who cites; nobody means itself.
        """
        sure, may = self._fitting(mention)
        none: Outcome = "itself" if sure or may else "missing"
        if citing is not None and (sure or may):
            sure, may = self._others(sure, citing), self._others(may, citing)
        letters = self.one_of_each(sure) if len(sure) > 1 else [(one,) for one in sure]
        if len(letters) == 1:
            return Resolved(outcome="found", forms=self.forms(letters[0][0]))
        letters = letters or self.one_of_each(may)
        if not letters:
            return Resolved(outcome=none)
        return Resolved(outcome="ambiguous", candidates=tuple(forms[0] for forms in letters))

    def is_held(self, mention: Mention) -> bool:
        """Whether a citation means, or may mean, any letter that is here."""
        return any(self._fitting(mention))

    def one_of_each(self, letters: Iterable[Letter]) -> list[tuple[Letter, ...]]:
        """The letters with all their forms, each letter once."""
        seen: set[tuple[str, int]] = set()
        found = []
        for letter in letters:
            if letter.key not in seen:
                forms = self.all_forms(letter)
                seen.update(one.key for one in forms)
                found.append(forms)
        return found

    def _others(self, letters: list[Letter], citing: Letter) -> list[Letter]:
        """Those that are not the citing letter in any form."""
        number = citing.identity.number
        if all(one.key != citing.key and one.identity.number != number for one in letters):
            return letters
        own = {one.key for one in self.forms(citing)}
        return [one for one in letters if one.key not in own]

    def _fitting(self, mention: Mention) -> tuple[list[Letter], list[Letter]]:
        """The letters that a citation surely means, and those that it may mean."""
        cited = mention.citation
        date = cited.date.iso if cited.date else None
        key = (cited.normal or cited.raw, cited.kind, cited.issuer, date, mention.sure)
        if key not in self._fits:
            fits: dict[_Fit, list[Letter]] = {fit: [] for fit in _Fit}
            for letter in self.citations.having(keys_of_citation(cited)):
                fits[_fit(mention, letter)].append(letter)
            self._fits[key] = (fits[_Fit.IS], fits[_Fit.MAY])
        return self._fits[key]

    def _alike(self, letter: Letter) -> tuple[Letter, ...]:
        """The letters of the same issuer, number and year."""
        number = letter.identity.number
        found = {letter.key: letter}
        for one in self.citations.having([f"#{number}"]) if number else []:
            if is_same(one.identity, letter.identity) and not _kinds_differ(one, letter):
                found[one.key] = one
        return tuple(sorted(found.values(), key=_rank))

    def _group(self, letter: Letter) -> tuple[Letter, ...]:
        """The documents of a letter, as their texts tell; itself alone inside another's file."""
        if letter.part:
            return (letter,)
        if letter.id not in self._groups:
            found = {letter.id: letter}
            for identity in self._grouping(letter.id):
                found |= {one.id: one for one in self.citations.letters(identity)[:1]}
            self._groups |= dict.fromkeys(found, tuple(found.values()))
        return self._groups[letter.id]


def may_mean(mention: Mention, letter: Letter) -> bool:
    """Whether a citation can mean a letter at all."""
    return _fit(mention, letter) is not _Fit.NOT


def _fit(mention: Mention, letter: Letter) -> _Fit:
    cited = mention.citation
    if not _same_kind(cited, letter):
        return _Fit.NOT
    fit = _by_number(cited, letter) if citation_number(cited) else _by_title(cited, letter)
    return min(fit, _Fit.IS if mention.sure else _Fit.MAY)


def _by_number(cited: Citation, letter: Letter) -> _Fit:
    """How a letter of the cited number fits: the year must not be another, nor the issuer."""
    known, year = letter.identity, year_of(cited)
    if known.year and year and known.year != year:
        return _Fit.NOT
    named = _named_alike(cited, letter)
    same_day = bool(cited.date and known.day and cited.date.iso == known.date)
    days_differ = _days_differ(cited, letter)
    if _is_coded(cited) and known.coded:
        is_it = bool(year and known.year) and not days_differ and (same_day or named is not False)
        return _Fit.IS if is_it else _Fit.MAY
    if named is False:
        return _Fit.NOT
    if _is_bare(cited):
        return _Fit.IS if named and same_day else _Fit.MAY if named or same_day else _Fit.NOT
    is_it = bool(named and year and known.year) and not days_differ
    return _Fit.IS if is_it else _Fit.MAY


def _by_title(cited: Citation, letter: Letter) -> _Fit:
    """How a letter fits that is cited by its title or its day: the title says issuer and year."""
    known = letter.identity
    if _days_differ(cited, letter):
        return _Fit.NOT
    title = title_of_citation(cited)
    same_day = bool(cited.date and known.day and cited.date.iso == known.date)
    if title == letter.title:
        return _Fit.IS if same_day or title[:-4].endswith(_ERA) else _Fit.MAY
    return _Fit.MAY if same_day and _named_alike(cited, letter) else _Fit.NOT


def _days_differ(cited: Citation, letter: Letter) -> bool:
    known = letter.identity.date
    return bool(cited.date and known and not may_be_one(cited.date.iso, known))


def year_of(cited: Citation) -> int:
    """The Buddhist year of the cited document; 0 where nothing says it."""
    if cited.date:
        return cited.date.be_year
    tail = (cited.normal or "").rpartition("/")[2]
    named = cited.kind in KIND_WORDS or _is_bare(cited)
    return int(tail) if named and len(tail) == 4 and "2400" < tail < "2600" else 0


def _named_alike(cited: Citation, letter: Letter) -> bool | None:
    """Whether both name one issuer; None where one of them names none."""
    here, there = _seatless(skeleton(cited.issuer or "")), _seatless(letter.identity.issuer)
    if not here or not there:
        return None
    return same_name(here, there, damaged=letter.identity.damaged)


def _seatless(name: str) -> str:
    for seat in _SEATS:
        if name.startswith(seat) and name.removeprefix(seat).startswith(_SEATED):
            return name.removeprefix(seat)
    return name


def _same_kind(cited: Citation, letter: Letter) -> bool:
    """Whether the citation's word for the document does not make it another kind of document."""
    wanted = KIND_WORDS.get(cited.kind or "")
    if wanted:
        return letter.kind in (wanted, "other")
    return cited.kind not in _LETTERS or letter.kind not in KIND_WORDS.values()


def _kinds_differ(one: Letter, other: Letter) -> bool:
    """Whether these are an order and an announcement, which count their numbers apart."""
    named = KIND_WORDS.values()
    return one.kind != other.kind and (one.kind in named or other.kind in named)


def _is_coded(cited: Citation) -> bool:
    """Whether the number begins with an agency's code."""
    code, _, rest = (cited.normal or "").partition(" ")
    return bool(rest) and is_code(code)


def _is_bare(cited: Citation) -> bool:
    """Whether only the running number of a circular is cited: ``ว 217``."""
    return (cited.normal or "").startswith("ว")


def _rank(letter: Letter) -> tuple[object, ...]:
    """A document before a letter inside another; what was read well before what was read badly."""
    known = letter.identity
    return letter.part > 0, not (known.number and known.year), known.damaged, letter.key
