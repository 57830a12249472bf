"""Files of a run read and parsed by processes side by side; what they give is kept in batches.

Files with the same bytes as one that is being read wait for it, a bundle's members come before the
next file, and a locked file comes again with the next password.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from time import monotonic
from typing import cast

import msgspec

from thaidoc.archive.interrupts import interrupt_later
from thaidoc.archive.preparing import IN_WORKER as IN_WORKER
from thaidoc.archive.preparing import Job, Parcel
from thaidoc.archive.run import Run
from thaidoc.archive.sources import Source, unpacked
from thaidoc.archive.workers import Errand, Workers
from thaidoc.archive.writer import Known
from thaidoc.errors import LockedFileError, ThaidocError
from thaidoc.reading.document import sha256_of

#: documents that are kept together, and how many seconds the first of them waits for the others
_BATCH, _WAIT = 64, 1.0


@dataclass(slots=True)
class _Task:
    """A file that a worker reads, and the passwords that may still open it."""

    source: Source
    data: bytes
    sha256: str
    is_member: bool
    passwords: Iterator[str] | None = None
    password: str | None = None

    @property
    def identity(self) -> str:
        """What a document of these bytes is called; empty where nothing is to be read."""
        return self.sha256[:16]


@dataclass(slots=True)
class SideBySide(Run):
    """A run with so many processes that read."""

    jobs: int = 1
    #: what is open: a bundle, or files that came while the same bytes were being read
    opened: deque[Iterator[Source]] = field(default_factory=deque)
    waiting: deque[_Task] = field(default_factory=deque)
    flying: dict[str, list[tuple[Source, bool]]] = field(default_factory=dict)
    flushed: float = 0.0

    def go(self) -> None:
        """Have files read by processes, and keep what they give in batches."""
        self.flushed = monotonic()
        with Workers(self.jobs, IN_WORKER, told=self._told) as workers:
            while True:
                for done in workers.run(self._errand):
                    if done is not None:
                        errand, result = done
                        with interrupt_later():
                            self._settle(cast(_Task, errand.tag), result)
                    self._flush_if_due()
                held = self.writer.held
                with interrupt_later():
                    self._flush()
                if not held:  # else files with the same bytes may have waited for that
                    return

    def _told(self, errand: Errand, note: bytes) -> None:
        page, pages = msgspec.msgpack.decode(note, type=tuple[int, int])
        self.step.page(page, pages, cast(_Task, errand.tag).source.name)

    def _errand(self) -> Errand | None:
        """The next file to be read by a worker; what needs no reading is settled on the way."""
        while True:
            task = self.waiting.popleft() if self.waiting else self._next()
            if task is None:
                return None
            if task.identity:
                job = Job(
                    name=task.source.title,
                    password=task.password,
                    recognition=self.recognition,
                    may_be_bundle=not task.is_member,
                )
                return Errand(msgspec.msgpack.encode(job), task.data, task)
            self._flush_if_due()

    def _next(self) -> _Task | None:
        """The next file; one without an identity is settled already."""
        found = self._next_source()
        if found is None:
            return None
        source, is_member = found
        nothing = _Task(source, b"", "", is_member)
        sha256 = ""
        try:
            data = source.load()
            sha256 = sha256_of(data)
        except ThaidocError as fault:
            with interrupt_later():
                self.end(source, fault)
            return nothing
        identity = sha256[:16]
        if identity in self.flying:
            self.flying[identity].append((source, is_member))
            return nothing
        if identity in self.writer.archive:
            with interrupt_later():
                self.end(source, Known(sha256))
            return nothing
        self.flying[identity] = []
        return _Task(source, data, sha256, is_member)

    def _next_source(self) -> tuple[Source, bool] | None:
        while self.opened:
            member = next(self.opened[0], None)
            if member is not None:
                self.current[id(member)] = member
                return member, True
            self.opened.popleft()
        source = self.taken()
        if source is None:
            return None
        self.step.begin(source.name)
        return source, False

    def _settle(self, task: _Task, result: bytes | ThaidocError) -> None:
        """What a worker gave for a file: keep it, open it, or try another password."""
        if isinstance(result, LockedFileError):
            if task.passwords is None:
                task.passwords = self.passwords.candidates(task.source.name)
            task.password = next(task.passwords, None)
            if task.password is not None:
                self.waiting.append(task)
                return
        if isinstance(result, bytes) and not result:
            self._release(task.identity)
            members = self._members(task)
            self.opened.append(members)
            return
        if isinstance(result, bytes):
            if task.password is not None:
                self.passwords.remember(task.password)
            self.writer.hold(task.source, task.data, msgspec.msgpack.decode(result, type=Parcel))
            self.current.pop(id(task.source), None)
            return
        self.end(task.source, result, task.sha256)
        self._release(task.identity)

    def _members(self, task: _Task) -> Iterator[Source]:
        """What is in a bundle; it is done when all of that is taken up."""
        source = task.source
        yield from unpacked(replace(source, data=task.data), self.passwords)
        self.current.pop(id(source), None)

    def _release(self, identity: str) -> None:
        """Take up again the files that have the same bytes as one that is settled."""
        again = self.flying.pop(identity, [])
        for is_member in (True, False):
            same = [source for source, member in again if member is is_member]
            if same and is_member:
                self.opened.append(iter(same))
            elif same:
                for source in same:  # they count among those to come again
                    self.current.pop(id(source), None)
                self.sources = chain(same, self.sources)

    def _flush_if_due(self) -> None:
        due = self.writer.held >= _BATCH or monotonic() - self.flushed > _WAIT
        if due and self.writer.held:
            with interrupt_later():
                self._flush()
        elif due:
            self.flushed = monotonic()

    def _flush(self) -> None:
        identities = self.writer.flush()
        for identity in identities:
            self._release(identity)
        self.flushed = monotonic()
        self.step.tell(self.step.name)
