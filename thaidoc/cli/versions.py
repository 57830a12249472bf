"""``thaidoc versions``: the forms of one letter, and a person's word that two are not one."""

from typing import TYPE_CHECKING

import click

from thaidoc.cli.completing import identities
from thaidoc.cli.options import Settings, archive_option, by_option, verb
from thaidoc.cli.output import console, note, print_hanging, printable, told_of
from thaidoc.cli.progress import progress_bar
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from thaidoc.archive.store import Archive
    from thaidoc.archive.versions import Version

_LABEL = "รูปแบบ"
_THIS, _BEST = "ฉบับที่แสดง", "อ่านได้ดีที่สุด"


@verb(
    "versions",
    "thaidoc versions 3f9c2a7b",
    "thaidoc versions 3f9c2a7b --part 77df382c",
    "thaidoc versions 3f9c2a7b --reopen 77df382c",
    paged=True,
)
@click.argument("identity", metavar="ID", shell_complete=identities)
@click.option(
    "--part",
    "parted",
    metavar="ID",
    shell_complete=identities,
    help="This is not the same letter, and never is.",
)
@click.option(
    "--reopen",
    "reopened",
    metavar="ID",
    shell_complete=identities,
    help="Take that back: compare them again.",
)
@by_option("says so")
@click.option("--json", "as_json", is_flag=True, help="Print the forms as JSON.")
@archive_option
@click.pass_obj
@click.pass_context
def command(
    context: click.Context,
    settings: Settings,
    identity: str,
    parted: str | None,
    reopened: str | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Show the forms of one letter, the best to read first.

    A scan, its DOCX and a print of it are documents of their own that know each other. Where two
    are taken for one letter and are not, --part keeps that in the event log, for good and over
    whatever they have in common. Exit code 1 says that there is no other form.
    """
    from thaidoc.archive.history import find
    from thaidoc.cli.output import note, print_json

    archive = settings.open_archive()
    identity = find(archive, identity)
    if parted and reopened:
        raise click.UsageError(_("say --part or --reopen, one at a time"))
    for other, decide in ((parted, _part), (reopened, _reopen)):
        if other:
            decide(archive, identity, find(archive, other), by)
    found = versions(settings, archive, identity)
    if as_json:
        print_json({"version": 1, "id": identity, "versions": found})
    else:
        print_versions(settings, identity, found)
    if not found:
        note(settings, _("{identity} is the only form of its letter.").format(identity=identity))
    context.exit(0 if found or parted or reopened else 1)


def _part(archive: "Archive", one: str, other: str, by: str | None) -> None:
    from thaidoc.archive.versions import part

    with archive.writing():
        part(archive, one, other, by=_who(by))


def _reopen(archive: "Archive", one: str, other: str, by: str | None) -> None:
    from thaidoc.archive.versions import reopen

    with archive.writing():
        reopen(archive, one, other, by=_who(by))


def _who(by: str | None) -> str:
    from thaidoc.archive import events

    return by or events.actor()


def versions(settings: Settings, archive: "Archive", identity: str) -> "list[Version]":
    """The forms of a document's letter; none, with a note, where they cannot be told now."""
    from thaidoc.archive.register import opened
    from thaidoc.archive.versions import versions_of
    from thaidoc.errors import ThaidocError

    try:
        with opened(archive) as register:
            with progress_bar(settings) as advance:
                register.catch_up(
                    (lambda done, total: advance(done, total, "versions")) if advance else None
                )
            return versions_of(register, identity)
    except ThaidocError as error:
        note(settings, told_of(error))
        return []


def print_versions(settings: Settings, identity: str, found: "list[Version]") -> None:
    """A line for each form: identity, type, pages, quality, file; this one and the best marked."""
    from rich.text import Text

    shown = console(settings)
    for version in found:
        parts = [version.media_type or "", f"{version.pages} หน้า" if version.pages else ""]
        parts += [f"คุณภาพ {version.quality:.0%}", "OCR" if version.ocr else "", version.name or ""]
        parts += [_BEST if version.best else "", _THIS if version.id == identity else ""]
        told = Text(printable(f"{version.id}  {' · '.join(filter(None, parts))}"))
        if version.secrecy:
            told.append(f"  [{version.secrecy}]", style="bold red")
        print_hanging(shown, Text(f"{_LABEL}  ", style="bold"), told)
