"""Cells that a spreadsheet would take for a formula, and run on the machine of whoever opens it."""

#: what a formula may begin with, in full width as well, and blanks that are skipped before it:
#: OWASP, CSV injection
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def harmless(cell: str) -> str:
    """The cell, or an apostrophe and the cell where a spreadsheet would run it.

    >>> harmless("=1+1"), harmless("มท 0810.3/ว1"), harmless(" @ก")
    ("'=1+1", 'มท 0810.3/ว1', "' @ก")
    """
    return f"'{cell}" if cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else cell
