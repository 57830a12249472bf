"""``thaidoc show``: what is known of one letter in the archive."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from thaidoc.cli.boxes import draw_boxes, page_option
from thaidoc.cli.completing import identities
from thaidoc.cli.options import Settings, archive_option, era_option, ocr_option, verb
from thaidoc.cli.passwords import password_option, passwords
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from thaidoc.archive.store import Archive


@verb(
    "show",
    "thaidoc show 3f9c2a7b",
    "thaidoc show 3f9c --text | less",
    "thaidoc show 3f9c --page 2 --boxes page.png",
    paged=True,
)
@click.argument("identity", metavar="ID", shell_complete=identities)
@click.option("--json", "form", flag_value="json", help="Print the record as JSON.")
@click.option(
    "--text", "form", flag_value="text", help="Print the repaired text, a form feed between pages."
)
@page_option
@password_option
@ocr_option
@archive_option
@era_option
@click.pass_obj
def command(
    settings: Settings,
    identity: str,
    form: str | None,
    page: int | None,
    boxes: Path | None,
    given: tuple[str, ...],
) -> None:
    """Show what is known of a letter in the archive.

    ID is the beginning of a letter's identity, 4 digits or more, as `thaidoc search` shows it. A
    field that a person confirmed or corrected is marked คน instead of a percentage. Where the
    archive has the same letter in other forms (a scan, its DOCX, a print) they are listed, the best
    to read first. Below stands what became of it, as far as this archive knows: whether another
    letter cancelled or amended it, with the sentence that says so.

    --boxes reads the original afresh and draws one of its pages, with each line in the colour of
    its zone and each value in a frame, red where it is in doubt.
    """
    if (page or boxes) and (form or not boxes):
        raise click.UsageError(_("--page goes with --boxes OUT.png, and that with neither --json"
                               " nor --text"))  # fmt: skip
    from thaidoc.archive.history import find

    archive = settings.open_archive()
    identity = find(archive, identity)
    if form == "text":
        from thaidoc.cli.output import print_text

        print_text(archive.text(identity))
    elif boxes:
        _draw(settings, archive, identity, page or 1, boxes, given)
    elif form == "json":
        _print_json(settings, archive, identity)
    else:
        _print(settings, archive, identity)


def _draw(
    settings: Settings,
    archive: "Archive",
    identity: str,
    page: int,
    out: Path,
    given: tuple[str, ...],
) -> None:
    """Draw a page of the original, under the name that it was received by."""
    from msgspec import UNSET

    source = archive.record(identity).source
    original = archive.original(identity)
    name = original.name if source is UNSET else source.name
    draw_boxes(settings, original.read_bytes(), name, page, out, passwords(given))


def _print_json(settings: Settings, archive: "Archive", identity: str) -> None:
    import msgspec

    from thaidoc.cli.output import print_json
    from thaidoc.cli.standing import plain_standing, standings
    from thaidoc.cli.versions import versions

    print_json(
        msgspec.to_builtins(archive.record(identity))
        | {
            "versions": versions(settings, archive, identity),
            "standing": plain_standing(standings(settings, archive, [identity]).get(identity)),
        }
    )


def _print(settings: Settings, archive: "Archive", identity: str) -> None:
    from thaidoc.cli import output
    from thaidoc.cli.standing import print_standing, standings
    from thaidoc.cli.versions import print_versions, versions

    record = archive.record(identity)
    click.echo(f"{record.id}  {output.printable(str(archive.original(identity)))}")
    output.print_sheet(settings, record, archive.corrections(identity).values.keys())
    print_standing(settings, standings(settings, archive, [identity]).get(identity))
    print_versions(settings, identity, versions(settings, archive, identity))
