"""Which files the arguments of ``thaidoc add`` mean: names, patterns, lists of names, bytes."""

import glob
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thaidoc.messages import text

if TYPE_CHECKING:
    from thaidoc.archive.sources import Received


def given_sources(
    given: tuple[Path, ...], lists: tuple[str, ...], name: str | None, *, nul: bool
) -> "Iterator[Path | Received]":
    """The files that were named, in this order.

    :param given: names of files and folders, patterns that no shell has opened, ``-``.
    :param lists: files that hold names, one on a line; ``-`` is standard input.
    :param name: what to call the bytes of standard input.
    :param nul: names in lists end with a NUL byte, as ``find -print0`` writes them.
    """
    for one in given:
        if str(one) == "-":
            yield standard_input(name)
        else:
            yield from _matching(one)
    for path in lists:
        yield from _listed(path, nul=nul)


def standard_input(name: str | None) -> "Received":
    """The bytes of standard input, called ``name``, or ``stdin`` without one."""
    from thaidoc.archive.sources import Received, shown_name
    from thaidoc.reading.limits import current

    if sys.stdin.isatty():
        told = text("what you type is read as a letter; Ctrl-D on an empty line ends it.")
        click.echo(f"thaidoc: {told}", err=True)
    data = sys.stdin.buffer.read(current().bytes + 1)  # one byte too many is refused, not kept
    return Received(shown_name(name or "stdin"), data)


def _matching(path: Path) -> list[Path]:
    """The files that a pattern stands for; itself where it is a file's name, or matches none."""
    if not glob.has_magic(str(path)) or path.exists():
        return [path]
    found = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207 -- of any root
    return [Path(one) for one in found] or [path]


def _listed(path: str, *, nul: bool) -> Iterator[Path]:
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise click.BadParameter(
            f"{path}: {error.strerror}", param_hint="'--files-from'"
        ) from error
    lines = data.split(b"\0") if nul else data.splitlines()
    for line in lines:
        if line.strip():
            yield Path(os.fsdecode(line))
