"""Passwords of locked files: by an option, from a file, or asked on the terminal unseen."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

from thaidoc.messages import text as _

if TYPE_CHECKING:
    from thaidoc.reading.passwords import Passwords

_Command = TypeVar("_Command", bound=Callable[..., Any])
_FROM_FILES = f"{__name__}.from_files"


def password_option(command: _Command) -> _Command:
    """Give a verb ``--password`` and ``--password-file``; both come to it as ``given``."""
    on_the_line = click.option(
        "--password",
        "given",
        multiple=True,
        metavar="TEXT",
        callback=_with_those_of_files,
        help="Opens a locked PDF, or ZIP or 7z member; may be given more than once."
        "  [default: asked on a terminal]",
    )
    in_files = click.option(
        "--password-file",
        type=click.File("r", encoding="utf-8"),
        multiple=True,
        metavar="FILE|-",
        is_eager=True,
        expose_value=False,
        callback=_read,
        help="Passwords from a file, one a line: what is typed on a command line others can see.",
    )
    return on_the_line(in_files(command))


def _read(ctx: click.Context, _param: click.Parameter, files: tuple[TextIO, ...]) -> None:
    ctx.meta[_FROM_FILES] = tuple(line.rstrip("\r\n") for file in files for line in file)


def _with_those_of_files(
    ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]
) -> tuple[str, ...]:
    return (*given, *ctx.meta[_FROM_FILES])


def passwords(
    given: tuple[str, ...],
    paused: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> "Passwords":
    """The passwords given, and a way to ask for more where a person sits at a terminal.

    :param paused: what must stand still while a person types, such as a progress bar.
    """
    from thaidoc.reading.passwords import Passwords

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return Passwords(given)

    def ask(name: str) -> str | None:
        with paused():
            return ask_for(name)

    return Passwords(given, ask)


def ask_for(name: str) -> str | None:
    """The password that a person types for a file, unseen; None for an empty one."""
    from thaidoc.cli.output import printable

    try:
        typed: str = click.prompt(
            _("Password of {name} (empty to leave it)").format(name=printable(name)),
            default="",
            show_default=False,
            hide_input=True,
            err=True,
        )
    except click.Abort as abort:
        raise KeyboardInterrupt from abort
    return typed or None
