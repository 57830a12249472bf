"""The forms in which fields are compared: one for what is stored and what is typed.

Reference numbers and telephone numbers are written in many ways; each has one form here, so that an
index and a query can never disagree.
"""

import re

from thaidoc.thai.fold import fold_letters, fold_query

#: a free word of so many digits may be a whole telephone number typed with its own dashes
_WHOLE_NUMBER = 9
_DIGIT = "[0-9๐-๙]"
_CIRCULAR = rf"ว\.?\s*{_DIGIT}+"
_UNIT = rf"{_DIGIT}+(?:\.{_DIGIT}+)*"
_RUNNING = rf"\s*/\s*(?:ว\.?\s*)?{_DIGIT}+"
_ENDS = r"(?![^\s()\"“”„‟])"
#: a reference number that is typed with blanks, behind the name of its field
NUMBER_TYPED = re.compile(
    rf"(?:(?:ที่\s*)?[ก-ฮ]{{1,3}}\.?\s*{_UNIT}(?:{_RUNNING})?|{_CIRCULAR}|{_UNIT}{_RUNNING}){_ENDS}"
)
#: the same among other words, where it has to show that it is one
NUMBER_AMONG_WORDS = re.compile(
    rf"(?:[ก-ฮ]{{2,3}}\.?\s*(?:{_UNIT}{_RUNNING}|[0๐]{_DIGIT}{{3,4}}(?:\.{_DIGIT}+)*)"
    rf"|{_CIRCULAR}){_ENDS}"
)
#: a telephone number that is typed with blanks, behind the name of its field
PHONE_TYPED = re.compile(rf"\+?{_DIGIT}(?:[\s-]*{_DIGIT}){{2,14}}(?:\s*ต่อ\s*{_DIGIT}+)?{_ENDS}")
#: the same among other words: nine or ten digits from 0 on
PHONE_AMONG_WORDS = re.compile(rf"[0๐](?:[\s-]*{_DIGIT}){{8,9}}{_ENDS}")


def nothing(_text: str) -> str:
    """The form of a field in which no free word is looked for."""
    return ""


def fold_number(text: str) -> str:
    """A reference number as it is compared: without ที่, and without the dots of ``มท.`` ``ว.``.

    >>> fold_number("ที่ มท. ๐๘๑๐.๓/ว. ๒๘๗๐๗")
    'มท0810.3/ว28707'
    """
    return re.sub(r"^(?:เลข)?ที่[:.]?", "", free_number(text))


def free_number(text: str) -> str:
    """A free word as a number: ที่ stays, for ``ที่5`` is no number 5 of any letter."""
    return re.sub(r"(?<=[ก-ฮ])\.(?=\d)", "", fold_query(text))


def fold_phone(text: str) -> str:
    """The digits of a telephone number as dialled inside the country.

    >>> fold_phone("+66 (0) 9-5518-2539"), fold_phone("๐๙ ๕๕๑๘ ๒๕๓๙")
    ('0955182539', '0955182539')
    """
    plain = fold_letters(text).strip()
    digits = re.sub(r"\D", "", plain, flags=re.ASCII)
    if re.match(r"\+\s*66", plain) or digits.startswith("0066"):
        return "0" + digits.removeprefix("00").removeprefix("66").lstrip("0")
    return digits


def free_phone(text: str) -> str:
    """A free word as a telephone number, where it is all of one."""
    digits = fold_phone(text)
    dialled = re.fullmatch(r"[+\d\s().-]+", fold_letters(text))
    return digits if dialled and len(digits) >= _WHOLE_NUMBER else ""
