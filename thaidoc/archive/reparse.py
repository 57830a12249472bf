"""What an older parser or reader read, read again by the present one; what people decided stays.

The original is read afresh, confined as when it was added, and its record and text are replaced,
each whole or not at all: the text first, so that a record by the present parser never stands beside
an older one's text, and an interrupted run finds the document again. A document that cannot be read
any more keeps what it had.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any, Literal

import msgspec
from msgspec import UNSET, Struct

from thaidoc.archive import durable, events, journal
from thaidoc.archive.corrections import Corrections, apply
from thaidoc.archive.interrupts import interrupt_later
from thaidoc.archive.preparing import Prepared, prepare
from thaidoc.archive.secrecy import secrecy_of
from thaidoc.archive.store import Archive
from thaidoc.errors import ArchiveDamagedError, ThaidocError
from thaidoc.messages import sentence
from thaidoc.reading.document import sha256_of
from thaidoc.reading.passwords import Passwords
from thaidoc.reading.recognition import Recognition
from thaidoc.record import FIELDS, Record, Secrecy, to_json

#: told, before each document, how many are done, of how many, and which comes; again before each of
#: its pages that is read from its picture
Progress = Callable[[int, int, str], None]
Outcome = Literal["changed", "same", "failed"]


class Change(Struct, frozen=True, kw_only=True):
    """A field that the parser reads otherwise now: its old and its new value."""

    key: str
    old: Any
    new: Any


class Disagreement(Struct, frozen=True, kw_only=True):
    """A field that a person decided and that neither the older parser nor this one reads so."""

    key: str
    decided: Any
    old: Any
    new: Any


class Reparsed(Struct, frozen=True, kw_only=True):
    """What became of one document.

    ``changes`` are those of the parser's own values; a field that a person decided holds all the
    same. ``text_changed``: the text itself was read otherwise. ``before`` and ``now`` name the
    reader and the parser; ``reason`` says why it failed; ``secrecy`` is that of the document now.
    """

    id: str
    name: str
    outcome: Outcome
    before: str
    now: str | None = None
    changes: list[Change] = []
    disagreements: list[Disagreement] = []
    text_changed: bool = False
    reason: str | None = None
    secrecy: Secrecy | None = None


def reparse(
    archive: Archive,
    identities: Iterable[str],
    *,
    total: int | None = None,
    dry_run: bool = False,
    actor: str | None = None,
    progress: Progress | None = None,
    passwords: Passwords | None = None,
    recognition: Recognition | None = None,
) -> Iterator[Reparsed]:
    """Read documents again, one by one, and keep what is read now; each is told when it is kept.

    One that fails keeps its record, and the rest is done. A run that ends between two documents has
    lost nothing.

    :param dry_run: only tell what would change.
    :param total: how many there are, for ``progress``.
    :param passwords: what opens locked originals; they are neither kept nor logged.
    :raises ArchiveLockedError: where another process is writing.
    """
    with ExitStack() as stack:
        if not dry_run:
            stack.enter_context(archive.writing())
            journal.recover(archive)
        for done, identity in enumerate(identities):
            told = partial(_tell, progress, done, max(total or 0, done + 1))
            work = _Work(archive, identity, actor or events.actor())
            yield work.run(dry_run, told, passwords or Passwords(), recognition)


def _tell(progress: Progress | None, done: int, total: int, now: str) -> None:
    if progress:
        progress(done, total, now)


class _Work:
    """One document read again."""

    def __init__(self, archive: Archive, identity: str, actor: str):
        self._archive = archive
        self._id = identity
        self._actor = actor
        self._name, self._before = identity, ""

    def run(
        self,
        dry_run: bool,
        told: Callable[[str], None],
        passwords: Passwords,
        recognition: Recognition | None,
    ) -> Reparsed:
        """Read, compare and, unless it is only tried, keep."""
        try:
            old = self._kept()
            told(self._name)
            corrections = self._archive.corrections(self._id)
            found = self._read_again(told, passwords, recognition)
            text = found.document.text.encode("utf-8")
            text_changed = text != self._kept_text()
            if not dry_run and (
                text_changed or old is None or to_json(old) != to_json(found.record)
            ):
                self._keep(old, found.record, text)
            return self._report(old, found.record, corrections, text_changed=text_changed)
        except ThaidocError as fault:
            reason = fault.reason if fault.where in (None, self._name) else str(fault)
        except OSError as fault:
            reason = sentence(f"The document cannot be read or written: {fault.strerror or fault}.")
        return Reparsed(
            id=self._id, name=self._name, outcome="failed", before=self._before, reason=reason
        )

    def _kept(self) -> Record | None:
        """The record as it is; None for a damaged one, which reading again mends."""
        try:
            record = self._archive.parsed(self._id)
        except ArchiveDamagedError:
            return None
        if record.source is not UNSET:
            self._name = record.source.name
            self._before = f"{record.source.reader}, {record.source.parser}"
        return record

    def _kept_text(self) -> bytes | None:
        try:
            return (self._archive.folder(self._id) / "text.txt").read_bytes()
        except FileNotFoundError:
            return None

    def _read_again(
        self,
        told: Callable[[str], None],
        passwords: Passwords,
        recognition: Recognition | None,
    ) -> Prepared:
        original = self._archive.original(self._id)
        if self._name == self._id:  # the record that knew its name is damaged
            self._name = original.name
        data = original.read_bytes()
        if sha256_of(data)[:16] != self._id:
            raise ArchiveDamagedError("the original is not what was received", where=original)

        def page(number: int, pages: int) -> None:
            told(f"{self._name}: page {number} of {pages}")

        read = partial(prepare, data, self._name, recognition=recognition, told=page)
        return passwords.open(self._name, read)

    def _keep(self, old: Record | None, new: Record, text: bytes) -> None:
        folder, record = self._archive.folder(self._id), to_json(new)
        detail = {"before": self._before, "now": _made_by(new)}
        if changed := [change.key for change in _changes(old, new)]:
            detail["fields"] = " ".join(changed)
        event = events.Event(
            at=events.now(), act="reparsed", id=self._id, actor=self._actor, detail=detail
        )
        with interrupt_later(), journal.change(self._archive, event, "record.json", record):
            durable.replace(folder / "text.txt", text)
            durable.replace(folder / "record.json", record)

    def _report(
        self, old: Record | None, new: Record, corrections: Corrections, *, text_changed: bool
    ) -> Reparsed:
        changes = _changes(old, new)
        return Reparsed(
            id=self._id,
            name=self._name,
            outcome="changed" if changes or text_changed or old is None else "same",
            before=self._before,
            now=_made_by(new),
            changes=changes,
            disagreements=_disagreements(old, new, corrections),
            text_changed=text_changed,
            secrecy=secrecy_of(apply(new, corrections)),
        )


def _made_by(record: Record) -> str:
    source = record.source
    return f"{source.reader}, {source.parser}" if source is not UNSET else ""


def _changes(old: Record | None, new: Record) -> list[Change]:
    if old is None:
        return []
    return [
        Change(key=key, old=before, new=now)
        for key in FIELDS
        if (before := _plain(old, key)) != (now := _plain(new, key))
    ]


def _disagreements(old: Record | None, new: Record, corrections: Corrections) -> list[Disagreement]:
    return [
        Disagreement(key=key, decided=decided, old=before, new=now)
        for key, value in corrections.values.items()
        if (decided := _comparable(key, value))
        not in (before := _plain(old or new, key), now := _plain(new, key))
    ]


def _plain(record: Record, key: str) -> Any:
    """A field as plain values."""
    return _comparable(key, msgspec.to_builtins(getattr(record, key)))


def _comparable(key: str, plain: Any) -> Any:
    """A plain value; of enclosed letters without what is no field of theirs."""
    if key == "enclosed":
        return [{name: one[name] for name in (*FIELDS, "pages") if name in one} for one in plain]
    return plain
