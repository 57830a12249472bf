"""The page of ``thaidoc help formats``: what a search prints for programs."""

from collections.abc import Iterator

from thaidoc.cli.hit_forms import COLUMNS
from thaidoc.messages import later
from thaidoc.messages import text as _

_EXAMPLES = (
    ("--json", later("the page as one object: `thaidoc schema search` has its schema")),
    ("--jsonl", later("every hit as a line of JSON")),
    ("--csv", later("every hit as a row, in UTF-8, the names below in its first")),
    ("--ids", later("every identity on a line; with -0 each ends with NUL")),
    (
        "--format '{number}\\t{subject}'",
        later("every hit as a line of its own making; also with -0"),
    ),
    ("--count", later("how many there are")),
)
_NOTES = (
    later(
        "In a template \\t is a tab and \\n begins a line; a brace that is meant is typed twice."
    ),
    later("All hits are printed, but by --json a page, unless --limit says how many."),
    later("Exit code 1 says that nothing was found."),
)


def lines() -> Iterator[str]:
    """The page, line by line."""
    yield from ("thaidoc search QUERY", "")
    yield from _columns(_EXAMPLES)
    yield from ("", _("Columns of --csv, and names for --format"), "")
    yield from _columns(tuple((name, column.meaning) for name, column in COLUMNS.items()))
    yield ""
    yield from map(_, _NOTES)


def _columns(rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    widest = max(len(left) for left, __ in rows)
    return (f"  {left:<{widest}}  {_(right)}" for left, right in rows)
