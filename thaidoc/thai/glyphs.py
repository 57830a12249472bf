"""Characters that stand for a shape or for nothing: what they mean, or that they go.

Windows programs and the Thai fonts of the 1990s put raised, lowered and shifted forms of marks in
the private-use area, and PDF writers pass those codes on as text. Each stands for exactly one
character, so mapping them is no guess.
"""

import re

_MARKS_BY_CODE = {
    0xF700: "ฐ", 0xF701: "\u0e34", 0xF702: "\u0e35", 0xF703: "\u0e36", 0xF704: "\u0e37",
    0xF705: "\u0e48", 0xF706: "\u0e49", 0xF707: "\u0e4a", 0xF708: "\u0e4b", 0xF709: "\u0e4c",
    0xF70A: "\u0e48", 0xF70B: "\u0e49", 0xF70C: "\u0e4a", 0xF70D: "\u0e4b", 0xF70E: "\u0e4c",
    0xF70F: "ญ", 0xF710: "\u0e31", 0xF711: "\u0e4d", 0xF712: "\u0e47", 0xF713: "\u0e48",
    0xF714: "\u0e49", 0xF715: "\u0e4a", 0xF716: "\u0e4b", 0xF717: "\u0e4c", 0xF718: "\u0e38",
    0xF719: "\u0e39", 0xF71A: "\u0e3a",
    # the national fonts (TH Sarabun, TH Niramit) carry these too: consonants without their foot
    0xF71B: "ฎ", 0xF71C: "ฏ", 0xF71D: "ฬ", 0xF880: '๏"', 0xF881: "ฤๅ", 0xF882: "ฦๅ",
}  # fmt: skip
#: codes of Wingdings and Symbol as Word stores them: what official forms use of them
_SYMBOLS_BY_CODE = {
    0xF02D: "-", 0xF052: "☑", 0xF06F: "☐", 0xF071: "☐", 0xF072: "☐", 0xF076: "❖", 0xF0A3: "☐",
    0xF0A7: "▪", 0xF0A8: "☐", 0xF0B7: "•", 0xF0D8: "➢", 0xF0E0: "→", 0xF0FB: "✗", 0xF0FC: "✓",
    0xF0FD: "☒", 0xF0FE: "☑",
}  # fmt: skip
#: private-use code to the text it draws
GLYPHS: dict[int, str] = _MARKS_BY_CODE | _SYMBOLS_BY_CODE
_CODES = re.compile("[" + "".join(map(chr, GLYPHS)) + "]")

#: seen by no reader: controls but tab, line end and form feed; zero-width, bidi and tag marks;
#: Apple's position hints after Thai marks (U+F873 to U+F875)
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u0084\u0086-\u009f\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\uf873-\uf875\U000e0000-\U000e007f]"
)
SOFT_HYPHEN = "\u00ad"
#: private-use characters and lone surrogates whose meaning nobody but one font knows
UNKNOWN = re.compile("[\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]")


def map_glyphs(text: str) -> str:
    """The text with known private-use codes as the characters they draw.

    >>> map_glyphs("ป\uf702\uf713") == "ปี่"
    True
    """
    return text.translate(GLYPHS) if _CODES.search(text) else text
