"""What is compared of each field: its parts, as text, the same for gold and for what was found.

Gold may be a whole record or only what a careful reader was sure of, so a part is compared where
the gold gives it. The text as written (``raw``) is compared only where the gold gives nothing more
normal: a prefix ``ที่`` more or less in it changes no number.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from thaidoc.errors import ThaidocError
from thaidoc.parsing.labels import ACTING
from thaidoc.record import FIELDS

#: the parts of one value by name; None for a part that has nothing
Parts = Mapping[str, str | None]
Plain = Mapping[str, Any]


class GoldError(ThaidocError):
    """Gold that has not the shape of a record."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a value.

    ``keys``: the gold gives this part where it has one of them. ``unless``: it is left out where
    the gold has something under one of these. ``exact``: nearly right is wrong (numbers, dates,
    codes). ``read``: the part as text, of a gold or a found value.
    """

    name: str
    read: Callable[[Plain], object]
    keys: tuple[str, ...]
    unless: tuple[str, ...] = ()
    exact: bool = False

    def is_given(self, gold: Plain) -> bool:
        """Whether this gold says anything about the part."""
        said = any(key in gold for key in self.keys)
        return said and all(gold.get(key) in (None, []) for key in self.unless)


def _plain(name: str, *unless: str, exact: bool = False) -> Part:
    return Part(name, lambda value: value.get(name), (name,), unless, exact)


def _range_end(contact: Plain) -> object:
    return contact.get("number_to") or contact.get("range_end")


def _posts(signatory: Plain) -> object:
    """The lines under a signer's name, or position and post acted for, without the phrase."""
    lines = signatory.get("position_lines")
    if lines is None:
        lines = [signatory.get("position"), signatory.get("acting_for")]
    joined = " ".join(str(line) for line in lines if line)
    return " ".join(ACTING.sub(" ", joined).split())


def _iso(key: str) -> Part:
    """A date inside another value, by its normal form."""

    def read(citation: Plain) -> object:
        date = citation.get(key)
        return date.get("iso") if isinstance(date, Mapping) else date

    return Part(key, read, (key,), exact=True)


def _flag(flag: Plain) -> object:
    """A flag that is not set says no more than one that is absent."""
    return True if flag.get("text") is True else None


_CITATION = (
    _plain("normal", exact=True),
    _iso("date"),
    _plain("kind"),
    _plain("issuer"),
    _plain("action", exact=True),
    _plain("part"),
    _iso("effective"),
    _plain("raw", "normal"),
)
_WORDS = (_plain("text"),)
_CODE = (_plain("text", exact=True),)

#: the parts of each field; a field is added here as in the record
PARTS: dict[str, tuple[Part, ...]] = {
    "kind": _CODE,
    "circular": (Part("text", _flag, ("text",), exact=True),),
    "urgency": _CODE,
    "secrecy": _CODE,
    "reference": (_plain("normal", exact=True), _plain("raw", "normal")),
    "issuer": (
        _plain("name"),
        _plain("lines"),
        _plain("address"),
        _plain("postcode", exact=True),
        _plain("ministry"),
    ),
    "date": (_plain("iso", exact=True), _plain("raw", "iso")),
    "subject": _WORDS,
    "salutation": _WORDS,
    "addressees": (_plain("name"), _plain("scope"), _plain("except"), _plain("raw", "name")),
    "references": _CITATION,
    "enclosures": (
        _plain("title"),
        _plain("count", exact=True),
        _plain("unit"),
        _plain("raw", "title"),
    ),
    "body": _WORDS,
    "closing": _WORDS,
    "signatory": (
        _plain("name"),
        _plain("position"),
        _plain("acting_for"),
        Part("position_lines", _posts, ("position_lines",)),
    ),
    "owner": _WORDS,
    "contacts": (
        _plain("type", exact=True),
        _plain("number", exact=True),
        Part("number_to", _range_end, ("number_to", "range_end"), exact=True),
        _plain("extensions", exact=True),
        _plain("value", exact=True),
        _plain("raw", "number", "value"),
    ),
    "copies": _WORDS,
    "cites": _CITATION,
    "deadlines": (_plain("iso", exact=True), _plain("raw", "iso")),
}
#: fields that hold any number of values, compared one by one
LISTS = frozenset(
    {"addressees", "references", "enclosures", "body", "owner", "contacts"}
    | {"copies", "cites", "deadlines"}
)
#: every field that can be scored, in the order of a letter; ``enclosed`` counts further letters
SCORED: tuple[str, ...] = tuple(key for key in FIELDS if key in PARTS or key == "enclosed")


def exact_parts(field: str) -> frozenset[str]:
    """The parts of a field of which nearly right is wrong."""
    return frozenset(part.name for part in PARTS[field] if part.exact)


def values_of(field: str, value: object, where: str) -> list[Plain]:
    """The values of a field as mappings: none where it has none, one where it is no list.

    :param where: what the value is called in an error, such as a gold file.
    :raises GoldError: where the value has not the shape of its field.
    """
    if field in LISTS:
        if value is not None and not isinstance(value, list):
            raise GoldError(f"{field} is not a list", where=where)
        return [_mapping(field, item, f"{field}.{n}", where) for n, item in enumerate(value or [])]
    return [] if value is None else [_mapping(field, value, field, where)]


def gold_parts(field: str, gold: Plain, left_out: Callable[[str], bool]) -> dict[str, str | None]:
    """The parts that a gold value gives, without those that are uncertain."""
    return {
        part.name: _text(part.read(gold))
        for part in PARTS[field]
        if part.is_given(gold) and not left_out(part.name)
    }


def found_parts(field: str, found: Plain) -> dict[str, str | None]:
    """All parts of a value that was found, under every name that gold may give them."""
    return {part.name: _text(part.read(found)) for part in PARTS[field]}


def own_parts(field: str, found: Plain) -> dict[str, str | None]:
    """The parts of a found value as its own gold would give them."""
    return gold_parts(field, found, lambda _: False)


def _mapping(field: str, value: object, key: str, where: str) -> Plain:
    if len(PARTS[field]) == 1:
        if not isinstance(value, str | bool):
            raise GoldError(f"{key} is not text", where=where)
        return {"text": value}
    if not isinstance(value, Mapping):
        raise GoldError(f"{key} is not an object", where=where)
    return value


def _text(value: object) -> str | None:
    if value is None or value in ("", []):
        return None
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
