"""What happened to a document, or to all of them, as the event log tells it."""

from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from msgspec import Struct, structs

from thaidoc.archive import events
from thaidoc.archive.events import PREMIS, Event
from thaidoc.archive.secrecy import secrecy_of
from thaidoc.archive.store import Archive
from thaidoc.errors import NoSuchDocumentError, ThaidocError

_ID = frozenset("0123456789abcdef")


class Told(Struct, frozen=True, kw_only=True):
    """An event with what PREMIS calls it: the shape of ``thaidoc history --json``.

    ``secrecy`` is the highest level of the document it is about, as far as that is known.
    """

    at: str
    act: str
    premis: str
    id: str | None
    actor: str
    outcome: str
    detail: dict[str, str] = {}
    secrecy: str | None = None


@dataclass(slots=True)
class Story:
    """What the log says of each document: whether it is there, and its last tombstone."""

    there: dict[str, bool] = field(default_factory=dict)
    tombstones: dict[str, Event] = field(default_factory=dict)

    @classmethod
    def read(cls, archive: Archive) -> "Story":
        """What the log of an archive says."""
        story = cls()
        for event, _ in events.read(archive.events):
            if event.id and event.outcome == "success" and event.act in ("added", "removed"):
                story.there[event.id] = event.act == "added"
                if event.act == "removed":
                    story.tombstones[event.id] = event
        return story


def history(archive: Archive, identity: str | None = None, limit: int = 0) -> list[Told]:
    """The events of a document, or all events, in the order of the log.

    :param limit: how many at most, the latest; 0 for all of them.
    """
    chosen = (e for e, _ in events.read(archive.events) if identity is None or e.id == identity)
    listed = deque(chosen, maxlen=limit or None)
    levels = _levels(archive, listed)
    return [
        Told(premis=PREMIS[event.act], **structs.asdict(event), secrecy=levels.get(event.id))
        for event in listed
    ]


def resolve(archive: Archive, beginning: str) -> str:
    """The identity that begins with these hex digits (at least 4), also of a removed document.

    :raises NoSuchDocumentError: where archive and log know none or more than one.
    """
    try:
        return archive.resolve(beginning)
    except NoSuchDocumentError:
        found = _logged(archive, beginning.lower())
        if len(found) != 1:
            raise
    return found[0]


def find(archive: Archive, beginning: str) -> str:
    """The identity of the document that begins so, and is there.

    :raises NoSuchDocumentError: where none or more than one does; of a removed one it says so.
    """
    try:
        return archive.resolve(beginning)
    except NoSuchDocumentError as error:
        stone = tombstone(archive, beginning)
        if stone is None:
            raise
        raise NoSuchDocumentError(
            f"{stone.id} was removed on {stone.at} by {stone.actor} ({stone.detail['reason']})",
            where=archive.root,
            hint=f"`thaidoc history {stone.id}` tells what it was",
        ) from error


def tombstone(archive: Archive, beginning: str) -> Event | None:
    """The removal of the document that begins so; None where it is there, or never was."""
    found = _logged(archive, beginning.lower())
    if len(found) != 1 or found[0] in archive:
        return None
    return Story.read(archive).tombstones.get(found[0])


def _logged(archive: Archive, beginning: str) -> list[str]:
    if len(beginning) < 4 or not _ID.issuperset(beginning):
        return []
    known = {e.id for e, _ in events.read(archive.events) if e.id}
    return sorted(identity for identity in known if identity.startswith(beginning))


def _levels(archive: Archive, listed: Iterable[Event]) -> dict[str | None, str]:
    """The secret documents among those that events are about; tombstones tell of those gone."""
    found: dict[str | None, str] = {}
    for identity in {event.id for event in listed if event.id}:
        with suppress(ThaidocError, OSError):
            if level := secrecy_of(archive.record(identity)):
                found[identity] = level
    for event in listed:
        if event.act == "removed" and "secrecy" in event.detail:
            found.setdefault(event.id, event.detail["secrecy"])
    return found
