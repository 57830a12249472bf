"""The documents of an archive that are one letter in several forms: a scan, its DOCX, a print.

None is dropped; each knows the others. Two documents are linked where issuer, number and year are
the same, or where the words are and nothing known of them differs (:mod:`thaidoc.archive.identity`,
:mod:`thaidoc.archive.resemblance`). Links are no state: they follow from the documents as they are,
in whatever order those came. What a
person decides is kept, in the event log.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from time import monotonic

from msgspec import UNSET, Struct, structs

from thaidoc.archive import events
from thaidoc.archive.identity import are_apart, have_same_day, have_same_number, is_same
from thaidoc.archive.register import APART, DECISION, OPEN, OTHER, Entry, Look, Register, opened
from thaidoc.archive.resemblance import contained, same_words, shared, skeleton
from thaidoc.archive.secrecy import secrecy_of
from thaidoc.archive.store import Archive
from thaidoc.errors import ThaidocError
from thaidoc.record import Secrecy

#: what the same identity must share of the shorter text; less is a number that was given out twice
_SAME_TEXT = 0.4
#: what two texts must share by their sketches to be aligned
_ALIKE = 0.3
#: seconds for which what is being added may be unseen by others
_UNSEEN = 1.0
#: a letter in more forms than this is followed no further
_MOST = 500
#: of two forms read equally well the one that is nearer to the letter as it was sent
_NEARNESS = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
    "application/msword",
    "application/rtf",
    "text/html",
    "text/plain",
)


class Version(Struct, frozen=True, kw_only=True):
    """One form of a letter: what it is and how well it was read.

    ``quality`` is 0 to 1; ``secrecy`` is the highest level of the letters in it; ``best`` tells the
    one to read.
    """

    id: str
    name: str | None = None
    media_type: str | None = None
    pages: int | None = None
    ocr: bool = False
    quality: float = 0.0
    secrecy: Secrecy | None = None
    best: bool = False


def versions_of(register: Register, identity: str) -> list[Version]:
    """The forms of the letter that a document is, itself among them, the best to read first.

    Empty where it is the only one.
    """
    members = group(register, identity)
    if len(members) < 2:
        return []
    found = sorted((_version(register.archive, member) for member in members), key=_rank)
    return [structs.replace(found[0], best=True), *found[1:]]


def links(register: Register, identity: str) -> list[str]:
    """The other documents that are the same letter by themselves, the surest first."""
    here = register.entry(identity)
    if here is None:
        return []
    found = sorted(_links(register, here, _Texts(register.archive)))
    return [link.other if link.one == identity else link.one for link in found]


def group(register: Register, identity: str) -> list[str]:
    """All documents of the letter that this one is, itself among them, in ascending order.

    The same for each of them. Two that are known to be different letters are never in one group,
    also where a third document is like both: that goes with the one it is most like.
    """
    start = register.entry(identity)
    if start is None:
        return [identity]
    texts = _Texts(register.archive)
    met, found, waiting = {identity: start}, set(), [start]
    while waiting and len(met) < _MOST:
        here = waiting.pop()
        for link in _links(register, here, texts):
            found.add(link)
            other = link.other if link.one == here.id else link.one
            if other not in met and (there := register.entry(other)) is not None:
                met[other] = there
                waiting.append(there)
    return _grouped(met, sorted(found), register.are_parted)[identity]


class Watch:
    """Tells of documents just logged which others are the same letter. See :func:`watched`."""

    def __init__(self, register: Register | None):
        self._register = register
        self._last = monotonic()

    def expect(self, identity: str, look: Look) -> None:
        """Know what a document that will be logged is recognised by, so that it is not read."""
        if self._register is not None:
            self._register.expected[identity] = look

    def same_letter(self, identities: Sequence[str]) -> list[list[str]]:
        """For each of these documents the others that are the same letter, the surest first."""
        if self._register is None:
            return [[] for _ in identities]
        try:
            self._register.follow()
            found = [links(self._register, identity) for identity in identities]
            if monotonic() - self._last > _UNSEEN:
                self.commit()
        except (sqlite3.Error, OSError):
            self._register = None
            return [[] for _ in identities]
        finally:
            if self._register is not None:
                self._register.expected.clear()
        return found

    def commit(self) -> None:
        """Let others see what was taken in."""
        if self._register is not None:
            with suppress(sqlite3.Error):
                self._register.commit()
        self._last = monotonic()


@contextmanager
def watched(archive: Archive) -> Iterator[Watch]:
    """What tells of each document just logged which others are the same letter.

    For one who adds documents. It never fails: where the register cannot be read or written it
    tells of none, and they are found when that is made again.
    """
    with ExitStack() as stack:
        register: Register | None = None
        with suppress(ThaidocError):
            register = stack.enter_context(opened(archive))
        watch = Watch(register)
        yield watch
        watch.commit()


def part(archive: Archive, one: str, other: str, *, by: str) -> None:
    """Keep in the event log a person's word that two documents are not the same letter.

    Whoever calls holds :meth:`Archive.writing`. :func:`reopen` takes it back.

    :raises ThaidocError: where they are one document.
    :raises NoSuchDocumentError: where there is no such document.
    """
    if one == other:
        raise ThaidocError(f"{one} cannot be another letter than itself")
    _decide(archive, one, other, APART, by)


def reopen(archive: Archive, one: str, other: str, *, by: str) -> None:
    """Take back what :func:`part` kept: the documents are compared again.

    Whoever calls holds :meth:`Archive.writing`.

    :raises NoSuchDocumentError: where there is no such document.
    """
    _decide(archive, one, other, OPEN, by)


@dataclass(frozen=True, slots=True, order=True)
class _Link:
    """Two documents of one letter; those most surely linked sort first."""

    unlikeness: float
    one: str
    other: str


class _Texts:
    """Skeletons of texts, each made once for one question."""

    def __init__(self, archive: Archive):
        self._archive = archive
        self._made: dict[str, str] = {}

    def skeleton(self, identity: str) -> str:
        """A document's skeleton; empty where its text cannot be read."""
        if identity not in self._made:
            try:
                self._made[identity] = skeleton(self._archive.text(identity))
            except (ThaidocError, OSError):
                self._made[identity] = ""
        return self._made[identity]


def _links(register: Register, here: Entry, texts: _Texts) -> Iterator[_Link]:
    for there in register.candidates(here):
        if there.id not in register.archive or register.are_parted(here.id, there.id):
            continue
        likeness = _likeness(here, there, texts)
        if likeness is not None:
            one, other = sorted((here.id, there.id))
            yield _Link(1 - likeness, one, other)


def _likeness(here: Entry, there: Entry, texts: _Texts) -> float | None:
    """How surely two documents are one letter (identity 1 to 2, words 0 to 1); None: they are not.

    Where issuer, number and year are the same, the texts need only not be others: one may lack the
    enclosures, or half of its words for a bad scan.
    """
    share = shared(here.sketch, there.sketch)
    if is_same(here.identity, there.identity):
        held = contained(share, here.length, there.length)
        return 1 + held if held >= _SAME_TEXT else None
    if share < _ALIKE or are_apart(here.identity, there.identity):
        return None
    return same_words(
        texts.skeleton(here.id),
        texts.skeleton(there.id),
        damaged=here.identity.damaged or there.identity.damaged,
        same_number=have_same_number(here.identity, there.identity),
        same_day=have_same_day(here.identity, there.identity),
    )


def _grouped(
    met: dict[str, Entry], found: Iterable[_Link], are_parted: Callable[[str, str], bool]
) -> dict[str, list[str]]:
    """The group of each document: the surest links first, none that joins two different letters."""
    groups = {identity: [identity] for identity in met}
    for link in found:
        here, there = groups.get(link.one), groups.get(link.other)
        if here is None or there is None or here is there:
            continue
        if any(
            are_apart(met[a].identity, met[b].identity) or are_parted(a, b)
            for a in here
            for b in there
        ):
            continue
        here += there
        groups |= dict.fromkeys(there, here)
    return {identity: sorted(members) for identity, members in groups.items()}


def _version(archive: Archive, identity: str) -> Version:
    """What a document is; only its identity where its record cannot be read."""
    try:
        record = archive.record(identity)
    except (ThaidocError, OSError):
        return Version(id=identity)
    source, secrecy = record.source, secrecy_of(record)
    if source is UNSET:
        return Version(id=identity, secrecy=secrecy)
    return Version(
        id=identity,
        name=source.name,
        media_type=source.media_type,
        pages=source.pages,
        ocr=source.ocr,
        quality=source.quality,
        secrecy=secrecy,
    )


def _rank(version: Version) -> tuple[bool, float, int, str]:
    """What was typed before what was read from a picture, then by quality, then as it was sent."""
    known = version.media_type in _NEARNESS
    nearness = _NEARNESS.index(str(version.media_type)) if known else len(_NEARNESS)
    return version.ocr, -version.quality, nearness, version.id


def _decide(archive: Archive, one: str, other: str, decision: str, by: str) -> None:
    for identity in (one, other):
        archive.parsed(identity)
    detail = {OTHER: other, DECISION: decision}
    act = events.Event(at=events.now(), act="linked", id=one, actor=by, detail=detail)
    events.append(archive.events, [act])
