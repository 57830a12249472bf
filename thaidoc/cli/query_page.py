"""The page of ``thaidoc help query``: the query language by examples, in Thai and English.

Every example is run by a test. The names of fields are those of the language itself.
"""

from collections.abc import Iterator

from thaidoc.messages import language
from thaidoc.search.codes import PARTS, STATES
from thaidoc.search.field_names import FIELDS
from thaidoc.search.tokens import OPERATORS

_INDENT, _GAP = 2, 2

_Example = tuple[str, str, str]

#: a heading in Thai and English, and examples: what is typed, and what it finds, in both languages
SECTIONS: tuple[tuple[str, str, tuple[_Example, ...]], ...] = (
    (
        "คำและข้อความ",
        "Words and phrases",
        (
            ("น้ำท่วม งบประมาณ", "มีทั้งสองคำ", "both words, in any order"),
            ('"ส่งบุคลากรเข้าร่วม"', "ตรงตามที่พิมพ์", "exactly so"),
            ("น้ำท่วม หรือ ภัยแล้ง", "คำใดคำหนึ่ง", "either; also OR"),
            ("ประชุม และ อบรม", "ทั้งสองคำ", "both; also AND"),
            ("ประชุม ไม่ ยกเลิก", "มีคำแรก ไม่มีคำหลัง", "without the second; also NOT"),
            ("ประชุม -ยกเลิก", "เหมือนกัน", "the same"),
            ("(น้ำท่วม หรือ ภัยแล้ง) งบประมาณ", "วงเล็บจัดกลุ่ม", "brackets group"),
            ("สมรรถ*", "ขึ้นต้นด้วย", "words that begin so"),
            ("แผน*ปี", "มีช่องว่างระหว่าง ไม่เกิน 40 อักษร", "with a gap of at most 40 characters"),
            ("พ?ศ", "? แทนหนึ่งอักษร", "? is one character"),
            ("*", "ทุกฉบับ", "every letter"),
        ),
    ),
    (
        "เลขที่และเลขต่าง ๆ",
        "Numbers, in Thai or Arabic digits",
        (
            ("ที่:มท 0810.3/ว 28707", "เลขที่หนังสือ", "the letter's own number"),
            ("ว ๑๑๙", "หนังสือเวียน เขียนติดหรือห่างก็ได้", "a circular, blanks or not"),
            ("อ้างถึง:ว119", "ฉบับที่อ้างถึงเลขนี้", "letters that cite it"),
            ("ยกเลิก:ว119", "ฉบับที่ยกเลิกเลขนี้", "letters that cancel it"),
            ("โทร:0 2241 9000", "หมายเลขโทรศัพท์ ขีดหรือเว้นก็ได้", "a telephone number, any dashes"),
        ),
    ),
    (
        "วันเดือนปี (พ.ศ. หรือ ค.ศ.)",
        "Dates (Buddhist era or Gregorian)",
        (
            ("วันที่:2562", "ทั้งปี", "a year"),
            ("วันที่:14 มิ.ย. 2562", "วันเดียว", "a day"),
            ("วันที่:2562-06", "ทั้งเดือน", "a month"),
            ("วันที่:1/6/62..30/9/62", "ตั้งแต่ ถึง", "from one to the other"),
            ("2560..2562", "ช่วงปี", "years"),
            ("มิ.ย.2562", "ลงเดือนนี้ หรือกล่าวถึงเดือนนี้", "of this month, or naming it"),
            ("ปีงบ:2563", "ปีงบประมาณ (ต.ค. 2562 – ก.ย. 2563)", "a fiscal year"),
            ("ไตรมาส:2/2563", "ไตรมาสของปีงบประมาณ", "a quarter of a fiscal year"),
            ("หลัง:1/6/62", "หลังวันนั้น", "after that day"),
            ("ก่อน:1/6/62", "ก่อนวันนั้น", "before that day"),
            ("ตั้งแต่:มิ.ย.2562", "นับวันนั้นด้วย", "from then on"),
            ("จนถึง:30/9/62", "นับวันนั้นด้วย", "until then"),
            (
                "กำหนด:ก.ย.2562",
                "ให้ทำภายในเดือนนั้น",
                "with something to be done by a day of that month",
            ),
            ("กำหนด:วันนี้..", "ยังไม่พ้นกำหนด", "to be done from today on"),
        ),
    ),
    (
        "ช่องต่าง ๆ",
        "Fields",
        (
            ("เรื่อง:งบประมาณ", "ในชื่อเรื่อง", "in the subject"),
            ("จาก:มท", "ผู้ส่ง ใช้ชื่อ ชื่อย่อ หรือรหัสก็ได้", "sent by; names, short names, codes"),
            ("ถึง:ผู้ว่าราชการจังหวัด", "ผู้รับ", "sent to"),
            ("เรื่อง:(น้ำท่วม หรือ ภัยแล้ง)", "หลายค่าในช่องเดียว", "several values for one field"),
            ("kind:order", "ชนิดของหนังสือ", "the kind of document"),
            ("urgency:ด่วนที่สุด", "ชั้นความเร็ว", "the class of urgency"),
            ("is:doubtful", "ค่าที่ควรตรวจดู", "with values that should be looked at"),
            ("is:secret", "มีชั้นความลับ", "classified"),
            ("is:cancelled", "มีฉบับอื่นยกเลิกแล้ว", "cancelled by another letter"),
            ("has:enclosure", "มีสิ่งที่ส่งมาด้วย", "with enclosures"),
            ("-has:date", "ไม่มีวันที่", "without a date"),
        ),
    ),
)

_NOTES = (
    "อปท. และ องค์กรปกครองส่วนท้องถิ่น พบเหมือนกัน",
    "A short name finds the full one and the other way round: อปท.",
    "ชื่อใหม่พบชื่อเก่า: กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม",
    "A present name finds the former one.",
    "ใส่เครื่องหมายคำพูดเมื่อต้องการเฉพาะที่พิมพ์",
    "In quotation marks only what was typed is looked for.",
    "ในเชลล์ให้ครอบคำค้นด้วย '…'",
    "In a shell put the query between '…', for it takes away \" ( ) * ?.",
)


def examples() -> Iterator[str]:
    """Every query that the page shows."""
    return (typed for _, _, rows in SECTIONS for typed, _, _ in rows)


def lines() -> Iterator[str]:
    """The page, line by line."""
    yield "thaidoc search QUERY"
    for thai, english, rows in SECTIONS:
        yield from ("", _both(thai, english), "")
        yield from _columns([(typed, _both(said, meant)) for typed, said, meant in rows])
    yield from ("", _both("ชื่อช่อง", "Names of fields"), "")
    yield from _columns([(f"{f.names[0]}:", _names(f.names[1:])) for f in FIELDS])
    for name, values in (("เป็น: is:", STATES), ("มี: has:", PARTS)):
        yield from ("", _both(f"ค่าของ {name}", f"Values of {name}"), "")
        yield from _columns([(code, " ".join(names)) for code, names in values.items()])
    operators = f"{_both('ตัวดำเนินการ', 'Operators')}: {' '.join(OPERATORS)} - ( )"
    yield from ("", operators, "")
    notes = _NOTES[::2] if language() == "th" else _NOTES
    yield from (f"{' ' * _INDENT}{note}" for note in notes)


def _both(thai: str, english: str) -> str:
    """A text in both languages: whoever reads English types Thai queries; in Thai that alone."""
    return thai if language() == "th" else f"{thai} · {english}"


def _names(names: tuple[str, ...]) -> str:
    return " ".join(f"{name}:" for name in names)


def _columns(rows: list[tuple[str, str]]) -> Iterator[str]:
    """Rows of two columns; Thai marks above and below take no room."""
    from rich.cells import cell_len

    widest = max(cell_len(left) for left, _ in rows)
    for left, right in rows:
        blanks = " " * (widest - cell_len(left) + _GAP)
        yield f"{' ' * _INDENT}{left}{blanks}{right}"
