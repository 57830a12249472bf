"""What all verbs share: the settings a person gives, the options that give them, the help page.

Every shared option may stand before the verb or behind it: ``thaidoc --archive DIR search …`` and
``thaidoc search --archive DIR …`` are the same; what stands behind the verb wins.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

if TYPE_CHECKING:
    from thaidoc.archive.store import Archive
    from thaidoc.reading.recognition import Recognition

_Command = TypeVar("_Command", bound=Callable[..., Any])


@dataclass(slots=True)
class Settings:
    """What a person set for this run."""

    archive: Path | None = None
    era: Literal["be", "ce"] = "be"
    color: Literal["auto", "always", "never"] = "auto"
    quiet: bool = False
    debug: bool = False
    ocr: Literal["auto", "always", "never"] = "auto"
    recogniser: Literal["thaidoc", "tesseract"] = "thaidoc"

    def open_archive(self) -> "Archive":
        """The archive that was named, or the one around the current folder.

        :raises NoArchiveError: where there is none.
        """
        from thaidoc.archive.store import Archive

        return Archive.open(self.archive) if self.archive else Archive.find(Path())

    @property
    def recognition(self) -> "Recognition":
        """When pages are read from their pictures, and by whom.

        :raises NoRecogniserError: where that is a program which is not there.
        """
        from thaidoc.reading.recognition import Recognition, demand

        recognition = Recognition(self.ocr, self.recogniser)
        demand(recognition)
        return recognition


class Verb(click.Command):
    """A command whose help page begins with examples."""

    def __init__(self, *args: Any, examples: tuple[str, ...] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.examples = examples
        # a help page shows a verb's own options first
        self.params.sort(key=lambda param: not param.expose_value)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples, usage, text, options."""
        write_examples(formatter, self.examples)
        super().format_help(ctx, formatter)


def write_examples(formatter: click.HelpFormatter, examples: tuple[str, ...]) -> None:
    """The examples that a help page begins with: as typed, never wrapped."""
    with formatter.section("Examples"):
        for example in examples:
            formatter.write(f"  {example}\n")
    formatter.write_paragraph()


def verb(name: str, *examples: str) -> Callable[[Callable[..., Any]], Verb]:
    """Make a function a verb that has the options all verbs have."""

    def decorate(function: Callable[..., Any]) -> Verb:
        command = click.command(name, cls=Verb, examples=examples)(run_options(function))
        assert isinstance(command, Verb)  # noqa: S101 -- tells the type checker what cls= made
        return command

    return decorate


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    """Put an option's value into the settings; one that was not given leaves them alone."""
    settings = ctx.ensure_object(Settings)
    if value is not None and value is not False:
        setattr(settings, str(param.name), value)


def _setting(*names: str, **attributes: Any) -> Callable[[_Command], _Command]:
    return click.option(*names, callback=_keep, expose_value=False, default=None, **attributes)


def _archive(**attributes: Any) -> Callable[[_Command], _Command]:
    return _setting(
        "--archive",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="The archive; else THAIDOC_ARCHIVE, else the one around the current folder.",
        **attributes,
    )


def _era(**attributes: Any) -> Callable[[_Command], _Command]:
    return _setting(
        "--era",
        type=click.Choice(["be", "ce"]),
        help="Show years in the Buddhist (be, the default) or the common era (ce).",
        **attributes,
    )


def _ocr(**attributes: Any) -> Callable[[_Command], _Command]:
    return _setting(
        "--ocr",
        type=click.Choice(["auto", "always", "never"]),
        help="Read pages from their pictures: auto (those without good text, the default), "
        "always (text layers are not believed) or never.",
        **attributes,
    )


def _recogniser(**attributes: Any) -> Callable[[_Command], _Command]:
    return _setting(
        "--recogniser",
        type=click.Choice(["thaidoc", "tesseract"]),
        help="Who reads pictures: thaidoc (its own network, the default) or tesseract (that "
        "program with its data for Thai and English).",
        **attributes,
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
_color = _setting(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    help="Colours: auto (the default) on a terminal only. NO_COLOR is honoured.",
)
_quiet = _setting("-q", "--quiet", is_flag=True, help="No progress and no notes.")
_debug = _setting("--debug", is_flag=True, help="Show where in the program an error arose.")


def run_options(function: _Command) -> _Command:
    """The options that every verb has."""
    return _color(_quiet(_debug(function)))


def group_options(function: _Command) -> _Command:
    """All shared options, for the place before the verb.

    Only these read the environment, so that a variable never beats an option, wherever it stands.
    """
    archive, era = _archive(envvar="THAIDOC_ARCHIVE"), _era(envvar="THAIDOC_ERA")
    ocr = _ocr(envvar="THAIDOC_OCR")
    return archive(era(ocr(_recogniser()(run_options(function)))))
