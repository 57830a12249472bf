"""An export as a whole: the letters chosen, written in a format, and told about."""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from thaidoc.archive.store import Archive
from thaidoc.errors import ThaidocError
from thaidoc.export.formats import Choice, Format, Sink
from thaidoc.export.letters import Letters, chosen

#: version of what ``thaidoc export --json`` prints
VERSION = 1


class Damaged(Struct, frozen=True, kw_only=True):
    """A letter that could not be read, and why."""

    id: str
    message: str


class ExportReport(Struct, frozen=True, kw_only=True):
    """What was written, and what was not: ``secret`` letters and those that cannot be read."""

    version: int = VERSION
    format: str
    out: str | None
    written: int
    secret: int
    damaged: list[Damaged]


def export(
    archive: Archive,
    form: Format,
    out: Path | Sink,
    *,
    query: str | None = None,
    ids: Collection[str] | None = None,
    choice: Choice | None = None,
    with_secret: bool = False,
) -> ExportReport:
    """Write the letters that a query finds, those that are named, or all of the archive.

    :param form: of :data:`~thaidoc.export.formats.FORMATS`.
    :param out: a file, which is there whole or as it was; or what takes bytes. Where no letter is
        to be written, it is left alone.
    :param query: None is the whole archive, or
    :param ids: just these.
    :raises QueryError: where the query cannot be understood.
    :raises ThaidocError: where the file cannot be written, or what the format needs is missing.
    """
    letters = chosen(archive, query, ids=ids, order=form.order, with_secret=with_secret)
    choice = choice or Choice()
    if not letters.ids:
        pass
    elif isinstance(out, Path):
        with whole(out) as target:
            form.write(letters, target, choice)
    else:
        form.write(letters, out, choice)
    return _report(letters, form, out)


def _report(letters: Letters, form: Format, out: Path | Sink) -> ExportReport:
    damaged = [Damaged(id=one, message=why) for one, why in sorted(letters.damaged.items())]
    return ExportReport(
        format=form.name,
        out=str(out) if isinstance(out, Path) else None,
        written=sum(identity not in letters.damaged for identity in letters.ids),
        secret=len(letters.withheld),
        damaged=damaged,
    )


@contextmanager
def whole(out: Path) -> Iterator[BinaryIO]:
    """A file to write to, put in the place of ``out`` when all of it is there.

    :raises ThaidocError: where it cannot be written.
    """
    try:
        place = out.resolve()
        if place.exists() and not place.is_file():  # a pipe or a device is written to as it is
            with place.open("wb") as target:
                yield target
            return
        staging = place.with_name(f".{place.name}.{os.getpid()}.new")
        try:
            with staging.open("xb") as target:
                yield target
            if place.exists():
                staging.chmod(place.stat().st_mode & 0o777)
            staging.replace(place)
        finally:
            staging.unlink(missing_ok=True)
    except OSError as error:
        raise ThaidocError(
            f"it cannot be written ({error.strerror or error})",
            where=out,
            hint="Look at the folder, its permissions and the space that is left",
        ) from error
