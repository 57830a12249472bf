"""``thaidoc show``: what is known of one letter in the archive."""

from pathlib import Path

import click

from thaidoc.cli.boxes import draw_boxes, page_option
from thaidoc.cli.completing import identities
from thaidoc.cli.options import Settings, archive_option, era_option, ocr_option, verb
from thaidoc.cli.passwords import password_option, passwords
from thaidoc.messages import text as _


@verb(
    "show",
    "thaidoc show 3f9c2a7b",
    "thaidoc show 3f9c --text | less",
    "thaidoc show 3f9c --page 2 --boxes page.png",
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
    import msgspec
    from msgspec import UNSET

    from thaidoc.archive.history import find
    from thaidoc.cli import output
    from thaidoc.cli.standing import plain_standing, print_standing, standings
    from thaidoc.cli.versions import print_versions, versions

    archive = settings.open_archive()
    identity = find(archive, identity)
    if form == "text":
        output.print_text(archive.text(identity))
        return
    record = archive.record(identity)
    if boxes:
        original = archive.original(identity)
        data, name = original.read_bytes(), original.name
        if record.source is not UNSET:
            name = record.source.name
        draw_boxes(settings, data, name, page or 1, boxes, passwords(given))
        return
    if form == "json":
        output.print_json(
            msgspec.to_builtins(record)
            | {
                "versions": versions(settings, archive, identity),
                "standing": plain_standing(standings(settings, archive, [identity]).get(identity)),
            }
        )
        return
    original = archive.original(identity)
    click.echo(f"{record.id}  {output.printable(str(original))}")
    output.print_sheet(settings, record, archive.corrections(identity).values.keys())
    print_standing(settings, standings(settings, archive, [identity]).get(identity))
    print_versions(settings, identity, versions(settings, archive, identity))
