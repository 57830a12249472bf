"""Subject (เรื่อง) and salutation (เรียน, กราบเรียน, ถึง, ...)."""

from thaidoc.parsing.draft import Draft
from thaidoc.parsing.twins import mended
from thaidoc.parsing.zones import Letter

#: by how much a label that is damaged as far as it may be lowers the confidence
_DOUBT = 0.25
_WITH_SUBJECT = frozenset({"external-letter", "memo", "order", "announcement"})


def read_subject(letter: Letter, draft: Draft) -> None:
    """Set ``subject``: its lines as one."""
    passage = letter.passage("subject")
    if passage:
        doubt = letter.doubts.get("subject", 0.0)
        text = passage.text
        if letter.document.ocr:
            text = mended(text, letter.document.text)
        draft.set("subject", text, passage.place(), 0.97 - _DOUBT * doubt)
    elif letter.kind in _WITH_SUBJECT:
        draft.warn("subject-missing", "no subject (เรื่อง) was found", "subject")


def read_salutation(letter: Letter, draft: Draft) -> None:
    """Set ``salutation``: the word itself."""
    word = letter.words.get("salutation")
    passage = letter.passage("salutation")
    if word and passage:
        doubt = letter.doubts.get("salutation", 0.0)
        draft.set("salutation", word, passage.place(0, 1), 0.97 - _DOUBT * doubt)
