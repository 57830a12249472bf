"""The search index brought up to the archive, and what is said about it on stderr."""

from contextlib import nullcontext
from typing import TYPE_CHECKING

from thaidoc.cli.options import Settings
from thaidoc.cli.output import note
from thaidoc.cli.progress import progress_bar

if TYPE_CHECKING:
    from thaidoc.archive.store import Archive
    from thaidoc.search.update import UpdateReport


def bring_up(
    settings: Settings, archive: "Archive", *, jobs: int = 1, quietly: bool = False
) -> None:
    """Take what is new into the index; where that fails, say so, for the old index still serves.

    :param jobs: so many processes cut texts into words.
    :param quietly: without a bar, since another one is shown.
    """
    from thaidoc.errors import ThaidocError
    from thaidoc.search.update import catch_up

    try:
        with nullcontext() if quietly else progress_bar(settings) as advance:
            told = (lambda done, total: advance(done, total, "index")) if advance else None
            report = catch_up(archive, told, jobs=jobs)
    except ThaidocError as error:
        note(settings, f"the newest letters may not be found yet. {error}")
    else:
        tell_damaged(settings, report)


def make_again(settings: Settings, archive: "Archive") -> "UpdateReport":
    """Make the index anew.

    :raises ArchiveLockedError: where another process is updating it.
    """
    from thaidoc.search.update import reindex

    with progress_bar(settings) as advance:
        report = reindex(
            archive, (lambda done, total: advance(done, total, "index")) if advance else None
        )
    tell_damaged(settings, report)
    _recognise_again(settings, archive)
    return report


def _recognise_again(settings: Settings, archive: "Archive") -> None:
    """Make anew what the forms of one letter are found by."""
    from thaidoc.archive import register
    from thaidoc.errors import ThaidocError

    register.forget(archive)
    try:
        with progress_bar(settings) as advance, register.opened(archive) as opened:
            opened.catch_up(
                (lambda done, total: advance(done, total, "versions")) if advance else None
            )
    except ThaidocError as error:
        note(settings, str(error))


def tell_damaged(settings: Settings, report: "UpdateReport") -> None:
    """Name the documents that could not be taken into the index, or not wholly."""
    for _identity, fault in report.failed:
        note(settings, str(fault))
