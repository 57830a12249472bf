"""The end of a letter: signature, owner unit, contacts, copies, and what comes after it.

The signature block stands right of the middle, the foot at the left margin; in flat text only the
words tell them apart: posts sign, units own.
"""

from collections.abc import Sequence

from thaidoc.parsing import contacts
from thaidoc.parsing.labels import ACTING, label_of, names_agency, names_post
from thaidoc.parsing.people import is_signature_line, signed_name
from thaidoc.parsing.rows import Row
from thaidoc.parsing.zones import Letter, Zone
from thaidoc.thai.numerals import to_arabic

#: by how many text columns the foot must stand left of the signature to be told by that alone
_CLEARLY_LEFT = 8.0
#: and how near to the margin it must begin
_AT_MARGIN = 4.0
#: a unit's name is not longer than this; a sentence is
_UNIT_LENGTH = 90
_QUOTES = ("“", '"', "‘", "”")


def lay_out_ending(
    letter: Letter, rows: Sequence[Row], margin: float, state: Zone = "signature"
) -> None:
    """Put the rows behind a letter's body or closing into their zones.

    :param margin: where the letter's left margin is, in text columns.
    :param state: what comes first; a stamped letter has no signature, its foot begins at once.
    """
    for position, row in enumerate(rows):
        state = _next_state(letter, state, rows, position, margin)
        if state == "contacts":
            _put_contact_row(letter, row)
        elif state == "copies":
            label = label_of(row.text)
            cut = label.end if label and label.label == "copies" else 0
            letter.put("copies", row.passage.cut(cut).pieces)
        else:
            letter.put(state, row.pieces)
        if state == "after":
            for rest in rows[position + 1 :]:
                letter.put("after", rest.pieces)
            return


def _next_state(
    letter: Letter, state: Zone, rows: Sequence[Row], position: int, margin: float
) -> Zone:
    row = rows[position]
    text = row.text
    label = label_of(text)
    if label and label.label == "copies":
        return "copies"
    if label and label.label == "number":
        return "after"
    if contacts.starts_contact(text):
        return "contacts"
    turned = position > 0 and row.page.number != rows[position - 1].page.number
    if turned and state in ("contacts", "copies"):
        return "after"
    if contacts.first_label(text) and len(text) < _UNIT_LENGTH:
        return "contacts"
    if state == "signature":
        return "owner" if _is_foot(letter, rows[position:], margin) else "signature"
    if state == "owner":
        return "owner" if _is_unit(text) else _skip_or_end(rows, position)
    if state == "contacts":
        more = to_arabic(text)[0].isdigit() or text.startswith(("ต่อ", "หรือ", "และ"))
        return "contacts" if more and len(text) < _UNIT_LENGTH else _skip_or_end(rows, position)
    return state


def _skip_or_end(rows: Sequence[Row], position: int) -> Zone:
    """Whether contacts go on below a row that is none (a slogan) or the letter ends."""
    here = rows[position].page.number
    for row in rows[position + 1 : position + 4]:
        if row.page.number == here and contacts.starts_contact(row.text):
            return "running"
    return "after"


def _is_foot(letter: Letter, rows: Sequence[Row], margin: float) -> bool:
    """Whether the first of the rows below the closing belongs no more to the signature."""
    row = rows[0]
    text = row.text
    if is_signature_line(text) or ACTING.search(text) or signed_name(text):
        return False
    above = letter.zones.get("signature", []) + letter.zones.get("closing", [])
    signed = bool(letter.zones.get("signature"))
    at_margin = row.indent - margin < _AT_MARGIN
    clearly_left = bool(above) and min(p.indent for p in above) - row.indent > _CLEARLY_LEFT
    if at_margin and clearly_left:
        return _is_unit(text) or not names_post(text)
    if not signed or names_post(text):
        return False
    stands_in = row.indent - margin > _CLEARLY_LEFT
    all_stand_in = min(r.indent for r in rows) - margin > _CLEARLY_LEFT  # lost its layout
    return names_agency(text) and (all_stand_in or not stands_in)


def _is_unit(text: str) -> bool:
    return len(text) < _UNIT_LENGTH and not text.startswith(_QUOTES)


def _put_contact_row(letter: Letter, row: Row) -> None:
    """A row of contacts may begin with its unit: ``กองคลัง โทร. 0 2241 9000``."""
    passage = row.passage
    start = contacts.first_label(passage.text) or 0
    unit = passage.text[:start].strip()
    if start and names_agency(unit) and not letter.zones.get("contacts"):
        letter.put("owner", passage.cut(0, start).pieces)
        letter.put("contacts", passage.cut(start).pieces)
    else:
        letter.put("contacts", passage.pieces)
