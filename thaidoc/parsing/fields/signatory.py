"""Who signed: the first signature block's name, position, and the post acted for."""

from thaidoc.parsing.draft import Draft
from thaidoc.parsing.labels import ACTING, names_post
from thaidoc.parsing.passage import Passage
from thaidoc.parsing.people import is_signature_line, signed_name
from thaidoc.parsing.zones import Letter
from thaidoc.record import Signatory


def read_signatory(letter: Letter, draft: Draft) -> None:
    """Set ``signatory``; a draft has a position and no name."""
    rows = letter.rows("signature")
    named = next((i for i, row in enumerate(rows) if is_signature_line(row.text)), None)
    if named is None:
        named = next((i for i, row in enumerate(rows) if signed_name(row.text)), None)
    name = signed_name(rows[named].text) if named is not None else None
    lines = _position_lines(rows, named)
    if name is None and not lines:
        return
    position, acting_for = split_acting(" ".join(row.text for row in lines))
    evidence = [rows[named], *lines] if named is not None else lines
    place = Passage(
        text=" ".join(row.text for row in evidence),
        pieces=tuple(p for row in evidence for p in row.pieces),
        starts=tuple(0 for row in evidence for _ in row.pieces),
    ).place()
    signatory = Signatory(name=name, position=position, acting_for=acting_for)
    draft.set("signatory", signatory, place, 0.95 if name and position else 0.85)


def split_acting(text: str) -> tuple[str | None, str | None]:
    """A position and the post acted for, parted at the last ``ราชการแทน``.

    >>> split_acting("รองอธิบดี ปฏิบัติราชการแทน อธิบดีกรมการปกครอง")
    ('รองอธิบดี', 'อธิบดีกรมการปกครอง')
    """
    phrases = list(ACTING.finditer(text))
    if not phrases:
        return text.strip() or None, None
    last = phrases[-1]
    return text[: last.start()].strip() or None, text[last.end() :].strip() or None


def _position_lines(rows: list[Passage], named: int | None) -> list[Passage]:
    """The rows of the first block's position: below the name up to the next signature."""
    if named is None:
        first = next((i for i, row in enumerate(rows) if names_post(row.text)), len(rows))
        return rows[first:]
    lines: list[Passage] = []
    for row in rows[named + 1 :]:
        if is_signature_line(row.text) or signed_name(row.text):
            break
        lines.append(row)
    return lines
