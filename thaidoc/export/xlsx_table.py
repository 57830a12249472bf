"""A table of letters for Excel and LibreOffice: Thai labels, frozen head, a filter, real dates."""

from collections.abc import Iterable

from thaidoc.errors import ThaidocError
from thaidoc.export.columns import COLUMNS, Column, Value
from thaidoc.export.formats import Choice, Sink
from thaidoc.export.letters import Letter
from thaidoc.export.workbook import ROWS, Sheet
from thaidoc.search import codes

#: the last column on paper: more would be too small to read on paper
_PRINTED = "I"
#: what a Thai reader calls the codes of these columns
_SHOWN: dict[str, dict[Value, str]] = {
    "kind": {kind: names[0] for kind, names in codes.KINDS.items()},
    "circular": {"yes": "ใช่", "no": "ไม่ใช่"},
}


def write(letters: Iterable[Letter], target: Sink, choice: Choice) -> None:
    """Write one row for each letter.

    :raises ThaidocError: where there are more letters than a sheet has rows.
    """
    sheet = Sheet("หนังสือ", [column.width for column in COLUMNS], choice.era)
    sheet.print_on_a4(1, _PRINTED)
    sheet.append((column.label for column in COLUMNS), "head")
    for letter in letters:
        if sheet.rows == ROWS:
            raise ThaidocError(
                f"a sheet of Excel has {ROWS:,} rows, and there are more letters than that",
                hint="Export them year by year (วันที่:2562), or as csv",
            )
        sheet.append(_shown(column, letter) for column in COLUMNS)
    sheet.sheet.auto_filter.ref = f"A1:{sheet.last_column}{sheet.rows}"
    sheet.save(target)


def _shown(column: Column, letter: Letter) -> Value:
    value = column.value(letter)
    names = _SHOWN.get(column.key)
    return names.get(value, value) if names else value
