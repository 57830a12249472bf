"""The command ``thaidoc``: finds the verb, runs it, and says what went wrong in a sentence.

A verb is one module of this folder with a ``command``, and one line in :data:`VERBS`; it is
imported when it is used, so that ``thaidoc --help`` starts at once. Exit codes are the command
line's contract with scripts: see :data:`EXIT_CODES`.
"""

import errno
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from thaidoc.archive.durable import FOLDER
from thaidoc.cli.contact import contact
from thaidoc.cli.help_pages import Described
from thaidoc.cli.language import language_of
from thaidoc.cli.options import Settings, group_options, write_examples
from thaidoc.errors import QueryError, ThaidocError
from thaidoc.messages import choose, text

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

#: every verb with its line in ``thaidoc --help``
VERBS: dict[str, str] = {
    "init": "Make an archive in a folder.",
    "add": "Read letters and keep them in the archive.",
    "parse": "Show what is read in one letter, without an archive.",
    "search": "Find letters by what stands in them.",
    "show": "Show what is known of a letter in the archive.",
    "open": "Open the original of a letter.",
    "versions": "Show the forms of one letter, or part two.",
    "refs": "Show what a letter cites and cancels, and who does so to it.",
    "deadlines": "Show by when letters want something done.",
    "stats": "Show what the archive holds by year, agency, kind and quality.",
    "review": "Confirm or correct what was read.",
    "browse": "Search, read and review letters on a whole screen.",
    "reparse": "Read letters again with the present parser.",
    "check": "Check that nothing in the archive is lost or changed.",
    "history": "Show what happened to a letter, or to all of them.",
    "remove": "Take a letter out of the archive for good.",
    "export": "Write letters as a table, a register, citations or metadata.",
    "dump": "Write the whole archive as one BagIt bag.",
    "restore": "Make an archive again from a bag.",
    "upgrade": "Bring an archive of an older thaidoc to the present format.",
    "reindex": "Make the search index again from the documents.",
    "evaluate": "Show how often the parser is right.",
    "schema": "Print the JSON Schema of what --json prints.",
    "config": "Show what is set and where, or set it for good.",
    "completion": "Have the shell complete commands, options and values.",
    "help": "Explain a command, or the query language.",
}
EXAMPLES = (
    "thaidoc init letters",
    "thaidoc add --archive letters ~/Downloads/*.pdf",
    "thaidoc search --archive letters ประชุมคณะกรรมการ",
)
EXIT_CODES: dict[int, str] = {
    0: "done",
    1: "nothing found",
    2: "wrong use",
    3: "some files failed, the rest were done",
    4: "the archive is damaged",
    70: "a fault in thaidoc itself",
    75: "another thaidoc is writing to the archive, try again",
    130: "interrupted",
}


class Verbs(Described, click.Group):
    """The group of all verbs: lists them without importing, imports the one that is used."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run the command line in the language that it asks for."""
        arguments = sys.argv[1:] if args is None else list(args)
        choose(language_of(arguments))
        return super().main(arguments, *rest, **extra)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of :data:`VERBS`."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of this name."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = importlib.import_module(f"thaidoc.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that the arguments begin with; a mistyped one is met with the nearest."""
        if args[0] not in VERBS and not ctx.resilient_parsing:
            import difflib

            near = difflib.get_close_matches(args[0], VERBS, n=1, cutoff=0.5)
            told = text("No such command {name!r}.").format(name=args[0])
            hint = text("Did you mean {name!r}?").format(name=near[0]) if near else ""
            ctx.fail(f"{told} {hint}".rstrip())
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem[str]]":
        """The verbs, and behind a dash the options; none of them is imported for it."""
        from click.shell_completion import CompletionItem

        wanted = ((n, text(told)) for n, told in VERBS.items() if n.startswith(incomplete))
        verbs = [CompletionItem(name, help=told) for name, told in wanted]
        return verbs + click.Command.shell_complete(self, ctx, incomplete)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples, usage, verbs, options, exit codes."""
        write_examples(formatter, EXAMPLES)
        super().format_help(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the verbs."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs with their one line each, from the table."""
        with formatter.section(text("Commands")):
            formatter.write_dl([(name, text(told)) for name, told in VERBS.items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The exit codes, and who helps."""
        with formatter.section(text("Exit codes")):
            formatter.write_dl([(str(code), text(told)) for code, told in EXIT_CODES.items()])
        if support := contact():
            with formatter.section(text("Help and support")):
                formatter.write_text(support)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; whatever it raises becomes a sentence on stderr and an exit code."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except (KeyboardInterrupt, EOFError):
            _say(text("interrupted."))
            ctx.exit(130)
        except Exception as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise  # the reader of our output has gone: click ends quietly
            settings = ctx.ensure_object(Settings)
            ctx.exit(explain(error, debug=settings.debug, archive=settings.archive))


def explain(error: Exception, *, debug: bool, archive: Path | None = None) -> int:
    """Say on stderr what went wrong, in one or two sentences; the exit code for it.

    :param archive: the archive that was named, whose settings may say who helps.
    """
    if debug:
        import traceback

        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    if isinstance(error, ThaidocError):
        from thaidoc.cli.output import told_of

        _say(told_of(error))
        if isinstance(error, QueryError):
            _point_at(error)
        return error.exit_code
    fault = f"{type(error).__name__}: {error}"
    told = text("this is a fault in thaidoc itself ({fault}).").format(fault=fault)
    _say(f"{told} {_asked_for(debug=debug, archive=archive)}".rstrip())
    return 70


def _asked_for(*, debug: bool, archive: Path | None) -> str:
    """What a person is asked to do about a fault of ours."""
    support = contact({"archive": str(archive)} if archive else None)
    if support and debug:
        return text("Please report it to {support}.").format(support=support)
    if support:
        asked = text("Run it again with --debug and report what it says to {support}.")
        return asked.format(support=support)
    return "" if debug else text("Run it again with --debug and report what it says.")


def _say(sentence: str) -> None:
    from thaidoc.cli.output import printable

    click.echo(f"thaidoc: {printable(sentence)}", err=True)


def _point_at(error: QueryError) -> None:
    """The query with a caret under the place; Thai marks above and below take no room."""
    from rich.cells import cell_len

    from thaidoc.cli.output import printable

    before = cell_len(printable(error.query[: error.position]))
    click.echo(f"  {printable(error.query)}\n  {' ' * before}^", err=True)


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if not value or ctx.resilient_parsing:
        return
    from thaidoc.cli.versions_page import lines

    click.echo("\n".join(lines()))
    ctx.exit()


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version of thaidoc and of what it is built on.",
)
@group_options
def thaidoc() -> None:
    """Reads Thai official letters, keeps the originals and finds any of them again."""


def main() -> None:
    """Run the command line; never returns."""
    os.umask(os.umask(0o077) | ~FOLDER & 0o777)  # libraries, too, make files that others cannot see
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal of another encoding must not end the run
            stream.reconfigure(errors="replace")
    if "_THAIDOC_COMPLETE" in os.environ:
        from thaidoc.cli.shells import register

        register()
    thaidoc(prog_name="thaidoc")
