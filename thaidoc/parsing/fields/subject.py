"""Subject (เรื่อง) and salutation (เรียน, กราบเรียน, ถึง, ...)."""

from thaidoc.parsing.draft import Draft
from thaidoc.parsing.zones import Letter

_WITH_SUBJECT = frozenset({"external-letter", "memo", "order", "announcement"})


def read_subject(letter: Letter, draft: Draft) -> None:
    """Set ``subject``: its lines as one."""
    passage = letter.passage("subject")
    if passage:
        draft.set("subject", passage.text, passage.place(), 0.95)
    elif letter.kind in _WITH_SUBJECT:
        draft.warn("subject-missing", "no subject (เรื่อง) was found", "subject")


def read_salutation(letter: Letter, draft: Draft) -> None:
    """Set ``salutation``: the word itself."""
    word = letter.words.get("salutation")
    passage = letter.passage("salutation")
    if word and passage:
        draft.set("salutation", word, passage.place(0, 1), 0.97)
