"""The layout of what has no known head: only what is labelled counts, the rest is body.

Without a known form nobody can say which line is the agency's, so none is taken for it. Minutes
and certificates are so until they have layouts of their own.
"""

from collections.abc import Sequence

from thaidoc.parsing import reference
from thaidoc.parsing.labels import label_of
from thaidoc.parsing.rows import Row
from thaidoc.parsing.zones import Letter
from thaidoc.thai import calendar

#: how far down a number, subject or date may stand
_HEAD_ROWS = 15


def lay_out_other(letter: Letter, rows: Sequence[Row], _title: int | None) -> None:
    """Put labelled rows into their zones and all others into the body."""
    for index, row in enumerate(rows):
        passage = row.passage
        label = label_of(passage.text) if index < _HEAD_ROWS else None
        if label and label.label == "number" and (match := reference.read(passage.text)):
            letter.put("number", passage.cut(0, match.end).pieces)
            letter.put("body", passage.cut(match.end).pieces)
        elif label and label.label == "subject":
            letter.put("subject", passage.cut(label.end).pieces)
        elif index < _HEAD_ROWS and _is_day(passage.text):
            letter.put("date", passage.pieces)
        else:
            letter.put("body", passage.pieces)


def _is_day(text: str) -> bool:
    date = calendar.read(text)
    return date is not None and date.precision == "day"
