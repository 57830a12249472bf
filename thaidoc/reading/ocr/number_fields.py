"""Fields of a letter that hold a number, each with the form of what stands there: one row each.

Behind a telephone's label, before ``บาท``, behind a town at the end of an address and between
``จำนวน`` and what is counted, nothing but digits of one kind and their separators can stand. What
else was read there is found here; what the picture supports in its place is asked by
:mod:`thaidoc.reading.ocr.number_shapes`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = "0-9๐-๙"
#: a digit's place: a digit, or one sign by itself that was read for a digit
_PLACE = rf"(?:[{_DIGITS}]|(?<![A-Za-zก-๎])[A-Za-zก-ฮ|!\]\[?](?![A-Za-zก-๎]))"
_COUNTED = (
    r"(?:ฉบับ|ชุด|แผ่น|เล่ม|หน้า|รายการ|ราย|แฟ้ม|ซอง|กล่อง|ใบ|เรื่อง|แบบ|ม้วน|ภาพ|ไฟล์|เครื่อง|คู่|ห่อ"
    r"|คน|ครั้ง|แห่ง|วัน)"
)


@dataclass(frozen=True, slots=True)
class NumberField:
    """Where a number stands (group ``value``) and what else than digits may stand in it.

    ``digits`` are how many digits it has at least and at most.
    """

    where: re.Pattern[str]
    separators: str
    digits: tuple[int, int]


FIELDS: tuple[NumberField, ...] = (
    NumberField(  # a telephone
        re.compile(
            r"(?:โทร(?:ศัพท์|สาร)?|แฟกซ์|Tel|Fax)[\s.:/]{0,3}(?:หมายเลข)?[\s.:]{0,2}"
            rf"(?P<value>{_PLACE}(?:[ ().–-]{{0,3}}{_PLACE}){{7,10}})(?![{_DIGITS}A-Za-zก-๎])"
        ),
        " ().–-",
        (8, 10),
    ),
    NumberField(  # a postcode
        re.compile(
            r"(?:กทม\.?|กรุงเทพ(?:มหานคร|ฯ|ๆ)|จังหวัด[ก-๎]{3,}|[ก-๎]{3,}(?:บุรี|ธานี)) ?"
            rf"(?P<value>{_PLACE}{{5}})$"
        ),
        "",
        (5, 5),
    ),
    NumberField(  # a sum
        re.compile(
            rf"(?P<value>(?<![^\s(]){_PLACE}{{1,3}}(?:,{_PLACE}{{3}})+(?:\.{_PLACE}{{2}})?)"
            r"(?:\.-?|-)? ?บาท"
        ),
        ",.",
        (4, 14),
    ),
    NumberField(  # a count
        re.compile(
            rf"จำนวน (?P<value>(?=\S*[{_DIGITS}]){_PLACE}{{1,4}}|{_PLACE}) (?={_COUNTED})",
        ),
        "",
        (1, 4),
    ),
)


def odd_places(text: str) -> Iterator[tuple[int, int, str]]:
    """Where something else than digits of one kind stands in a number's field.

    Gives the offsets of each such run and the digits of the whole field, whose kind is due.

    >>> list(odd_places("จำนวน e ชุด")), list(odd_places("กทม. 10300"))
    ([(6, 7, '')], [])
    """
    for field in FIELDS:
        for found in field.where.finditer(text):
            value, offset = found["value"], found.start("value")
            digits = "".join(sign for sign in value if sign.isdigit())
            if len(digits) * 2 < field.digits[0] and field.digits[0] > 1:
                continue  # hardly a number at all
            thai = sum("๐" <= sign <= "๙" for sign in digits) * 2 > len(digits)
            due = "๐-๙" if thai else "0-9" if digits else r"\s"
            for odd in re.finditer(rf"[^{due}{re.escape(field.separators)}]+", value):
                yield offset + odd.start(), offset + odd.end(), digits
