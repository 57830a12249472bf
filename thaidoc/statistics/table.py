"""Statistics as one table for programs and spreadsheets."""

import csv
import io

from thaidoc.export.formulas import harmless
from thaidoc.statistics.figures import TABLES, Statistics

COLUMNS = ("by", "value", "documents")


def as_csv(found: Statistics) -> str:
    """All tables under each other, a row for each value; an empty value is "has none"."""
    made = io.StringIO(newline="")
    rows = csv.writer(made, lineterminator="\n")
    rows.writerow(COLUMNS)
    for by in TABLES:
        for one in found.table(by):
            rows.writerow((by, harmless(one.value or ""), one.documents))
    return made.getvalue()
