"""Sara am in pieces: the one Thai letter that programs take apart, and how to put it together.

Fonts draw sara am as a nikhahit and a sara aa, and a PDF writer must say which text the two glyphs
stand for. Word calls the nikhahit a blank, WeasyPrint gives it any letter or calls every sara aa
sara am, others keep both the letter and its second half. Each function takes a page's text and
gives the text and how many places it changed; none changes a text that does not show its fault.
"""

import re
from collections import Counter

from thaidoc.thai.text import MARKS

_C = "[ก-ฮ]"
_T = "[\u0e48-\u0e4b]"
_THAI = "[ก-ฺเ-๎]"
_AA, _AM, _NIKHAHIT = "\u0e32", "\u0e33", "\u0e4d"
#: a character that has no business in Thai: no ASCII, no Thai, no blank, quotation mark or dash
_ODD = "[^\x00-\x7f\u00a0-\u00bf\u0e00-\u0e7f\u2000-\u206f\\s]"

# A function that looks at its whole page asks first for what no fault of its kind can be without:
# sound pages, nearly all there are, pay for a search of a character instead of a pattern.
_ODD_CHARACTER = re.compile(_ODD)
_GAP_BEFORE_AA = re.compile(f" {_T}?{_AA}")
_GAP_AT_VOWEL = re.compile(" [ะๅ]|[เแโใไ] ")

_DOUBLED = re.compile(f"{_AM}[{_AA}\ufffd]+|(?<={_C})\ufffd+(?={_AM})")
_ODD_NIKHAHIT = re.compile(f"({_C}{_T}?)({_ODD})({_T}|{_ODD})?[{_AA}{_AM}]")
_SPLIT = re.compile(f"(?<={_C})({_T}?) +({_T}?){_AA}")
_SPLIT_INSIDE = re.compile(f"{_C}{_T}? +({_T}?){_AA}(?={_THAI})")
#: a gap before a mark that no sara am follows
_MARK_GAP = re.compile(f"(?<=[ก-ฮ{MARKS}]) +(?!{_T}{_AA})[{MARKS}]")
#: sara am inside another vowel: เ-า and เ-าะ
_FALSE_AM = re.compile(f"เ{_C}[รลว]?{_T}?{_AM}|{_AM}ะ")
#: gaps inside clusters that no split sara am explains
_LOOSE = re.compile(f"{_C}[{MARKS}]* +[ะๅ](?!{_C}?[ )])|[เแโใไ] +{_C}(?={_THAI})")
#: consonants that carry sara am with mai ek (ต่ำ ด่ำ ร่ำ คว่ำ) and with mai tho (น้ำ ซ้ำ ถ้ำ ล้ำ)
_WITH_MAI_EK, _WITH_MAI_THO = frozenset("ตดรวข"), frozenset("นซถลยชผ")


def doubled(text: str) -> tuple[str, int]:
    """The whole letter and its second half: ``สำานัก``, or one of them unknown: ``ส\ufffdำนัก``."""
    if _AM + _AA not in text and "\ufffd" not in text:
        return text, 0
    return _DOUBLED.subn(lambda place: _AM if place.group()[0] == _AM else "", text)


def odd_nikhahit(text: str) -> tuple[str, int]:
    """A nikhahit that has another character's code, because its font does not say what it is.

    The page shows it when the odd character stands between a consonant and sara aa
    wherever it stands. Gives nikhahit and sara aa, which canonical order joins. A tone with
    an odd code between the two is decided by the consonants it stands on.
    """
    if not _ODD_CHARACTER.search(text):
        return text, 0
    places = list(_ODD_NIKHAHIT.finditer(text))
    seen = Counter(place.group(2) for place in places)
    odd = {glyph for glyph, times in seen.items() if times == text.count(glyph)}
    if not odd:
        return text, 0
    bases: dict[str, str] = {}
    for place in places:
        tone = place.group(3)
        if place.group(2) in odd and tone and not re.match(_T, tone):
            bases[tone] = bases.get(tone, "") + place.group(1)[0]
    for tone, consonants in bases.items():
        if len(re.findall(f"[{MARKS}ก-ฮ{''.join(odd)}]{tone}", text)) == text.count(tone):
            text = text.replace(tone, _tone_over(consonants))
    return re.subn(
        f"({_C}{_T}?)[{''.join(odd)}]({_T}?)[{_AA}{_AM}]", rf"\1\2{_NIKHAHIT}{_AA}", text
    )


#: sara am between two letters, and of so many different pairs a page has too few words with it
_AROUND_AM = re.compile(f"({_C}){_T}?{_AM}(?=({_C}|[เ-ไ]))")
_MANY = 16


def am_for_aa(text: str) -> tuple[str, int]:
    """Every sara aa called sara am: ``สำนักงำน``, ``เพรำะ``.

    Thai has ten times more sara aa than sara am. Where a page has it the other way round, and sara
    am stands where only sara aa can, or between many different letters, or the true ones are in
    pieces, all its sara aa are misnamed.
    """
    ams = text.count(_AM)
    pieces = len(re.findall(f"{_NIKHAHIT}{_T}?{_AA}", text))
    loose_aas = text.count(_AA) - pieces
    if ams < 5 or ams <= 5 * loose_aas:
        return text, 0
    if not (pieces or _FALSE_AM.search(text) or len(set(_AROUND_AM.findall(text))) >= _MANY):
        return text, 0
    return text.replace(_AM, _AA), ams


def split(text: str) -> tuple[str, int]:
    """A nikhahit called a blank (Word's PDF export): ``จ านวน``, ``น ้า``.

    Letter-spaced text has blanks before sara aa too, but then before sara a and after leading
    vowels as well; and where other marks have a gap before them, one before the tone of ``ต ่าง``
    alone shows nothing. Those are other faults.
    """
    if not _GAP_BEFORE_AA.search(text):
        return text, 0
    tones = [place.group(1) for place in _SPLIT_INSIDE.finditer(text)]
    gaps_before_marks = bool(_MARK_GAP.search(text))
    inside = tones.count("") if gaps_before_marks else len(tones)
    if not inside or inside <= 4 * loose_gaps(text):
        return text, 0
    return _SPLIT.subn(rf"\1\2{_AM}", text)


def loose_gaps(text: str) -> int:
    """How many gaps inside clusters no split sara am explains: before sara a, after เ แ โ ใ ไ."""
    return len(_LOOSE.findall(text)) if _GAP_AT_VOWEL.search(text) else 0


def _tone_over(consonants: str) -> str:
    """The tone that these consonants carry under sara am; mai tho, the commoner, when even."""
    ek = sum(consonant in _WITH_MAI_EK for consonant in consonants)
    tho = sum(consonant in _WITH_MAI_THO for consonant in consonants)
    return "\u0e48" if ek > tho else "\u0e49"
