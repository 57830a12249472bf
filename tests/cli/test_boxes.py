"""``--boxes``: the picture of a page with what was seen on it."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageFont

from tests.cli.conftest import Run
from tests.reading.conftest import make_pdf_bytes
from thaidoc.cli import boxes, thai_fonts
from thaidoc.cli.labels import ZONES
from thaidoc.parsing.parser import parse
from thaidoc.parsing.seen import pieces_on, values_on
from thaidoc.reading import read

ROWS = [
    (85, 760, "ที่ มท ๐๘๑๐.๓/ว ๑๒๓๔"), (360, 760, "กรมสมมุติ"), (260, 700, "๑๔ มิถุนายน ๒๕๖๒"),
    (85, 660, "เรื่อง ขอยืมห้องประชุม"), (85, 630, "เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด"),
    (120, 590, "ด้วยกรมสมมุติจะจัดการประชุม จึงเรียนมาเพื่อโปรดพิจารณา"),
    (260, 540, "ขอแสดงความนับถือ"), (260, 480, "(นายทดสอบ ใจสมมุติ)"), (260, 460, "อธิบดีกรมสมมุติ"),
]  # fmt: skip


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A letter of two pages; the second has its telephone number."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(make_pdf_bytes(ROWS, [(85, 760, "โทร. ๐ ๒๙๙๙ ๐๑๐๐")]))
    return path


def opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        image.load()
        return image


def test_pieces_have_their_zones_and_values_their_boxes(letter: Path) -> None:
    document = read(letter)
    zones = [piece.zone for piece in pieces_on(document, 1)]
    assert zones[:3] == ["number", "issuer", "date"]
    assert {"subject", "salutation", "body", "closing", "signature"} <= set(zones)
    assert set(filter(None, zones)) <= set(ZONES)
    values = {value.key: value for value in values_on(parse(document), 1)}
    left, top, right, bottom = values["date"].bbox
    assert left == pytest.approx(260, abs=3) and right > left
    assert top < 842 - 700 < bottom + 1
    assert {value.letter for value in values.values()} == {0}
    assert [piece.line for piece in pieces_on(document, 2)] == [1]


def test_parse_draws_a_page(run: Run, letter: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.png"
    done = run("parse", letter, "--boxes", out)
    assert done.exit_code == 0, done.output
    assert done.stderr == f"thaidoc: page 1 of 2 drawn in {out}.\n"
    image = opened(out).convert("RGB")
    assert image.height == 2105
    colours = {colour for _, colour in image.getcolors(1 << 20) or ()}
    assert {boxes._SURE, boxes._fill("number")} <= colours, "a frame, a zone"
    second = tmp_path / "second.png"
    assert run("parse", letter, "--page", "2", "--boxes", second).exit_code == 0
    assert second.read_bytes() != out.read_bytes()


def test_show_draws_a_page_of_the_archive(run: Run, letter: Path, tmp_path: Path) -> None:
    run("init", tmp_path / "archive")
    added = run("add", "--archive", tmp_path / "archive", letter)
    identity = added.stdout.split()[1]
    done = run("show", "--archive", tmp_path / "archive", identity, "--boxes", tmp_path / "p.png")
    assert done.exit_code == 0, done.output
    assert opened(tmp_path / "p.png").mode == "RGB"


def test_a_scan_is_drawn_though_nobody_read_it(run: Run, tmp_path: Path) -> None:
    scan = tmp_path / "scan.png"
    Image.new("L", (1240, 1754), 255).save(scan, dpi=(150, 150))
    done = run("parse", "--ocr", "never", scan, "--boxes", tmp_path / "p.png")
    assert done.exit_code == 0, done.output
    assert opened(tmp_path / "p.png").height == 1754, "never larger than it is"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("letter.pdf", "--page", "3", "--boxes", "p.png"), "no page 3: it has 2 pages"),
        (("text.txt", "--boxes", "p.png"), "no picture to draw on. --boxes draws pages of PDFs"),
        (("letter.pdf", "--boxes", "p.unheard"), "must end in .png or .jpg"),
        (("letter.pdf", "--boxes", "no/such/folder/p.png"), "cannot be written: No such file"),
        (("none.pdf", "--boxes", "p.png"), "There is no such file"),
    ],
)
def test_what_cannot_be_drawn_is_told(
    run: Run, letter: Path, inbox: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (inbox / "a.txt").replace(tmp_path / "text.txt")
    done = run("parse", *arguments)
    assert (done.exit_code, done.stdout) == (3, "")
    assert said in done.stderr


@pytest.mark.parametrize(
    "arguments", [("--page", "2"), ("--boxes", "p.png", "--json"), ("--boxes", "p.png", "--text")]
)
def test_boxes_go_with_a_page_alone(run: Run, letter: Path, arguments: tuple[str, ...]) -> None:
    assert run("parse", letter, *arguments).exit_code == 2
    assert run("show", "1234", *arguments).exit_code == 2


def test_without_a_thai_font_keys_are_written(
    run: Run, letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    write = boxes._Lettering._write

    def noted(self: boxes._Lettering, x: float, y: float, text: str, *how: Any) -> None:
        written.append(text)
        write(self, x, y, text, *how)

    monkeypatch.setattr(boxes._Lettering, "_write", noted)
    monkeypatch.setattr(thai_fonts, "_FOLDERS", (str(tmp_path),))
    assert run("parse", letter, "--boxes", tmp_path / "p.png").exit_code == 0
    assert "number" in written and any(text.startswith("reference ") for text in written)
    written.clear()
    import fontpkg_sarabun

    fonts = Path(fontpkg_sarabun.__file__).parent / "files"
    monkeypatch.setattr(thai_fonts, "_FOLDERS", (str(fonts),))
    assert run("parse", letter, "--boxes", tmp_path / "p.png").exit_code == 0
    assert "ที่" in written and any(text.startswith("วันที่ ") for text in written)


def test_a_font_that_is_none_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Loma of nobody.ttf").write_bytes(b"no font")
    monkeypatch.setattr(thai_fonts, "_FOLDERS", (str(tmp_path),))
    font, is_thai = thai_fonts.thai_font(16)
    assert not is_thai and isinstance(font, ImageFont.FreeTypeFont | ImageFont.ImageFont)


def test_a_picture_of_a_page_is_no_larger_than_a_screen_shows(tmp_path: Path) -> None:
    from thaidoc.reading.child.confined import picture_confined

    stream = io.BytesIO()
    Image.new("L", (5000, 7000), 200).save(stream, "TIFF", dpi=(600, 600))
    shown = picture_confined(stream.getvalue(), "scan.tif", 1)
    assert shown is not None and max(shown.across, shown.down) == 2105
    assert set(shown.pixels) == {200}
    assert (shown.width, shown.height) == pytest.approx((600, 840))
    assert picture_confined(stream.getvalue(), "scan.tif", 2) is None
