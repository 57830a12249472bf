import io
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import pikepdf
import pytest

from thaidoc.reading import read_bytes
from thaidoc.reading.document import Line
from thaidoc.reading.pdf.grids import ruled_grids

MakePdf = Callable[..., bytes]
BODY = "กรมส่งเสริมการปกครองท้องถิ่นพิจารณาแล้ว จึงขอให้จังหวัดแจ้งองค์กรปกครองส่วนท้องถิ่น"
XS = (80, 130, 300, 400, 500)
PADDING = 5


def ruled(xs: Sequence[float], ys: Sequence[float]) -> str:
    """Lines over the whole width and height of a table."""
    rows = "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys)
    return rows + "".join(f"{x} {ys[0]} m {x} {ys[-1]} l S\n" for x in xs)


def boxed(xs: Sequence[float], ys: Sequence[float]) -> str:
    """A rectangle for each cell, as browsers draw them."""
    return "".join(
        f"{a} {c} {b - a} {d - c} re S\n" for a, b in pairwise(xs) for c, d in pairwise(ys)
    )


def barred(xs: Sequence[float], ys: Sequence[float]) -> str:
    """Thin filled bars, a piece for each cell, as Word draws them."""
    down = "".join(f"{x} {c} 0.5 {d - c} re f\n" for x in xs for c, d in pairwise(ys))
    return down + "".join(f"{a} {y} {b - a} 0.5 re f\n" for y in ys for a, b in pairwise(xs))


def placed(
    rows: Iterable[Sequence[str]], y: float = 700, pitch: float = 22
) -> list[tuple[float, float, str]]:
    """Cells at the columns of XS: each string is one line of a cell, an empty one leaves a gap."""
    return [
        (XS[column] + PADDING, y - row * pitch, text)
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
        if text
    ]


def texts(data: bytes) -> list[str]:
    return [line.text for line in lines(data)]


def lines(data: bytes) -> tuple[Line, ...]:
    return read_bytes(data, "a.pdf").pages[0].lines


WRAPPED = placed(
    [
        ("ที่", "รายการ", "วงเงิน", "หมายเหตุ"),
        ("๑", "ค่าซ่อมแซมครุภัณฑ์ของ", "๕๐,๐๐๐", "ต่อปี"),
        ("", "สำนักงานเขต", "", ""),
        ("๒", "ค่าน้ำดื่ม", "๑๐,๐๐๐", "ต่อครั้ง"),
    ]
)
ROWS = [
    "ที่\tรายการ\tวงเงิน\tหมายเหตุ",
    "๑\tค่าซ่อมแซมครุภัณฑ์ของสำนักงานเขต\t๕๐,๐๐๐\tต่อปี",
    "๒\tค่าน้ำดื่ม\t๑๐,๐๐๐\tต่อครั้ง",
]
YS = (628, 650, 694, 716)


@pytest.mark.parametrize("drawn", [ruled, boxed, barred])
def test_a_cell_that_wraps_stays_in_its_row(
    make_pdf: MakePdf, drawn: Callable[[Sequence[float], Sequence[float]], str]
) -> None:
    data = make_pdf([(85, 760, BODY), *WRAPPED, (85, 600, BODY)], extra=drawn(XS, YS))
    found = lines(data)
    assert [line.text for line in found] == [BODY, *ROWS, BODY]
    assert [line.number for line in found] == [1, 2, 3, 4, 5]
    assert [line.hard for line in found] == [False, True, True, True, False]
    box = found[2].segments[1].bbox
    assert box
    assert box[3] - box[1] > 30  # both lines of the cell


def test_without_rules_the_columns_of_the_rows_tell(make_pdf: MakePdf) -> None:
    assert texts(make_pdf([(85, 760, BODY), *WRAPPED, (85, 600, BODY)])) == [BODY, *ROWS, BODY]


def test_a_cell_that_touches_the_next_ends_where_that_begins(make_pdf: MakePdf) -> None:
    """As programs write that place strings and wrap nothing: no gap, no rules, one row in three."""
    long = "ค่าจ้างเหมาบริการรักษาความปลอดภัย"
    assert 6.4 * sum(letter not in "่้ิีัุ" for letter in long) > XS[2] - XS[1] - PADDING
    cells = placed([*[("๑", "ค่าน้ำดื่ม", "๕๐,๐๐๐", "ต่อปี")] * 3, ("๒", long, "๑๐,๐๐๐", "ต่อเดือน")])
    assert texts(make_pdf(cells))[-1] == f"๒\t{long}\t๑๐,๐๐๐\tต่อเดือน"


def test_a_cell_over_its_rule_is_not_cut(make_pdf: MakePdf) -> None:
    long = "ค่าจ้างเหมาบริการรักษาความปลอดภัยและ"
    data = make_pdf(
        placed([("๑", long, "", "ต่อปี"), ("๒", "ค่าน้ำ", "๕", "ต่อปี")]),
        extra=ruled(XS, (672, 694, 716)),
    )
    assert texts(data) == [f"๑\t{long}\tต่อปี", "๒\tค่าน้ำ\t๕\tต่อปี"]


def test_paragraphs_of_a_cell_are_not_run_together(make_pdf: MakePdf) -> None:
    cells = placed([("๑", "- น้ำดื่ม", "๕", "ต่อปี"), ("", "- น้ำแข็ง", "", "")])
    assert texts(make_pdf(cells, extra=ruled(XS, (672, 716)))) == ["๑\t- น้ำดื่ม\t๕\tต่อปี", "- น้ำแข็ง"]


def test_rows_that_nothing_rules_between(make_pdf: MakePdf) -> None:
    """Only the head and the whole table are ruled off; the first column tells the rows apart."""
    data = make_pdf(WRAPPED, extra=ruled(XS, (628, 694, 716)))
    assert texts(data) == ROWS


def test_a_number_in_the_middle_of_its_row(make_pdf: MakePdf) -> None:
    cells = [
        (85, 678, "๑"),
        (135, 689, "ค่าซ่อมแซมครุภัณฑ์ของ"),
        (135, 667, "สำนักงานเขต"),
        (305, 678, "๕๐,๐๐๐"),
    ]
    assert texts(make_pdf(cells, extra=ruled(XS, (650, 705)))) == [
        "๑\tค่าซ่อมแซมครุภัณฑ์ของสำนักงานเขต\t๕๐,๐๐๐"
    ]


def test_merged_cells(make_pdf: MakePdf) -> None:
    """A title over two columns: no rule stands between them in its row."""
    rules = ruled((80, 300, 500), (650, 694, 716)) + "400 650 m 400 694 l S\n80 672 m 500 672 l S\n"
    cells = [
        (85, 700, "รายการ"), (305, 700, "อัตราต่อวันและคน"),
        (85, 678, "ในเมือง"), (305, 678, "๒๔๐"), (405, 678, "๒๗๐"),
        (85, 656, "นอกเมือง"), (305, 656, "๘๐"), (405, 656, "๙๐"),
    ]  # fmt: skip
    assert texts(make_pdf(cells, extra=rules)) == [
        "รายการ\tอัตราต่อวันและคน",
        "ในเมือง\t๒๔๐\t๒๗๐",
        "นอกเมือง\t๘๐\t๙๐",
    ]


def test_a_frame_around_the_page_is_no_table(make_pdf: MakePdf) -> None:
    page = [(85, 760, "ที่ มท"), (340, 760, "กรม"), (85, 738, BODY)]
    frame = "50 50 495 742 re S\n60 745 m 540 745 l S\n"
    assert texts(make_pdf(page, extra=frame)) == texts(make_pdf(page))


def test_white_lines_rule_nothing() -> None:
    assert ruled_grids([]) == []
    assert ruled_grids([(80, 100, 500, 101), (80, 200, 500, 201)]) == []  # only across


def test_paper_coloured_lines_rule_nothing(make_pdf: MakePdf) -> None:
    page = [(85, 700, "น้ำดื่มและ"), (85, 678, "น้ำแข็ง"), (305, 700, "๕"), (305, 678, "๖")]
    white = "1 1 1 RG\n" + ruled((80, 300, 500), (650, 716))
    assert texts(make_pdf(page, extra=white)) == ["น้ำดื่มและ\t๕", "น้ำแข็ง\t๖"]


def test_a_turned_page_has_its_table_too(make_pdf: MakePdf) -> None:
    """A sheet that lies on its side: drawn along its long edge, and shown turned by a quarter."""
    matrix = "0 1 -1 0 800 0"
    rules = f"q {matrix} cm\n{ruled(XS, YS)}Q\n"
    assert texts(make_pdf(WRAPPED, extra=rules, matrix=matrix, rotation=90)) == ROWS


def test_rules_inside_a_form(make_pdf: MakePdf) -> None:
    """As some programs wrap a whole page in one form with a matrix of its own."""
    rules = ruled([x - 30 for x in XS], [y - 50 for y in YS])
    with pikepdf.open(io.BytesIO(make_pdf(WRAPPED))) as pdf:
        form = pdf.make_stream(rules.encode())
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox, form.Matrix = (
            pikepdf.Array([0, 0, 595, 842]),
            pikepdf.Array([1, 0, 0, 1, 30, 50]),
        )
        page = pdf.pages[0]
        page.Resources.XObject = pikepdf.Dictionary(Rules=form)
        page.contents_add(b"/Rules Do", prepend=True)
        out = io.BytesIO()
        pdf.save(out)
    assert texts(out.getvalue()) == ROWS


def test_gaps_around_a_table_stay(make_pdf: MakePdf) -> None:
    page = [(85, 760, BODY), *WRAPPED, (85, 600, BODY), (85, 578, BODY), (85, 534, BODY)]
    plain = lines(make_pdf(page))
    inside = lines(make_pdf(page, extra=ruled(XS, YS)))
    assert [line.gap for line in inside[-3:]] == [line.gap for line in plain[-3:]]
    assert inside[-1].gap == pytest.approx(1.0, abs=0.1)


def test_a_list_of_graph_paper_is_left_alone() -> None:
    paper = [(0.0, 2.0 * y, 500.0, 2.0 * y + 0.1) for y in range(900)]
    paper += [(5.0 * x, 0.0, 5.0 * x + 0.1, 800.0) for x in range(900)]
    assert ruled_grids(paper) == []
