"""The invented letters as files of every producer that can be had from the package index.

Real faults of programs that cannot be had (Word's PDF export, the Windows programs of the 1990s)
are built in by hand, with a font of our own. LibreOffice is used where it is installed.
"""

import html
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from tests.bench.letters import LETTERS, Letter
from tests.reading.conftest import make_ole_bytes, make_pdf_bytes
from tests.reading.doc.conftest import word_97

PAGE_HEIGHT = 842.0
#: baseline of the first row, and from one row to the next, in points
_TOP, _PITCH = 72.0, 24.0
_TYPE_SIZE = 13
_PICTURE = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"


@dataclass(frozen=True)
class Sample:
    """A file with its true text. ``needs_ocr`` says that its text layer is of no use."""

    name: str
    producer: str
    data: bytes
    true: str
    needs_ocr: bool = False


Producer = Callable[[Letter], bytes]
#: producer's name and the extension of what it makes, to the function that makes it
PRODUCERS: dict[tuple[str, str], Producer] = {}


def _producer(name: str, extension: str) -> Callable[[Producer], Producer]:
    def register(make: Producer) -> Producer:
        PRODUCERS[name, extension] = make
        return make

    return register


def samples() -> Iterator[Sample]:
    """Every letter by every producer, and the pages that must go to OCR."""
    for (producer, extension), make in PRODUCERS.items():
        for letter in LETTERS:
            name = f"{letter.name}.{extension}"
            yield Sample(name, producer, make(letter), letter.text)
    for letter in LETTERS:
        for what, data in _hopeless(letter):
            yield Sample(f"{letter.name}.pdf", what, data, letter.text, needs_ocr=True)


def _placed(letter: Letter) -> Iterator[tuple[float, float, str]]:
    """Each piece with its x and its baseline, measured from the top of the page."""
    for index, row in enumerate(letter.rows):
        for x, text in row:
            yield x, _TOP + _PITCH * index, text


# --- PDF -------------------------------------------------------------------------------------


@cache
def font() -> Path:
    """The regular Sarabun of Google Fonts."""
    import fontpkg_sarabun

    return Path(fontpkg_sarabun.__file__).parent / "files" / "Sarabun-Regular.ttf"


@_producer("ReportLab", "pdf")
def _reportlab(letter: Letter) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Sarabun", str(font())))
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, PAGE_HEIGHT))
    canvas.setFont("Sarabun", _TYPE_SIZE)
    for x, y, text in _placed(letter):
        canvas.drawString(x, PAGE_HEIGHT - y, text)
    canvas.save()
    return out.getvalue()


def _fpdf2(letter: Letter, *, shaping: bool) -> bytes:
    from fpdf import FPDF

    pdf = FPDF(unit="pt", format=(595, PAGE_HEIGHT))
    pdf.add_page()
    pdf.add_font("Sarabun", fname=font())
    pdf.set_font("Sarabun", size=_TYPE_SIZE)
    pdf.set_text_shaping(shaping)
    for x, y, text in _placed(letter):
        pdf.text(x, y, text)
    return bytes(pdf.output())


@_producer("fpdf2", "pdf")
def _fpdf2_plain(letter: Letter) -> bytes:
    return _fpdf2(letter, shaping=False)


@_producer("fpdf2, shaped", "pdf")
def _fpdf2_shaped(letter: Letter) -> bytes:
    return _fpdf2(letter, shaping=True)


def _by_hand(letter: Letter, change: Callable[[str], str] = str, **how: object) -> bytes:
    make: Callable[..., bytes] = make_pdf_bytes
    page = [(x, PAGE_HEIGHT - y, change(text)) for x, y, text in _placed(letter)]
    return make(page, **how)


def _in_pieces(text: str) -> str:
    for tone in "\u0e48\u0e49\u0e4a\u0e4b":
        text = text.replace(f"{tone}ำ", f"\u0e4d{tone}า")
    return text.replace("ำ", "\u0e4dา")


@_producer("by hand: ToUnicode", "pdf")
def _sound(letter: Letter) -> bytes:
    return _by_hand(letter)


@_producer("by hand: sara am in pieces, a blank for its nikhahit", "pdf")
def _split_am(letter: Letter) -> bytes:
    return _by_hand(letter, _in_pieces, names={"\u0e4d": " "})


@_producer("by hand: sara am in pieces, its nikhahit lost", "pdf")
def _lost_nikhahit(letter: Letter) -> bytes:
    return _by_hand(letter, lambda text: _in_pieces(text).replace("\u0e4d", " "))


#: how the Windows programs of the 1990s coded raised tones, thanthakhat, nikhahit, mai han akat
_RAISED = str.maketrans(
    "\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e31", "\uf70a\uf70b\uf70c\uf70d\uf70e\uf711\uf710"
)


@_producer("by hand: private-use marks", "pdf")
def _private_marks(letter: Letter) -> bytes:
    return _by_hand(letter, lambda text: _in_pieces(text).translate(_RAISED))


@_producer("by hand: cp874 named as WinAnsi", "pdf")
def _win_ansi(letter: Letter) -> bytes:
    names = {
        thai: byte.decode("cp1252")
        for thai in set(letter.text)
        if (byte := thai.encode("cp874", "ignore")) and byte not in (b"\x81", b"\x90")
    }
    return _by_hand(letter, names=names)


def _hopeless(letter: Letter) -> Iterator[tuple[str, bytes]]:
    """Pages whose text layer is none, or not what stands on the page."""
    letters = sorted(set(letter.text))
    private = {letter: chr(14 + index % 95) for index, letter in enumerate(letters)}
    yield "by hand: codes of a private encoding", _by_hand(letter, names=private)
    yield "by hand: a scan", make_pdf_bytes([], extra=_PICTURE)
    stamp = [(400.0, 800.0, "รับที่ ๔๗"), (400.0, 780.0, "๒๙ ก.พ. ๒๕๖๗")]
    yield "by hand: a stamp on a scan", make_pdf_bytes(stamp, extra=_PICTURE)


# --- word processors and text ----------------------------------------------------------------


@_producer("python-docx", "docx")
def _docx(letter: Letter) -> bytes:
    from docx import Document

    document = Document()
    table = None
    for index, row in enumerate(letter.rows):
        if index not in letter.table:
            table = None
            document.add_paragraph("\t".join(text for _, text in row))
            continue
        if table is None:
            table = document.add_table(rows=0, cols=len(row))
        for cell, (_, text) in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@_producer("odfpy", "odt")
def _odt(letter: Letter) -> bytes:
    from odf.opendocument import OpenDocumentText
    from odf.table import Table, TableCell, TableRow
    from odf.teletype import addTextToElement
    from odf.text import P

    document = OpenDocumentText()
    table = None
    for index, row in enumerate(letter.rows):
        if index not in letter.table:
            table = None
            paragraph = P()
            addTextToElement(paragraph, "\t".join(text for _, text in row))
            document.text.addElement(paragraph)
            continue
        if table is None:
            table = Table(name="table")
            document.text.addElement(table)
        cells = TableRow()
        for _, text in row:
            cell = TableCell()
            cell.addElement(P(text=text))
            cells.addElement(cell)
        table.addElement(cells)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@_producer("by hand: \\u", "rtf")
def _rtf(letter: Letter) -> bytes:
    body = letter.text.translate({ord(sign): "\\" + sign for sign in "\\{}"})
    body = "".join(c if c < "\x80" else f"\\u{ord(c)}?" for c in body)
    body = body.replace("\t", "\\tab ").replace("\n", "\\par\n")
    return f"{{\\rtf1\\ansi\\ansicpg1252\\uc1\\pard {body}}}".encode("ascii")


@_producer("by hand: fcharset222", "rtf")
def _rtf_cp874(letter: Letter) -> bytes:
    body = letter.text.translate({ord(sign): "\\" + sign for sign in "\\{}"})
    body = "".join(
        c if c < "\x80" else "".join(f"\\'{byte:02x}" for byte in c.encode("cp874")) for c in body
    )
    body = body.replace("\t", "\\tab ").replace("\n", "\\par\n")
    fonts = "{\\fonttbl{\\f0\\fnil\\fcharset222 TH SarabunPSK;}}"
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{fonts}\\pard\\f0 {body}}}".encode("ascii")


def _doc(letter: Letter, codec: str) -> bytes:
    return make_ole_bytes(word_97((letter.text.replace("\n", "\r"), codec)))


@_producer("by hand: Unicode pieces", "doc")
def _doc_unicode(letter: Letter) -> bytes:
    return _doc(letter, "utf-16-le")


@_producer("by hand: cp874 pieces", "doc")
def _doc_cp874(letter: Letter) -> bytes:
    return _doc(letter, "cp874")


def _html(letter: Letter, charset: str, encoding: str) -> bytes:
    lines: list[str] = []
    for index, row in enumerate(letter.rows):
        cells = [html.escape(text) for _, text in row]
        if len(cells) > 1:
            opening = "<table>" if index - 1 not in letter.table else ""
            closing = "</table>" if index + 1 not in letter.table else ""
            lines.append(opening + "<tr><td>" + "</td><td>".join(cells) + "</td></tr>" + closing)
        else:
            lines.append(f"<p>{cells[0]}</p>")
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    page = f"<html><head>{meta}</head><body>\n" + "\n".join(lines) + "\n</body></html>"
    return page.encode(encoding)


@_producer("by hand: UTF-8", "html")
def _html_utf8(letter: Letter) -> bytes:
    return _html(letter, "utf-8", "utf-8")


@_producer("by hand: TIS-620", "html")
def _html_cp874(letter: Letter) -> bytes:
    return _html(letter, "tis-620", "cp874")


@_producer("by hand: cp874 declared as Latin-1", "html")
def _html_wrong(letter: Letter) -> bytes:
    return _html(letter, "iso-8859-1", "cp874")


def _text(codec: str) -> Producer:
    return lambda letter: letter.text.encode(codec)


for _codec in ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp874"):
    PRODUCERS[f"by hand: {_codec}", "txt"] = _text(_codec)


# --- LibreOffice -----------------------------------------------------------------------------


def libreoffice_samples() -> Iterator[Sample]:
    """What LibreOffice makes of the DOCX letters; nothing where it is not installed."""
    office = shutil.which("soffice")
    if not office:
        return
    with tempfile.TemporaryDirectory() as folder:
        for letter in LETTERS:
            (Path(folder) / f"{letter.name}.docx").write_bytes(_docx(letter))
        for extension in ("pdf", "doc", "odt", "rtf", "html"):
            subprocess.run(
                [office, f"-env:UserInstallation=file://{folder}/profile", "--headless",
                 "--convert-to", extension, "--outdir", folder,
                 *(f"{folder}/{letter.name}.docx" for letter in LETTERS)],
                check=True, capture_output=True, timeout=180,
            )  # fmt: skip
            for letter in LETTERS:
                made = Path(folder) / f"{letter.name}.{extension}"
                yield Sample(made.name, "LibreOffice", made.read_bytes(), letter.text)
