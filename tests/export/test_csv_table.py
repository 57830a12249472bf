import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from tests.export.conftest import record
from thaidoc.export.csv_table import write
from thaidoc.export.formats import Choice
from thaidoc.export.formulas import harmless
from thaidoc.export.letters import Letter


def table(*subjects: str) -> tuple[bytes, list[list[str]]]:
    made = io.BytesIO()
    write((Letter(record("a" * 16, subject=s)) for s in subjects), made, Choice())
    text = made.getvalue().decode("utf-8-sig")
    return made.getvalue(), list(csv.reader(io.StringIO(text, newline="")))


def test_rfc_4180_with_a_byte_order_mark() -> None:
    data, (head, row) = table('ก "ข", ค\nง')
    assert data.startswith(b"\xef\xbb\xbfnumber,date,")
    assert data.endswith(b"\r\n")
    assert row[head.index("subject")] == 'ก "ข", ค\nง'
    assert row[head.index("date")] == "2023-08-21"


@given(st.text(alphabet=st.sampled_from("=+-@＝\t\r\n \"',กข1"), max_size=8))
def test_no_cell_is_a_formula_and_every_cell_comes_back(subject: str) -> None:
    _, (head, row) = table(subject)
    cell = row[head.index("subject")]
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝"))
    assert cell in (subject, f"'{subject}")
    assert harmless(subject) == cell
