"""Thai that was decoded with the wrong code page: which it was, and the text again.

Two faults, each by several code pages. *cp874 read as western*: every Thai letter is one accented
letter or sign (``¡ÃÁ`` for ``กรม``). *UTF-8 read byte by byte*: every Thai letter is three
characters, of which the first two hardly change (``à¸£à¸²``, ``‡∏£‡∏≤``, ``เธฃเธฒ`` for ``รา``).
Both undo exactly what was done, and both look at the whole page first: western text with accents,
which never has them in long runs that make sound Thai, stays as it is.

Code pages are taken as web browsers and old programs use them: a byte that cp1252 or cp874 leaves
undefined is the control character of the same number.
"""

import re
from collections.abc import Callable, Mapping

from thaidoc.thai.text import MARKS

Undo = Callable[[str], tuple[str, int]]

_HIGH_BYTES = range(0x80, 0x100)
#: three in a row of what is neither ASCII nor Thai nor a blank, or the beginning of a UTF-8 letter
#: in cp874: without either, nothing here has anything to do
SUSPECT = re.compile("[^\x00-\x7f\u0e00-\u0e7f\\s]{3}|เ[ธน][^\x00-\x7f\u0e00-\u0e7f]")


def _letter(byte: int, codec: str) -> str:
    """The character that a byte is in a code page; an undefined byte is a control."""
    letter = bytes([byte]).decode(codec, "replace")
    return chr(byte) if letter == "\ufffd" else letter


# --- cp874 read as a western code page -------------------------------------------------------

#: a page with fewer western letters, or fewer different ones, shows nothing
_ENOUGH, _DIFFERENT = 8, 5
#: shares of the western letters: beside another one; explained by the code page; and, read as
#: Thai, where no Thai letter can stand
_BESIDE, _EXPLAINED, _MISPLACED = 0.7, 0.97, 0.03
_WESTERN = re.compile("[^\x00-\x7f\u0e00-\u0e7f\\s]")
_WESTERN_RUN = re.compile("[^\x00-\x7f\u0e00-\u0e7f\\s]{2,}")
_NOT_THAI = re.compile("[^\u0e01-\u0e5b\n\t]+")
_THAI = re.compile("[\u0e01-\u0e5b]")
#: what no Thai text has: a mark or vowel on nothing, a leading vowel before nothing, marks of a
#: kind twice, and signs that only old manuscripts use
_IMPOSSIBLE = re.compile(
    f"(?<![ก-ฮ{MARKS}])[{MARKS}าำๅ]|(?<![ก-ฮา{MARKS}])ะ|[เแโใไ](?![ก-ฮ])|[\u0e34-\u0e37][\u0e31\u0e34-\u0e39\u0e47]"
    f"|[\u0e48-\u0e4b]{{2}}|([{MARKS}])\\1|([\u0e01-\u0e4e])\\2\\2|[\u0e4f\u0e5a\u0e5b]"
)


def cp874_as(codec: str) -> Undo:
    """The rule for pages, or parts of them, of cp874 that were read as a western code page.

    Stretches that have Thai letters were read right and stay; the others are judged together.
    """
    table = _thai_by_letter(codec)
    highest = "\xff" if codec == "latin-1" else "\U0010ffff"

    def undo(text: str) -> tuple[str, int]:
        """The page as it was, and how many letters this rule explains; 0 where it is not for it."""
        western = _WESTERN.findall(text)
        if len(western) < _ENOUGH or max(western) > highest:
            return text, 0
        if sum(map(len, _WESTERN_RUN.findall(text))) < _BESIDE * len(western):
            return text, 0
        # a line, or part of one; beside Thai, a lone sign (5×4) is what it says
        lone = not _THAI.search(text)
        pieces = [piece for piece in _NOT_THAI.findall(text) if lone or _WESTERN_RUN.search(piece)]
        letters = [letter for piece in pieces for letter in _WESTERN.findall(piece)]
        explained = sum(ord(letter) in table for letter in letters)
        if len(set(letters)) < _DIFFERENT or explained < _EXPLAINED * len(letters):
            return text, 0
        thai = _HYPHEN_FOR_BASE.sub("ญ", "\n".join(pieces).translate(table))
        if sum(1 for _ in _IMPOSSIBLE.finditer(thai)) > _MISPLACED * len(letters):
            return text, 0
        hyphens = not any("\u00ad" in piece for piece in pieces)

        def restored(place: re.Match[str]) -> str:
            piece = place.group()
            if not lone and not _WESTERN_RUN.search(piece):
                return piece
            return _with_yo_ying(piece.translate(table)) if hyphens else piece.translate(table)

        return _NOT_THAI.sub(restored, text), explained

    return undo


def _thai_by_letter(codec: str) -> dict[int, str]:
    """Western character, by its number, to the Thai one that has the same byte in cp874."""
    table: dict[int, str] = {}
    for byte in _HIGH_BYTES:
        thai = bytes([byte]).decode("cp874", "replace")
        if thai != "\ufffd":
            table[ord(_letter(byte, codec))] = thai
            if codec == "cp1252":  # a converter may have left the controls of Latin-1 in it
                table.setdefault(byte, thai)
    return table


#: Thai letters with a hyphen among them or at their end
_HYPHENED = re.compile("[ก-ฺเ-๎]+-[ก-ฺเ-๎-]{0,200}")
_HYPHEN_FOR_BASE = re.compile(f"(?<=[เแโใไ])-|-(?=[าำะ{MARKS}])")
_HYPHENS = re.compile("-+")


def _with_yo_ying(thai: str) -> str:
    """Yo ying where it became a hyphen: WinAnsi shows its byte, AD, as one.

    A vowel or mark that needs a consonant there tells; elsewhere the dictionary must vouch for it.
    """
    thai = _HYPHEN_FOR_BASE.sub("ญ", thai)
    return _HYPHENED.sub(lambda place: _hyphens_read(place.group()), thai)


def _hyphens_read(word: str) -> str:
    from thaidoc.thai.lexicon import lexicon

    read = lexicon().read
    for hyphens in reversed(list(_HYPHENS.finditer(word))):
        before, after = word[: hyphens.start()], word[hyphens.end() :]
        left, right = before.rpartition("-")[2], after.partition("-")[0]
        candidate = "ญ" * len(hyphens.group())
        if read(left + candidate + right).cost < read(left).cost + read(right).cost:
            word = before + candidate + after
    return word


# --- UTF-8 read byte by byte -----------------------------------------------------------------

#: so many Thai letters of three characters are no accident
_TRIPLES = 3
#: where so much of the page's western letters is in them (``เน`` is two of the three as well); and
#: where they look Thai themselves, as many as this must end in what is no Thai letter
_IN_TRIPLES, _ENDING_ODD = 0.5, 0.2


def utf8_as(codec: str) -> Undo:
    """The rule for UTF-8 that was read as a code page of single bytes.

    On a page that shows it in Thai letters, whatever else is well-formed UTF-8 is undone with
    them: quotation marks, dashes. A letter whose last byte was lost stays as it is.
    """
    byte_of = {_letter(byte, codec): byte for byte in _HIGH_BYTES}
    if codec != "latin-1":
        for byte in range(0x80, 0xA0):
            byte_of.setdefault(chr(byte), byte)
    pair, thai, letter = _utf8_patterns(byte_of)
    letters = _THAI if codec == "cp874" else _WESTERN

    def undo(text: str) -> tuple[str, int]:
        """The page as it was, and how many letters of UTF-8 were undone; 0 where it has too few."""
        triples = thai.findall(text)
        if len(triples) < _TRIPLES:
            return text, 0
        if codec == "latin-1" and len(pair.findall(text)) > len(triples):
            return text, 0  # some end in a letter of cp1252, which knows those of Latin-1 too
        if 3 * len(triples) < _IN_TRIPLES * len(letters.findall(text)):
            return text, 0
        if codec == "cp874":
            odd = sum(not _THAI.match(triple[2]) for triple in triples)
            if odd < _ENDING_ODD * len(triples):
                return text, 0
        return letter.subn(lambda place: _decoded(place.group(), byte_of), text)

    return undo


def _utf8_patterns(byte_of: Mapping[str, int]) -> tuple[re.Pattern[str], ...]:
    """The first two thirds of a Thai letter, a whole one, and any letter of UTF-8."""

    def among(low: int, high: int) -> str:
        return "".join(re.escape(letter) for letter, byte in byte_of.items() if low <= byte <= high)

    # the no-break blank, where the code page has it at A0, may have become a plain one
    blank = " " if byte_of.get("\u00a0") == 0xA0 else ""
    tail = f"[{among(0x80, 0xBF)}]"
    pair = f"{among(0xE0, 0xE0)}[{among(0xB8, 0xB9)}]"
    first = among(0xE0, 0xE0)  # then the letters that Unicode has: U+0E01 to 3A, 3F and 40 to 5B
    consonants = f"{among(0xB8, 0xB8)}[{among(0x81, 0xBA)}{among(0xBF, 0xBF)}{blank}]"
    thai = f"{first}(?:{consonants}|{among(0xB9, 0xB9)}[{among(0x80, 0x9B)}])"
    longer = f"[{among(0xE0, 0xEF)}]{tail}{{2}}|[{among(0xF0, 0xF4)}]{tail}{{3}}"
    shorter = f"[{among(0xC2, 0xDF)}]{tail}"
    return tuple(map(re.compile, (pair, thai, f"{thai}|{longer}|{shorter}")))


def _decoded(letters: str, byte_of: Mapping[str, int]) -> str:
    try:
        return bytes(byte_of.get(letter, 0xA0) for letter in letters).decode("utf-8")
    except UnicodeDecodeError:
        return letters


# --- all of them -----------------------------------------------------------------------------

#: what each undoes, in the order in which they must be tried
UNDONE: dict[str, tuple[str, Undo]] = {
    "utf-8-as-latin-1": ("UTF-8 read as Latin-1", utf8_as("latin-1")),
    "utf-8-as-cp1252": ("UTF-8 read as cp1252", utf8_as("cp1252")),
    "utf-8-as-mac-roman": ("UTF-8 read as Mac Roman", utf8_as("mac_roman")),
    "utf-8-as-cp874": ("UTF-8 read as cp874 (Thai Windows)", utf8_as("cp874")),
    "cp874-as-latin-1": ("cp874 (Thai Windows) read as Latin-1", cp874_as("latin-1")),
    "cp874-as-cp1252": ("cp874 (Thai Windows) read as cp1252", cp874_as("cp1252")),
    "cp874-as-mac-roman": ("cp874 (Thai Windows) read as Mac Roman", cp874_as("mac_roman")),
}


def undone(text: str) -> str:
    """The text in its own code page; sound text costs one search.

    >>> undone("¡ÃÁÊè§àÊÃÔÁ¡ÒÃ»¡¤ÃÍ§")
    'กรมส่งเสริมการปกครอง'
    """
    if SUSPECT.search(text):
        for _, undo in UNDONE.values():
            text, _ = undo(text)
    return text
