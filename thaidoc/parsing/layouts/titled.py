"""The layout of titled documents: orders, announcements, regulations, statements, certificates.

The agency stands in the title (``คำสั่งกรมการปกครอง``), the number and subject below it, the date
behind the body (``สั่ง ณ วันที่``, ``ประกาศ ณ วันที่``), then the signature.
"""

import re
from collections.abc import Sequence

from thaidoc.parsing import reference
from thaidoc.parsing.labels import (
    DATE_LINE,
    ITEM,
    OPENING,
    damaged_opening,
    label_of,
    names_agency,
)
from thaidoc.parsing.layouts.ending import lay_out_ending
from thaidoc.parsing.passage import Passage
from thaidoc.parsing.people import is_signature_line
from thaidoc.parsing.rows import Row
from thaidoc.parsing.zones import Letter, Zone
from thaidoc.thai import calendar

_TITLE_WORD = re.compile(
    r"(?:คำสั่ง|ประกาศ|ระเบียบ|ข้อบังคับ|แถลงการณ์|ข่าว(?:ประชาสัมพันธ์)?|หนังสือรับรอง|รายงานการประชุม)\s*"
)
_IN_TITLE = re.compile(
    r"(?<![ก-๎])(?:เลข)?ที่\s*(?=[0-9๐-๙พ]|[^\sก-๎/]{0,3}\s*/\s*[2๒][0-9๐-๙]{3})|(?:^|\s)เรื่อง\s+|ว่าด้วย"
)
_YEAR_LINE = re.compile(r"(?:\(ฉบับที่\s*[0-9๐-๙]+\)\s*)?(?:พ\.\s*ศ\.|พุทธศักราช)\s*[0-9๐-๙]{4}")
#: columns by which the rows of a centred head stand in from the margin at least
_CENTRED = 8.0
#: the first row of a body is longer than this where only damage hides the word that opens it
_LONG = 60
#: how near to the end of a statement or news its date stands
_FOOT_ROWS = 8
#: what may stand beside a bare date, such as วันที่
_WORD = 9
_AGENCY_LENGTH = 70
#: a headline has at most so many rows, and so much empty space below it, in lines
_HEADLINE_ROWS = 4
_HEADLINE_GAP = 0.5


def lay_out_titled(letter: Letter, rows: Sequence[Row], title: int | None) -> None:
    """Put the rows of a titled document into their zones."""
    first = title or 0
    for row in rows[:first]:
        letter.put("marks", row.pieces)
    margin = min((row.indent for row in rows[first:]), default=0.0)
    state: Zone = "issuer"
    for index, row in enumerate(rows[first:], first):
        if index > first and _body_begins(letter, row, state, margin):
            lay_out_dated(letter, rows[index:], margin)
            return
        passage = row.passage
        if index == first:
            word = _TITLE_WORD.match(passage.text)
            letter.put("title", passage.cut(0, word.end() if word else 0).pieces)
            passage = passage.cut(word.end() if word else 0)
        state = _put_head(letter, passage, state)
        if index == first and letter.kind == "news" and not letter.zones.get("subject"):
            headline = _headline(rows[first + 1 :])
            letter.put("subject", [p for row in headline for p in row.pieces])
            if headline:
                lay_out_dated(letter, rows[first + 1 + len(headline) :], margin)
                return


def _headline(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows of a headline below the word ข่าว, up to an empty space; none where เรื่อง follows."""
    for count, row in enumerate(rows[:_HEADLINE_ROWS]):
        if label_of(row.text) is not None:
            return ()
        if count and row.gap >= _HEADLINE_GAP:
            return rows[:count]
    return rows[:1]


def _put_head(letter: Letter, passage: Passage, state: Zone) -> Zone:
    """The parts of one row of the head: agency, number, subject. Gives the part it ends in."""
    while passage:
        turn = _IN_TITLE.search(passage.text)
        if turn is None:
            letter.put(state, passage.pieces)
            return state
        letter.put(state, passage.cut(0, turn.start()).pieces)
        if "ที่" in turn.group() and state == "issuer":
            match = reference.read(passage.text[turn.start() :])
            end = turn.start() + (match.end if match else turn.end() - turn.start())
            letter.put("number", passage.cut(turn.start(), end).pieces)
            passage = passage.cut(end)
        elif "เรื่อง" in turn.group() and state == "issuer":
            state, passage = "subject", passage.cut(turn.end())
        else:  # ว่าด้วย, or a word of the subject itself
            if turn.group() == "ว่าด้วย" and state == "issuer":
                state = "subject"
            letter.put(state, passage.cut(turn.start()).pieces)
            return state
    return state


def _body_begins(letter: Letter, row: Row, state: Zone, margin: float) -> bool:
    text = row.text
    if label_of(text) is not None or DATE_LINE.match(text):
        return DATE_LINE.match(text) is not None
    if _YEAR_LINE.fullmatch(text) or text.startswith("(ฉบับที่"):
        return False
    if ITEM.match(text):
        return True
    subject = letter.passage("subject").text
    if not subject:
        return OPENING.match(text) is not None and bool(letter.zones.get("number"))
    if OPENING.match(text) or (len(text) > _LONG and damaged_opening(text)):
        return True
    complete = _YEAR_LINE.search(subject) is not None and subject.startswith("ว่าด้วย")
    return complete or (state == "subject" and row.indent - margin < _CENTRED and len(text) > 80)


def lay_out_dated(letter: Letter, rows: Sequence[Row], margin: float) -> None:
    """Body, the date behind it and the signature.

    :param margin: where the document's left margin is, in text columns.
    """
    dated = next((i for i, row in reversed(list(enumerate(rows))) if _is_dated(row.text)), None)
    if dated is None and letter.kind in ("statement", "news"):
        dated = _bare_date(rows)
    if dated is None:
        signed = next((i for i, r in enumerate(rows) if is_signature_line(r.text)), len(rows))
        letter.put("body", [p for row in rows[:signed] for p in row.pieces])
        lay_out_ending(letter, rows[signed:], margin)
        return
    first = _agency_above(letter, rows, dated)
    letter.put("body", [p for row in rows[:first] for p in row.pieces])
    letter.put(
        _zone_of_agency(letter, rows[first].text),
        [p for row in rows[first:dated] for p in row.pieces],
    )
    passage = rows[dated].passage
    label = DATE_LINE.match(passage.text)
    letter.put("body", passage.cut(0, label.start("label") if label else 0).pieces)
    letter.put("date", passage.cut(label.end() if label else 0).pieces)
    lay_out_ending(letter, rows[dated + 1 :], margin)


def _zone_of_agency(letter: Letter, text: str) -> Zone:
    """What the agency above the date is: the issuer, the issuer again, or its unit."""
    issuer = letter.passage("issuer").text
    if not issuer:
        return "issuer"
    return "running" if text.strip() == issuer else "owner"


def _bare_date(rows: Sequence[Row]) -> int | None:
    """The row of a statement's or news' date, which stands alone below the agency."""
    last = range(len(rows) - 1, max(len(rows) - _FOOT_ROWS, 0) - 1, -1)
    return next((i for i in last if _is_day(rows[i].text)), None)


def _is_day(text: str) -> bool:
    date = calendar.read(text)
    return date is not None and date.precision == "day" and len(text) - len(date.raw) < _WORD


def _agency_above(letter: Letter, rows: Sequence[Row], dated: int) -> int:
    """Where the agency begins that a statement or news names above its date."""
    if letter.kind not in ("statement", "news") or not dated:
        return dated
    above = rows[dated - 1].text
    return dated - 1 if names_agency(above) and len(above) < _AGENCY_LENGTH else dated


def _is_dated(text: str) -> bool:
    match = DATE_LINE.match(text)
    return match is not None and calendar.read(text[match.end() :]) is not None
