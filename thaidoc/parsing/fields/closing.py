"""The closing: ขอแสดงความนับถือ and its kin."""

from thaidoc.parsing.closings import closing_of
from thaidoc.parsing.draft import Draft
from thaidoc.parsing.zones import Letter

_SURE, _DAMAGED = 0.98, 0.75


def read_closing(letter: Letter, draft: Draft) -> None:
    """Set ``closing``: as written, less sure where a scan damaged it."""
    passage = letter.passage("closing")
    match = closing_of(passage.text)
    if match:
        text = passage.text[: match.end].strip()
        sure = _DAMAGED if match.damaged else _SURE
        draft.set("closing", text, passage.place(0, match.end), sure)
