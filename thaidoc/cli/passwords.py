"""Passwords of locked files: by an option, or asked on the terminal without showing them."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from thaidoc.reading.passwords import Passwords

password_option = click.option(
    "--password",
    "given",
    multiple=True,
    metavar="TEXT",
    help="Opens a locked PDF, or ZIP or 7z member; may be given more than once."
    "  [default: asked on a terminal]",
)


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
            f"Password of {printable(name)} (empty to leave it)",
            default="",
            show_default=False,
            hide_input=True,
            err=True,
        )
    except click.Abort as abort:
        raise KeyboardInterrupt from abort
    return typed or None
