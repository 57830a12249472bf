"""The Thai encoding of the classic Mac OS as a Python codec, ``mac-thai``: Python ships none.

Letters stand where TIS-620 has them. What differs: quotation marks and dashes have other codes,
and 0x83 to 0x9C hold the marks once more in shifted shapes (left over a tall consonant, low where
no vowel stands below). A shifted mark is the same character, so it is decoded as the plain one;
Apple's table tells the shapes apart with private-use hints, which no reader of text wants.
"""

import codecs

NAME = "mac-thai"

#: Apple's THAI.TXT where it differs from ISO 8859-11, the private-use hints left out; U+FFFE as
#: Python writes it: no such code
_APART = {
    0x80: "«", 0x81: "»", 0x82: "…",
    0x83: "\u0e48", 0x84: "\u0e49", 0x85: "\u0e4a", 0x86: "\u0e4b", 0x87: "\u0e4c",
    0x88: "\u0e48", 0x89: "\u0e49", 0x8A: "\u0e4a", 0x8B: "\u0e4b", 0x8C: "\u0e4c",
    0x8D: "“", 0x8E: "”", 0x8F: "\u0e4d", 0x90: "\ufffe", 0x91: "•",
    0x92: "\u0e31", 0x93: "\u0e47", 0x94: "\u0e34", 0x95: "\u0e35", 0x96: "\u0e36", 0x97: "\u0e37",
    0x98: "\u0e48", 0x99: "\u0e49", 0x9A: "\u0e4a", 0x9B: "\u0e4b", 0x9C: "\u0e4c",
    0x9D: "‘", 0x9E: "’", 0x9F: "\ufffe",
    0xDB: "\u2060", 0xDC: "\u200b", 0xDD: "–", 0xDE: "—", 0xEE: "™",
    0xFA: "®", 0xFB: "©", 0xFC: "\ufffe", 0xFD: "\ufffe", 0xFE: "\ufffe", 0xFF: "\ufffe",
}  # fmt: skip
DECODING = "".join(
    _APART[code] if code in _APART else bytes([code]).decode("iso8859-11") for code in range(256)
)
#: the plain mark, not a shifted one: it has the higher code, so it is met last
_ENCODING = {ord(letter): code for code, letter in enumerate(DECODING) if letter != "\ufffe"}


def _found(name: str) -> codecs.CodecInfo | None:
    if name.replace("-", "_") not in ("mac_thai", "x_mac_thai", "macthai"):
        return None
    return codecs.CodecInfo(
        name=NAME,
        encode=lambda text, errors="strict": codecs.charmap_encode(text, errors, _ENCODING),
        decode=lambda data, errors="strict": codecs.charmap_decode(data, errors, DECODING),
    )


codecs.register(_found)
