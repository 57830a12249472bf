"""The end of a letter: signature, owner unit, contacts, copies, and what comes after it.

The signature block stands right of the middle, the foot at the left margin; in flat text only the
words tell them apart: posts sign, units own. On paper that went through hands, routing notes,
stamps and specks stand between the lines; they belong to none of these.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from thaidoc.parsing import contacts
from thaidoc.parsing.labels import ACTING, label_of, names_agency
from thaidoc.parsing.layouts.marginalia import (
    is_certification,
    is_endorsement,
    is_marginal,
    without_specks,
)
from thaidoc.parsing.nouns import QUOTES, UNIT_LENGTH, is_post, is_unit
from thaidoc.parsing.people import is_rank, is_signature_line, signed_name
from thaidoc.parsing.rows import Row
from thaidoc.parsing.zones import Letter, Zone

#: by how many text columns the foot must stand left of the signature to be told by that alone
_CLEARLY_LEFT = 8.0
#: and how near to the margin it must begin
_AT_MARGIN = 4.0
#: empty text columns that part what stands left from what stands right in one row
_PARTED = 6.0
#: an ending has no more rows than this, stamps and notes included
_MOST_ROWS = 150
#: how many rows below a unit its telephone may stand
_FOOT_ROWS = 6
#: what stands right of ``โทร.`` in a column of its own
_VALUE = re.compile(r"[0-9๐-๙(+:.@-]")
_MORE = re.compile(r"[0-9๐-๙(]|ต่อ|หรือ|และ")
#: abbreviated units: ``สน.บท.``, ``ฝบ.``
_SHORT_UNIT = re.compile(r"(?:[ก-ฮเ-ไ]{1,5}\.){1,4}(?:\s?[ก-๎]+){0,4}$")


def lay_out_ending(
    letter: Letter, rows: Sequence[Row], margin: float, state: Zone = "signature"
) -> None:
    """Put the rows behind a letter's body or closing into their zones.

    :param margin: where the letter's left margin is, in text columns.
    :param state: what comes first; a stamped letter has no signature, its foot begins at once.
    """
    parts = [part for row in rows for part in _parts(row)]
    if letter.kind == "stamped-letter" and not any(is_signature_line(p.text) for p in parts):
        state = "owner"
    _Walk(letter, parts, _left_of(parts, margin), state).run()


def begins_ending(rows: Sequence[Row], margin: float, *, signed: bool = True) -> int:
    """The first row of the ending of a letter without a closing: its signature or its foot.

    :param signed: whether somebody signs; a stamped letter has a foot alone.
    """
    if signed:
        for index, row in enumerate(rows):
            if any(is_signature_line(p.text) for p in (row, *_parts(row))):
                return _above_name(rows, index)
        for index, row in enumerate(rows[:-1]):
            stands_in = row.indent - margin > _CLEARLY_LEFT
            if stands_in and signed_name(row.text) and is_post(rows[index + 1].text):
                return index
    return _begins_foot(rows, margin)


def _begins_foot(rows: Sequence[Row], margin: float) -> int:
    """The first row of units and contacts at the margin, stamps beside them passed over."""
    found = len(rows)
    skipped = 0
    for index in range(len(rows) - 1, 0, -1):
        row = rows[index]
        left = _parts(row)[0]
        is_contact = contacts.starts_contact(left.text)
        if is_contact or (found < len(rows) and _is_foot_row(left, margin)):
            found, skipped = index, 0
        elif found < len(rows):
            beside = row.indent - margin > _CLEARLY_LEFT or not without_specks(row.text)
            skipped += 1
            if not beside or skipped > _FOOT_ROWS:
                break
    while 1 < found < len(rows) and not without_specks(rows[found - 1].text):
        found -= 1
    return found


def _above_name(rows: Sequence[Row], index: int) -> int:
    """The signature's first row: a rank printed above the bracketed name goes with it."""
    return index - 1 if index and is_rank(rows[index - 1].text) else index


def _is_foot_row(row: Row, margin: float) -> bool:
    return row.indent - margin < _AT_MARGIN and is_unit(without_specks(row.text))


def _left_of(rows: Sequence[Row], margin: float) -> float:
    """The margin, or where the leftmost row stands in a text that lost its layout."""
    leftmost = min((row.indent for row in rows), default=margin)
    return leftmost if leftmost - margin > _CLEARLY_LEFT else margin


def _parts(row: Row) -> list[Row]:
    """What stands left and what stands right in a row, unless both are contacts."""
    cuts = [0]
    for cut, (left, right) in enumerate(zip(row.pieces, row.pieces[1:], strict=False), 1):
        parted = right.indent - left.end > _PARTED
        valued = _VALUE.match(right.text) and contacts.first_label(left.text) is not None
        if parted and not valued and not contacts.starts_contact(right.text):
            cuts.append(cut)
    return [Row(row.pieces[a:b]) for a, b in pairwise([*cuts, len(row.pieces)])]


@dataclass(slots=True)
class _Walk:
    """The way down the rows below a letter's closing, and the zone it is in."""

    letter: Letter
    rows: list[Row]
    margin: float
    state: Zone
    #: the signature is complete: what still follows of names and posts is somebody else's
    closed: bool = False
    above: float | None = None

    def run(self) -> None:
        """Give every row its zone."""
        for position in range(len(self.rows)):
            zone = self._zone(position)
            row = self.rows[position]
            if zone == "contacts":
                _put_contact_row(self.letter, row)
            elif zone == "copies":
                label = label_of(row.text)
                cut = label.end if label and label.label == "copies" else 0
                self.letter.put("copies", row.passage.cut(cut).pieces)
            elif zone in ("signature", "owner"):
                self.letter.put(zone, without_specks(row.passage).pieces)
            else:
                self.letter.put(zone, row.pieces)
            if zone == "signature" and self.above is None:
                self.above = row.indent

    def _zone(self, position: int) -> Zone:
        """The zone of one row; the state moves on with it."""
        row = self.rows[position]
        text = row.text
        if self.state == "after" or position >= _MOST_ROWS:
            self.state = "after"
            return "after"
        label = label_of(text)
        if label and label.label == "copies":
            self.state = "copies"
            return "copies"
        if label and label.label == "number" and self.state != "signature":
            self.state = "after"
            return "after"
        is_contact = self._is_contact(text)
        if self._has_turned(position) and not (is_contact and self.state == "contacts"):
            self.state = "after"
            return "after"
        if is_contact:
            self.state = "contacts"
            return "contacts"
        return self._zone_of_words(position)

    def _zone_of_words(self, position: int) -> Zone:
        row = self.rows[position]
        text = without_specks(row.text)
        if not text or is_marginal(text):
            return "running"
        if self.state == "copies":
            self.state = "after" if text.startswith(QUOTES) else "copies"
            return self.state
        if is_endorsement(text) or is_certification(text):
            self.closed = True
            if self.letter.kind == "memo":
                self.state = "after"
            return "after"
        if self.state == "signature":
            if self._is_foot(position):
                self.state = "owner"
                return "owner"
            return "after" if self.closed else "signature"
        if self.state == "owner":
            return self._owner_or_end(position)
        if self.state == "contacts":
            more = _MORE.match(text) is not None
            if more and len(text) < UNIT_LENGTH and self._at_left(row):
                return "contacts"
            return self._skip_or_end(position)
        return self.state

    def _is_contact(self, text: str) -> bool:
        if contacts.starts_contact(text):
            return True
        return contacts.first_label(text) is not None and len(text) < UNIT_LENGTH

    def _has_turned(self, position: int) -> bool:
        """Whether a page ends above this row, and with it the foot or a full signature."""
        if not position or self.rows[position].page is self.rows[position - 1].page:
            return False
        if self.state in ("contacts", "copies", "owner"):
            return True
        ahead = self.rows[position : position + _FOOT_ROWS]
        signed = any(signed_name(piece.text) for piece in self.letter.zones.get("signature", []))
        return signed and not any(contacts.starts_contact(row.text) for row in ahead)

    def _at_left(self, row: Row) -> bool:
        return row.indent - self.margin < _CLEARLY_LEFT

    def _is_foot(self, position: int) -> bool:
        """Whether a row below the closing belongs no more to the signature."""
        row = self.rows[position]
        text = without_specks(row.text)
        if is_signature_line(text) or ACTING.search(text) or signed_name(text) or is_rank(text):
            return False
        pieces = self.letter.zones.get("signature", []) + self.letter.zones.get("closing", [])
        clearly_left = bool(pieces) and min(p.indent for p in pieces) - row.indent > _CLEARLY_LEFT
        if row.indent - self.margin < _AT_MARGIN and clearly_left:
            if is_unit(text):
                return True
            return (
                not is_post(text) and self._may_be_unit(text) and self._leads_to_contact(position)
            )
        if not self.letter.zones.get("signature") or is_post(text):
            return False
        return names_agency(text) and self._at_left(row)

    def _leads_to_contact(self, position: int) -> bool:
        """Whether a row of contacts follows, with nothing between that cannot be a unit."""
        for row in self.rows[position + 1 : position + _FOOT_ROWS]:
            if row.page is not self.rows[position].page:
                return False
            if contacts.starts_contact(row.text):
                return True
            if self._at_left(row) and not self._may_be_unit(row.text):
                return False
        return False

    def _may_be_unit(self, text: str) -> bool:
        return len(text) < UNIT_LENGTH and not text.startswith(QUOTES) and not is_marginal(text)

    def _owner_or_end(self, position: int) -> Zone:
        row = self.rows[position]
        text = without_specks(row.text)
        if not self._at_left(row):
            return self._of_signature(row)
        if is_unit(text) or _SHORT_UNIT.match(text):
            return "owner"
        if self._may_be_unit(text) and (self._leads_to_contact(position) or self._continues(row)):
            return "owner"
        return self._skip_or_end(position)

    def _of_signature(self, row: Row) -> Zone:
        """What stands right beside the foot: still a line of the signature, or a stamp."""
        beside = self.above is not None and row.indent - self.margin > _CLEARLY_LEFT
        signs = is_post(row.text) or signed_name(row.text) or ACTING.search(row.text)
        return "signature" if beside and signs and not self.closed else "running"

    def _continues(self, row: Row) -> bool:
        """Whether a row is the wrapped end of the unit above it."""
        owner = self.letter.zones.get("owner")
        if not owner:
            return False
        near = abs(owner[-1].indent - row.indent) < _AT_MARGIN and row.gap < 1.0
        return near and len(row.text) < UNIT_LENGTH // 2 and not row.text.endswith((".", "”", '"'))

    def _skip_or_end(self, position: int) -> Zone:
        """Whether contacts go on below a row that is none (a slogan) or the letter ends."""
        here = self.rows[position].page
        ahead = [r for r in self.rows[position + 1 : position + _FOOT_ROWS] if r.page is here]
        if any(contacts.starts_contact(row.text) for row in ahead):
            return "running"
        if not self._at_left(self.rows[position]):
            return self._of_signature(self.rows[position])
        self.state = "after"
        return "after"


def _put_contact_row(letter: Letter, row: Row) -> None:
    """A row of contacts may begin with its unit: ``กองคลัง โทร. 0 2241 9000``."""
    passage = row.passage
    start = contacts.first_label(passage.text) or 0
    unit = passage.text[:start].strip()
    if start and is_unit(unit) and not letter.zones.get("contacts"):
        letter.put("owner", passage.cut(0, start).pieces)
        letter.put("contacts", passage.cut(start).pieces)
    else:
        letter.put("contacts", passage.pieces)
