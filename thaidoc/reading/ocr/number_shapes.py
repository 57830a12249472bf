"""Numbers read a second time by the rules of their shape, where they cannot be what was read.

A day is 1 to 31, a year of the Buddhist era four digits, a running number digits of one kind with
or without a ว before it, a phone number, a postcode, a sum or a count digits of one kind
(:mod:`thaidoc.reading.ocr.number_fields` has their table). Where a reading is nothing of the sort
(``e5 กันยายน 2550``, ``๐๘0๘.๒``), the scores are asked which number they support best, and that is
taken only if they support it nearly as well as what was read. Else the reading stays, as unsure. A
number that can be is never touched, and a ว never becomes a digit.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from thaidoc.reading.ocr.alphabet import CLASSES, encode
from thaidoc.reading.ocr.beam import likeliest
from thaidoc.reading.ocr.decoding import Decoded
from thaidoc.reading.ocr.number_fields import odd_places
from thaidoc.reading.ocr.rereading import Scores, doubted, put, steps_of, support
from thaidoc.thai.calendar import MONTHS

_THAI, _ARABIC = "๐๑๒๓๔๕๖๗๘๙", "0123456789"
_DIGIT = f"[{_ARABIC}{_THAI}]"
_DATED = re.compile(
    rf"(?:^|(?<=วันที่)|(?<=วันที่ ))\s?(?P<day>\S{{1,3}}) ?(?:{'|'.join(MONTHS)}) ?"
    rf"(?:พ\. ?ศ\. ?)?(?P<year>{_DIGIT}{{4}})(?!{_DIGIT})"
)
_DAY = re.compile(rf"0?[1-9]|[12][0-9]|3[01]|[๑-๙]|[๑๒][{_THAI}]|๓[๐๑]")
#: a letter's number to the end of its line; the ว behind the slash is no part of what is read again
_NUMBERED = re.compile(
    rf"(?:^|ที่) ?[ก-ฮ]{{2,4}} ?(?P<unit>{_DIGIT}[{_ARABIC}{_THAI}.]{{2,12}}) ?/{{1,2}} ?"
    rf"(?:พิเศษ ?)?(?:ว ?\.? ?)?(?P<number>(?!ว)(?=\S*{_DIGIT})\S{{1,6}})$"
)
#: digits with something between them that is none of the same kind
_TOKEN = re.compile(rf"(?<!\S){_DIGIT}[{_ARABIC}{_THAI}A-Za-zก-ฮ.,-]+(?![^\s/])")
_BETWEEN = {
    digits: re.compile(f"(?<=[{digits}])[^{digits}.,-]{{1,2}}(?=[{digits}])")
    for digits in (_THAI, _ARABIC)
}
#: so many of a token's letters and digits are digits of its kind
_KIND = 0.6
#: a number is taken whose probability is by so many nats less than that of what was read: what can
#: be no number has to give way sooner than digits of the other kind
_BOUND, _BOUND_OF_KIND = 5.0, 2.5
#: what stays though it can be no such number is not surer than this
_DOUBT = 0.5
_BLANK = 0
#: no class is forbidden behind another
_ANY = [[True] * len(CLASSES)] * len(CLASSES)


@dataclass(frozen=True, slots=True)
class _Place:
    """Characters that can be no number as they are, with the digits and the shape that are due."""

    start: int
    end: int
    digits: str
    shape: re.Pattern[str]


def read_numbers(read: Decoded, scores: Scores) -> Decoded:
    """The reading with numbers that their shape forbids read again, or doubted.

    :param scores: those that were decoded: log probabilities, steps by classes.
    """
    border = len(read.text)
    for place in sorted(_places(read.text), key=lambda place: -place.start):
        if place.end <= border:  # what two rules find is read again once
            read = _reread(read, scores, place)
            border = place.start
    return read


def _places(text: str) -> Iterator[_Place]:
    dated = _DATED.search(text)
    if dated:
        digits = _kind(dated["year"])
        if not (_DAY.fullmatch(dated["day"]) and _is_of(dated["day"], digits)):
            yield _Place(*dated.span("day"), digits, _DAY)
    numbered = _NUMBERED.search(text)
    if numbered:
        digits = _kind(numbered["unit"])
        if not _is_of(numbered["number"], digits):
            yield _Place(*numbered.span("number"), digits, _up_to(6))
    for token in _TOKEN.finditer(text):
        digits = _kind(token[0])
        if sum(c in digits for c in token[0]) >= _KIND * sum(c.isalnum() for c in token[0]):
            for part in _BETWEEN[digits].finditer(text, token.start(), token.end()):
                if not numbered or part.end() <= numbered.start("number"):
                    yield _Place(*part.span(), digits, _up_to(2))
    for start, end, beside in odd_places(text):
        known = re.search(_DIGIT, beside or text)
        digits = _kind(beside or text) if known else _THAI + _ARABIC
        yield _Place(start, end, digits, _up_to(max(2, end - start)))


def _up_to(most: int) -> re.Pattern[str]:
    return re.compile(f"{_DIGIT}{{1,{most}}}")


def _kind(text: str) -> str:
    """The digits of the kind that most digits of a text are."""
    return _THAI if sum(c in _THAI for c in text) > sum(c in _ARABIC for c in text) else _ARABIC


def _is_of(text: str, digits: str) -> bool:
    return all(c in digits for c in text)


def _reread(read: Decoded, scores: Scores, place: _Place) -> Decoded:
    """The reading with one place as its shape wants it, where the scores allow that."""
    was = read.text[place.start : place.end]
    begin, end = steps_of(read, scores, place.start, place.end)
    part = scores[begin:end]
    classes = encode(was)
    if not len(part) or classes is None:
        return read
    is_number = _is_of(was, _THAI) or _is_of(was, _ARABIC)
    number = _likeliest(part, place)
    known = support(part, classes)
    lacking = known - support(part, encode(number.text) or []) if number.text else np.inf
    if not place.shape.fullmatch(number.text) or lacking > (
        _BOUND_OF_KIND if is_number else _BOUND
    ):
        fits = is_number and place.shape.fullmatch(was)
        return read if fits else doubted(read, place.start, place.end, _DOUBT)
    sure = tuple(map(min, number.sure, number.clear))  # by its shape no digit grows surer
    steps = tuple(begin + step for step in number.steps)
    other = Decoded(number.text, sure, number.clear, steps, number.text)
    return put(read, place.start, place.end, other)


def _likeliest(part: Scores, place: _Place) -> Decoded:
    """What the scores of a place support best of all rows of the digits that are due."""
    labels = [CLASSES.index(digit) for digit in place.digits]
    allowed = np.isin(np.arange(len(CLASSES)), (_BLANK, *labels))
    found = likeliest(part, allowed, _ANY, (_BLANK, 0), _BLANK, None)
    classes, steps, sure = found.classes, found.steps, found.sure
    if not classes:  # there is ink, so there is a digit
        chances = [support(part, [label]) for label in labels]
        best = int(np.argmax(chances))
        every = float(np.logaddexp.reduce(chances))
        classes = (labels[best],)
        steps = (int(part[:, labels[best]].argmax()),)
        sure = (float(np.exp(chances[best] - every)),)
    clear = tuple(
        float(np.exp(part[step : step + 4, label].max()))
        for label, step in zip(classes, steps, strict=True)
    )
    text = "".join(CLASSES[label] for label in classes)
    return Decoded(text, sure, clear, steps, text)
