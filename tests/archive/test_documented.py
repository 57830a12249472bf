from pathlib import Path

from thaidoc.archive.events import PREMIS
from thaidoc.archive.findings import CODES

DOCS = (Path(__file__).parents[2] / "docs" / "archive.md").read_text(encoding="utf-8")


def test_every_code_stands_in_the_table() -> None:
    rows = []
    for name, code in CODES.items():
        kind = "damage" if code.damage else "notice"
        rows.append(f"| `{name}` | {kind} | {code.means} | {code.mend or '-'} |")
    assert [line for line in DOCS.splitlines() if line in rows] == rows


def test_every_act_stands_in_the_table() -> None:
    for act, kind in PREMIS.items():
        assert f"| `{act}` | {kind} | " in DOCS
