"""What a document has in each field that can be searched by name."""

from collections.abc import Iterable, Iterator

from thaidoc.record import Action, Citation, Contact, Record
from thaidoc.search.forms import fold_phone

#: a range of telephone numbers is taken as its numbers up to this many, beyond as its two ends
_LONGEST_RANGE = 1000
_TELEPHONES = frozenset({"phone", "mobile", "fax", "hotline", "network"})


def subjects(record: Record) -> Iterable[str]:
    """เรื่อง."""
    yield record.subject or ""


def numbers(record: Record) -> Iterable[str]:
    """The document's own number, in its normal form and as written."""
    if record.reference is not None:
        yield record.reference.normal
        yield record.reference.raw


def issuers(record: Record) -> Iterable[str]:
    """Who sent it, by all names in the letterhead, and the ministry that owns the number."""
    if record.issuer is not None:
        yield from (record.issuer.name or "", *record.issuer.lines, record.issuer.ministry or "")


def addressees(record: Record) -> Iterable[str]:
    """To whom it is, each as written, by name and by scope."""
    for addressee in record.addressees:
        yield from (addressee.raw, addressee.name, addressee.scope or "")


def signatories(record: Record) -> Iterable[str]:
    """Who signed: name, post, and the post acted for."""
    if record.signatory is not None:
        yield record.signatory.name or ""
        yield record.signatory.position or ""
        yield record.signatory.acting_for or ""


def enclosures(record: Record) -> Iterable[str]:
    """The titles of what is enclosed, and the subjects of letters in the same file."""
    yield from (one.title for one in record.enclosures)
    yield from (one.subject or "" for one in record.enclosed)


def owners(record: Record) -> Iterable[str]:
    """The unit whose business it is."""
    return record.owner


def copies(record: Record) -> Iterable[str]:
    """Who got a copy."""
    return record.copies


def cited(record: Record) -> Iterable[str]:
    """The documents that it names, in whatever way."""
    for citation in (*record.references, *record.cites):
        yield from _names_of(citation)


def cancelled(record: Record) -> Iterable[str]:
    """The documents that it cancels."""
    return _acted_on(record, "cancels")


def amended(record: Record) -> Iterable[str]:
    """The documents that it amends."""
    return _acted_on(record, "amends")


def phones(record: Record) -> Iterable[str]:
    """Every telephone number in it, those of the letters in the same file included."""
    for contact in record.contacts:
        if contact.type in _TELEPHONES:
            yield from _numbers_of(contact)
    for letter in record.enclosed:
        yield from phones(letter)


def addresses(record: Record) -> Iterable[str]:
    """E-mail and web addresses, LINE names, and whom any contact reaches."""
    for contact in record.contacts:
        yield from (contact.value or "", contact.person or "", contact.role or "")


def file_names(record: Record) -> Iterable[str]:
    """What the file was called when it came."""
    yield record.source.name if record.source else ""


def _acted_on(record: Record, act: Action) -> Iterator[str]:
    for citation in record.cites:
        if citation.action == act:
            yield from _names_of(citation)


def _names_of(citation: Citation) -> Iterator[str]:
    yield from (citation.normal or "", citation.number or "", citation.raw)


def _numbers_of(contact: Contact) -> Iterable[str]:
    """Every number that a contact stands for, with each extension, and what was written."""
    yield contact.raw.partition("ต่อ")[0]
    if contact.number is None:
        return
    first = fold_phone(contact.number)
    yield first
    for extension in contact.extensions:
        yield first + fold_phone(extension)
    last = fold_phone(contact.number_to or "")
    if last.isdigit() and first.isdigit() and len(last) == len(first):
        yield last
        if int(last) - int(first) <= _LONGEST_RANGE:
            yield from (str(n).zfill(len(first)) for n in range(int(first) + 1, int(last)))


def labels_of(record: Record) -> dict[str, str]:
    """What a record is counted by, as it is shown; the year is in its date."""
    found = {
        "issuer": record.issuer.name if record.issuer else None,
        "kind": record.kind,
        "urgency": record.urgency,
        "secrecy": record.secrecy,
        "ministry": record.issuer.ministry if record.issuer else None,
        "format": record.source.media_type if record.source else None,
        "pages": str(record.source.pages) if record.source else None,
        "reading": _reading(record),
    }
    return {key: value for key, value in found.items() if value}


def _reading(record: Record) -> str:
    """How its text was got: typed, recognised from a picture, or some of it still to be read."""
    if any(warning.code == "page-needs-ocr" for warning in record.warnings):
        return "needs-ocr"
    return "recognised" if record.source and record.source.ocr else "typed"
