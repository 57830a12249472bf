"""What people call the figures and their values, in the language that is spoken."""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from thaidoc.export.values import for_people
from thaidoc.messages import language, later, plural
from thaidoc.messages import text as _
from thaidoc.search.codes import KINDS, SECRECIES, URGENCIES
from thaidoc.statistics.figures import By, Count, Statistics
from thaidoc.thai.calendar import SHORT_MONTHS, to_gregorian_year

Era = Literal["be", "ce"]
TITLE = later("Statistics of the archive")
HEADINGS: dict[By, str] = {
    "year": later("Year"),
    "ministry": later("Ministry, province or the like"),
    "issuer": later("Agency"),
    "kind": later("Kind of document"),
    "urgency": later("Urgency"),
    "format": later("File format"),
    "quality": later("How well it was read"),
}
#: eras as a person writes them
ERAS: dict[Era, str] = {"be": later("B.E."), "ce": later("C.E.")}
_UNKNOWN = later("not known")
#: what stands for documents without a value
_NONE: dict[By, str] = {
    "year": later("no date"),
    "ministry": _UNKNOWN,
    "issuer": _UNKNOWN,
    "kind": later("no record"),
    "urgency": later("none given"),
    "format": _UNKNOWN,
    "quality": later("record is damaged"),
}
QUALITIES = {
    "read": later("well read"),
    "doubtful": later("to be looked at"),
    "needs-ocr": later("to be read from its picture"),
}
_FORMATS = {
    "text/plain": later("plain text"),
    "text/html": "HTML",
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/msword": "DOC",
    "application/rtf": "RTF",
    "application/vnd.oasis.opendocument.text": "ODT",
    "application/vnd.oasis.opendocument.text-template": "OTT",
    "application/vnd.sun.xml.writer": "SXW",
    "message/rfc822": later("e-mail"),
    "application/vnd.ms-outlook": later("Outlook e-mail"),
    "application/ms-tnef": "winmail.dat",
}
_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: English for short names of months
_MONTHS = dict(zip(SHORT_MONTHS, _ENGLISH, strict=True))


def heading(by: By, era: Era) -> str:
    """What a table is called.

    >>> heading("year", "be"), heading("issuer", "be")
    ('Year B.E.', 'Agency')
    """
    name = _(HEADINGS[by])
    return f"{name} {_(ERAS[era])}" if by == "year" else name


def day(iso: str, era: Era) -> str:
    """An ISO date, month or year as people read it; what is empty stays so.

    >>> day("2019-06-14", "be"), day("2019-06", "ce")
    ('14 Jun 2562', '2019-06')
    """
    if not iso:
        return ""
    told = for_people(iso, era)
    if language() == "th":
        return told
    return " ".join(_MONTHS.get(word, word) for word in told.split(" "))


def shown(by: By, value: str | None, era: Era) -> str:
    """What a value is called.

    >>> shown("year", "2562", "ce"), shown("kind", "memo", "be"), shown("urgency", "ด่วนมาก", "be")
    ('2019', 'Memo', 'Very urgent')
    """
    if value is None:
        return _(_NONE[by])
    return _VALUES[by](value, era) if by in _VALUES else value


def _year(value: str, era: Era) -> str:
    return value if era == "be" else str(to_gregorian_year(int(value)))


def _format(value: str, _era: Era) -> str:
    if value.startswith("image/"):
        return _("{kind} picture").format(kind=value.partition("/")[2].upper())
    return _(_FORMATS.get(value, value))


def _kind(value: str, _era: Era) -> str:
    """The first Thai name of a kind, or the code itself as English words."""
    return KINDS[value][0] if value in KINDS and language() == "th" else _words(value)


def _urgency(value: str, _era: Era) -> str:
    return _in_english(URGENCIES, value)


def _in_english(table: dict[str, tuple[str, ...]], value: str) -> str:
    """A value as a record has it, which is Thai; its English name where English is spoken."""
    return value if language() == "th" or value not in table else _words(table[value][-1])


def _words(code: str) -> str:
    return code.replace("-", " ").capitalize()


_VALUES: dict[By, Callable[[str, Era], str]] = {
    "year": _year,
    "kind": _kind,
    "urgency": _urgency,
    "format": _format,
    "quality": lambda value, _era: _(QUALITIES.get(value, value)),
}


class Row(NamedTuple):
    """A row of a table for people.

    ``rest`` marks the one that stands for all others, ``is_value`` those that have one value.
    """

    name: str
    documents: int
    rest: bool = False
    is_value: bool = True


#: tables that may have thousands of values
_LONG = frozenset({"ministry", "issuer"})


def rows(by: By, counts: Sequence[Count], era: Era, most: int | None) -> list[Row]:
    """The rows of a table for people, those without a value last.

    :param most: so many agencies or ministries, the others in one row; None: all.
    """
    valued = [one for one in counts if one.value is not None]
    whole = most is None or by not in _LONG or len(valued) <= most + 1
    told = valued if whole else valued[:most]
    made = [Row(shown(by, one.value, era), one.documents) for one in told]
    if rest := valued[len(told) :]:
        many = sum(one.documents for one in rest)
        made.append(
            Row(
                plural("{count} other", "{count} others", len(rest)).format(count=f"{len(rest):,}"),
                many,
                rest=True,
                is_value=False,
            )
        )
    without = shown(by, None, era)
    return made + [Row(without, one.documents, is_value=False) for one in counts[len(valued) :]]


def percent(many: int, every: int) -> str:
    """A share as whole percent; of those that are there less than half of one is not nothing.

    >>> percent(1, 3), percent(1, 1000), percent(0, 5)
    ('33%', '<1%', '0%')
    """
    share = round(100 * many / every) if every else 0
    return "<1%" if many and not share else f"{share}%"


def figures(found: Statistics, era: Era) -> list[tuple[str, str, str]]:
    """The figures beside the tables: what each is called, the figure, and what to know of it."""
    rows = [
        (_("Documents"), _many(found.documents), ""),
        (_("Letters"), _many(found.letters), _("the forms of one letter count once")),
        (_("Pages"), _many(found.pages), ""),
        (_("Dated"), _dates(found, era), ""),
        (_("Without a date"), _many(found.undated), ""),
        (_("Without a number"), _many(found.unnumbered), _("or with a blank one")),
        (_("Cancelled"), _many(found.cancelled), _("as far as other letters here say so")),
        (_("Read from pictures"), _many(found.recognised), _("all pages or some")),
        (_("Secret documents"), _many(found.secret), _secret(found)),
    ]
    if found.failed is not None:
        rows.append((_("Not readable"), _many(found.failed), _("handed in, and not kept here")))
    if found.unknown:
        rows.append((_("Not in the index"), _many(found.unknown), _("damaged, or added just now")))
    return rows


def _many(count: int | None) -> str:
    return _(_UNKNOWN) if count is None else f"{count:,}"


def _dates(found: Statistics, era: Era) -> str:
    """From the first to the last date."""
    if not found.first or not found.last:
        return _("none")
    first, last = day(found.first, era), day(found.last, era)
    said = first if first == last else _("{first} to {last}").format(first=first, last=last)
    return said if language() == "th" or era == "ce" else f"{said} {_(ERAS[era])}"


def _secret(found: Statistics) -> str:
    """The levels of the secret documents, and whether they are counted with the others."""
    levels = " ".join(f"{_level(one.value)} {one.documents:,}" for one in found.secrecy)
    counted = _("counted above") if found.with_secret else _("not counted in other figures")
    return f"{levels} · {counted}" if levels else ""


def _level(value: str | None) -> str:
    return _in_english(SECRECIES, value) if value else _("in an enclosed letter")
