import pytest

from tests.reading.regressions.faults import FAULTS, Fault
from thaidoc.reading import read_bytes


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_what_came_out_wrong_once(fault: Fault) -> None:
    (page,) = read_bytes(fault.build(), "a.pdf").pages
    assert page.decision == fault.decision
    assert tuple(line.text for line in page.lines) == (fault.rows or ())


def test_what_is_left_for_ocr_scores_low() -> None:
    for fault in FAULTS.values():
        if fault.decision == "needs-ocr" and fault.rows:
            assert read_bytes(fault.build(), "a.pdf").pages[0].quality <= 0.85
