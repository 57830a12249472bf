"""Other names of what a word names: short and full, former and present, code and body.

Short forms match with and without their full stops. From a full name back to a short form only
where that has one meaning and three letters or more: less stands in too many words by chance, for
the folded text has no blanks that would tell where one begins.
"""

import re
from collections.abc import Iterator
from functools import cache

from thaidoc.search.abbreviations import ABBREVIATIONS, RENAMED
from thaidoc.thai.fold import fold_query

#: a short form of fewer letters is not looked for in place of a full name
_SAFE = 3
#: what follows a short form or its full name in one word must say something by itself
_REST = re.compile("[ก-ฮเ-ไ][ก-๎]+|[0-9]+|[a-z]{2,}")
#: full names that a number follows, and nothing else
_NUMBERED = frozenset({"มาตรา", "หมู่ที่"})
#: short forms and codes that are also words of the language: without full stops they are those
_ALSO_WORDS = frozenset(
    {
        "กก", "กบ", "กร", "จบ", "ชน", "ชม", "ตก", "ทด", "ทน", "ทอ", "นม", "บก", "ปน", "พง", "พบ",
        "พร", "พล", "ยล", "รบ", "รอ", "ลบ", "สน", "สบ", "สม", "สว", "หน", "อก", "อด", "อบ",
    }
)  # fmt: skip
_CODE = re.compile(r"([ก-ฮ]{2})\.?")
_MOST = 8


def other_names(word: str, *, naming: bool = False) -> tuple[str, ...]:
    """The other names of what a word names, the nearest first; empty for most words.

    :param naming: whether the word must be a name, such as a value of จาก:.

    >>> other_names("อปท"), other_names("จังหวัดตรัง")
    (('องค์กรปกครองส่วนท้องถิ่น',), ('จ.ตรัง',))
    """
    folded = fold_query(word)
    if folded in _ALSO_WORDS and not naming:
        return ()
    found = dict.fromkeys(_names(folded))
    for name in list(found):
        found |= dict.fromkeys(_renamed().get(fold_query(name), ()))
    return tuple(name for name in found if fold_query(name) != folded)[:_MOST]


def _names(folded: str) -> Iterator[str]:
    plain = folded.replace(".", "")
    if len(plain) > 1:
        yield from _full_names().get(plain, ())
        yield from _other_forms().get(plain, ())
        yield from _owners(folded)
    yield from _short_names().get(folded, ())
    yield from _renamed().get(folded, ())
    yield from _begun(folded)
    if folded.endswith("ฯ") and len(folded) > _SAFE and plain not in _full_names():
        yield folded[:-1]


def _owners(folded: str) -> Iterator[str]:
    """The ministry, agency or province of a letter's code; ก.ค. with its stops is a month."""
    code = _CODE.fullmatch(folded)
    if code:
        from thaidoc.thai.names import owner_of

        owner = owner_of(code[1])
        if owner:
            yield owner


def _begun(folded: str) -> Iterator[str]:
    """A word that begins with a short form or a full name, with the other in its place."""
    for beginning, others in _beginnings():
        rest = folded[len(beginning) :]
        if folded.startswith(beginning) and _REST.fullmatch(rest):
            fitting = [other for other in others if (other in _NUMBERED) == rest[0].isdigit()]
            yield from (other + rest for other in fitting or others)
            return


@cache
def _full_names() -> dict[str, tuple[str, ...]]:
    """Full names by short form, folded, without full stops."""
    names: dict[str, tuple[str, ...]] = {}
    for short, full in ABBREVIATIONS.items():
        key = fold_query(short).replace(".", "")
        names[key] = names.get(key, ()) + full
    return names


@cache
def _short_names() -> dict[str, tuple[str, ...]]:
    """Short forms as they are written, by full name, folded."""
    names: dict[str, tuple[str, ...]] = {}
    for short, full in ABBREVIATIONS.items():
        letters = short.replace(".", "")
        if len(full) > 1 or len(letters) < _SAFE:
            continue
        forms = (short, f"{letters}.") if "." in short[:-1] else (short,)
        names[fold_query(full[0])] = names.get(fold_query(full[0]), ()) + forms
    return names


@cache
def _other_forms() -> dict[str, tuple[str, ...]]:
    """How a short form with full stops between its letters is written, by its letters."""
    return {
        fold_query(short).replace(".", ""): (short, short.replace(".", "") + ".")
        for short in ABBREVIATIONS
        if "." in short[:-1] and len(short.replace(".", "")) >= _SAFE
    }


@cache
def _renamed() -> dict[str, tuple[str, ...]]:
    """What a body was or will be called, by its name, folded, in both directions."""
    names: dict[str, dict[str, None]] = {}
    for old, new in RENAMED.items():
        for name in new:
            names.setdefault(fold_query(old), {})[name] = None
            names.setdefault(fold_query(name), {})[old] = None
    return {name: tuple(others) for name, others in names.items()}


@cache
def _beginnings() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Short forms with full stops and full names that words begin with, the longest first."""
    table: dict[str, tuple[str, ...]] = {}
    for short, full in ABBREVIATIONS.items():
        if not short.endswith("."):
            continue
        table[fold_query(short)] = full
        if len(full) == 1:
            table[fold_query(full[0])] = (short,)
    return tuple(sorted(table.items(), key=lambda pair: -len(pair[0])))
