"""What all verbs share: the settings a person gives, the options that give them, the help page.

Every shared option may stand before the verb or behind it: ``thaidoc --archive DIR search …`` and
``thaidoc search --archive DIR …`` are the same; what stands behind the verb wins.
"""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from thaidoc.cli.help_pages import Described
from thaidoc.messages import text

if TYPE_CHECKING:
    from thaidoc.archive.store import Archive
    from thaidoc.reading.recognition import Recognition

_Command = TypeVar("_Command", bound=Callable[..., Any])


@dataclass(slots=True)
class Settings:
    """What a person set for this run; ``given`` names what an option of this run set."""

    archive: Path | None = None
    era: Literal["be", "ce"] = "be"
    lang: Literal["th", "en"] | None = None
    color: Literal["auto", "always", "never"] = "auto"
    quiet: bool = False
    no_pager: bool = False
    debug: bool = False
    ocr: Literal["auto", "always", "never"] = "auto"
    recogniser: Literal["thaidoc", "tesseract"] = "thaidoc"
    given: set[str] = field(default_factory=set)

    def open_archive(self) -> "Archive":
        """The archive that was named, or the one around the current folder.

        :raises NoArchiveError: where there is none.
        """
        from thaidoc.archive.marker import is_older
        from thaidoc.archive.store import Archive

        archive = Archive.open(self.archive) if self.archive else Archive.find(Path())
        if is_older(archive.root):
            from thaidoc.cli.output import note

            older = text("{folder} is of an older format; `thaidoc upgrade` brings it up.")
            note(self, older.format(folder=archive.root))
        return archive

    def archive_folder(self) -> Path:
        """The folder of that archive, which may be of a format that cannot be opened any more.

        :raises NoArchiveError: where there is none.
        """
        from thaidoc.archive.store import Archive
        from thaidoc.cli.resolving import root_around

        return self.archive or root_around(Path()) or Archive.find(Path()).root

    @property
    def recognition(self) -> "Recognition":
        """When pages are read from their pictures, and by whom.

        :raises NoRecogniserError: where that is a program which is not there.
        """
        from thaidoc.reading.recognition import Recognition, demand

        recognition = Recognition(self.ocr, self.recogniser)
        demand(recognition)
        return recognition


class Verb(Described):
    """A command whose help page begins with examples.

    :param reads_settings: whether what is set in the environment and in files is filled in before
        it runs; not for one that has to run whatever stands there.
    :param writes: whether it changes the archive, so that Ctrl-C may have to wait.
    :param paged: whether long output goes through a pager on a terminal; not for one that asks, or
        tells how far it is.
    """

    def __init__(
        self,
        *args: Any,
        examples: tuple[str, ...] = (),
        reads_settings: bool = True,
        writes: bool = False,
        paged: bool = False,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.examples = examples
        self.reads_settings = reads_settings
        self.writes = writes
        self.paged = paged
        # a help page shows a verb's own options first
        self.params.sort(key=lambda param: not param.expose_value)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples, usage, text, options."""
        write_examples(formatter, self.examples)
        super().format_help(ctx, formatter)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was typed; a query that begins like an option is told how it is typed."""
        typed = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            word = next((one for one in typed if one.startswith(error.option_name)), "")
            if word.startswith("--") or not self._takes_query:
                raise
            from thaidoc.cli.output import printable

            hint = text("To leave a word out, quote the whole query, or type it behind --:")
            line = f"  {ctx.command_path} -- {printable(word)}"
            raise click.UsageError(f"{error.format_message()}\n{hint}\n{line}", ctx) from error

    @property
    def _takes_query(self) -> bool:
        arguments = (one for one in self.params if isinstance(one, click.Argument))
        return any("QUERY" in (one.metavar or "") for one in arguments)

    def invoke(self, ctx: click.Context) -> Any:
        """Run it, with what is set elsewhere in place of what was not said."""
        if self.reads_settings:
            from thaidoc.cli.resolving import complete

            complete(ctx, ctx.ensure_object(Settings))
        with self._surroundings(ctx):
            return super().invoke(ctx)

    def _surroundings(self, ctx: click.Context) -> AbstractContextManager[None]:
        """A pager for what is read on a terminal; for what is written, how Ctrl-C ends it."""
        if self.paged and sys.stdout.isatty():
            from thaidoc.cli import pager

            if pager.wanted(ctx):
                return pager.paged()
        if self.writes:
            from thaidoc.archive.interrupts import second_ends_at_once
            from thaidoc.cli.output import note_at_once

            waits = text("finishing what is being written; Ctrl-C again ends at once.")
            return second_ends_at_once(partial(note_at_once, ctx.ensure_object(Settings), waits))
        return nullcontext()


def write_examples(formatter: click.HelpFormatter, examples: tuple[str, ...]) -> None:
    """The examples that a help page begins with: as typed, never wrapped."""
    with formatter.section(text("Examples")):
        for example in examples:
            formatter.write(f"  {example}\n")
    formatter.write_paragraph()


def verb(name: str, *examples: str, **said: bool) -> Callable[[Callable[..., Any]], Verb]:
    """Make a function a verb that has the options all verbs have.

    :param said: what a :class:`Verb` takes: ``reads_settings``, ``writes``, ``paged``.
    """

    def decorate(function: Callable[..., Any]) -> Verb:
        command = click.command(name, cls=Verb, examples=examples, **said)(run_options(function))
        assert isinstance(command, Verb)  # noqa: S101 -- tells the type checker what cls= made
        return command

    return decorate


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    """Put an option's value into the settings; one that was not given leaves them alone."""
    settings = ctx.ensure_object(Settings)
    if value is not None and value is not False:
        setattr(settings, str(param.name), value)
        settings.given.add(str(param.name))


def _setting(*names: str, **attributes: Any) -> Callable[[_Command], _Command]:
    return click.option(*names, callback=_keep, expose_value=False, default=None, **attributes)


def _archive() -> Callable[[_Command], _Command]:
    return _setting(
        "--archive",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="The archive; else THAIDOC_ARCHIVE, else the one around the current folder.",
    )


def _era() -> Callable[[_Command], _Command]:
    return _setting(
        "--era",
        type=click.Choice(["be", "ce"]),
        help="Show years in the Buddhist (be, the default) or the common era (ce).",
    )


def _ocr() -> Callable[[_Command], _Command]:
    return _setting(
        "--ocr",
        type=click.Choice(["auto", "always", "never"]),
        help="Read pages from their pictures: auto (those without good text, the default), "
        "always (text layers are not believed) or never.",
    )


def _recogniser() -> Callable[[_Command], _Command]:
    return _setting(
        "--recogniser",
        type=click.Choice(["thaidoc", "tesseract"]),
        help="Who reads pictures: thaidoc (its own network, the default) or tesseract (that "
        "program with its data for Thai and English).",
    )


def ocr_option(function: _Command) -> _Command:
    """The options of what reads pages from their pictures."""
    return _ocr()(_recogniser()(function))


def by_option(what: str, where: str = ", for the event log") -> Callable[[_Command], _Command]:
    """``--by NAME``: who does ``what``; the name comes as it may be shown and kept."""
    return click.option(
        "--by", callback=_as_shown, help=f"Who {what}{where}.  [default: user@host]"
    )


def _as_shown(_context: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """A name without what would do something to a terminal."""
    if not value:
        return value
    from thaidoc.archive.sources import shown_name

    return shown_name(value)


archive_option = _archive()
era_option = _era()
_lang = _setting(
    "--lang",
    type=click.Choice(["th", "en"]),
    help="Speak Thai (th) or English (en); else the language of the locale.",
)
_color = _setting(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    help="Colours: auto (the default) on a terminal only. NO_COLOR is honoured.",
)
_quiet = _setting("-q", "--quiet", is_flag=True, help="No progress and no notes.")
_no_pager = _setting(
    "--no-pager", is_flag=True, help="Print long output as it is, also on a terminal."
)
_debug = _setting("--debug", is_flag=True, help="Show where in the program an error arose.")


def run_options(function: _Command) -> _Command:
    """The options that every verb has."""
    return _lang(_color(_quiet(_no_pager(_debug(function)))))


def group_options(function: _Command) -> _Command:
    """All shared options, for the place before the verb."""
    return archive_option(era_option(ocr_option(run_options(function))))
