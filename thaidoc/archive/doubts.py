"""What in a record a person should look at: values read unsurely, values that a warning is about.

A field's *doubt* is 0 to 1: how likely its value is wrong or missing, by the parser's confidence
and its warnings. A document's *score* is the sum over its doubtful fields, those that identify a
letter counted twice: about how many mistakes a person will find. Fields that a person decided are
in no doubt. Nothing of it is stored: it is computed from plain files, from the few of their keys
that matter.
"""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import msgspec

from thaidoc.messages import sentence
from thaidoc.record import FIELDS, RecordWarning, Secrecy

#: a value read less surely than this is doubtful
BELOW = 0.85
#: how likely a value is wrong that a warning is about, and one that may well be blank in the letter
_WARNED, _BLANK = 0.6, 0.3
_BLANKS = frozenset({"reference-number-blank", "date-day-blank", "date-month-blank"})
#: what every letter has: in doubt where pages of it were not read and nothing was found
_HEAD = ("kind", "reference", "issuer", "date", "subject")
_UNREAD = "page-needs-ocr"
#: what a letter is found and told from others by
_IDENTIFYING = frozenset({"reference", "issuer", "date", "subject", "secrecy"})


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """A field in doubt: how much (0 to 1), the lowest confidence of its values, and why.

    ``confidence`` is null where nothing was read.
    """

    key: str
    doubt: float
    confidence: float | None
    reasons: list[str]

    @classmethod
    def none(cls, key: str) -> "Doubt":
        """That of a field that nothing speaks against."""
        return cls(key=key, doubt=0.0, confidence=None, reasons=[])


class _Sureness(msgspec.Struct, frozen=True):
    key: str
    confidence: float


class _File(msgspec.Struct, frozen=True):
    name: str


class Inner(msgspec.Struct, frozen=True):
    """The same of a further letter in the file: where its fields were read, and what is warned."""

    spans: list[_Sureness] = []
    warnings: list[RecordWarning] = []
    pages: tuple[int, int] | None = None


class Known(msgspec.Struct, frozen=True):
    """The keys of record.json that a listing of doubts needs: decoding them alone is quick."""

    id: str
    source: _File
    secrecy: Secrecy | None
    spans: list[_Sureness]
    warnings: list[RecordWarning]
    enclosed: list[Inner] = []


_KNOWN = msgspec.json.Decoder(Known)
_FIELDS = frozenset(FIELDS)


def known(record_json: Path) -> Known:
    """What a kept record says about its doubts.

    :raises OSError: where the file cannot be read.
    :raises msgspec.MsgspecError: where it is not a record.
    """
    return _KNOWN.decode(record_json.read_bytes())


def doubts_of(record: Known, decided: Collection[str] = (), below: float = BELOW) -> list[Doubt]:
    """The doubtful fields of a record, in the order of a letter.

    What is in doubt in the further letters of a file is one doubt, of ``enclosed``.

    :param decided: fields that a person has looked at.
    :param below: a value read less surely is doubtful.
    """
    found = _own(record, decided, below)
    if "enclosed" in decided or not (inner := _inside(record.enclosed, below)):
        return found
    inner += [one for one in found if one.key == "enclosed"]
    return [*(one for one in found if one.key != "enclosed"), _together("enclosed", inner)]


def _own(record: Known | Inner, decided: Collection[str], below: float) -> list[Doubt]:
    """The doubtful fields of one letter."""
    sure = _confidences(record.spans)
    warned = _warnings(record.warnings)
    unread = any(warning.code == _UNREAD for warning in record.warnings)
    looked_at = {key for key, confidence in sure.items() if confidence < below} | warned.keys()
    looked_at.update(_HEAD if unread else ())
    return [
        doubt
        for key in FIELDS
        if key in looked_at
        and key not in decided
        and (doubt := _doubt(key, sure.get(key), warned.get(key, []), unread, below))
    ]


def _inside(enclosed: Iterable[Inner], below: float) -> list[Doubt]:
    """The doubtful fields of further letters, each named with its letter."""
    return [
        msgspec.structs.replace(
            one, reasons=[f"letter {number}, {one.key}: {why}" for why in one.reasons]
        )
        for number, inner in enumerate(enclosed, start=2)
        for one in _own(inner, (), below)
    ]


def _together(key: str, doubts: list[Doubt]) -> Doubt:
    """Several doubts as one: as much as the greatest of them."""
    known = [one.confidence for one in doubts if one.confidence is not None]
    return Doubt(
        key=key,
        doubt=max(one.doubt for one in doubts),
        confidence=min(known, default=None),
        reasons=[why for one in doubts for why in one.reasons],
    )


def score(doubts: Iterable[Doubt]) -> float:
    """How doubtful a document is: about how many of its fields are wrong."""
    return round(sum(one.doubt * (2 if one.key in _IDENTIFYING else 1) for one in doubts), 3)


def _doubt(
    key: str,
    confidence: float | None,
    warnings: list[RecordWarning],
    unread: bool,
    below: float,
) -> Doubt | None:
    weights = [_BLANK if one.code in _BLANKS else _WARNED for one in warnings]
    reasons = [f"{one.message} ({one.code})" for one in warnings]
    if confidence is not None and confidence < below:
        weights.append(1 - confidence)
        reasons.append(sentence(f"read with a confidence of {confidence:.0%}"))
    elif confidence is None and unread and key in _HEAD:
        weights.append(_WARNED)
        reasons.append(sentence(f"pages were not read ({_UNREAD})"))
    if not weights:
        return None
    return Doubt(key=key, doubt=max(weights), confidence=confidence, reasons=reasons)


def _confidences(spans: Iterable[_Sureness]) -> dict[str, float]:
    """The lowest confidence of each field, whatever part or entry of it has it."""
    lowest: dict[str, float] = {}
    for span in spans:
        key = span.key.partition(".")[0]
        if span.confidence < lowest.get(key, 1.1):
            lowest[key] = span.confidence
    return lowest


def _warnings(warnings: Iterable[RecordWarning]) -> dict[str, list[RecordWarning]]:
    found: dict[str, list[RecordWarning]] = {}
    for key, warning in _keyed(warnings):
        found.setdefault(key, []).append(warning)
    return found


def _keyed(warnings: Iterable[RecordWarning]) -> Iterator[tuple[str, RecordWarning]]:
    for warning in warnings:
        key = (warning.key or "").partition(".")[0]
        if key in _FIELDS:
            yield key, warning
