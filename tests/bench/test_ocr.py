"""The benchmark of scans counts rightly: errors, values that stand, numbers in no doubt."""

import json
import random
from pathlib import Path

import fontpkg_sarabun
import pytest
from PIL import Image

from tests.bench import scans
from tests.bench.engines import Engine, keeping
from tests.bench.ocr import Errors
from tests.bench.real import _number_stands, found_in, real_letters
from thaidoc.reading import read_bytes
from thaidoc.reading.document import Line, Page, Segment
from thaidoc.reading.recognition import Picture, Recognition, in_force

SARABUN = Path(fontpkg_sarabun.__file__).parent / "files" / "Sarabun-Regular.ttf"
LETTER = """\
ที่ มท ๐๘๑๐.๓/ว ๑๒๓๔                                     กรมสมมุติ

                              ๑๔ มิถุนายน ๒๕๖๒

เรื่อง  ขอยืมห้องประชุม

เรียน  ผู้ว่าราชการจังหวัด ทุกจังหวัด

        ด้วยกรมสมมุติจะจัดการประชุม จึงเรียนมาเพื่อโปรดพิจารณา

                              ขอแสดงความนับถือ

                              (นายทดสอบ ใจสมมุติ)
                              อธิบดีกรมสมมุติ
"""


def test_errors_are_counted_by_character_and_digit() -> None:
    errors = Errors()
    errors.take("ที่ ๑๒ 345", "ที ๑๓3 45")
    assert (errors.characters, errors.edits) == (8, 2)
    assert errors.digits == {"Thai": 2, "Arabic": 3}
    assert errors.wrong == {"Thai": 1, "Arabic": 0}
    errors.take("กขค", "ก7ขค")
    assert errors.wrong["Arabic"] == 1, "a digit made up"


def test_made_scans_hold_the_whole_text_spoiled() -> None:
    document = read_bytes(LETTER.encode(), "letter.txt")
    sheets = list(scans._sheets(document, SARABUN))
    true = "".join("".join(sheet.true.split()) for sheet in sheets)
    assert true == "".join(document.text.split())
    (page,) = scans._drawn(sheets, SARABUN)
    for condition, spoil in scans.CONDITIONS.items():
        first, again = (spoil(page, random.Random(condition)) for _ in range(2))
        assert first[0].tobytes() == again[0].tobytes(), "the same in every run"
        assert first[0].mode == ("1" if condition in ("1-bit", "fax") else "L")
    data = scans._tiff([spoil(page, random.Random(1)) for spoil in scans.CONDITIONS.values()][:2])
    with in_force(Recognition("never")):
        (seen, _) = read_bytes(data, "scan.tif").pages
    assert (seen.width, seen.height) == pytest.approx((595, 842), abs=1)


class _Reader:
    """Reads every page as the letter with another number."""

    name = "test"
    seen = 0

    def read(self, picture: Picture, number: int) -> Page:
        self.seen += 1
        lines = tuple(
            Line(at, (Segment(row.strip(), 10.0 * (len(row) - len(row.lstrip())), 500.0),))
            for at, row in enumerate(LETTER.replace("๑๒๓๔", "๑๒๓๔๕").splitlines(), 1)
            if row.strip()
        )
        return Page(number, lines, em=5.0, decision="ocr")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the scan of a letter and its gold."""
    (tmp_path / "files").mkdir()
    (tmp_path / "gold").mkdir()
    page = Image.new("L", (400, 600), 255)
    data = scans._tiff([(page, (72, 72))])
    (tmp_path / "files" / "a.tif").write_bytes(data)
    gold = {
        "reference": {"raw": "ที่ มท ๐๘๑๐.๓/ว ๑๒๓๔", "normal": "มท 0810.3/ว1234"},
        "date": {"raw": "14 มิถุนายน 2562", "iso": "2019-06-14"},
        "subject": "ขอยืมห้อง ประชุม",
        "signatory": {"name": "นายทดสอบ ใจสมมุติ", "position_lines": ["อธิบดีกรมสมมุติ"]},
        "owner": [],
        "addressees": [{"raw": "คนอื่น"}],
        "uncertain": ["addressees"],
    }
    (tmp_path / "gold" / "a.json").write_text(json.dumps(gold), "utf-8")
    (tmp_path / "handwritten.json").write_text('{"a": ["reference"]}', "utf-8")
    return tmp_path


def test_real_letters_are_judged_by_text_parser_and_doubt(folder: Path, tmp_path: Path) -> None:
    reader = _Reader()
    engine = Engine("test", "thaidoc.reading.ocr", lambda: reader)
    for _ in range(2):
        with keeping(engine, tmp_path / "kept") as read:
            found = found_in(real_letters(folder), read)
    assert reader.seen == 1, "what was read is kept"
    stands = {label: (one.stands, one.letters) for label, one in found.standing.items()}
    assert stands == {
        "number": (0, 1), "number, by hand": (0, 1), "number up to the slash": (1, 1),
        "date": (1, 1), "date, printed": (1, 1), "subject": (1, 1), "signatory": (1, 1),
    }  # fmt: skip
    assert found.missing == {"a": ["number"]}
    assert (found.letters, found.failed) == (1, [])
    assert found.summary is not None and found.summary.all.letters == 1
    assert found.wrong == ["a.tif reference: มท 0810.3/ว1234 ⇒ มท 0810.3/ว12345"]
    assert (found.given["reference"], found.given["date"]) == (1, 1)


@pytest.mark.parametrize(
    ("line", "stands"),
    [
        ("ที่ มท ๐๘๑๐.๓/๑๒๓๔", True),
        ("ที่ มท 0810.3/ว 1234", True),
        ("ที่ มท ๐๘๑๐.๓๔/๑๒", False),
        ("ที่ มท ๐๘๑๐/๓", False),
    ],
)
def test_what_is_before_the_slash_stands_whatever_runs_on_behind_it(
    line: str, stands: bool
) -> None:
    assert _number_stands("มท ๐๘๑๐.๓", [line], head=True) is stands
