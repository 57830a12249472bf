"""The code page of a document's 8-bit text: cp874, Mac Thai, or a western one.

Word 6 and 95 wrote every letter as a byte of the machine's code page and said nowhere which that
was; later versions write one byte where text is western, and so do programs that put Thai there.
The bytes decide where they prove Thai, then the fonts and the language that the file names.
"""

from collections.abc import Sequence

from thaidoc.reading.doc.header import Header
from thaidoc.reading.doc.pieces import Piece
from thaidoc.reading.encoding import text_encoding, thai_encoding
from thaidoc.reading.mac_thai import NAME as MAC_THAI

_THAI = 0x041E
#: LOGFONT's character set of a Thai font
_THAI_CHARSET = 222
_SAMPLE = 1 << 16


def codec_of(header: Header, pieces: Sequence[Piece]) -> str:
    """The codec of 8-bit pieces."""
    sample = b""
    for piece in pieces:
        if piece.width == 1 and len(sample) < _SAMPLE:
            sample += piece.data(header.document)[:_SAMPLE]
    # Word ends every paragraph as only a Macintosh ends its lines
    text = sample.translate(_ENDS_OF_MACINTOSH if header.macintosh else _ENDS)
    proven = thai_encoding(text)
    if proven in ("cp874", MAC_THAI):
        return proven
    says_thai = header.language == _THAI or _THAI_CHARSET in font_charsets(header)
    if header.macintosh:
        return MAC_THAI if says_thai else "mac-roman"
    return "cp874" if says_thai and text_encoding(text) != "cp1252" else "cp1252"


def font_charsets(header: Header) -> set[int]:
    """The character sets of the fonts that the document names ([MS-DOC] 2.9.287 SttbfFfn)."""
    table = header.table("fonts")
    found = set()
    at = 2 if header.old else 4
    while at + 5 <= len(table):
        found.add(table[at + 4])
        at += 1 + table[at]
    return found


def _ends(line: bytes) -> bytes:
    """A table that makes Word's own controls line ends."""
    controls = bytes(set(range(1, 0x20)) - {9})
    return bytes.maketrans(controls, line * len(controls))


_ENDS, _ENDS_OF_MACINTOSH = _ends(b"\n"), _ends(b"\r")
