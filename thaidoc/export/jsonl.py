"""JSON Lines: each letter's whole record on a line, in UTF-8."""

from collections.abc import Iterable

import msgspec

from thaidoc.export.formats import Choice, Sink
from thaidoc.export.letters import Letter


def write(letters: Iterable[Letter], target: Sink, _choice: Choice) -> None:
    """Write what ``thaidoc show --json`` has of the record, one letter a line."""
    for letter in letters:
        target.write(msgspec.json.encode(letter.record) + b"\n")
