"""A person's word that a break in the event log was looked at: told ever after, damage no longer.

A broken chain cannot be mended, for nothing can say any more what stood there. The event names the
break by two digests, of the line and of what stands before it now; whatever is changed there later
is another break.
"""

from thaidoc.archive import chain, events
from thaidoc.archive.chain import Line
from thaidoc.archive.events import Event
from thaidoc.archive.store import Archive
from thaidoc.errors import ThaidocError

_LINE, _COVERED, _REASON = "line_sha256", "before_sha256", "reason"


def acknowledge(archive: Archive, reason: str, *, actor: str | None = None) -> list[Event]:
    """Put into the log that the breaks in it were looked at; those that were not yet.

    :param reason: what was found out, in a person's words.
    :raises ArchiveLockedError: where another process is writing.
    :raises ThaidocError: where there is no such break, or no reason is given.
    """
    if not reason.strip():
        raise ThaidocError("a break is acknowledged with a reason only", hint="Say it in words")
    with archive.writing():
        seen = acknowledged(archive)
        new = [ln for ln in chain.verify(archive.events).broken if break_of(ln) not in seen]
        if not new:
            raise ThaidocError("the event log has no break that is not acknowledged yet")
        made = [_event(line, reason.strip(), actor or events.actor()) for line in new]
        events.append(archive.events, made)
    return made


def acknowledged(archive: Archive) -> dict[tuple[str, str], str]:
    """The breaks that a person looked at, each with who, when and what for."""
    return {
        (event.detail.get(_LINE, ""), event.detail.get(_COVERED, "")): (
            f"{event.actor}, {event.at}: {event.detail.get(_REASON, '')}"
        )
        for event, _ in events.read(archive.events)
        if event.act == "acknowledged"
    }


def break_of(line: Line) -> tuple[str, str]:
    """What tells a break from every other."""
    return line.digest, line.covered


def _event(line: Line, reason: str, actor: str) -> Event:
    detail = {"line": str(line.number), _LINE: line.digest, _COVERED: line.covered}
    detail[_REASON] = reason
    return Event(at=events.now(), act="acknowledged", id=None, actor=actor, detail=detail)
