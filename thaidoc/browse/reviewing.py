"""Which field is asked for next in a review, and what became of the last: without any screen.

Everything here reads or writes the archive, so it is called in a thread, one call after the other.
What a person says is on the disk when a call returns.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec import to_builtins

from thaidoc import messages
from thaidoc.archive.doubts import Doubt
from thaidoc.archive.evidence import evidence
from thaidoc.archive.review import Decisions, Doubtful, decide, doubtful, queue, undo
from thaidoc.archive.store import Archive
from thaidoc.browse.desk import Desk
from thaidoc.browse.lines import Styled
from thaidoc.errors import ThaidocError
from thaidoc.parsing.typed import BY_LINE, LISTS, TypedValueError, read_value
from thaidoc.record import BBox, Record

#: lines of evidence that are shown of one place
_MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """A field that is asked for: of which letter, why, where it was read, and what was read.

    ``number`` of ``count`` says which of the letter's questions it is. ``editable`` is the value as
    it can be typed, empty where it cannot; a ``long`` one has lines. ``bbox`` is in points.
    """

    id: str
    key: str
    label: str
    name: str
    secrecy: str | None
    original: Path
    number: int
    count: int
    reasons: str
    lines: tuple[Styled, ...]
    value: str
    editable: str
    long: bool
    page: int
    bbox: BBox | None


@dataclass(slots=True)
class _Question:
    document: Doubtful
    doubt: Doubt
    number: int


@dataclass(slots=True)
class Review:
    """Asks for doubtful fields, the most doubtful letter first.

    :param first: the letter to begin with: all its fields that nobody decided, doubtful ones first.
    :param looked: told how many letters have been looked at, before the first is asked for; what it
        raises ends the looking.
    """

    archive: Archive
    desk: Desk
    first: str | None = None
    looked: Callable[[int], None] = lambda _: None
    decided: int = 0
    skipped: int = 0
    faults: list[str] = field(default_factory=list)
    _has_begun: bool = False
    _questions: Iterator[_Question] | None = None
    _current: _Question | None = None
    _again: list[_Question] = field(default_factory=list)
    _done: list[tuple[_Question, int]] = field(default_factory=list)

    @property
    def has_begun(self) -> bool:
        """Whether there was a first question, or it is known that there is none."""
        return self._has_begun

    def next(self) -> Asked | None:
        """The next question; None behind the last one.

        A letter that cannot be read is passed over, and why is put to ``faults``.
        """
        if self._questions is None:
            self._questions = self._every()
        while True:
            self._current = self._again.pop() if self._again else next(self._questions, None)
            self._has_begun = True
            if self._current is None:
                return None
            try:
                return self._asked(self._current)
            except (ThaidocError, OSError) as fault:
                self.faults.append(self.desk.told(fault))

    def skip(self) -> Asked | None:
        """Leave the field as it is; the next question."""
        self.skipped += self._current is not None
        return self.next()

    def skip_letter(self) -> Asked | None:
        """Leave all that is open in this letter; the first question of the next."""
        left = self._current
        asked = self.skip()
        while left and asked and self._current and self._current.document is left.document:
            asked = self.skip()
        return asked

    def confirm(self) -> str:
        """Keep that the value is right as it stands; what was done."""
        return self._decide(lambda key: Decisions(confirm=frozenset({key})))

    def cannot_tell(self) -> str:
        """Keep that a person looked and cannot tell; what was done."""
        return self._decide(lambda key: Decisions(doubtful=frozenset({key})))

    def keep(self, text: str) -> str:
        """Keep a value as typed; what was done.

        :raises ThaidocError: where the field cannot have it, or another process is writing.
        """
        return self._decide(lambda key: Decisions(set={key: self.desk.typed(key, text)}))

    def undo(self) -> Asked | None:
        """Take back what was decided last, and ask for it again; None where nothing was.

        :raises ThaidocError: where somebody decided since, or another process is writing.
        """
        if not self._done:
            return None
        before, act = self._done[-1]
        undo(self.archive, before.document.id, act=act, by=self.desk.by)
        self._done.pop()
        self.decided -= 1
        if self._current:
            self._again.append(self._current)
        self._current = before
        return self._asked(before)

    def _decide(self, said: Callable[[str], Decisions]) -> str:
        question = self._current
        if question is None:
            return ""
        key = question.doubt.key
        made = decide(self.archive, question.document.id, said(key), by=self.desk.by)
        self.decided += 1
        self._done.append((question, made.act))
        return made.did[key]

    def _every(self) -> Iterator[_Question]:
        """The questions of the first letter, then those of every other that is in doubt."""
        if self.first is not None:
            yield from _of(doubtful(self.archive, self.first, every=True))
        for document in queue(self.archive, progress=self.looked):
            if document.id != self.first:
                yield from _of(document)

    def _asked(self, question: _Question) -> Asked:
        document, key = question.document, question.doubt.key
        record = self.archive.record(document.id)
        clean = self.desk.printable
        values = [clean(one) for one in self.desk.values_of(record, key) if one]
        places = [span for span in record.spans if span.key.partition(".")[0] == key]
        unsure = min(places, key=lambda span: span.confidence, default=None)
        lines = self._evidence(document.id, key)
        return Asked(
            id=document.id,
            key=key,
            label=self.desk.labels.get(key, key),
            name=clean(document.name),
            secrecy=document.secrecy,
            original=self.archive.original(document.id),
            number=question.number,
            count=len(document.fields),
            reasons=clean("; ".join(map(messages.said, question.doubt.reasons))),
            lines=tuple(lines),
            value=" · ".join(values),
            editable=editable(self.desk, record, key),
            long=key in LISTS | BY_LINE,
            page=unsure.page if unsure else 1,
            bbox=unsure.bbox if unsure else None,
        )

    def _evidence(self, identity: str, key: str) -> Iterator[Styled]:
        for place in evidence(self.archive, identity, key):
            for number, line in enumerate(place.lines[:_MOST_LINES], start=place.line):
                lead = f"{f'{place.page}:{number}':>7}  "
                text = " ".join(self.desk.printable(line).split())
                yield Styled(lead + text, ((0, len(lead), "faint"),), hanging=len(lead))


def editable(desk: Desk, record: Record, key: str) -> str:
    """A field's value as a person can type it again, one value a line; empty where none is.

    Only a text that is read back as just this value is given, so that leaving the rest of it alone
    changes nothing.
    """
    value = getattr(record, key)
    for text in (
        "\n".join(one for one in desk.values_of(record, key) if one),
        "\n".join(_raw(one) for one in (value if isinstance(value, list) else [value])),
    ):
        lines = [desk.printable(line) for line in text.split("\n")]
        shown = "\n".join(lines).strip()
        with suppress(TypedValueError, ThaidocError, ValueError):
            if shown and _plain(read_value(key, desk.typed(key, shown), record)) == _plain(value):
                return shown
    return ""


def _plain(value: Any) -> Any:
    """A value without how it is written: 14 มิ.ย. 2562 and ๑๔ มิถุนายน ๒๕๖๒ are one day."""
    value = to_builtins(value)
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if key != "raw"}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _raw(value: Any) -> str:
    """A value as the letter writes it."""
    return str(getattr(value, "raw", value) or "")


def _of(document: Doubtful) -> Iterator[_Question]:
    """The questions of a letter, the most doubtful field first."""
    fields = sorted(document.fields, key=lambda doubt: -doubt.doubt)
    for number, doubt in enumerate(fields, start=1):
        yield _Question(document, doubt, number)
