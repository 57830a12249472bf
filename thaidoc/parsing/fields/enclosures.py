"""Enclosures (สิ่งที่ส่งมาด้วย): title, count and unit, and the documents they are."""

import re

from thaidoc.parsing import citations
from thaidoc.parsing.draft import Draft
from thaidoc.parsing.items import items_of
from thaidoc.parsing.passage import Passage, join
from thaidoc.parsing.twins import mended
from thaidoc.parsing.zones import Letter
from thaidoc.record import Enclosure
from thaidoc.thai.numerals import to_arabic

_UNITS = (
    r"(?:ฉบับ|ชุด|แผ่น|เล่ม|หน้า|รายการ|แฟ้ม|ซอง|กล่อง|ใบ|เรื่อง|แบบ|อัน|ม้วน|ภาพ|ราย|สำเนา|ไฟล์|เครื่อง|คู่|ห่อ)"
)
_COUNT = re.compile(
    rf"[\s.…(]*(?:จำนวน(?:อย่างละ|ละ)?\s*(?:ทั้งสิ้น\s*)?(?P<count>[0-9]{{1,5}})\s*(?P<unit>[ก-๎]+)"
    rf"|(?<=\s)(?P<bare>[0-9]{{1,4}})\s*(?P<bare_unit>{_UNITS}))\s*[).]*$"
)

_ONLY_COUNT = re.compile(r"จำนวน\s*[0-9]{1,5}\s*[ก-๎]+")


def read_enclosures(letter: Letter, draft: Draft) -> None:
    """Set ``enclosures``."""
    for entry in items_of(letter.passage("enclosures"), letter.rows("enclosures")):
        whole = _count_last(entry)
        scanned = letter.document.ocr
        text = mended(whole.text, letter.document.text) if scanned else whole.text
        draft.add("enclosures", read_one(text), whole.place(), 0.96)


def _count_last(entry: Passage) -> Passage:
    """The entry with the count of a right-hand column behind its wrapped lines, not inside them."""
    counts = [p for p in entry.pieces if _ONLY_COUNT.fullmatch(to_arabic(p.text))]
    if not counts or entry.pieces[-1] in counts:
        return entry
    return join([*(p for p in entry.pieces if p not in counts), *counts])


def read_one(text: str) -> Enclosure:
    """One enclosure from its line.

    >>> found = read_one("แบบตอบรับ จำนวน ๒ แผ่น")
    >>> found.title, found.count, found.unit
    ('แบบตอบรับ', 2, 'แผ่น')
    """
    match = _COUNT.search(to_arabic(text))
    title = (text[: match.start()] if match else text).rstrip(" .…,(")
    count = (match["count"] or match["bare"]) if match else None
    return Enclosure(
        title=title,
        count=int(count) if count else None,
        unit=(match["unit"] or match["bare_unit"]) if match else None,
        cites=[found.citation for found in citations.find(title, "encloses")],
        raw=text,
    )
