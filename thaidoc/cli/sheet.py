"""A record as a sheet for people: each field under its Thai name, where it was read and how surely.

A field that a person confirmed or corrected says so instead of a confidence.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from msgspec import UNSET

from thaidoc.cli.labels import ACTIONS, CONTACTS, FIELDS, KINDS
from thaidoc.cli.wrapping import break_offsets
from thaidoc.record import Citation, Contact, Enclosure, Record, Signatory, Source, Span

#: shows an ISO date in the era that the reader wants
DateText = Callable[[str], str]
#: so many cells of the body are shown; ``--text`` shows all
_BODY_SHOWN = 160
#: stands in the place of a confidence where a person decided
DECIDED = "คน"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the sheet: label, where it was read (``1:3-4``), how surely, and the value."""

    label: str
    place: str
    confidence: str
    value: str


#: what stands above the columns
HEAD = Row("", "หน้า:บรรทัด", "", "")


def rows(record: Record, date_text: DateText, decided: Collection[str] = ()) -> Iterator[Row]:
    """The rows of a record, in the order of a letter; absent fields have none.

    :param decided: the keys that a person confirmed or corrected.
    """
    if record.source is not UNSET:
        yield Row("ไฟล์", "", "", _file(record.source))
    spans = _first_spans(record)
    for key, label in FIELDS.items():
        if key == "addressees" and record.salutation:
            label = record.salutation
        for number, value in enumerate(values_of(record, key, date_text)):
            if value:
                span = spans.get(f"{key}.{number}") or (spans.get(key) if number == 0 else None)
                yield Row(label, *_evidence(span, key in decided), value)
                label = ""


def _evidence(span: Span | None, decided: bool) -> tuple[str, str]:
    """Page and lines, and how sure the parser is, or that a person decided."""
    if decided:
        return "", DECIDED
    if span is None:
        return "", ""
    last = f"-{span.end_line}" if span.end_line != span.line else ""
    return f"{span.page}:{span.line}{last}", f"{span.confidence:.0%}"


def _first_spans(record: Record) -> dict[str, Span]:
    """The first span of each key, also under the key it is a part of (``issuer.name``)."""
    found: dict[str, Span] = {}
    for span in record.spans:
        found.setdefault(span.key, span)
        parts = span.key.split(".")
        for end in range(1, len(parts)):
            found.setdefault(".".join(parts[:end]), span)
    return found


def values_of(record: Record, key: str, date_text: DateText) -> Iterator[str]:
    """What is shown of a key: one string for each part, empty where it is not shown."""
    special = _SPECIAL.get(key)
    if special:
        yield from special(record, date_text)
        return
    value = getattr(record, key)
    if isinstance(value, list):
        yield from (str(item) for item in value)
    elif value is not None:
        yield str(value)


def _file(source: Source) -> str:
    parts = [source.name, source.media_type, f"{source.pages} หน้า", f"คุณภาพ {source.quality:.0%}"]
    return " · ".join([*parts, "OCR"] if source.ocr else parts)


def _kind(record: Record, _: DateText) -> Iterator[str]:
    yield KINDS[record.kind] + (" (หนังสือเวียน)" if record.circular else "")


def _circular(record: Record, _: DateText) -> Iterator[str]:
    if record.circular is not None:
        yield "ใช่" if record.circular else "ไม่ใช่"


def _reference(record: Record, _: DateText) -> Iterator[str]:
    if record.reference:
        yield record.reference.normal


def _issuer(record: Record, _: DateText) -> Iterator[str]:
    if record.issuer:
        yield from record.issuer.lines or [record.issuer.name or ""]
        if record.issuer.address and record.issuer.address not in record.issuer.lines:
            yield record.issuer.address


def _date(record: Record, date_text: DateText) -> Iterator[str]:
    if record.date:
        yield date_text(record.date.iso)


def _addressees(record: Record, _: DateText) -> Iterator[str]:
    for addressee in record.addressees:
        left_out = f" (ยกเว้น {', '.join(addressee.except_)})" if addressee.except_ else ""
        yield " ".join(p for p in (addressee.name, addressee.scope) if p) + left_out


def _citation(citation: Citation, date_text: DateText) -> str:
    action = ACTIONS.get(citation.action)
    if action and citation.part:
        action += citation.part
    if action and citation.effective:
        action += f" (ตั้งแต่ {date_text(citation.effective.iso)})"
    when = f" ({date_text(citation.date.iso)})" if citation.date else ""
    known = f" [{citation.normal}{when}]" if citation.normal else ""
    return (f"{action}: " if action else "") + citation.raw + known


def _references(record: Record, date_text: DateText) -> Iterator[str]:
    yield from (_citation(citation, date_text) for citation in record.references)


def _cites(record: Record, date_text: DateText) -> Iterator[str]:
    shown = {citation.raw for citation in record.references}
    for citation in record.cites:
        yield "" if citation.raw in shown else _citation(citation, date_text)


def _enclosure(enclosure: Enclosure) -> str:
    count = "" if enclosure.count is None else f" จำนวน {enclosure.count} {enclosure.unit or ''}"
    return enclosure.title + count.rstrip()


def _enclosures(record: Record, _: DateText) -> Iterator[str]:
    yield from (_enclosure(enclosure) for enclosure in record.enclosures)


def _body(record: Record, _: DateText) -> Iterator[str]:
    if record.body:
        first = record.body[0]
        cuts = break_offsets(first, _BODY_SHOWN)
        shown = first[: cuts[0]].rstrip() + "…" if cuts else first
        yield f"{shown} ({len(record.body)} ย่อหน้า)"


def _signatory(record: Record, _: DateText) -> Iterator[str]:
    if record.signatory:
        yield from _signature(record.signatory)


def _signature(signatory: Signatory) -> Iterator[str]:
    if signatory.name:
        yield signatory.name
    if signatory.position:
        yield signatory.position
    if signatory.acting_for:
        yield f"แทน {signatory.acting_for}"


def _contact(contact: Contact) -> str:
    number = contact.value or _spaced(contact.number) or contact.raw
    if contact.number_to:
        number += f" ถึง {_spaced(contact.number_to)}"
    parts = [CONTACTS[contact.type], number]
    if contact.extensions:
        parts.append(f"ต่อ {', '.join(contact.extensions)}")
    if contact.person:
        parts.append(f"({contact.person})")
    return " ".join(parts)


def _spaced(number: str | None) -> str:
    """A Thai public number as it is dialled and written here: ``0 2241 9000``."""
    if number is None or not number.startswith("+66"):
        return number or ""
    dialled = "0" + number.removeprefix("+66")
    return f"{dialled[:-8]} {dialled[-8:-4]} {dialled[-4:]}" if len(dialled) > 8 else dialled


def _contacts(record: Record, _: DateText) -> Iterator[str]:
    yield from (_contact(contact) for contact in record.contacts)


def _deadlines(record: Record, date_text: DateText) -> Iterator[str]:
    for deadline in record.deadlines:
        yield f"{date_text(deadline.iso)} ({deadline.raw})" if deadline.iso else deadline.raw


def _enclosed(record: Record, _: DateText) -> Iterator[str]:
    for inner in record.enclosed:
        number = inner.reference.normal if inner.reference else ""
        yield " ".join(p for p in (KINDS[inner.kind], number, inner.subject or "") if p)


_SPECIAL: dict[str, Callable[[Record, DateText], Iterator[str]]] = {
    "kind": _kind,
    "circular": _circular,
    "reference": _reference,
    "issuer": _issuer,
    "date": _date,
    "addressees": _addressees,
    "references": _references,
    "enclosures": _enclosures,
    "body": _body,
    "signatory": _signatory,
    "contacts": _contacts,
    "cites": _cites,
    "deadlines": _deadlines,
    "enclosed": _enclosed,
}
