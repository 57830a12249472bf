"""The fonts of an RTF file: which encoding the bytes of each are in.

RTF keeps 8-bit text in the encoding of its font, so that one file can hold several: charset 222
is Thai. Many Thai writers left the charset at 0 and the code page at 1252 all the same; the bytes
of such fonts are collected, and what they are is asked of :mod:`thaidoc.reading.encoding`.
"""

import codecs
import re
from dataclasses import dataclass, field

from thaidoc.reading.encoding import thai_encoding
from thaidoc.reading.mac_thai import NAME as MAC_THAI
from thaidoc.thai.glyphs import GLYPHS

#: text in a symbol font: Wingdings, Symbol
SYMBOLS = "symbols"
#: charset to codec (RTF 1.9.1, "Font Table"); 0 and 1 say nothing
_CHARSETS = {
    2: SYMBOLS, 77: "mac-roman", 78: "cp932", 87: MAC_THAI, 128: "cp932", 129: "cp949",
    130: "johab", 134: "gb18030", 136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850",
}  # fmt: skip
#: fonts that have Thai letters where the file says nothing of it
_THAI_NAME = re.compile(
    rb"\s*(?:TH[ _]?(?:Sarabun|Niramit|K2D|Mali|Charm|Chakra|Fah|Baijam|Kodchasal|KoHo|Krub)"
    rb"|Angsana|Browallia|Cordia|\w+UPC)",
    re.IGNORECASE,
)
_INNER = re.compile(rb"\{[^{}]*\}")
_FONT = re.compile(rb"\\f(\d{1,6})(?!\d)(.*?)(?=\\f\d|\Z)", re.DOTALL)
_CHARSET = re.compile(rb"\\fcharset(\d{1,3})")
_CODE_PAGE = re.compile(rb"\\cpg(\d{1,5})")
_CONTROLS = re.compile(rb"\\[a-z]+-?\d* ?|[{}]")


@dataclass(slots=True)
class Fonts:
    """The codec of each font by its number.

    ``assumed`` is for fonts whose encoding nothing says, ``unsaid`` collects the bytes of these.
    """

    assumed: str | None = None
    unsaid: bytearray = field(default_factory=bytearray)
    _code_page: str | None = None
    _codecs: dict[int, str] = field(default_factory=dict)

    def set_code_page(self, number: int) -> None:
        """Take the code page of the file; one that Python does not know says nothing."""
        self._code_page = _code_page(number)

    def add_table(self, table: bytes) -> None:
        """Take in the content of a font table group."""
        for font in _FONT.finditer(self._flat(table)):
            said = font[2]
            charset, page = _CHARSET.search(said), _CODE_PAGE.search(said)
            codec = _CHARSETS.get(int(charset[1])) if charset else None
            if codec is None and page:
                codec = _code_page(int(page[1]))
            if codec is None and _THAI_NAME.match(_CONTROLS.sub(b"", said)):
                codec = "cp874"
            if codec:
                self._codecs[int(font[1])] = codec

    def text(self, data: bytes, font: int) -> str:
        """The bytes of a text in this font."""
        codec = self._codecs.get(font)
        if codec is None and self._code_page in ("cp874", "utf-8"):
            # of the code pages, only these say what the writer's fonts were
            codec = self._code_page
        if codec == SYMBOLS:
            return "".join(GLYPHS.get(0xF000 + byte, chr(byte)) for byte in data)
        if codec is None:
            self.unsaid += data
            codec = self.assumed or self._fallback
        return data.decode(codec, "replace")

    @property
    def correction(self) -> str | None:
        """The encoding that the bytes with none turned out to be in; None if read so already."""
        if self.assumed or self.unsaid.isascii():
            return None
        found = thai_encoding(bytes(self.unsaid))
        return None if found == self._fallback else found

    @property
    def _fallback(self) -> str:
        return self._code_page or "cp1252"

    @staticmethod
    def _flat(table: bytes) -> bytes:
        """The table without the groups inside each font's own: other names, PANOSE, data."""
        fonts = table.replace(b"{\\f", b"\\f").replace(b"{ \\f", b"\\f")
        return _INNER.sub(b"", fonts)


def _code_page(number: int) -> str | None:
    name = {65001: "utf-8", 10000: "mac-roman", 10021: MAC_THAI}.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
