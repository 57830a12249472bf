"""Sara am that lost its nikhahit: ``สานักงาน`` for ``สำนักงาน``, restored where a dictionary vouches.

Programs that drop the nikhahit (or the zero-width space that stands for it) leave a sara aa, and
nothing in the characters tells it from a true one. So three things must come together: the page has
hardly any sara am left, words stand on it that only this damage makes, and the dictionary reads a
stretch far better with the nikhahit than without. Where both are words (``นา`` and ``นำ``) their
neighbours decide, in a longer word that only one of them makes, or nothing is changed.
"""

import re
from collections.abc import Iterator
from functools import cache

from thaidoc.thai.lexicon import STRETCH, WORDS_OF_ONE, Lexicon, word_costs

_AA, _AM = "\u0e32", "\u0e33"
#: common words of official letters as the damage leaves them, none of which sound words make by
#: standing side by side; a page without any is sound for all that is known, and no dictionary read
_BETRAYED = re.compile(
    "[กคจชซดตทนบผสอ](?:านัก|าหนด|านวน|านาจ|านวย|าเนิน|าหรับ|าแหน่ง|าบล|าเภอ|าคัญ|าเร็จ|าเนา|ารวจ|าแนะ|าหน่าย|ารุง|าชับ"
    "|าให้|าหน้าที่|้าดื่ม|้าท่วม|้ามัน|้าซ้อน|่ากว่า)|แนะนา|จัดทา|กระทา|ผู้นา|ประจา(?!น)|(?<!เจร)จาเป็น|(?<!รา)คาสั่ง|แม่น้า"
)
#: sound Thai has one sara am for ten sara aa; a page with fewer than one for so many lost its own
_AAS_FOR_AN_AM = 25
#: what a respelling must gain, in nats, to be done at all, and to count as a sign of the damage:
#: e^4 and e^10 times as likely as the text as it stands
_TOLL, _SIGN = 4.0, 10.0
_SIGNS, _SIGN_WORDS = 3, 2
#: restored letters for each sara aa that stays
_MOST_FOR_AN_AA = 4
#: a word that is hardly ever written (e^-13.5 of all words) is not worth a respelling
_RAREST = 13.5


def lost(text: str) -> tuple[str, int]:
    """The text with the nikhahits that it lost, and how many; text that shows no loss unchanged."""
    aas = text.count(_AA)
    if text.count(_AM) * _AAS_FOR_AN_AM > aas or not _BETRAYED.search(text):
        return text, 0
    signs = [
        word
        for stretch in STRETCH.findall(text)
        if _AA in stretch
        for word, found in _read(stretch, _SIGN)
        if word != found
    ]
    if len(signs) < _SIGNS or len(set(signs)) < _SIGN_WORDS:
        return text, 0
    restored = STRETCH.sub(_restored, text)
    times = restored.count(_AM) - text.count(_AM)
    # were nearly every sara aa such a loss, am-for-aa would undo it
    return (text, 0) if times > _MOST_FOR_AN_AA * (aas - times) else (restored, times)


def _restored(stretch: re.Match[str]) -> str:
    found = stretch.group()
    return "".join(word for word, _ in _read(found, _TOLL)) if _AA in found else found


def _read(stretch: str, toll: float) -> Iterator[tuple[str, str]]:
    """The words of a stretch, each with how it stands there: as long, sara am and aa being one.

    A word beside letters that are in no word may be part of a foreign name: it stays as it is.
    """
    words = _damaged_words().read(stretch, toll).words
    start = 0
    for place, word in enumerate(words):
        found = stretch[start : start + len(word)]
        start += len(word)
        beside = words[max(0, place - 1) : place + 2]
        if any(len(other) == 1 and other not in WORDS_OF_ONE for other in beside):
            word = found
        yield word, found


@cache
def _damaged_words() -> Lexicon:
    """The dictionary by how its words look without nikhahit."""
    costs = {word: cost for word, cost in word_costs().items() if _AM not in word or cost < _RAREST}
    return Lexicon(costs, lambda word: word.replace(_AM, _AA))
