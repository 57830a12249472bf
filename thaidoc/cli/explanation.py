"""``thaidoc parse --explain``: which rules of repair touched which line, as a table or as JSON."""

import unicodedata
from typing import TYPE_CHECKING

from thaidoc.cli import output
from thaidoc.cli.options import Settings
from thaidoc.cli.wrapping import padded
from thaidoc.messages import said

if TYPE_CHECKING:
    from thaidoc.reading.document import Document
    from thaidoc.reading.explain import Explanation

#: what a Thai reader calls the decisions about a page
DECISIONS: dict[str, str] = {
    "as-is": "ใช้ตามต้นฉบับ",
    "repaired": "ซ่อมข้อความ",
    "second-opinion": "ใช้โปรแกรมอ่านตัวที่สอง",
    "needs-ocr": "ต้องอ่านจากภาพ",
    "ocr": "อ่านจากภาพ",
    "blank": "หน้าว่าง",
}
#: controls, marks of direction, private-use codes, half surrogate pairs, other line ends
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


def print_explained(
    settings: Settings, document: "Document", form: str | None, *, one_line: bool = False
) -> None:
    """What reading decided and repaired: an object with ``form`` ``json``, else a table."""
    from thaidoc.reading.explain import explained

    explanation = explained(document)
    if form == "json":
        (output.print_json_line if one_line else output.print_json)(explanation)
    else:
        _print_table(settings, explanation)


def visible(text: str) -> str:
    """The text with its code for each character that a terminal would not show, or would obey.

    >>> visible("น" + chr(0xF70B) + "า" + chr(9) + chr(0xA0))
    'น<F70B>า→<A0>'
    """
    return "".join(map(_shown, text))


def _shown(letter: str) -> str:
    if letter == "\t":
        return "→"
    if letter == "\u00a0" or unicodedata.category(letter) in _UNSEEN:
        return f"<{ord(letter):02X}>"
    return letter


def _print_table(settings: Settings, explanation: "Explanation") -> None:
    from rich.cells import cell_len
    from rich.text import Text

    shown = output.console(settings)
    output.print_hanging(shown, Text("ไฟล์  ", style="bold"), Text(visible(explanation.name)))
    for page in explanation.pages:
        decided = f"{DECISIONS[page.decision]} คุณภาพ {page.quality:.0%}"
        output.print_hanging(shown, Text(f"หน้า {page.page}  ", style="bold"), Text(decided))
    if not explanation.changes:
        return
    head = ("หน้า:บรรทัด", "กฎ", "ครั้ง", "ก่อน ⇒ หลัง")
    table = [head] + [
        (f"{change.page}:{change.line}", change.rule, str(change.times),
         f"{visible(change.before)} ⇒ {visible(change.after)}")
        for change in explanation.changes
    ]  # fmt: skip
    widths = [max(cell_len(row[column]) for row in table) for column in range(3)]
    for place, rule, times, both in table:
        lead = Text(padded(place, widths[0], right=True) + "  ", style="dim")
        lead.append(padded(rule, widths[1]) + "  ", style="bold")
        lead.append(padded(times, widths[2], right=True) + "  ")
        output.print_hanging(shown, lead, Text(both))
    for use in explanation.rules:
        lead = Text(f"{use.rule}  ", style="bold")
        output.print_hanging(shown, lead, Text(f"{use.times} × {said(use.fault)}"))
