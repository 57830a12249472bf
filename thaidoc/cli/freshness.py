"""The search index brought up to the archive, and what is said about it on stderr."""

from contextlib import suppress
from typing import TYPE_CHECKING

from thaidoc.cli.options import Settings
from thaidoc.cli.output import note, told_of
from thaidoc.cli.progress import counting, progress_bar
from thaidoc.messages import said
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from thaidoc.archive.follower import Follower
    from thaidoc.archive.store import Archive
    from thaidoc.search.update import UpdateReport


def bring_up_first(settings: Settings, archive: "Archive") -> None:
    """Take what is new into the index before it is searched; say so where there is anything."""
    from thaidoc.search.update import is_behind

    if is_behind(archive):
        note(settings, _("taking new letters into the search index …"))
        bring_up(settings, archive)


def bring_up(settings: Settings, archive: "Archive", *, jobs: int = 1) -> None:
    """Take what is new into the index; where that fails, say so, for the old index still serves.

    :param jobs: so many processes cut texts into words.
    """
    from thaidoc.errors import ThaidocError
    from thaidoc.search.update import catch_up

    try:
        with progress_bar(settings) as advance:
            told = (lambda done, total: advance(done, total, "index")) if advance else None
            report = catch_up(archive, told, jobs=jobs)
    except ThaidocError as error:
        note(
            settings,
            _("the newest letters may not be found yet. {error}").format(error=told_of(error)),
        )
    else:
        tell_damaged(settings, report)
    _bring_up_citations(archive)


def make_again(settings: Settings, archive: "Archive") -> "UpdateReport":
    """Make the index anew.

    :raises ArchiveLockedError: where another process is updating it.
    """
    from thaidoc.archive.workers import cores
    from thaidoc.search.update import reindex

    with progress_bar(settings) as advance:
        told = (lambda done, total: advance(done, total, "index")) if advance else None
        report = reindex(archive, told, jobs=cores())
    tell_damaged(settings, report)
    _recognise_again(settings, archive)
    return report


def _recognise_again(settings: Settings, archive: "Archive") -> None:
    """Make anew what the forms of one letter are found by, and who cites whom."""
    from thaidoc.archive.citations import Citations
    from thaidoc.archive.register import Register
    from thaidoc.errors import ThaidocError

    followers: tuple[tuple[type[Follower], str], ...] = (
        (Register, "versions"),
        (Citations, "citations"),
    )
    for follower, name in followers:
        try:
            follower.forget(archive)
            with progress_bar(settings) as advance, follower.opened(archive) as opened:
                opened.catch_up(counting(advance, name))
        except ThaidocError as error:
            note(settings, told_of(error))


def _bring_up_citations(archive: "Archive") -> None:
    """Take in who cites whom, without a word: who asks does so again, and says what fails."""
    from thaidoc.archive.citations import Citations
    from thaidoc.errors import ThaidocError

    with suppress(ThaidocError), Citations.opened(archive) as opened:
        opened.catch_up()


def tell_damaged(settings: Settings, report: "UpdateReport") -> None:
    """Name the documents that could not be taken into the index, or not wholly; and what to do."""
    for _identity, fault in report.failed:
        note(settings, told_of(fault))
    if report.advice:
        note(settings, said(report.advice))
