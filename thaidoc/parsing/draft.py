"""The record while it is being made: values, the evidence for each, and doubts."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from thaidoc.parsing.passage import Place
from thaidoc.reading.document import Document
from thaidoc.record import RecordWarning, Span

#: a page of this quality or better does not lower the confidence of what was read on it
_SOUND = 0.9
#: a reading less sure than this is not given out: its value stays null, and a warning quotes it
FLOOR = 0.35
#: but a text is, in which one letter of so many is wrong: it can be understood all the same
_WRONG_OF = 20
#: digits of which it is less likely than this that all are right are no running number and no day;
#: written by hand or stamped, such are wrong as often as right
SURE_NUMBER = 0.7
#: a number, a year or its unit's digits are in doubt below this
SURE_DIGIT = 0.8
_ALWAYS_GIVEN = frozenset({"body", "kind", "enclosed"})
#: what is right only if every digit is
_NUMBERS = frozenset({"reference", "circular", "date", "references", "contacts", "deadlines"})


@dataclass(slots=True)
class Draft:
    """What the parsers of the fields have found so far."""

    document: Document
    values: dict[str, object] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    warnings: list[RecordWarning] = field(default_factory=list)
    _soundnesses: dict[int, float] = field(default_factory=dict)

    def set(self, key: str, value: object, place: Place, confidence: float) -> bool:
        """Give a field its value, with where it stands and how sure its parser is (0 to 1).

        Gives false where it was read too unsurely and is withheld; the evidence says where.
        """
        if self._withheld(key, value, place, confidence):
            self.mark(key, place, confidence)
            return False
        self.values[key] = value
        self.mark(key, place, confidence)
        return True

    def add(self, key: str, value: object, place: Place, confidence: float) -> bool:
        """Append to a list field, like :meth:`set`; the evidence goes to ``key.n``."""
        items = self.values.setdefault(key, [])
        assert isinstance(items, list)  # noqa: S101 -- a parser that sets and adds is a slip of ours
        if self._withheld(key, value, place, confidence):
            self.mark(key, place, confidence)
            return False
        self.mark(f"{key}.{len(items)}", place, confidence)
        items.append(value)
        return True

    def _withheld(self, key: str, value: object, place: Place, confidence: float) -> bool:
        """Whether a picture was read too unsurely for a value; the warning keeps the reading.

        The body is given whole, however it was read: nobody acts on it unread.
        """
        if place.sure == 1.0 or key in _ALWAYS_GIVEN or confidence * place.sure >= FLOOR:
            return False
        reading = value if isinstance(value, str) else getattr(value, "raw", None)
        if reading is None:
            reading = " ".join(str(part) for part in _parts(value))
        if key not in _NUMBERS and _wrong_letters(place.sure) <= len(reading) / _WRONG_OF:
            return False
        self.warn("value-withheld", f"this was read too unsurely to be given: {reading}", key)
        return True

    def mark(self, key: str, place: Place, confidence: float) -> None:
        """Record the evidence for a key whose value is set elsewhere."""
        sure = confidence * place.sure
        if place.sure == 1.0:  # a text layer; what was recognised in a picture has its own sureness
            sure *= self._soundness(place.page)
        self.spans.append(
            Span(
                key=key,
                page=place.page,
                line=place.line,
                end_line=place.end_line,
                bbox=place.bbox,
                confidence=round(sure, 2),
            )
        )

    def _soundness(self, number: int) -> float:
        """By how much the quality of a page lowers the confidence of what was read on it."""
        if not self._soundnesses:
            pages = reversed(self.document.pages)  # of two with one number the first counts
            self._soundnesses = {p.number: min(1.0, p.quality / _SOUND) for p in pages}
        return self._soundnesses[number]

    def warn(self, code: str, message: str, key: str | None = None) -> None:
        """Note what a person should look at."""
        self.warnings.append(RecordWarning(code=code, message=message, key=key))


def _wrong_letters(sure: float) -> float:
    """How many letters of a text are likely to be wrong that is right with this probability."""
    return -math.log(max(sure, 0.001))


def _parts(value: object) -> Iterator[object]:
    """The parts of a value that have something in them, for a person to read."""
    if isinstance(value, msgspec.Struct):
        yield from (part for part in msgspec.structs.astuple(value) if part)
    else:
        yield value
