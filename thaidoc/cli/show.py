"""``thaidoc show``: what is known of one letter in the archive."""

import click

from thaidoc.cli.options import Settings, archive_option, era_option, verb


@verb("show", "thaidoc show 3f9c2a7b", "thaidoc show 3f9c --text | less")
@click.argument("identity", metavar="ID")
@click.option("--json", "form", flag_value="json", help="Print the record as JSON.")
@click.option(
    "--text", "form", flag_value="text", help="Print the repaired text, a form feed between pages."
)
@archive_option
@era_option
@click.pass_obj
def command(settings: Settings, identity: str, form: str | None) -> None:
    """Show what is known of a letter in the archive.

    ID is the beginning of a letter's identity, 4 digits or more, as `thaidoc search` shows it. A
    field that a person confirmed or corrected is marked คน instead of a percentage. Where the
    archive has the same letter in other forms (a scan, its DOCX, a print) they are listed, the best
    to read first.
    """
    import msgspec

    from thaidoc.archive.history import find
    from thaidoc.cli import output
    from thaidoc.cli.versions import print_versions, versions

    archive = settings.open_archive()
    identity = find(archive, identity)
    if form == "text":
        output.print_text(archive.text(identity))
        return
    record = archive.record(identity)
    if form == "json":
        output.print_json(
            msgspec.to_builtins(record) | {"versions": versions(settings, archive, identity)}
        )
        return
    original = archive.original(identity)
    click.echo(f"{record.id}  {output.printable(str(original))}")
    output.print_sheet(settings, record, archive.corrections(identity).values.keys())
    print_versions(settings, identity, versions(settings, archive, identity))
