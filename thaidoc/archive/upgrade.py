"""An archive of an older format made one of this: step by step, with what was kept beside it.

Each step's changes are first kept as they were (:mod:`~thaidoc.archive.kept_copy`), then made, then
waited for; the format in ``thaidoc.toml`` grows when all steps to it are done. A crash at any place
leaves the older format, so that running it again does what is left.
"""

import os
from collections.abc import Sequence
from contextlib import nullcontext
from itertools import islice
from pathlib import Path

import msgspec

from thaidoc.archive import durable, events, marker
from thaidoc.archive.kept_copy import KeptCopy
from thaidoc.archive.lock import held
from thaidoc.archive.migrations import MIGRATIONS
from thaidoc.archive.migrations.change import Change, Migration
from thaidoc.archive.store import MARKER, Archive
from thaidoc.errors import ThaidocError

#: version of the report's shape
VERSION = 1
#: changes that are kept, made and waited for at once
_BATCH = 1_000
_EXAMPLES = 3


class StepReport(msgspec.Struct, kw_only=True):
    """What a step changed, or would: how many files and folders, and the first of them."""

    name: str
    about: str
    to: int
    changes: int = 0
    examples: list[str] = []


class UpgradeReport(msgspec.Struct, kw_only=True):
    """What an upgrade did, or would do; ``copy`` is the folder that holds what was, if any."""

    version: int = VERSION
    archive: str
    before: int
    after: int
    dry_run: bool
    copy: str | None = None
    steps: list[StepReport] = []


def upgrade(
    root: Path,
    *,
    actor: str | None = None,
    dry_run: bool = False,
    migrations: Sequence[Migration] = MIGRATIONS,
) -> UpgradeReport:
    """Bring the archive in a folder to the present format; one that has it stays as it is.

    :param dry_run: only tell what would be changed.
    :raises NoArchiveError: where there is no archive, or one of a later format.
    :raises ArchiveLockedError: where another process is writing to it.
    :raises ThaidocError: where something cannot be changed; what was changed is kept, and running
        it again does the rest.
    """
    with nullcontext() if dry_run else held(root):
        before = marker.format_of(root)
        report = UpgradeReport(
            archive=str(root), before=before, after=marker.FORMAT, dry_run=dry_run
        )
        if before == marker.FORMAT:
            return report
        stamp = events.now()[:19].replace(":", "")
        copy = KeptCopy(root, f"format-{before}-{stamp}")
        for number in range(before + 1, marker.FORMAT + 1):
            steps = [one for one in migrations if one.to == number]
            report.steps += [_take(one, root, copy, dry_run=dry_run) for one in steps]
            if not dry_run:
                _finish(root, copy, number, actor, report)
        report.copy = str(copy.folder) if copy.made else None
        return report


def _take(step: Migration, root: Path, copy: KeptCopy, *, dry_run: bool) -> StepReport:
    """Take a step, or only count what it would change."""
    told = StepReport(name=step.name, about=step.about, to=step.to)
    changes = step.changes(root)
    while batch := list(islice(changes, _BATCH)):
        told.changes += len(batch)
        told.examples += [_name(one, root) for one in batch[: _EXAMPLES - len(told.examples)]]
        if not dry_run:
            _make(batch, root, copy)
    return told


def _make(batch: list[Change], root: Path, copy: KeptCopy) -> None:
    """Keep what was, then change it."""
    try:
        copy.keep(batch)
        for change in batch:
            if change.data is not None:
                durable.replace(change.path, change.data)
            if change.mode is not None:
                change.path.chmod(change.mode)
    except OSError as error:
        raise ThaidocError(
            f"it cannot be upgraded ({error.strerror or error})",
            where=error.filename or root,
            hint="Nothing is lost; the archive's owner can run it again, and it goes on from there",
        ) from error


def _finish(
    root: Path, copy: KeptCopy, number: int, actor: str | None, report: UpgradeReport
) -> None:
    """Wait until all is on the disk, log it, and let the archive be of this format."""
    if hasattr(os, "sync"):
        os.sync()  # rights are waited for all at once: one by one takes hours in a large archive
    steps = [one for one in report.steps if one.to == number]
    detail = {one.name: str(one.changes) for one in steps}
    detail |= {"from": str(number - 1), "to": str(number), "copy": copy.folder.name}
    told = events.Event(
        at=events.now(), act="upgraded", id=None, actor=actor or events.actor(), detail=detail
    )
    try:
        events.append(Archive(root).events, [told])
    except OSError as error:
        raise ThaidocError(
            f"the event log cannot be written ({error.strerror})",
            where=Archive(root).events,
            hint="Run it again when that is mended",
        ) from error
    _make([Change(root / MARKER, data=marker.with_format(root, number))], root, copy)


def _name(change: Change, root: Path) -> str:
    return change.path.relative_to(root).as_posix()
