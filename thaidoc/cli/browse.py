"""``thaidoc browse``: the archive on a whole screen."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thaidoc.cli.completing import query_words
from thaidoc.cli.options import Settings, archive_option, by_option, era_option, verb
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from thaidoc.browse.desk import Desk

#: colours of a background that are light, as terminals number them in COLORFGBG
_LIGHT_GROUNDS = frozenset({"7", "15"})


@verb("browse", "thaidoc browse", "thaidoc browse น้ำท่วม", "thaidoc browse --review")
@click.argument("words", metavar="[QUERY]...", nargs=-1, shell_complete=query_words)
@click.option("--review", is_flag=True, help="Begin with what is in doubt.")
@click.option(
    "--light/--dark",
    default=None,
    help="Colours for this background.  [default: what COLORFGBG says, else dark]",
)
@by_option("decides in a review", "")
@archive_option
@era_option
@click.pass_obj
def command(
    settings: Settings, words: tuple[str, ...], review: bool, light: bool | None, by: str | None
) -> None:
    """Search, read and review letters on a whole screen.

    Letters are found while you type (`thaidoc help query` explains queries); Enter reads one, with
    its fields beside it; g follows what it cites and who cites it. F1 shows every key. Letters that
    were added since are taken into the index first.
    """
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise click.UsageError(_("this needs a terminal; `thaidoc search` does not"))
    from thaidoc.archive.sources import shown_name
    from thaidoc.browse.app import Browse
    from thaidoc.browse.pictures import drawer
    from thaidoc.browse.terminal import forgive
    from thaidoc.cli.freshness import bring_up_first
    from thaidoc.search.update import catch_up

    archive = settings.open_archive()
    bring_up_first(settings, archive)
    if settings.color == "never":
        os.environ["NO_COLOR"] = "1"  # the screen library looks there
    picture = drawer()
    forgive()
    Browse(
        archive,
        desk(settings, by),
        query=shown_name(" ".join(words)),
        review=review,
        light=_is_light() if light is None else light,
        picture=picture,
        bring_up=lambda: catch_up(archive),
    ).run()


def desk(settings: Settings, by: str | None = None) -> "Desk":
    """What the screens are lent: how values are shown here, and how an original is opened."""
    from thaidoc.browse.desk import Desk
    from thaidoc.cli import labels
    from thaidoc.cli.dialog import typed
    from thaidoc.cli.hit_list import whole_letters
    from thaidoc.cli.output import date_text, printable
    from thaidoc.cli.sheet import values_of
    from thaidoc.cli.wrapping import break_offsets, clipped
    from thaidoc.export.formats import Choice

    return Desk(
        printable=printable,
        date_text=lambda iso: date_text(settings, iso),
        values_of=lambda record, key: values_of(record, key, lambda iso: date_text(settings, iso)),
        break_offsets=break_offsets,
        clipped=clipped,
        whole_letters=whole_letters,
        typed=typed,
        labels=labels.COUNTED,
        kinds=labels.KINDS,
        facets=labels.FACETS,
        states=labels.STATES,
        cites=labels.CITES,
        cited=labels.CITED,
        open_original=_opened,
        choice=Choice(era=settings.era),
        by=by,
    )


def _opened(original: Path) -> str:
    """Open a file on this desktop; what was done, or where it lies."""
    from thaidoc.cli.open import desktop_opener, launch

    original = original.resolve()
    opener = desktop_opener()
    if opener is not None:
        launch([*opener, str(original)])
    return str(original)


def _is_light() -> bool:
    """Whether the terminal says that its background is light."""
    return os.environ.get("COLORFGBG", "").rpartition(";")[2] in _LIGHT_GROUNDS
