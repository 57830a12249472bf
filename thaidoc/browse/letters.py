"""One letter as the screens show it, read from the archive in a thread."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec import UNSET

from thaidoc import messages
from thaidoc.archive import doubts
from thaidoc.archive.secrecy import secrecy_of
from thaidoc.archive.store import Archive
from thaidoc.browse import texts
from thaidoc.browse.desk import Desk
from thaidoc.browse.lines import Styled
from thaidoc.record import Record, ThaiDate
from thaidoc.search.snippet import marks

#: fields that stand in the text beside, or within another's value
_NOT_LISTED = frozenset({"body", "circular", "salutation"})
#: blanks that set columns on paper; on a screen two show as much, and at the beginning eight
_BLANKS = re.compile(r"(?<=\S)[^\S\n]{3,}(?=\S)")
_INDENT = re.compile(r"(?m)^[^\S\n]{9,}")


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter that was read: what stands above it, its text, its fields."""

    id: str
    number: str | None
    date: ThaiDate | None
    issuer: str | None
    subject: str | None
    secrecy: str | None
    original: Path
    text: tuple[Styled, ...]
    fields: tuple[Styled, ...]


def opened(
    archive: Archive,
    desk: Desk,
    identity: str,
    strings: Sequence[str] = (),
    terms: Sequence[str] = (),
) -> Opened:
    """A letter of the archive, with what was looked for marked in its text.

    :raises ThaidocError: where it was removed or is damaged.
    """
    record = archive.record(identity)
    decided = archive.corrections(identity).values
    text = archive.text(identity)
    return Opened(
        id=identity,
        number=record.reference.normal if record.reference else None,
        date=record.date,
        issuer=record.issuer.name if record.issuer else None,
        subject=record.subject,
        secrecy=secrecy_of(record),
        original=archive.original(identity),
        text=tuple(text_lines(desk, text, strings, terms)),
        fields=tuple(field_lines(desk, record, frozenset(decided))),
    )


def text_lines(
    desk: Desk, text: str, strings: Sequence[str] = (), terms: Sequence[str] = ()
) -> Iterator[Styled]:
    """The lines of a text (a form feed between pages) with hits marked and pages told apart."""
    text = _INDENT.sub(" " * 8, _BLANKS.sub("  ", text))
    hits = [desk.whole_letters(text, *hit) for hit in marks(text, strings, terms)]
    at, after = 0, 0
    pages = text.split("\f")
    for number, page in enumerate(pages, start=1):
        if number > 1:
            yield Styled(f"── {number} ──", ((0, len(f"── {number} ──"), "faint"),))
        for line in page.rstrip("\n").split("\n"):
            end = at + len(line)
            while after < len(hits) and hits[after][1] <= at:
                after += 1
            here = []
            for first, last in hits[after:]:
                if first >= end:
                    break
                here.append((max(first, at) - at, min(last, end) - at, "hit"))
            yield Styled(desk.printable(line), tuple(here))
            at = end + 1
        at = sum(len(one) + 1 for one in pages[:number])


def field_lines(desk: Desk, record: Record, decided: frozenset[str]) -> Iterator[Styled]:
    """The fields of a record: a name with how surely it was read, below it the values."""
    if record.source is not UNSET:
        yield from _field(texts.FILE, "", [desk.printable(record.source.name)])
    sure: dict[str, float] = {}
    for span in record.spans:
        key = span.key.partition(".")[0]
        sure[key] = min(span.confidence, sure.get(key, 1.0))
    for key, label in desk.labels.items():
        values = [desk.printable(value) for value in desk.values_of(record, key) if value]
        if key in _NOT_LISTED or not values:
            continue
        said = texts.DECIDED if key in decided else f"{sure[key]:.0%}" if key in sure else ""
        doubted = key not in decided and sure.get(key, 1.0) < doubts.BELOW
        yield from _field(label, said, values, "warning" if doubted else "faint")
    for warning in record.warnings:
        about = f"{desk.labels.get(warning.key, warning.key)}: " if warning.key else ""
        yield from _field(
            texts.TO_LOOK_AT,
            "",
            [desk.printable(about + messages.said(warning.message))],
            "warning",
            "warning",
        )


def _field(
    label: str, said: str, values: Sequence[str], style: str = "faint", label_style: str = "label"
) -> Iterator[Styled]:
    head = f"{label}  {said}".rstrip()
    runs = [(0, len(label), label_style)]
    if said:
        runs.append((len(head) - len(said), len(head), style))
    yield Styled(head, tuple(runs))
    for value in values:
        yield Styled(f" {value}", hanging=1)
