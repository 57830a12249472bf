"""The files that could not be taken in: remembered in the event log until they are.

A file that fails leaves a ``refused`` event with where it lies, its SHA-256 and why. It is settled
by a ``retried`` event, when the same place gave a document after all; by a ``forgotten`` one, when
a person gave it up; or when a document with those bytes is in the archive however it came there.
"""

import os
from pathlib import Path

from msgspec import Struct

from thaidoc.archive import events
from thaidoc.archive.events import Event
from thaidoc.archive.sources import Source, shown_name
from thaidoc.archive.store import Archive
from thaidoc.errors import ThaidocError

_FILE, _PATH, _INSIDE, _SHA256, _REASON = "file", "path", "inside", "sha256", "reason"
#: where a file lies, and its path inside if that is a bundle
Place = tuple[str, str]


class Refused(Struct, frozen=True, kw_only=True):
    """A file that could not be taken in: its name, where it lies, why, since when.

    ``inside`` is its path from the bundle's name on, empty where it came in none.
    """

    file: str
    path: str
    inside: str
    sha256: str
    reason: str
    at: str


def refused(archive: Archive) -> dict[Place, Refused]:
    """The files that were handed in and are not in the archive, in the order they came."""
    found: dict[Place, Refused] = {}
    for event, _ in events.read(archive.events):
        if event.act not in ("refused", "retried", "forgotten"):
            continue
        told = event.detail
        place = told.get(_PATH, ""), told.get(_INSIDE, "")
        found.pop(place, None)
        if event.act == "refused":
            found[place] = Refused(
                file=told.get(_FILE, ""),
                path=place[0],
                inside=place[1],
                sha256=told.get(_SHA256, ""),
                reason=told.get(_REASON, ""),
                at=event.at,
            )
    return {p: one for p, one in found.items() if not one.sha256 or one.sha256[:16] not in archive}


def paths(archive: Archive) -> list[Path]:
    """The files to try again, each once: a bundle for all that is in it."""
    return [Path(os.fsdecode(path)) for path in dict.fromkeys(path for path, _ in refused(archive))]


def forget(archive: Archive, path: Path, actor: str) -> int:
    """Try a file no longer, nor what is in it where it is a bundle; how many were given up.

    Whoever calls holds :meth:`Archive.writing`.

    :raises ThaidocError: where no file failed there.
    """
    wanted = shown_name(path.absolute())
    given_up = [one for one in refused(archive).values() if one.path == wanted]
    if not given_up:
        raise ThaidocError(
            "no file that failed is remembered here", where=path, hint="--retry lists them"
        )
    made = [
        Event(
            at=events.now(),
            act="forgotten",
            id=None,
            actor=actor,
            detail=_detail(one.file, one.path, one.inside),
        )
        for one in given_up
    ]
    events.append(archive.events, made)
    return len(made)


def place_of(source: Source) -> Place | None:
    """Where a file lies, by which it is known again; None for what came by another way."""
    if source.path is None:
        return None
    return shown_name(source.path.absolute()), source.inside


def refusal(source: Source, reason: str, sha256: str, actor: str) -> Event | None:
    """The event of a file that failed; None for one that nobody can try again."""
    place = place_of(source)
    if place is None:
        return None
    detail = _detail(source.name, *place) | {_REASON: reason}
    detail |= {_SHA256: sha256} if sha256 else {}
    return Event(
        at=events.now(), act="refused", id=None, actor=actor, outcome="failure", detail=detail
    )


def settlement(source: Source, identity: str, actor: str) -> Event:
    """The event of a file that failed before and was taken in."""
    detail = _detail(source.name, *(place_of(source) or ("", "")))
    return Event(at=events.now(), act="retried", id=identity, actor=actor, detail=detail)


def _detail(file: str, path: str, inside: str) -> dict[str, str]:
    """The place of a file as an event tells it."""
    return {_FILE: file, _PATH: path} | ({_INSIDE: inside} if inside else {})
