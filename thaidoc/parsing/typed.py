"""Values that a person types for a field, read by the rules that the parser reads letters with.

So what is typed gets the normal forms of everything else, and what the parser would not take for a
number, a date or a contact is refused with a sentence that says what would be right. A list has one
entry a line. Every field that is not plain text also takes JSON in the shape of the record, and
:data:`NOTHING` says that the letter has none.
"""

import unicodedata
from typing import Any

import msgspec

from thaidoc.parsing import reference
from thaidoc.parsing.typed_fields import READERS, TypedValueError, read_date, wrong
from thaidoc.record import FIELDS, Record
from thaidoc.thai.text import normal_form

__all__ = ["BY_LINE", "LISTS", "NOTHING", "TypedValueError", "read_value"]

#: what is typed for "the letter has none"
NOTHING = "null"
#: fields that hold any number of values, typed one a line
LISTS = frozenset(
    {"addressees", "references", "enclosures", "body", "owner", "contacts", "copies", "cites"}
    | {"deadlines", "enclosed"}
)
#: fields whose lines are not one text
BY_LINE = frozenset({"issuer", "signatory"})
_PLAIN_TEXT = frozenset({"subject", "salutation", "closing"})


def read_value(key: str, text: str, record: Record) -> Any:
    """The value of a field that a person typed, in the parts of the record.

    :param record: the letter as it is known, for what depends on other fields: the ministry on the
        number, a deadline's day on the letter's date, an address on the one that is known.
    :raises TypedValueError: where there is no such field, or it cannot have this value.

    >>> read_value("date", "๑๔ มิ.ย. ๒๕๖๒", Record(id="")).iso
    '2019-06-14'
    """
    if key not in FIELDS:
        raise TypedValueError(f"{key!r} is not a field", hint=f"Fields are {', '.join(FIELDS)}")
    _refuse_unreadable(key, text)
    stripped = text.strip()
    if stripped == NOTHING:
        return _nothing(key)
    if stripped[:1] in ("{", "[") and key not in _PLAIN_TEXT:
        return _from_json(key, stripped)
    lines = [line for line in map(normal_form, text.splitlines()) if line]
    _refuse_unreadable(key, "\n".join(lines))  # what no glyph's code could be read as
    found: list[Any] = []
    if key in LISTS:
        found = [value for line in lines for value in _entries(key, line, record)]
    if not lines or (key in LISTS and not found):
        raise wrong(key, "it is empty", f"{NOTHING} says that the letter has none")
    if key in LISTS:
        return _each_once(key, found)
    return READERS[key](("\n" if key in BY_LINE else " ").join(lines), record)


def _nothing(key: str) -> Any:
    if key == "kind":
        raise wrong(key, "every letter has a kind", "other is the kind of what is no known form")
    return [] if key in LISTS else None


def _entries(key: str, line: str, record: Record) -> list[Any]:
    found = READERS[key](line, record)
    return found if isinstance(found, list) else [found]


def _each_once(key: str, values: list[Any]) -> list[Any]:
    """A list without what stands in it twice; paragraphs may be alike."""
    return values if key == "body" else [v for i, v in enumerate(values) if v not in values[:i]]


def _refuse_unreadable(key: str, text: str) -> None:
    """Bytes that are no text in this locale, and controls, are typing that went wrong."""
    for letter in text:
        odd = unicodedata.category(letter) in ("Cs", "Cc") and letter not in "\n\r\t"
        if odd or letter == "\ufffd":
            raise wrong(
                key, "a character in it cannot be read", "Type it again, on a terminal in UTF-8"
            )


def _from_json(key: str, text: str) -> Any:
    """A value given whole, in the shape of the record; its text in normal form, its dates sound."""
    try:
        plain = msgspec.json.decode(text.encode())
        made = msgspec.convert({"id": "", key: _in_normal_form(plain)}, type=Record)
    except msgspec.MsgspecError as error:
        what = f"this JSON is not its value ({error})"
        raise wrong(key, what, "`thaidoc schema` has its shape") from error
    value = getattr(made, key)
    _check_parts(key, msgspec.to_builtins(value))
    return value


def _in_normal_form(plain: Any) -> Any:
    if isinstance(plain, str):
        return normal_form(plain)
    if isinstance(plain, list):
        return [_in_normal_form(item) for item in plain]
    if isinstance(plain, dict):
        return {name: _in_normal_form(item) for name, item in plain.items()}
    return plain


def _check_parts(key: str, plain: Any) -> None:
    """Dates and numbers inside a value, wherever they are, agree with themselves."""
    if isinstance(plain, list):
        for item in plain:
            _check_parts(key, item)
    elif isinstance(plain, dict):
        if "iso" in plain:
            _check_date(key, plain)
        if {"prefix", "unit", "normal"} <= plain.keys():
            _check_number(key, plain)
        for item in plain.values():
            _check_parts(key, item)


def _check_date(key: str, plain: dict[str, Any]) -> None:
    if plain["iso"] is None:
        return
    read = read_date(key, plain["iso"])
    same = (read.iso, plain.get("be_year", read.be_year), plain.get("precision", read.precision))
    if same != (plain["iso"], read.be_year, read.precision):
        raise wrong(
            key,
            f"iso, be_year and precision of {plain['iso']!r} do not agree",
            f"That day is {read.iso}, {read.be_year}, {read.precision}",
        )


def _check_number(key: str, plain: dict[str, Any]) -> None:
    match = reference.read(plain["normal"])
    read = msgspec.to_builtins(match.reference) if match else {"normal": None}
    odd = [name for name in read if name != "raw" and read[name] != plain[name]]
    if odd:
        raise wrong(
            key,
            f"{odd[0]} is not that of the number {plain['normal']!r}",
            "Numbers are written like มท 0810.3/ว123; type the number alone instead of JSON",
        )
