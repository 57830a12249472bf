"""Names and set phrases of letters, put right where one of their letters was read in doubt.

Months, ministries and agencies, provinces, labels, closings: where a line has something very like
one of them, differing in letters that the recogniser was not sure of, its scores are asked how well
they support the known words. Only if they do nearly as well as what was read, those are taken. The
sets have no digits, so none is ever changed.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

from thaidoc.reading.ocr.alphabet import encode
from thaidoc.reading.ocr.decoding import Decoded
from thaidoc.reading.ocr.rereading import Scores, put, steps_of, support
from thaidoc.thai.calendar import MONTHS
from thaidoc.thai.likeness import unlikeness
from thaidoc.thai.names import agency_names, ministry_names, province_codes

#: what is read less surely than this is in doubt
_DOUBT = 0.9
#: shorter words are too like others
_SHORTEST = 6
#: how alike, of 100, a stretch must be to be looked at; what it may cost to make it the known words
_ALIKE, _COST = 80, 1.4
#: known words are taken whose probability is by so many nats less than that of what was read
_BOUND = 4.0
#: how sure a doubtful letter is that a known word wants
_KNOWN = 0.85
_PHRASES = (
    "สิ่งที่ส่งมาด้วย", "ขอแสดงความนับถือ", "ขอแสดงความนับถืออย่างยิ่ง", "กราบเรียน", "ส่วนราชการ",
    "บันทึกข้อความ", "ด่วนที่สุด", "ปฏิบัติราชการแทน", "รักษาราชการแทน", "สำเนาถูกต้อง", "ไปรษณีย์อิเล็กทรอนิกส์",
    "จึงเรียนมาเพื่อโปรดทราบ", "จึงเรียนมาเพื่อโปรดพิจารณา", "ผู้ว่าราชการจังหวัด", "ผู้อำนวยการ",
    "องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด", "กรมส่งเสริมการปกครองท้องถิ่น", "ศาลากลางจังหวัด",
    "เลขาธิการ", "เลขานุการ", "และ ก.อบต.", "ก.อบต.จังหวัด", "คำสั่ง", "ประกาศ ณ วันที่",
    "สั่ง ณ วันที่",
)  # fmt: skip


def read_words(read: Decoded, scores: Scores) -> Decoded:
    """The reading with known words where it has something like them and is in doubt.

    :param scores: those that were decoded: log probabilities, steps by classes.
    """
    if not any(sure < _DOUBT and _is_thai(c) for c, sure in zip(read.text, read.sure, strict=True)):
        return read
    from rapidfuzz import fuzz, process

    words = known_words()
    for word, _, _ in process.extract(
        read.text, words, scorer=fuzz.partial_ratio, score_cutoff=_ALIKE, limit=None
    ):
        if word not in read.text and len(word) <= len(read.text) + 1:
            read = _with(read, scores, word)
    return read


@cache
def known_words() -> tuple[str, ...]:
    """The names and phrases of the closed sets, the longest first."""
    names = (*ministry_names(), *agency_names(), *MONTHS)
    provinces = (f"จังหวัด{name}" for name in province_codes().values())
    found = {name for name in (*names, *provinces, *_PHRASES) if len(name) >= _SHORTEST}
    return tuple(sorted(found, key=len, reverse=True))


def _is_thai(character: str) -> bool:
    return "ก" <= character <= "๎"


def _with(read: Decoded, scores: Scores, word: str) -> Decoded:
    """The reading with a word where its likest stretch is doubtful and supports it."""
    place = _likest(read.text, word)
    if place is None:
        return read
    start, end = place
    was = read.text[start:end]
    if not _differs_in_doubt(read, start, end, word):
        return read
    begin, last = steps_of(read, scores, start, end)
    part = scores[begin:last]
    known, wanted = encode(was), encode(word)
    if known is None or wanted is None or len(part) < len(wanted):
        return read
    lacking = support(part, known) - support(part, wanted)
    if not lacking <= _BOUND:
        return read
    return put(read, start, end, _spread(read, start, end, word))


def _likest(text: str, word: str) -> tuple[int, int] | None:
    """Where the stretch stands that is likest a word, if it is like enough; whole clusters."""
    from rapidfuzz import fuzz

    rough = fuzz.partial_ratio_alignment(word, text)
    if rough is None:
        return None
    best: tuple[float, int, int] | None = None
    for start in range(max(0, rough.dest_start - 1), rough.dest_start + 2):
        for end in range(rough.dest_end - 1, min(len(text), rough.dest_end + 2) + 1):
            if end > start:
                cost = unlikeness(text[start:end], word, _COST)
                if cost <= _COST and (best is None or cost < best[0]):
                    best = cost, start, end
    return best[1:] if best else None


def _differs_in_doubt(read: Decoded, start: int, end: int, word: str) -> bool:
    """Whether every letter by which a stretch differs from a word was read in doubt."""
    for kind, first, last, _, _ in _changes(read.text[start:end], word):
        if kind == "insert":  # one beside the place is doubtful, then
            first, last = max(0, first - 1), first + 1
        sure = read.sure[start + first : min(end, start + last)]
        if kind != "equal" and min(sure, default=1.0) >= _DOUBT:
            return False
    return True


def _spread(read: Decoded, start: int, end: int, word: str) -> Decoded:
    """A word on the place of a stretch: its letters as sure as those in whose place they stand."""
    sure: list[float] = []
    clear: list[float] = []
    steps: list[int] = []
    for kind, first, last, into, until in _changes(read.text[start:end], word):
        for index in range(until - into):
            at = start + min(first + index, max(first, last - 1), end - start - 1)
            sure.append(read.sure[at] if kind == "equal" else max(_KNOWN, read.sure[at]))
            clear.append(read.clear[at])
            steps.append(read.steps[at])
    return Decoded(word, tuple(sure), tuple(clear), tuple(steps), word)


def _changes(was: str, word: str) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, was, word, autojunk=False).get_opcodes()
