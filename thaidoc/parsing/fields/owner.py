"""The owner unit at the foot (ส่วนราชการเจ้าของเรื่อง)."""

from thaidoc.parsing.draft import Draft
from thaidoc.parsing.labels import names_agency
from thaidoc.parsing.nouns import is_unit
from thaidoc.parsing.passage import Passage, join
from thaidoc.parsing.zones import Letter
from thaidoc.record import Issuer

_TRAIL = " .,"
#: how sure a unit is that its noun tells, and one that only its place tells
_NAMED, _PLACED = 0.95, 0.85


def read_owner(letter: Letter, draft: Draft) -> None:
    """Set ``owner``: one entry a unit; a memo's owner is the unit in its head."""
    for passage in _units(letter.rows("owner")):
        text = passage.text.strip(_TRAIL)
        if text:
            sure = _NAMED if names_agency(text) else _PLACED
            draft.add("owner", text, passage.place(), sure)
    issuer = draft.values.get("issuer")
    if letter.kind == "memo" and not letter.zones.get("owner") and isinstance(issuer, Issuer):
        for line, passage in zip(issuer.lines, letter.rows("issuer"), strict=False):
            draft.add("owner", line, passage.place(), _NAMED)


def _units(rows: list[Passage]) -> list[Passage]:
    """The rows as units: one whose end was wrapped to the next line is one again."""
    units: list[Passage] = []
    for row in rows:
        if units and _is_wrapped(units[-1], row):
            units[-1] = join((*units[-1].pieces, *row.pieces))
        else:
            units.append(row)
    return units


def _is_wrapped(above: Passage, row: Passage) -> bool:
    """Whether a row begins like no unit and goes on just below a longer one."""
    if not is_unit(above.text) or is_unit(row.text) or "." in row.text[:6]:
        return False
    near = row.pieces[0].line.number - above.pieces[-1].line.number <= 1
    return near and above.pieces[-1].end >= row.pieces[-1].end
