"""The letterhead: everything above the first label of the head (``เรื่อง``, ``เรียน``, ``ถึง``).

Urgency and secrecy, the number, the agency with its address, the date; and over it, as paper is,
receiving stamps, fax lines and what a recogniser makes of emblems and pen strokes. Each piece goes
to the zone of what it is, so that a speck never becomes a part of an agency's name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thaidoc.parsing import contacts, reference
from thaidoc.parsing.labels import Label, LabelMatch, damaged_label_of, label_of, names_agency
from thaidoc.parsing.layouts.stamps import Position, is_fax_line, is_speck, stamped
from thaidoc.parsing.markings import marking_of
from thaidoc.parsing.passage import Passage, Piece, join
from thaidoc.parsing.rows import Row
from thaidoc.parsing.zones import Letter
from thaidoc.thai import calendar
from thaidoc.thai.scanned_date import read_scanned

#: the rest of a telephone number on the row below
_DIGITS = re.compile(r"[0-9๐-๙][0-9๐-๙\s,–-]{2,20}")
_COPY = re.compile(r"\(?\s*(?:สำเนา(?:คู่ฉบับ)?|คู่ฉบับ|ร่าง)\s*\)?|บันทึกข้อความ")
#: what may go on with a number whose running number is still to come: ว, digits, strokes
_GOES_ON = re.compile(r"[/.\s]*(?:พิเศษ)?[/.\s]*ว?[.\s]*[0-9๐-๙][0-9๐-๙\s]*|[^\sก-๎]{1,6}|ว\.?")
_NUMBER: tuple[Label, ...] = ("number",)
_UNIT: tuple[Label, ...] = ("department",)
_INNER_NUMBER = re.compile(r"\sที่\s+(?=[ก-ฮ]{2,4}[\s.(]*[0-9๐-๙]{2})")


@dataclass(slots=True)
class _Number:
    """Where the letter's own number stands: row, piece, and its label."""

    row: int
    nth: int
    label: LabelMatch


def lay_out_letterhead(letter: Letter, rows: Sequence[Row], title: int | None) -> None:
    """Put the pieces of a letterhead into their zones.

    :param title: the index of the row that names the kind (``บันทึกข้อความ``), if one does.
    """
    number = _number(rows)
    over = stamped(rows, number.row if number else None) if letter.kind != "memo" else set()
    unit = next((i for i, row in enumerate(rows) if _is_unit_line(row)), None)
    for index, row in enumerate(rows):
        if index == title:
            letter.put("title", row.pieces)
        elif is_fax_line(row, index):
            letter.put("fax", row.pieces)
        elif index == unit:
            _put_unit(letter, row)
        elif number is not None and index == number.row:
            _put_number_row(letter, row, index, number, over)
        else:
            above_unit = unit is not None and index < unit
            for nth, piece in enumerate(row.pieces):
                _put(letter, piece, (index, nth) in over, above_unit)


def _number(rows: Sequence[Row]) -> _Number | None:
    """The letter's own ``ที่``: one with a number in a known form, else the first.

    A damaged label counts only where none is as it is written.
    """
    first: _Number | None = None
    damaged: _Number | None = None
    for index, row in enumerate(rows):
        for nth, piece in enumerate(row.pieces):
            label = label_of(piece.text)
            if label is not None and label.label == "number":
                found = _Number(index, nth, label)
                if reference.read(join(row.pieces[nth:]).text) is not None:
                    return found
                first = first or found
            elif label is None and damaged is None:
                near = damaged_label_of(piece.text, _NUMBER)
                damaged = _Number(index, nth, near) if near else None
    return first or damaged


def _is_unit_line(row: Row) -> bool:
    label = label_of(row.text) or damaged_label_of(row.text, _UNIT)
    return label is not None and label.label == "department"


def _put_unit(letter: Letter, row: Row) -> None:
    passage = row.passage
    label = label_of(passage.text) or damaged_label_of(passage.text, _UNIT)
    if label is not None:
        letter.words["issuer"] = label.word
        letter.doubts["issuer"] = label.doubt
        letter.put("issuer", passage.cut(label.end).pieces)


def _put_number_row(
    letter: Letter, row: Row, index: int, number: _Number, over: set[Position]
) -> None:
    """The row of the number: what stands left of it, the number, and what stands right of it."""
    for nth, piece in enumerate(row.pieces[: number.nth]):
        _put(letter, piece, (index, nth) in over)
    own = row.pieces[number.nth]
    others = list(row.pieces[number.nth + 1 :])
    written = [own]
    while others and _goes_on(join(written).text, number.label, others[0].text):
        written.append(others.pop(0))
    passage = join(written)
    match = reference.read(passage.text)
    end = match.end if match else number.label.end
    rest = passage.cut(end)
    if rest.text and _is_stroke(rest.text):
        end, rest = len(passage.text), rest.cut(0, 0)
    letter.put("number", passage.cut(0, end).pieces)
    letter.doubts["number"] = number.label.doubt
    first = len(row.pieces) - len(others)
    for piece in rest.pieces:
        _put(letter, piece, False)
    for nth, piece in enumerate(others, first):
        _put(letter, piece, (index, nth) in over)


def _goes_on(written: str, label: LabelMatch, text: str) -> bool:
    """Whether the piece behind it belongs to the number: the code, or the running number."""
    match = reference.read(written)
    if match is None:
        bare = not written[label.end :].strip()
        return bare and reference.read(text) is not None
    unnumbered = match.reference.number is None and not written[match.end :].strip()
    return unnumbered and _GOES_ON.fullmatch(text) is not None and not is_date(text)


def _is_stroke(text: str) -> bool:
    """Whether what stands behind a number in its piece is a misread part of it."""
    return is_speck(text) and label_of(text) is None and not is_date(text)


def _put(letter: Letter, piece: Piece, over: bool, above_unit: bool = False) -> None:
    """One piece of the letterhead that is not the number."""
    text = piece.text
    label = label_of(text)
    if _COPY.fullmatch(text) or marking_of(text) is not None:
        letter.put("marks", [piece])
    elif over:
        letter.put("stamp", [piece])
    elif label is not None and label.label == "date":
        passage = join([piece])
        letter.put("date", passage.cut(label.end).pieces)
    elif is_date(text):
        letter.put("date", [piece])
    elif _inner_number(letter, piece):
        return
    elif above_unit or _is_loose(letter, text):
        letter.put("specks", [piece])
    else:
        letter.put("issuer", [piece])


def _is_loose(letter: Letter, text: str) -> bool:
    """Whether a piece is a speck, not a telephone's number nor the rest of one above it."""
    if not is_speck(text) or contacts.starts_contact(text):
        return False
    above = letter.passage("issuer").text
    return not (_DIGITS.fullmatch(text) and contacts.first_label(above) is not None)


def _inner_number(letter: Letter, piece: Piece) -> bool:
    """An agency and the number right of it in one piece, as text without columns has them."""
    inner = _INNER_NUMBER.search(piece.text)
    if inner is None or letter.zones.get("number") or not names_agency(piece.text):
        return False
    passage = join([piece])
    letter.put("issuer", passage.cut(0, inner.start()).pieces)
    match = reference.read(piece.text[inner.start() + 1 :])
    end = inner.start() + 1 + match.end if match else len(piece.text)
    letter.put("number", passage.cut(inner.start(), end).pieces)
    letter.put("date", _dated(passage.cut(end)))
    return True


def _dated(rest: Passage) -> Sequence[Piece]:
    return rest.pieces if is_date(rest.text) else ()


def is_date(text: str) -> bool:
    """Whether a line is a date, even one whose day, month or year is damaged; no year alone."""
    found = calendar.read(text)
    if found is not None:
        return found.precision != "year"  # four digits are as likely a running number
    return read_scanned(text) is not None
