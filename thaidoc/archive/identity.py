"""Which letter a document is: issuer, number and Buddhist year, and what else must not differ.

Running numbers begin again each year and in every office, so a number alone tells nothing, and a
blank one even less. What was not read, or not read surely, neither agrees nor differs.
"""

from collections.abc import Collection

import msgspec
from msgspec import UNSET

from thaidoc.archive.resemblance import same_name, skeleton
from thaidoc.record import Record
from thaidoc.thai.fold import fold

#: a value read less surely than this is taken as not read
SURE = 0.5
#: text of less quality has letters that were misread or lost
_SOUND = 0.9


class Identity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a record says of which letter it is; what it does not say is empty or 0.

    ``number`` is folded, ``coded`` where it begins with the issuer's own code (``มท 0810.3``);
    ``year`` is Buddhist, ``date`` ISO, cut to what is known; ``issuer`` and ``addressees`` are
    skeletons; ``damaged`` tells that the text was read from a picture, or badly.
    """

    number: str = ""
    coded: bool = False
    year: int = 0
    date: str = ""
    issuer: str = ""
    addressees: str = ""
    damaged: bool = False

    @property
    def day(self) -> int:
        """The date as a number (20190614); 0 where the day is not known."""
        return int(self.date.replace("-", "")) if len(self.date) == len("2019-06-14") else 0

    @property
    def is_known(self) -> bool:
        """Whether number and day are both known."""
        return bool(self.number and self.day)


def identity_of(record: Record, decided: Collection[str] = ()) -> Identity:
    """The identity that a record gives.

    :param decided: keys that a person confirmed or corrected; they are sure.
    """
    doubted = {s.key.split(".")[0] for s in record.spans if s.confidence < SURE} - set(decided)
    reference = None if "reference" in doubted else record.reference
    date = None if "date" in doubted else record.date
    numbered = reference is not None and bool(reference.number)
    source = record.source
    return Identity(
        number=fold(reference.normal) if reference and numbered else "",
        coded=bool(reference and numbered and reference.prefix and reference.unit),
        year=date.be_year if date else 0,
        date=date.iso if date else "",
        issuer=_issuer(record),
        addressees="" if "addressees" in doubted else _addressees(record),
        damaged=source is UNSET or source.ocr or source.quality < _SOUND,
    )


def is_same(one: Identity, other: Identity) -> bool:
    """Whether both are known to be the same letter: issuer, number and year, and no other day."""
    if not one.number or one.number != other.number or not one.year or one.year != other.year:
        return False
    named = bool(one.issuer and other.issuer) or (one.coded and other.coded)
    return named and not _differ(one, other)


def are_apart(one: Identity, other: Identity) -> bool:
    """Whether these are known to be two letters, however alike their texts are.

    Another addressee makes another letter only where number, issuer and year do not say that it is
    the same one: a circular goes to many under one number.
    """
    if _differ(one, other):
        return True
    if not one.addressees or not other.addressees or is_same(one, other):
        return False
    return not same_name(one.addressees, other.addressees, damaged=_damaged(one, other))


def have_same_number(one: Identity, other: Identity) -> bool:
    """Whether the numbers of both are known and one."""
    return bool(one.number) and one.number == other.number


def have_same_day(one: Identity, other: Identity) -> bool:
    """Whether the days of both are known and one."""
    return bool(one.day) and one.day == other.day


def _differ(one: Identity, other: Identity) -> bool:
    """Whether number, date or issuer are known of both and are not the same."""
    if one.number and other.number and one.number != other.number:
        return True
    if one.date and other.date and not may_be_one(one.date, other.date):
        return True
    if not one.issuer or not other.issuer:
        return False
    damaged = _damaged(one, other)
    if damaged and one.coded and other.coded and one.number == other.number:
        return False  # the code in the number is the issuer, and its digits agree
    return not same_name(one.issuer, other.issuer, damaged=damaged)


def may_be_one(date: str, other: str) -> bool:
    """Whether one is the other, or the other cut to its month or year."""
    shorter, longer = sorted((date, other), key=len)
    return longer == shorter or longer.startswith(f"{shorter}-")


def _damaged(one: Identity, other: Identity) -> bool:
    return one.damaged or other.damaged


def _issuer(record: Record) -> str:
    if record.issuer is None:
        return ""
    return skeleton(record.issuer.name or next(iter(record.issuer.lines), ""))


def _addressees(record: Record) -> str:
    return skeleton(" ".join(dict.fromkeys(addressee.raw for addressee in record.addressees)))
