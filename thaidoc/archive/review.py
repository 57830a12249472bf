"""People's decisions: which documents want a look, and what a person says about their fields.

:func:`queue` finds the doubtful documents, most doubtful first; :func:`decide` keeps what a person
says of one, all of it or nothing, at once and for good; :func:`undo` takes the last of it back. A
typed value has the validation and the normal form of the parser (:mod:`thaidoc.parsing.typed`).
"""

import heapq
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from thaidoc.archive import doubts, events, journal
from thaidoc.archive.corrections import Act, Corrections, Decision, Did, apply, plain_value
from thaidoc.archive.doubts import BELOW, Doubt
from thaidoc.archive.interrupts import interrupt_later
from thaidoc.archive.store import Archive
from thaidoc.errors import ThaidocError
from thaidoc.parsing.typed import TypedValueError, read_value
from thaidoc.record import FIELDS, Record, Reference

#: told how many documents have been looked at
Progress = Callable[[int], None]


class Doubtful(Struct, frozen=True, kw_only=True):
    """A document that wants a look: its file's name, its score, and its fields in doubt."""

    id: str
    name: str
    secrecy: str | None
    score: float
    fields: list[Doubt]


class Decisions(Struct, frozen=True, kw_only=True):
    """What a person says of a document, by field.

    ``set`` has values as typed; ``confirm`` says that the value is right as it stands, ``unset``
    that the parser's holds again, ``doubtful`` that a person looked and cannot tell.
    """

    set: dict[str, str] = {}
    confirm: frozenset[str] = frozenset()
    unset: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()


class Decided(Struct, frozen=True, kw_only=True):
    """What became of decisions: per field what was done and the value that holds now.

    ``act`` is the number of this act among the document's, for :func:`undo`.
    """

    id: str
    did: dict[str, Did]
    values: dict[str, Any]
    by: str
    at: str
    act: int


def queue(
    archive: Archive,
    *,
    limit: int | None = None,
    below: float = BELOW,
    progress: Progress | None = None,
    fault: Callable[[str, Exception], None] = lambda _identity, _fault: None,
) -> Iterator[Doubtful]:
    """The doubtful documents, most doubtful first.

    Every record is looked at once, before the first is given; only score and identity are held.
    What was decided meanwhile is taken into account when a document is given.

    :param limit: no more than these.
    :param fault: told of each document whose files cannot be read; it is passed over.
    """
    found = _scores(archive, below, progress, fault)
    if limit is not None:
        ranked = iter(heapq.nsmallest(limit, found))
    else:
        heap = list(found)
        heapq.heapify(heap)
        ranked = (heapq.heappop(heap) for _ in range(len(heap)))
    for _, identity in ranked:
        if one := _in_doubt(archive, identity, below, fault):
            yield one


def doubtful(
    archive: Archive, identity: str, below: float = BELOW, *, every: bool = False
) -> Doubtful:
    """What is in doubt about one document now.

    :param every: every field that nobody decided, in doubt or not.
    :raises OSError: where its files cannot be read; also what :func:`doubts.known` raises.
    """
    folder = archive.folder(identity)
    known = doubts.known(folder / "record.json")
    corrections = Corrections.load(folder / "corrections.json")
    fields = doubts.doubts_of(known, corrections.fields.keys(), below)
    score = doubts.score(fields)
    if every:
        found = {one.key: one for one in fields}
        open_ = [key for key in FIELDS if key not in corrections.fields]
        fields = [found.get(key) or Doubt.none(key) for key in open_]
    secrecy = corrections.values.get("secrecy", known.secrecy)
    return Doubtful(
        id=identity, name=known.source.name, secrecy=secrecy, score=score, fields=fields
    )


def decide(
    archive: Archive, identity: str, decisions: Decisions, *, by: str | None = None
) -> Decided:
    """Keep what a person says of a document: all of it, or nothing where one value cannot be.

    On the disk when this returns, with its event in the log. A number that is given brings with it
    whether the letter is a circular, as when it is parsed.

    :param by: who decides; the user of this process where not given.
    :raises TypedValueError: where a field is none, is named twice or cannot have its value.
    :raises ArchiveLockedError: where another process is writing.
    """
    _check(decisions)
    who, when = by or events.actor(), events.now()
    with interrupt_later(), archive.writing():
        journal.recover(archive)
        record, corrections = archive.parsed(identity), archive.corrections(identity)
        made, did = _made(record, corrections, decisions, by=who, at=when)
        decided = corrections.act(did, made, by=who, at=when)
        _save(archive, identity, decided, {"did": _told(did)}, by=who, at=when)
    values = {key: getattr(apply(record, decided), key) for key in made}
    return Decided(
        id=identity, did=dict(did), values=values, by=who, at=when, act=len(decided.acts)
    )


def undo(archive: Archive, identity: str, *, act: int | None = None, by: str | None = None) -> Act:
    """Take back the last act on a document that still holds; what it had brought stays on record.

    :param act: the number of the act that is meant: where another came behind it, nothing is done.
    :raises ThaidocError: where there is nothing to undo, or somebody decided since.
    """
    who, when = by or events.actor(), events.now()
    with interrupt_later(), archive.writing():
        journal.recover(archive)
        archive.parsed(identity)
        corrections = archive.corrections(identity)
        undone = corrections.undo(by=who, at=when)
        if undone is None:
            raise ThaidocError("nothing was decided about this document", where=identity)
        if act is not None and not _is_last(corrections, act):
            raise ThaidocError("somebody decided about this document since", where=identity)
        left, taken_back = undone
        did = f"undone {' '.join(taken_back.before)}"
        _save(archive, identity, left, {"did": did}, by=who, at=when)
    return taken_back


def _scores(
    archive: Archive,
    below: float,
    progress: Progress | None,
    fault: Callable[[str, Exception], None],
) -> Iterator[tuple[float, str]]:
    """Each doubtful document as its negative score and its identity."""
    for done, identity in enumerate(archive.ids()):
        if progress:
            progress(done)
        if one := _in_doubt(archive, identity, below, fault):
            yield -one.score, identity


def _in_doubt(
    archive: Archive, identity: str, below: float, fault: Callable[[str, Exception], None]
) -> Doubtful | None:
    """A document where something is in doubt about it; None also where it cannot be read."""
    try:
        one = doubtful(archive, identity, below)
    except (OSError, msgspec.MsgspecError, ThaidocError) as error:
        fault(identity, error)
        return None
    return one if one.fields else None


def _check(decisions: Decisions) -> None:
    named = [*decisions.set, *decisions.confirm, *decisions.unset, *decisions.doubtful]
    for key in named:
        if key not in FIELDS:
            raise TypedValueError(f"{key!r} is not a field", hint=f"Fields are {', '.join(FIELDS)}")
        if named.count(key) > 1:
            raise TypedValueError(f"two things are said of {key}", hint="Say one")
    if not named:
        raise TypedValueError("nothing is said", hint="Name a field to set or to confirm")


def _is_last(corrections: Corrections, act: int) -> bool:
    """Whether an act, by its number from 1, holds and none behind it does."""
    hold = [number for number, one in enumerate(corrections.acts, start=1) if not one.undone]
    return hold[-1:] == [act]


def _made(
    record: Record, corrections: Corrections, decisions: Decisions, *, by: str, at: str
) -> tuple[dict[str, Decision | None], dict[str, Did]]:
    """The decisions as they are kept, and what was done, in the order of a letter."""
    holds = apply(record, corrections)
    made: dict[str, Decision | None] = {}
    did: dict[str, Did] = {}

    def keep(key: str, value: object, what: Did) -> None:
        made[key], did[key] = Decision(value=plain_value(key, value), by=by, at=at), what

    for key in FIELDS:
        if key in decisions.set:
            value = read_value(key, decisions.set[key], holds)
            holds = msgspec.structs.replace(holds, **{key: value})
            keep(key, value, "set")
        elif key in decisions.confirm:
            keep(key, getattr(holds, key), "confirmed")
        elif key in decisions.doubtful:
            made[key], did[key] = Decision(value=None, by=by, at=at, doubtful=True), "doubtful"
        elif key in decisions.unset:
            if key not in corrections.fields:
                raise TypedValueError(f"nothing was decided about {key}", where=record.id)
            made[key], did[key] = None, "unset"
    if "reference" in decisions.set and "circular" not in made:
        circular = holds.reference.circular if isinstance(holds.reference, Reference) else None
        keep("circular", circular, "set")
    return made, did


def _save(
    archive: Archive,
    identity: str,
    corrections: Corrections,
    detail: Mapping[str, str],
    *,
    by: str,
    at: str,
) -> None:
    event = events.Event(at=at, act="corrected", id=identity, actor=by, detail=dict(detail))
    data = corrections.to_json()
    with journal.change(archive, event, "corrections.json", data):
        corrections.save(archive.folder(identity) / "corrections.json")


def _told(did: Mapping[str, Did]) -> str:
    """``set date reference; confirmed subject``, for the log."""
    acts: dict[str, list[str]] = {}
    for key, what in did.items():
        acts.setdefault(what, []).append(key)
    return "; ".join(f"{what} {' '.join(keys)}" for what, keys in acts.items())
