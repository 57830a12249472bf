"""PDF text layers with the faults that came out wrong once, rebuilt with letters of our own.

Each builder is named after what was wrong in the file that was met. It gives the PDF; what must
come of it stands with it: the whole letter as written, or that the page is left for OCR.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.reading.conftest import BLANK, LETTER, SIZE, make_pdf_bytes
from thaidoc.thai.text import MARKS

ROWS = (
    "ที่ ทส ๐๙๙๙/๑๔๗",
    "เรื่อง ขอความร่วมมือสำรวจแหล่งน้ำและกำหนดแนวทางแก้ไขปัญหาน้ำท่วม",
    "เรียน ผู้อำนวยการสำนักงานทุกแห่ง",
    "ด้วยสำนักงานได้รับรายงานว่าฝนที่ตกหนักทำให้น้ำท่วมพื้นที่ต่ำเป็นครั้งที่สามในรอบหกเดือน",
    "ชาวบ้านจำนวนมากเดือดร้อน ผู้สูงอายุและผู้มีรายได้น้อยไม่อาจซ่อมแซมบ้านเรือนเองได้",
    "จึงขอให้ทุกหน่วยงานสำรวจลำน้ำที่ตื้นเขิน จัดทำบัญชีผู้ประสบภัย และรายงานผลภายในสิ้นเดือนนี้",
    "ทั้งนี้ ให้ประสานกับผู้นำชุมชนในพื้นที่ เพื่อชี้แจงหลักเกณฑ์การช่วยเหลือให้ทั่วถึง",
    "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป",
)
TEXT = "".join(f"{row}\n" for row in ROWS)
_LEFT, _TOP, _PITCH = 40.0, 780.0, 26.0


@dataclass(frozen=True)
class Fault:
    """A file with a fault, and what must come of its page: the rows, or none and a decision."""

    build: Callable[[], bytes]
    rows: tuple[str, ...] | None
    decision: str


FAULTS: dict[str, Fault] = {}


def _fault(
    decision: str, rows: tuple[str, ...] | None = ROWS
) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def register(build: Callable[[], bytes]) -> Callable[[], bytes]:
        FAULTS[build.__name__.strip("_").replace("_", " ")] = Fault(build, rows, decision)
        return build

    return register


def _page(*rows: str, **how: object) -> bytes:
    make: Callable[..., bytes] = make_pdf_bytes
    return make([(_LEFT, _TOP - _PITCH * at, row) for at, row in enumerate(rows)], **how)


def _each(change: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(map(change, ROWS))


def _in_pieces(row: str) -> str:
    """Sara am as nikhahit and sara aa, a tone between them, as fonts draw it."""
    return re.sub("([่-๋]?)ำ", "\u0e4d\\1า", row)


# --- sara am -----------------------------------------------------------------------------------


@_fault("repaired")
def _sara_am_whose_nikhahit_is_a_blank() -> bytes:
    return _page(*_each(_in_pieces), names={"\u0e4d": " "})


@_fault("repaired")
def _sara_am_without_its_nikhahit() -> bytes:
    return _page(*_each(lambda row: row.replace("ำ", "า")))


@_fault("repaired")
def _sara_am_with_another_sign_for_its_nikhahit() -> bytes:
    return _page(*_each(_in_pieces), names={"\u0e4d": "\u02f8"})


@_fault("repaired")
def _sara_am_and_its_aa_once_more() -> bytes:
    return _page(*_each(lambda row: row.replace("ำ", "ำา")))


@_fault("repaired")
def _every_sara_aa_called_sara_am() -> bytes:
    return _page(*_each(lambda row: row.replace("า", "ำ")))


# --- marks -------------------------------------------------------------------------------------

_RAISED = str.maketrans(
    "่้๊๋์ํั็ิีึื", "\uf70a\uf70b\uf70c\uf70d\uf70e\uf711\uf710\uf712\uf701\uf702\uf703\uf704"
)


def _drawn_apart(row: str, y: float) -> Iterator[tuple[float, float, str]]:
    """A row whose tones and whose aa after a nikhahit are strings of their own, a bit higher."""
    x = _LEFT
    for piece in re.split("([\uf70a-\uf70d]|(?<=\uf711)า)", row):
        yield x, y + (1.5 if "\uf70a" <= piece[:1] <= "\uf70d" else 0), piece
        letters = sum(c < "\uf700" and c not in _MARKED and c != " " for c in piece)
        x += (letters * LETTER + piece.count(" ") * BLANK) * SIZE / 1000


_MARKED = frozenset(c for c in map(chr, range(0x0E00, 0x0E60)) if re.match(f"[{MARKS}]", c))


@_fault("repaired")
def _private_use_marks_with_a_detached_sara_aa() -> bytes:
    rows = _each(lambda row: _in_pieces(row).translate(_RAISED))
    return make_pdf_bytes(
        [
            piece
            for at, row in enumerate(rows)
            for piece in _drawn_apart(row, _TOP - _PITCH * at)
            if piece[2]
        ]
    )


@_fault("repaired")
def _tones_before_their_vowels() -> bytes:
    return _page(*_each(lambda row: re.sub("([ัิ-ู])([่-๋])", "\\2\\1", row)))


@_fault("repaired")
def _marks_twice_and_sara_ae_in_two() -> bytes:
    return _page(*_each(lambda row: re.sub("([่้])", "\\1\\1", row).replace("แ", "เเ")))


def _without(marks: str, share: float) -> tuple[str, ...]:
    chance = random.Random(7)
    return _each(lambda row: "".join(c for c in row if c not in marks or chance.random() > share))


@_fault("needs-ocr", _without("ัิีึืุู็่้์", 0.5))
def _vowels_and_tone_marks_partly_lost() -> bytes:
    return _page(*_without("ัิีึืุู็่้์", 0.5))


@_fault("needs-ocr", _without("่้๊๋", 1.0))
def _tone_marks_lost() -> bytes:
    return _page(*_without("่้๊๋", 1.0))


@_fault("needs-ocr", _without("ิีึื", 1.0))
def _vowels_above_lost() -> bytes:
    return _page(*_without("ิีึื", 1.0))


# --- encodings ---------------------------------------------------------------------------------


def _private(*rows: str) -> dict[str, str]:
    letters = sorted({letter for row in rows for letter in row})
    return {letter: chr(14 + at % 95) for at, letter in enumerate(letters)}


@_fault("needs-ocr", None)
def _a_body_in_a_private_encoding() -> bytes:
    return _page(*ROWS, names=_private(*ROWS))


@_fault("needs-ocr", None)
def _a_readable_header_over_a_body_in_a_private_encoding() -> bytes:
    # the letters of the body are other glyphs than the header's, so they stand for others here
    shift = {ord(c): 0xE000 + at for at, c in enumerate(sorted(set("".join(ROWS[3:]))))}
    body = [row.translate(shift) for row in ROWS[3:]]
    return _page(*ROWS[:3], *body, names=_private(*body))


@_fault("needs-ocr", None)
def _the_codes_of_a_print_driver() -> bytes:
    return _page(*ROWS).replace(b"/ToUnicode 4 0 R", b"")


@_fault("repaired")
def _thai_windows_under_the_name_of_a_western_code_page() -> bytes:
    return _win_ansi(ROWS)


YO_YING = ("นายชาญ กัญญา ณ ชาญอักษร โทร. ๐-๒๙๙๙-๐๑๔๕", *ROWS)


@_fault("repaired", YO_YING)
def _yo_ying_that_the_font_calls_a_hyphen() -> bytes:
    return _win_ansi(YO_YING)


#: widths of yo ying, of a hyphen and of a blank, in thousandths of the type size
_WIDTHS = {0xAD: 640, ord("-"): 250, ord(" "): 220}


def _win_ansi(rows: tuple[str, ...]) -> bytes:
    """A PDF of a font that says WinAnsi and has the widths of a Thai one, as PHP programs wrote."""
    widths = [_WIDTHS.get(code, _width_of(code)) for code in range(32, 256)]
    strings = "".join(
        f"BT /F {SIZE} Tf {_LEFT} {_TOP - _PITCH * at} Td <{row.encode('cp874').hex()}> Tj ET\n"
        for at, row in enumerate(rows)
    )
    return _file(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(strings)} >>\nstream\n{strings}endstream",
        "<< /Type /Font /Subtype /TrueType /BaseFont /Unheard /Encoding /WinAnsiEncoding"
        f" /FirstChar 32 /LastChar 255 /Widths [{' '.join(map(str, widths))}]"
        " /FontDescriptor 6 0 R >>",
        "<< /Type /FontDescriptor /FontName /Unheard /Flags 32 /FontBBox [0 -300 1000 900]"
        " /ItalicAngle 0 /Ascent 900 /Descent -300 /CapHeight 700 /StemV 80 >>",
    )


def _width_of(code: int) -> int:
    return 0 if bytes([code]).decode("cp874", "replace") in _MARKED else LETTER


def _file(*objects: str) -> bytes:
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n"
    return f"{out}startxref\n{out.index('xref')}\n%%EOF".encode("latin-1")


# --- pages that are a picture ------------------------------------------------------------------

_PICTURE = "q 595 0 0 {height} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"


@_fault("needs-ocr", None)
def _a_readable_header_over_a_scanned_body() -> bytes:
    return _page(*ROWS[:2], extra=_PICTURE.format(height=640))


@_fault("needs-ocr", None)
def _the_layer_of_a_machine_that_knew_no_thai() -> bytes:
    rubbish = ("niau mtfu tuan suam uan milam", "fiu lanu tana mai tun inau fiam") * 6
    return _page(*rubbish, mode=3, under=_PICTURE.format(height=842))
