from hypothesis import given
from hypothesis import strategies as st

from thaidoc.reading.document import Document, Line, Page, Repair, Segment
from thaidoc.reading.explain import Change, PageDecision, RuleUse, explained
from thaidoc.reading.triage import settled, triaged
from thaidoc.thai.repair import RULES

ROWS = [
    "สำนักงานเทศบาลขอเชิญประชุม",
    "ณ ห้องประชุมผู\uf70bว่าราชการจังหวัด อาคารใหญ\uf70a",
    "จ านวน ๑๒ คน ตามก าหนด",
]


def document_of(*pages: Page) -> Document:
    return Document("ก.pdf", "0" * 64, 1, "application/pdf", pages, "test/1")


def lines_of(rows: list[str]) -> list[Line]:
    return [Line(number, (Segment(row, 0.0, 1.0),)) for number, row in enumerate(rows, 3)]


def test_which_rule_touched_which_line() -> None:
    explanation = explained(document_of(settled(1, lines_of(ROWS[:1])), settled(2, lines_of(ROWS))))
    assert explanation.name == "ก.pdf"
    assert explanation.pages == (PageDecision(1, "as-is", 1.0), PageDecision(2, "repaired", 1.0))
    assert explanation.changes == (
        Change(2, 4, "glyph-codes", 2, "…ะชุมผู\uf70bว่าราช…", "…ะชุมผู้ว่าราช…"),
        Change(2, 5, "split-am", 2, "จ านวน ๑๒…", "จำนวน ๑๒…"),
    )
    assert explanation.rules == (
        RuleUse("glyph-codes", RULES["glyph-codes"].fault, 2, 1),
        RuleUse("split-am", RULES["split-am"].fault, 2, 1),
    )


def test_a_sound_document_has_nothing_to_explain() -> None:
    page = triaged(1, lines_of(ROWS[:1] * 4), 0.0)
    assert page.repairs == ()
    explanation = explained(document_of(page))
    assert (explanation.changes, explanation.rules) == ((), ())


def test_a_page_left_for_ocr_has_no_changes() -> None:
    page = triaged(1, lines_of(["ทืุ่ย\uf70b"]), 0.9)
    assert (page.decision, page.repairs) == ("needs-ocr", ())


def test_two_rules_on_one_line_in_the_order_of_their_work() -> None:
    page = settled(1, lines_of(["ใหญ\uf70a จ านวน", "ผู\uf70b ก าหนด"]))
    places = [(change.line, change.rule) for change in explained(document_of(page)).changes]
    assert places == [(3, "glyph-codes"), (3, "split-am"), (4, "glyph-codes"), (4, "split-am")]


def test_a_whole_line_is_shown_in_part() -> None:
    row = "กรมส่งเสริมการปกครองท้องถิ่นขอความอนุเคราะห์ประชาสัมพันธ์"
    page = settled(1, lines_of([row.encode("cp874").decode("latin-1")]))
    (change,) = explained(document_of(page)).changes
    assert change.rule == "cp874-as-latin-1"
    assert change.after.startswith("กรมส่งเสริม")
    assert change.after.endswith("…")
    assert len(change.after) < 40


@given(st.text("กขน้ิ า\uf70b", min_size=1), st.text("กขน้ิ าำ", min_size=1))
def test_every_difference_is_shown(before: str, after: str) -> None:
    if before == after:
        return
    page = Page(1, (), repairs=(Repair(7, "marks", before, after),))
    (change,) = explained(document_of(page)).changes
    assert change.line == 7
    assert change.times >= 1
    assert change.before.strip("…") in before
    assert change.after.strip("…") in after
