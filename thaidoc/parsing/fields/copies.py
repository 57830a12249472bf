"""Who gets a copy (สำเนาส่ง): one a line, numbered, or with commas between."""

import re
from collections.abc import Iterator

from thaidoc.parsing.draft import Draft
from thaidoc.parsing.passage import Passage
from thaidoc.parsing.zones import Letter

_NUMBER = re.compile(r"(?:^|(?<=\s))(?:[0-9๐-๙]{1,2}[.)](?![0-9๐-๙])|[-•–](?=\s?[ก-๎]))\s*")
_PARTED = re.compile(r"\s*[,;]\s*(?:และ\s?)?")
_TRAIL = " .,;"


def read_copies(letter: Letter, draft: Draft) -> None:
    """Set ``copies``: one entry for each who gets one, its number left out."""
    for passage in letter.rows("copies"):
        for copy in _entries(passage):
            text = copy.text.strip(_TRAIL)
            if text:
                draft.add("copies", text, copy.place(), 0.95)


def _entries(row: Passage) -> Iterator[Passage]:
    """The entries of a row: between its numbers, or between its commas."""
    numbers = list(_NUMBER.finditer(row.text))
    if numbers:
        starts = [number.end() for number in numbers]
        ends = [*(number.start() for number in numbers[1:]), len(row.text)]
        if numbers[0].start() > 0:
            starts, ends = [0, *starts], [numbers[0].start(), *ends]
    else:
        parts = list(_PARTED.finditer(row.text))
        starts = [0, *(part.end() for part in parts)]
        ends = [*(part.start() for part in parts), len(row.text)]
    for start, end in zip(starts, ends, strict=True):
        yield row.cut(start, end)
