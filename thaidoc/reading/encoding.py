"""The character encoding of a text, found by bytes and by where Thai marks may stand.

A byte order mark decides. Then UTF-16 by its high bytes, strict UTF-8, which no cp874 text of more
than a few letters is by chance, and the two eight-bit encodings of Thai offices: cp874 (TIS-620
and ISO 8859-11 with quotation marks and dashes) and that of the old Macintosh. In these every mark
stands on a consonant and every leading vowel before one, and Thai letters do not touch Latin ones;
accented letters of western text do the contrary. Only what these rules leave open is put to a
detector: general detectors take 20 bytes of cp874 for Central European or Chinese.
"""

import codecs
import re
from dataclasses import dataclass

from thaidoc.reading import mac_thai

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: bytes beyond this say nothing new about an encoding
_SAMPLE = 1 << 16
#: control bytes that a text may hold: tab, line ends, form feed, DOS end of file, escape
_BINARY = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27}) + b"\x7f"

# --- what a byte is, as a letter: consonant, leading, following or attached vowel, tone or other
# mark, digit or other Thai sign, quotation mark or dash, undefined, ASCII letter, anything else

_CONSONANT, _LEADING, _FOLLOWING, _VOWEL, _TONE, _SIGN, _QUOTE, _UNDEFINED, _LATIN, _REST = (
    b"clfvtdqua "
)


def _class(letter: str) -> int:
    if letter <= "\x7f":
        return _LATIN if letter.isalpha() else _REST
    if letter in ("\ufffd", "\ufffe") or "\x80" <= letter <= "\x9f":
        return _UNDEFINED
    if not "\u0e00" <= letter <= "\u0e5b":
        return _QUOTE
    for first, last, kind in (
        ("ก", "ฮ", _CONSONANT), ("เ", "ไ", _LEADING), ("\u0e31", "\u0e31", _VOWEL),
        ("ะ", "\u0e33", _FOLLOWING), ("\u0e34", "\u0e3a", _VOWEL), ("ๅ", "ๅ", _FOLLOWING),
        ("\u0e47", "\u0e4e", _TONE),
    ):  # fmt: skip
        if first <= letter <= last:
            return kind
    return _SIGN


def _classes(decoded: str) -> bytes:
    return bytes(_class(letter) for letter in decoded)


_EVERY_BYTE = bytes(range(256))
#: encoding to the class of each byte; at equal sense the first wins
_THAI = {
    "cp874": _classes(_EVERY_BYTE.decode("cp874", "replace")),
    mac_thai.NAME: _classes(mac_thai.DECODING),
}
_WELL_PLACED = re.compile(rb"(?<=c)[cvtf]|(?<=[vl])[ct]|(?<=t)f")
#: a mark or following vowel on nothing, a leading vowel before nothing, Thai that touches Latin
_MISPLACED = re.compile(
    rb"(?<=[^cvtf])[vt]|(?<=[^cvtf])f|l(?=[^cl])|(?<=a)[clfvtd]|[clfvtd](?=a)|(?<=[vt])v"
)
#: the twenty commonest Thai letters and marks: seven in ten of any Thai text, in the news of
#: the government 2563 to 2568 at least three in ten of any 20 bytes
_COMMON = "ากนรงอม่ัเ้ยวทลดีะสิ".encode("cp874")
#: of so few letters all may be rare ones
_FEW = 5
_DIGITS = bytes(range(0xF0, 0xFA))
#: Thai numbers, and letters that stand alone beside a number or as a list's label: ว ๑๑๙, ก.
_LABELS = re.compile(
    rb"(?<![\x80-\xff])(?:[\xf0-\xf9]+|["
    + "กขคงจฉชซดตทนบปพมรลวสหอ".encode("cp874")
    + rb"])(?![\x80-\xff])"
)
#: what western text has between blanks and digits: quotation marks, dashes, £ § © ª « ® ° º » ½ …
_WESTERN_SIGN = re.compile(
    rb"(?<![\x80-\xff])[\x80\x82-\x85\x91-\x97\x99\xa0\xa3\xa7\xa9-\xab\xae-\xb5\xb7\xba-\xbf]{1,2}"
    rb"(?![\x80-\xff])"
)
#: a high byte or two inside a Latin word, or such a word's quotation mark
_IN_LATIN = re.compile(
    rb"(?<=[A-Za-z])[\x80-\xff]{1,2}(?![\x80-\xff])|[\x80-\xff]{1,2}(?=[A-Za-z])"
)
_HIGH = re.compile(rb"[\x80-\xff]+")
#: a character cut in two at the beginning (where another of three bytes follows) or at the end
_CUT_UTF8 = re.compile(
    rb"\A[\x80-\xbf]{1,2}(?=[\xe0-\xef][\x80-\xbf]{2}|[\x00-\x7f])|[\xc2-\xf4][\x80-\xbf]{0,2}\Z"
)

#: what else the mail of a Thai office may hold, in the detector's names
_FOREIGN = (
    "cp1252", "cp932", "euc-jp", "gb18030", "big5", "cp949", "cp1251", "cp1250", "cp1253", "cp1254",
    "cp1256", "cp1258", "koi8-r", "mac-roman",
)  # fmt: skip
#: the detector's confidence where it found nothing; in noise it is lower, in most text higher
_UNSURE = 0.1


def text_encoding(data: bytes) -> str | None:
    """The name of the encoding as Python knows it, or None where the bytes are no text.

    >>> text_encoding("กรมส่งเสริม".encode("cp874"))
    'cp874'
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    wide = _utf16_without_bom(data)
    if wide:
        return wide
    if len(data.translate(None, _BINARY)) < len(data) * 0.99 or b"\0" in data:
        return None
    try:
        decoded = data.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bit(data[:_SAMPLE])
    return "cp874" if _is_utf8_by_chance(data, decoded) else "utf-8"


def thai_encoding(data: bytes) -> str | None:
    """The encoding where the bytes themselves prove Thai text, whatever anybody declares.

    None where they prove nothing: no high bytes, or not those of Thai.
    """
    sample = data[:_SAMPLE]
    if not _HIGH.search(sample):
        return None
    if _is_damaged_utf8(sample):
        return "utf-8" if re.search("[ก-๛]", sample.decode("utf-8", "replace")) else None
    best = _best(sample)
    return best.encoding if best.is_thai else None


@dataclass(frozen=True, slots=True)
class _Sense:
    """How much sense a sample makes as Thai in one encoding; all are counts of bytes."""

    encoding: str
    letters: int
    common: int
    placed: int
    faults: int

    @classmethod
    def of(cls, sample: bytes, encoding: str) -> "_Sense":
        """Count by classes of bytes: ``_THAI`` has the class of each byte in this encoding."""
        kinds = sample.translate(_THAI[encoding])
        letters = len(kinds) - len(kinds.translate(None, b"clfvtd"))
        return cls(
            encoding,
            letters - (len(sample) - len(sample.translate(None, _DIGITS))),
            len(sample) - len(sample.translate(None, _COMMON)),
            len(_WELL_PLACED.findall(kinds)),
            len(_MISPLACED.findall(kinds)) + 3 * kinds.count(_UNDEFINED),
        )

    @property
    def is_thai(self) -> bool:
        """A fault in ten letters is a typing error or a cut end; one in three is another script.

        So are letters that are all rare ones in Thai, which tells Chinese and Korean from it.
        """
        if self.letters < 2 or not self.placed:
            return False
        least = min(0.45, 0.2 + 0.006 * self.letters)
        if self.letters > _FEW and self.common < least * self.letters:
            return False
        return self.faults <= 0.1 * self.letters or (self.faults == 1 and self.placed > 3)


def _best(sample: bytes) -> _Sense:
    """The encoding with the fewest faults; at a tie cp874, unless lines end as on a Macintosh."""
    senses = [_Sense.of(sample, name) for name in _THAI]
    if b"\r" in sample and b"\n" not in sample:
        senses.reverse()
    return min(senses, key=lambda sense: sense.faults)


def _eight_bit(sample: bytes) -> str | None:
    if _is_damaged_utf8(sample):
        return "utf-8"
    best = _best(sample)
    if best.is_thai:
        return best.encoding
    runs = _HIGH.findall(sample)
    signs = len(_WESTERN_SIGN.findall(sample))
    if not best.faults and len(_LABELS.findall(sample)) == len(runs) > signs:
        return best.encoding
    defined = not re.search(rb"[\x81\x8d\x8f\x90\x9d]", sample)
    if defined and len(_IN_LATIN.findall(sample)) + signs >= 0.9 * len(runs):
        return "cp1252"
    return _detected(sample)


def _detected(sample: bytes) -> str | None:
    """What a general detector says, where it is sure enough that this is a text."""
    import chardet

    found = chardet.detect(
        sample, include_encodings=(*_FOREIGN, "cp874"), compat_names=False, prefer_superset=True
    )
    return found["encoding"] if (found["confidence"] or 0.0) > _UNSURE else None


def _is_utf8_by_chance(data: bytes, decoded: str) -> bool:
    """A few letters of cp874 that are sound UTF-8 of no sense: ``สด`` is the modifier ``ʴ``."""
    odd = re.search("[\u0180-\u036f\u0500-\u058f\u0700-\u07ff]", decoded)
    if not odd or len(data) > 64 or re.search("[\u00a0-\u017f\u0e00-\uffff]", decoded):
        return False
    return _Sense.of(data, "cp874").faults == 0


def _is_damaged_utf8(sample: bytes) -> bool:
    """UTF-8 with a few bytes torn out or cut at its ends: what fails is far less than the rest."""
    text = _CUT_UTF8.sub(b"", sample).decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - bad
    return good > 0 and bad <= 0.02 * good


def _utf16_without_bom(data: bytes) -> str | None:
    """Thai and Latin letters have 0E and 00 as their high bytes: on one side only."""
    sample = data[: 1 << 12]
    if len(sample) < 4:
        return None
    units = len(sample) // 2
    sample = sample[: 2 * units]
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        high, low = sample[first::2], sample[1 - first :: 2]
        plain = high.count(0x0E) + high.count(0x00) + high.count(0x20)
        wide = high.count(0x0E) + high.count(0x00)
        if plain >= 0.9 * units and wide >= 0.7 * units and low.count(0) <= 0.1 * units:
            return name
    return None
