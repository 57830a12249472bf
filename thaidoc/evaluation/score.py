"""One letter's record against its gold: every value judged right, wrong, missing or too many.

A letter inside the same file is judged like a letter of its own. With the text that the parser was
given, only gold that stands in it counts, so that what was lost before parsing is not held against
the parser.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thaidoc.evaluation.compare import Level, Pair, aligned, level_of, soft
from thaidoc.evaluation.gold import Gold
from thaidoc.evaluation.values import (
    LISTS,
    SCORED,
    Parts,
    Plain,
    exact_parts,
    found_parts,
    gold_parts,
    own_parts,
    values_of,
)

#: parts that are concluded from a text without standing in it
_CONCLUDED = frozenset(
    {("kind", "text"), ("circular", "text"), ("issuer", "ministry"), ("contacts", "type")}
    | {(field, part) for field in ("references", "cites") for part in ("kind", "action")}
)
#: what a letter in the same file is known by
_KNOWN_BY = (("reference", "normal"), ("date", "iso"), ("subject", "text"))


@dataclass(frozen=True, slots=True)
class Judgement:
    """One value: what the gold says, what was found, and how nearly right that is.

    ``key`` is its path in the gold, or in the record where the gold has nothing. ``gold`` and
    ``found`` hold the compared parts; None where there is no value. ``right_at`` is the narrowest
    level at which it is right. ``confidence`` is that of the found value, if the parser gave one.
    """

    field: str
    key: str
    gold: Parts | None
    found: Parts | None
    right_at: Level | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Judged:
    """One letter: which fields were scored, and every value of them.

    ``enclosed`` counts letters inside the same file from 0; None for the file's own letter.
    """

    enclosed: int | None
    kind: str | None
    fields: tuple[str, ...]
    values: tuple[Judgement, ...]


def judge(
    gold: Gold,
    record: Plain | None,
    *,
    fields: Collection[str] = SCORED,
    given_text: str | None = None,
) -> list[Judged]:
    """A file's letter and those enclosed with it, as far as the gold goes.

    :param record: what the parser found, as plain JSON values; None where nothing could be read,
        so that all is missed.
    :param given_text: where given, gold counts only that stands in it: blanks, punctuation and the
        form of digits make no difference.
    :raises GoldError: where the gold has not the shape of a record.
    """
    text = None if given_text is None else soft(given_text)
    main = _letter(gold, record, None, fields, text)
    further = [gold.letter(n) for n in range(len(gold.fields.get("enclosed") or []))]
    further += gold.further
    found = list((record or {}).get("enclosed") or [])
    pairs = _paired_letters(further, found)
    if "enclosed" in gold.fields and "enclosed" in fields and not gold.is_left_out("enclosed"):
        presence = tuple(_presence(pairs, further, found))
        main = Judged(None, main.kind, (*main.fields, "enclosed"), main.values + presence)
    return [main] + [
        _letter(further[i], None if j is None else found[j], i, fields, text)
        for i, j in pairs
        if i is not None
    ]


def _letter(
    gold: Gold, record: Plain | None, number: int | None, fields: Collection[str], text: str | None
) -> Judged:
    scored = [
        field
        for field in SCORED
        if field in gold.fields
        and field in fields
        and field != "enclosed"
        and not gold.is_left_out(field)
    ]
    record = record or {}
    values = tuple(value for field in scored for value in _field(field, gold, record, text))
    kind = gold.fields.get("kind") or record.get("kind")
    return Judged(number, kind if isinstance(kind, str) else None, tuple(scored), values)


def _field(field: str, gold: Gold, record: Plain, text: str | None) -> Iterator[Judgement]:
    """The values of one field, each with its counterpart."""
    expected = values_of(field, gold.fields[field], gold.where)
    given = values_of(field, record.get(field), "record")
    kept = [
        _counted(field, _key(field, number), value, gold, text)
        for number, value in enumerate(expected)
    ]
    whole = [own_parts(field, value) for value in expected]
    found = [found_parts(field, value) for value in given]
    exact = exact_parts(field)
    pairs = aligned(whole, found, exact) if field in LISTS else _as_one(whole, found)
    # what was found in place of gold that does not count does not count either
    spare = sum(j is None and not kept[i] for i, j in pairs if i is not None)
    for i, j in pairs:
        if i is None and spare:
            spare -= 1
            continue
        if i is not None and not kept[i]:
            continue
        names = kept[i] if i is not None else _sure_parts(field, given[j or 0], gold)
        right = None if i is None else _present(kept[i])
        there = None if j is None else _present({name: found[j][name] for name in names})
        if right is not None or there is not None:
            level = level_of(right, there, exact) if right and there else None
            sure = _confidence(record, field, j) if there else None
            key = _key(field, i if i is not None else j or 0)
            yield Judgement(field, key, right, there, level, sure)


def _key(field: str, number: int) -> str:
    return f"{field}.{number}" if field in LISTS else field


def _sure_parts(field: str, found: Plain, gold: Gold) -> Parts:
    """The parts of a value that the gold has not, without those of which it is not sure."""
    parts = own_parts(field, found)
    return {n: part for n, part in parts.items() if not gold.is_left_out(f"{field}.{n}")}


def _counted(
    field: str, key: str, value: Plain, gold: Gold, text: str | None
) -> dict[str, str | None]:
    """The parts of a gold value that are sure and, where a text is given, stand in it."""
    sure = gold_parts(field, value, lambda name: gold.is_left_out(f"{key}.{name}"))
    if text is None:
        return sure
    if field == "circular":
        reference = gold.fields.get("reference")
        value = reference if isinstance(reference, Mapping) else value
    if written := value.get("raw"):
        return sure if _stands(str(written), text) else {}
    return {
        name: part
        for name, part in sure.items()
        if part is None
        or (field, name) in _CONCLUDED
        or all(_stands(str(piece), text) for piece in _pieces(value.get(name), part))
    }


def _pieces(value: object, part: str) -> list[Any]:
    """What of a part stands in one place: the lines of an agency may stand apart."""
    return value if isinstance(value, list) else [part]


def _stands(written: str, text: str) -> bool:
    wanted = soft(written)
    return wanted in text or wanted.removeprefix("ที่") in text


def _present(parts: Parts) -> Parts | None:
    """The parts, or None where none of them has anything."""
    return parts if any(part is not None for part in parts.values()) else None


def _as_one(gold: Sequence[Parts], found: Sequence[Parts]) -> list[Pair]:
    """The pair of a field that holds one value."""
    if not gold and not found:
        return []
    return [(0 if gold else None, 0 if found else None)]


def _confidence(record: Plain, field: str, number: int | None) -> float | None:
    """The confidence of a value's span, or of the field that it belongs to."""
    wanted = _key(field, number or 0)
    whole = None
    for span in record.get("spans") or []:
        if span["key"] == wanted:
            return float(span["confidence"])
        if whole is None and (span["key"] == field or span["key"].startswith(f"{wanted}.")):
            whole = float(span["confidence"])
    return whole


def _paired_letters(gold: Sequence[Gold], found: Sequence[Plain]) -> list[Pair]:
    """Which further letter is which: by number, date and subject, then by their order."""
    pairs = aligned(
        [_known_by(letter.fields) for letter in gold],
        [_known_by(letter) for letter in found],
        frozenset(),
    )
    spare = [j for i, j in pairs if i is None]
    whole = [(i, spare.pop(0) if j is None and spare else j) for i, j in pairs if i is not None]
    return [*whole, *((None, j) for j in spare)]


def _known_by(letter: Plain) -> dict[str, str | None]:
    known: dict[str, str | None] = {}
    for field, part in _KNOWN_BY:
        value = letter.get(field)
        value = value.get(part) if isinstance(value, Mapping) else value
        known[field] = value if isinstance(value, str) else None
    return known


def _presence(
    pairs: Sequence[Pair], gold: Sequence[Gold], found: Sequence[Plain]
) -> Iterator[Judgement]:
    """Whether each further letter was found as one: what is in it is judged by itself."""
    for i, j in pairs:
        number = i if i is not None else j
        yield Judgement(
            "enclosed",
            f"enclosed.{number}",
            None if i is None else _known_by(gold[i].fields),
            None if j is None else _known_by(found[j]),
            None if i is None or j is None else "strict",
            None,
        )
