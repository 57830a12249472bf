"""JSON Lines: each letter's whole record on a line, in UTF-8."""

from collections.abc import Iterable

import msgspec

from thaidoc.export.formats import Choice, Sink
from thaidoc.export.letters import Letter


def write(letters: Iterable[Letter], target: Sink, choice: Choice) -> None:  # noqa: ARG001 -- dates here are ISO
    """Write what ``thaidoc show --json`` has of the record, one letter a line."""
    for letter in letters:
        target.write(msgspec.json.encode(letter.record) + b"\n")
