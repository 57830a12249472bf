"""The letter's own number (ที่) and whether it is a circular."""

from thaidoc.parsing import reference
from thaidoc.parsing.draft import Draft
from thaidoc.parsing.zones import Letter

#: kinds that always carry a number
_NUMBERED = frozenset({"external-letter", "stamped-letter", "memo", "order"})


def read_number(letter: Letter, draft: Draft) -> None:
    """Set ``reference`` and ``circular``."""
    passage = letter.passage("number")
    match = reference.read(passage.text)
    if match is None:
        if passage.text:
            draft.warn(
                "reference-unreadable",
                f"the number is not in a known form: {passage.text}",
                "reference",
            )
        elif letter.kind in _NUMBERED:
            draft.warn("reference-missing", "no number (ที่) was found", "reference")
        return
    place = passage.place(match.start, match.end)
    draft.set("reference", match.reference, place, match.confidence)
    if match.reference.circular is not None:
        draft.set("circular", match.reference.circular, place, match.confidence)
    if match.reference.number is None:
        draft.warn("reference-number-blank", "the running number is blank", "reference")
