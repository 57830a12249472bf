"""Telephone numbers as Thai letters print them: bases, ranges and lists of extensions.

A Thai public number has 9 digits (02 and the provinces' 03, 04, 05, 07) or 10 (mobile 06, 08, 09),
grouped with blanks, hyphens or not at all. What follows a hyphen replaces the last digits
(``0-2241-9000-18`` is 9000 to 9018), and extensions follow ``ต่อ`` in lists and ranges of the same
kind. The base number is checked with the phonenumbers library; nothing is completed by guessing: a
number with a letter in a digit's place or a digit too many is told to be unread.
"""

import re
from dataclasses import dataclass

from thaidoc.thai.numerals import to_arabic

_GAP = r"[\s().–-]{0,3}"
_BASE = re.compile(
    rf"(?:\(?\+?66\)?{_GAP}(?:\(0\){_GAP})?(?P<intl>[2-9](?:{_GAP}\d){{7,8}})"
    rf"|\(?0(?:{_GAP}\d){{8,9}})"
)
_RANGE = re.compile(r"\s*(?:[-–]|ถึง)\s*(\d{1,4})(?!\d)(?!\s?[-–]\s?\d)")
_LATER = re.compile(r"\s*[,;/]?\s*(?:และ|หรือ)?\s*")
_EXTENSION = re.compile(
    r"\s*[,(]?\s*(?:(?:เบอร์)?(?:ต่อ|ด่อ)(?:\s?(?:หมายเลข(?:ภายใน)?|เบอร์|ภายใน|กด))?|ext(?:ension)?\.?|กด|\#)\s*[.:]?\s*",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(\d{1,6})(?:\s*(?:[-–]|ถึง)\s*(\d{1,6}))?(?!\d)")
_BETWEEN = re.compile(r"\s*(?:,|;|/|และ|หรือ)\s*|\s(?=\d{3,5}(?![\d-]))")
#: a further number that shares all but its last four digits: ``0 5311 2708, 2711``
_TAIL = re.compile(r"\s*[,/]\s*(\d{4})(?!\d|\s?[-–]\s?\d|\s\d{4})")
#: a digit's place, or a sign that a scan put into it
_PLACE = r"(?:\d|(?<![A-Za-zก-๎])[A-Za-z|!ก-ฮ](?![A-Za-zก-๎]))"
_UNREAD = re.compile(rf"[(+]?{_PLACE}(?:{_GAP}{_PLACE})*")
#: so many digits are meant for a public number, and so few for one inside a house
_MANY, _FEW = 7, 3


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands where a number belongs: its end, and its digits where all its signs are."""

    end: int
    digits: str | None


@dataclass(frozen=True, slots=True)
class Phone:
    """A number in a text: its end offset, E.164 forms, extensions, and whether it can exist."""

    end: int
    number: str
    number_to: str | None
    extensions: tuple[str, ...]
    mobile: bool
    valid: bool


def read(text: str, position: int = 0) -> Phone | None:
    """The number that begins just at an offset of the text, or None.

    >>> phone = read("0-2241-9000 ต่อ 212๒-๔")
    >>> phone.number, phone.extensions
    ('+6622419000', ('2122', '2123', '2124'))
    """
    folded = to_arabic(text)
    match = _BASE.match(folded, position)
    if match is None:
        return None
    national, end = _national(folded, match)
    if national is None:
        return None
    number_to = None
    later = _RANGE.match(folded, end)
    if later and not _BASE.match(folded, later.start(1)):
        number_to, end = upper_end(national, later[1]), later.end()
    extensions, end = read_extensions(folded, end)
    return Phone(
        end=end,
        number=_e164(national),
        number_to=_e164(number_to) if number_to else None,
        extensions=extensions,
        mobile=national[1] in "689",
        valid=_is_valid(national),
    )


def read_list(text: str, position: int = 0) -> list[tuple[int, Phone]]:
    """The numbers that follow each other from an offset on, each with its own offset."""
    found: list[tuple[int, Phone]] = []
    phone = read(text, position)
    while phone is not None:
        found.append((position, phone))
        tail = None if phone.extensions or phone.mobile else _TAIL.match(to_arabic(text), phone.end)
        gap = _LATER.match(text, phone.end)
        position = gap.end() if gap else phone.end
        later = read(text, position)
        if later is None and tail:
            position = tail.start(1)
            later = _with_tail(phone, tail)
        phone = later
    return found


def read_unread(text: str, position: int = 0) -> Unread | None:
    """What begins at an offset like a number and is none: too few digits, letters among them.

    >>> read_unread("0-2241-9O00").digits, read_unread("0-2241-900").digits
    (None, '02241900')
    """
    folded = to_arabic(text)
    match = _UNREAD.match(folded, position)
    if match is None:
        return None
    places = [sign for sign in match.group() if sign.isalnum() or sign in "|!"]
    digits = "".join(sign for sign in places if sign.isdigit())
    if len(digits) == len(places):
        return Unread(match.end(), digits) if len(digits) >= _FEW else None
    return Unread(match.end(), None) if len(places) >= _MANY <= len(digits) + 3 else None


def read_extensions(text: str, position: int) -> tuple[tuple[str, ...], int]:
    """The extensions after ``ต่อ`` at an offset, ranges written out, and the offset behind them."""
    folded = to_arabic(text)
    label = _EXTENSION.match(folded, position)
    item = _ITEM.match(folded, label.end()) if label else None
    if item is None:
        return (), position
    found: list[str] = []
    end = position
    while item is not None:
        found.extend(_written_out(item[1], item[2]))
        end = item.end()
        between = _BETWEEN.match(folded, end)
        if between is None or _BASE.match(folded, between.end()):
            break
        item = _ITEM.match(folded, between.end())
    return tuple(found), end


def upper_end(first: str, tail: str) -> str | None:
    """The last number of a range: the tail replaces the last digits of the first number.

    >>> upper_end("50601", "2"), upper_end("022419000", "18")
    ('50602', '022419018')
    """
    last = first[: len(first) - len(tail)] + tail
    return last if len(tail) < len(first) and int(last) > int(first) else None


def _with_tail(phone: Phone, tail: re.Match[str]) -> Phone:
    number = phone.number[:-4] + tail[1]
    return Phone(tail.end(), number, None, (), phone.mobile, _is_valid("0" + number[3:]))


def _national(folded: str, match: re.Match[str]) -> tuple[str | None, int]:
    """The national digits (with their 0) and where they end: 10 for mobile, else 9."""
    start = match.start("intl") if match["intl"] else match.start()
    digits, end = ("0" if match["intl"] else ""), start
    for end in range(start, len(folded)):
        if folded[end].isdigit():
            digits += folded[end]
        if len(digits) == (10 if digits[1:2] in ("6", "8", "9") else 9):
            break
    end += 1
    wanted = 10 if digits[1:2] in ("6", "8", "9") else 9
    if len(digits) != wanted or (end < len(folded) and folded[end].isdigit()):
        return None, match.end()
    if end < len(folded) and folded[end] == ")" and "(" in folded[match.start() : end]:
        end += (
            0
            if folded.count("(", match.start(), end) == folded.count(")", match.start(), end)
            else 1
        )
    return digits, end


def _written_out(first: str, tail: str | None) -> list[str]:
    if tail is None:
        return [first]
    last = upper_end(first, tail) if len(tail) < len(first) else tail
    if last is None or len(last) != len(first) or not 0 < int(last) - int(first) <= 100:
        return [first, tail]
    return [str(n).zfill(len(first)) for n in range(int(first), int(last) + 1)]


def _e164(national: str) -> str:
    return "+66" + national[1:]


def _is_valid(national: str) -> bool:
    import phonenumbers

    if national[1] == "0":  # 001 to 009 dial another country
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(national, "TH")))
    number = phonenumbers.PhoneNumber(country_code=66, national_number=int(national))
    return bool(phonenumbers.is_valid_number_for_region(number, "TH"))
