"""The register of incoming letters as a workbook, in which an office can go on writing."""

from collections.abc import Iterable

from thaidoc.export.formats import Choice, Sink
from thaidoc.export.letters import Letter
from thaidoc.export.register import COLUMNS, TITLE, rows
from thaidoc.export.workbook import Sheet

#: characters of a sheet's width for each hundredth of the page
_PER_HUNDREDTH = 1.7


def write(letters: Iterable[Letter], target: Sink, choice: Choice) -> None:
    """Write title, head, and each day's letters below a line with the day."""
    sheet = Sheet(TITLE, [round(width * _PER_HUNDREDTH) for _, width in COLUMNS], choice.era)
    sheet.print_on_a4(2, sheet.last_column)
    sheet.append([TITLE], "title")
    sheet.append((label for label, _ in COLUMNS), "head")
    for row in rows(letters, choice.era):
        if row.day:
            sheet.append([row.day], "heading")
        sheet.append(row.cells)
    sheet.save(target)
