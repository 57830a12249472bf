"""``thaidoc parse``: what is read in one file, without an archive."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from thaidoc.cli.options import Settings, era_option, verb


@verb(
    "parse",
    "thaidoc parse letter.pdf",
    "thaidoc parse --json letter.pdf | jq .subject",
    "curl -s https://example.go.th/letter.pdf | thaidoc parse -",
)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "form", flag_value="json", help="Print the record as JSON.")
@click.option(
    "--text", "form", flag_value="text", help="Print the repaired text, a form feed between pages."
)
@click.option("--name", help="What to call the bytes of standard input.  [default: stdin]")
@era_option
@click.pass_obj
def command(settings: Settings, file: Path, form: str | None, name: str | None) -> None:
    """Show what is read in one letter, without an archive.

    FILE may be a PDF, a Word document or any other format that thaidoc reads; - is standard
    input. Each field is shown with the page and lines it was read from and how sure the reading is;
    at the end stands what a person should look at.
    """
    from thaidoc.archive.sources import shown_name
    from thaidoc.cli import output
    from thaidoc.reading import read, read_bytes

    if str(file) == "-":
        data = sys.stdin.buffer.read()
        document = read_bytes(data, shown_name(name or "stdin"))
    else:
        document = replace(read(file), name=shown_name(file.name))
    if form == "text":
        output.print_text(document.text)
        return
    from thaidoc.parsing.parser import parse

    record = parse(document)
    if form == "json":
        output.print_json(record)
    else:
        output.print_sheet(settings, record)
