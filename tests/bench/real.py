"""Real letters with gold: whether what they hold stands in the text, and what is parsed of it.

FOLDER has letters in ``files/`` and their gold in ``gold/`` (or both side by side), as docs/
evaluation.md describes gold. ``handwritten.json`` in it may say whose numbers and dates are written
by hand or stamped: ``{"NAME": ["reference", "date"]}``; they are then counted apart.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from thaidoc.archive.doubts import Known, doubts_of
from thaidoc.errors import ThaidocError
from thaidoc.evaluation.cases import Case, Reading
from thaidoc.evaluation.compare import soft
from thaidoc.evaluation.gold import Gold, from_files
from thaidoc.evaluation.report import Letter, Summary
from thaidoc.evaluation.run import Evaluation
from thaidoc.parsing.parser import parse
from thaidoc.reading.document import Document

#: fields whose values are numbers: one that is wrong and in no doubt is the worst fault
NUMBERS = ("reference", "date", "contacts")
#: what is looked for in the text, in this order
STOOD = (
    *("number up to the slash", "number", "date", "subject", "issuer", "addressee", "owner"),
    *("signatory", "contacts"),
)
_HANDWRITTEN = "handwritten.json"
_LEAD = re.compile("^ที่")
#: an agency's own; an order's number is its running number alone
_LETTERS = re.compile("[ก-ฮ]")


@dataclass
class Standing:
    """Letters of which a field stands in the text, of how many."""

    stands: int = 0
    letters: int = 0

    def take(self, stands: bool) -> None:
        """Count a letter."""
        self.stands += stands
        self.letters += 1


@dataclass
class Found:
    """What one engine gave for all letters.

    ``standing`` by field, ``missing`` the fields of each letter that do not stand, ``wrong``
    the numbers that are wrong though in no doubt, of ``given`` such numbers.
    """

    letters: int = 0
    standing: dict[str, Standing] = field(default_factory=dict)
    missing: dict[str, list[str]] = field(default_factory=dict)
    summary: Summary | None = None
    given: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Real:
    """The letters of a folder with their gold."""

    letters: Sequence[tuple[Path, Gold]]
    by_hand: Mapping[str, Sequence[str]]


def real_letters(folder: Path) -> Real:
    """The letters of a folder that have gold.

    :raises ThaidocError: for gold that is none.
    """
    files, gold = (
        folder / name if (folder / name).is_dir() else folder for name in ("files", "gold")
    )
    letters = [
        (path, known)
        for path in sorted(files.iterdir())
        if path.is_file() and path.suffix != ".json" and (known := from_files(gold, path.stem))
    ]
    told = folder / _HANDWRITTEN
    return Real(letters, json.loads(told.read_text("utf-8")) if told.is_file() else {})


def found_in(real: Real, read: Callable[[Path], Document]) -> Found:
    """What an engine gives for the letters that it has to read from their pictures."""
    found = Found()
    known: dict[str, Known] = {}
    evaluation = Evaluation()
    for letter in evaluation.letters(_cases(real, read, found, known)):
        if letter.enclosed is None and letter.name in known:
            _count_wrong(letter, known[letter.name], found)
    found.summary = evaluation.summary()
    return found


def _cases(
    real: Real, read: Callable[[Path], Document], found: Found, known: dict[str, Known]
) -> Iterator[Case]:
    for path, gold in real.letters:
        try:
            document = read(path)
        except ThaidocError as fault:
            found.failed.append(f"{path.name}: {fault.reason}")
            yield Case(path.name, gold=gold, fault=fault)
            continue
        if not any(page.decision in ("ocr", "needs-ocr") for page in document.pages):
            continue
        found.letters += 1
        _count_standing(path.stem, gold, document.text, real.by_hand, found)
        record = msgspec.to_builtins(parse(document))
        known[path.name] = msgspec.convert(record, Known)
        reading = Reading(record, document.text, document.media_type, ocr=True)
        yield Case(path.name, document.id, document.media_type, gold, read=partial(_given, reading))


def _given(reading: Reading) -> Reading:
    return reading


# --- what stands in the text -----------------------------------------------------------------


def _count_standing(
    name: str, gold: Gold, text: str, by_hand: Mapping[str, Sequence[str]], found: Found
) -> None:
    lines = text.replace("\f", "\n").splitlines()
    whole = soft(text)
    missing = []
    for label, key, wanted in _wanted(gold):
        stands = all(
            _number_stands(value, lines, head="slash" in label)
            if key in ("reference", "date")
            else soft(value) in whole
            for value in wanted
        )
        found.standing.setdefault(label, Standing()).take(stands)
        if key in ("reference", "date") and "slash" not in label and by_hand:
            how = "by hand" if key in by_hand.get(name, ()) else "printed"
            found.standing.setdefault(f"{label}, {how}", Standing()).take(stands)
        if not stands:
            missing.append(label)
    found.missing[name] = missing


def _wanted(gold: Gold) -> Iterator[tuple[str, str, list[str]]]:
    """Of each field that the gold is sure of: its name here, its key, what must all stand."""
    fields: Mapping[str, Any] = gold.fields
    reference = _LEAD.sub("", (fields.get("reference") or {}).get("raw") or "").strip()
    head = reference.partition("/")[0]
    signatory, issuer = fields.get("signatory") or {}, fields.get("issuer") or {}
    rows: list[tuple[str, str, list[Any]]] = [
        ("number", "reference", [reference]),
        ("number up to the slash", "reference", [head if _LETTERS.search(head) else None]),
        ("date", "date", [(fields.get("date") or {}).get("raw")]),
        ("subject", "subject", [fields.get("subject")]),
        ("issuer", "issuer", issuer.get("lines") or [issuer.get("name")]),
        ("addressee", "addressees", [one.get("raw") for one in fields.get("addressees") or []]),
        ("owner", "owner", list(fields.get("owner") or [])),
        ("signatory", "signatory", [signatory.get("name"), *_position(signatory)]),
        ("contacts", "contacts", [one.get("raw") for one in fields.get("contacts") or []]),
    ]
    for label, key, values in rows:
        sure = [value for value in values if value]
        if sure and not _is_unsure(gold, key, label):
            yield label, key, sure


def _position(signatory: Mapping[str, Any]) -> list[str]:
    lines = signatory.get("position_lines")
    return list(lines) if lines is not None else [signatory.get("position") or ""]


def _is_unsure(gold: Gold, key: str, label: str) -> bool:
    """Whether the gold leaves the field out, or a part of it; a number's first part is sure."""
    if label == "number up to the slash":
        return False
    return any(name.split(".")[0] == key for name in gold.uncertain)


def _number_stands(value: str, lines: Sequence[str], *, head: bool = False) -> bool:
    """Whether a number stands on a line, with no digit beside it that it does not have.

    :param head: it is only what stands before a slash.
    """
    wanted = re.compile(rf"(?<!\d){re.escape(soft(value))}(?!\d)")
    pieces = [piece for line in lines for piece in (*line.split("\t"), line)]
    if head:  # softened, a running number would seem to go on from what is before its slash
        pieces = [part for piece in pieces for part in piece.split("/")]
    folded = [soft(piece) for piece in pieces]
    return any(wanted.search(line) for line in folded)


# --- numbers in no doubt ---------------------------------------------------------------------


def _count_wrong(letter: Letter, record: Known, found: Found) -> None:
    """Count the numbers that were given without a doubt, and those of them that are wrong."""
    doubtful = {doubt.key for doubt in doubts_of(record)}
    for key in NUMBERS:
        result = letter.fields.get(key)
        if result is None or key in doubtful:
            continue
        found.given[key] += result.found
        for mistake in result.mistakes:
            if mistake.found is not None and mistake.right_at is None:
                shown = (" ".join(filter(None, (parts or {}).values())) or "nothing"
                         for parts in (mistake.gold, mistake.found))  # fmt: skip
                found.wrong.append(f"{letter.name} {mistake.key}: {' ⇒ '.join(shown)}")
