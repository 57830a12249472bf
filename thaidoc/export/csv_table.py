"""CSV as RFC 4180 has it, in UTF-8 with a byte order mark, without which Excel misreads Thai.

A cell that a spreadsheet would take for a formula gets an apostrophe before it: what stands in a
letter must never be run on the machine of whoever opens the table.
"""

import csv
import io
from collections.abc import Iterable
from datetime import date

from thaidoc.export.columns import COLUMNS, Value
from thaidoc.export.formats import Choice, Sink
from thaidoc.export.formulas import harmless
from thaidoc.export.letters import Letter
from thaidoc.record import ThaiDate

_BOM = b"\xef\xbb\xbf"


def write(letters: Iterable[Letter], target: Sink, _choice: Choice) -> None:
    """Write a row of keys, then a row for each letter; dates are ISO 8601."""
    target.write(_BOM + _row(column.key for column in COLUMNS))
    for letter in letters:
        target.write(_row(harmless(_text(column.value(letter))) for column in COLUMNS))


def _text(value: Value) -> str:
    if isinstance(value, ThaiDate):
        return value.iso
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _row(cells: Iterable[str]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode("utf-8")
