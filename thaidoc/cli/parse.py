"""``thaidoc parse``: what is read in one file, without an archive."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thaidoc.cli.boxes import draw_boxes, page_option, read_shown
from thaidoc.cli.options import Settings, era_option, ocr_option, verb
from thaidoc.cli.passwords import password_option, passwords
from thaidoc.cli.sources import standard_input
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from thaidoc.reading.document import Document
    from thaidoc.reading.passwords import Passwords


@verb(
    "parse",
    "thaidoc parse letter.pdf",
    "thaidoc parse --json letter.pdf | jq .subject",
    "thaidoc parse --json letters.zip | jq -r .subject",
    "thaidoc parse --explain letter.pdf",
    "thaidoc parse --page 2 --boxes page.png letter.pdf",
    "curl -s https://example.go.th/letter.pdf | thaidoc parse -",
)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "form", flag_value="json", help="Print the record as JSON.")
@click.option(
    "--text", "form", flag_value="text", help="Print the repaired text, a form feed between pages."
)
@click.option(
    "--explain",
    is_flag=True,
    help="Show which rules of repair touched which line instead; with --json as an object.",
)
@click.option("--name", help="What to call the bytes of standard input.  [default: stdin]")
@page_option
@password_option
@ocr_option
@era_option
@click.pass_obj
def command(
    settings: Settings,
    file: Path,
    form: str | None,
    explain: bool,
    name: str | None,
    page: int | None,
    boxes: Path | None,
    given: tuple[str, ...],
) -> None:
    """Show what is read in one letter, without an archive.

    FILE may be a PDF, a Word document or any other format that thaidoc reads; - is standard
    input. Each field is shown with the page and lines it was read from and how sure the reading is;
    at the end stands what a person should look at.

    Of a file that holds others (ZIP, 7z, tar, a mail with attachments) every letter in it is
    shown: a sheet for each, with --json one record on each line. What cannot be read is named on
    standard error, and the exit code is 3.

    --boxes draws a page instead, with each line in the colour of its zone and each value in a
    frame, red where it is in doubt.
    """
    if (page or boxes) and (form or explain or not boxes):
        raise click.UsageError(_("--page goes with --boxes OUT.png, and that with none of --json,"
                               " --text and --explain"))  # fmt: skip
    if explain and form == "text":
        raise click.UsageError(_("--explain goes with --json, not with --text"))
    from thaidoc.reading.child.confined import expect, holds_files
    from thaidoc.reading.limits import current

    data, shown, where = _given(file, name)
    keys = passwords(given)
    expect(data)
    show = _shower(settings, form, explain=explain)
    if boxes:
        draw_boxes(settings, data, shown, page or 1, boxes, keys, where=where)
        return
    if len(data) <= current().bytes and holds_files(data, shown, where=where):
        _show_members(settings, data, shown, form, keys, explain=explain)
        return
    show(read_shown(settings, data, shown, keys, where=where))


def _given(file: Path, name: str | None) -> tuple[bytes, str, Path | None]:
    """The bytes, what to call them, and the file's place where they have one."""
    from thaidoc.archive.sources import shown_name
    from thaidoc.reading import load

    if str(file) == "-":
        received = standard_input(name)
        return received.data, received.name, None
    return load(file), shown_name(file.name), file


def _shower(settings: Settings, form: str | None, *, explain: bool) -> Callable[["Document"], None]:
    """What shows a document in this form.

    The parser is loaded here where it is needed: that takes as long as the start of a process.
    """
    from thaidoc.cli import output

    if explain:
        from thaidoc.cli.explanation import print_explained

        return lambda document: print_explained(settings, document, form)
    if form == "text":
        return lambda document: output.print_text(document.text)
    from thaidoc.parsing.parser import parse

    if form == "json":
        return lambda document: output.print_json(parse(document))
    return lambda document: output.print_sheet(settings, parse(document))


def _show_members(
    settings: Settings,
    data: bytes,
    name: str,
    form: str | None,
    keys: "Passwords",
    *,
    explain: bool,
) -> None:
    """Show every letter in a bundle; what cannot be read is told, and the rest goes on."""
    from thaidoc.cli import main, output
    from thaidoc.cli.explanation import print_explained
    from thaidoc.errors import ThaidocError
    from thaidoc.parsing.parser import parse
    from thaidoc.reading.child.confined import members_confined

    code = shown = 0
    for member in members_confined(data, name, passwords=keys):
        try:
            if member.fault:
                raise member.fault
            document = read_shown(settings, member.data, member.name, keys)
        except ThaidocError as fault:
            code = main.explain(fault, debug=settings.debug)
            continue
        if explain:
            print_explained(settings, document, form, one_line=True)
        elif form == "json":
            output.print_json_line(parse(document))
        elif form == "text":
            output.print_text("\f" * (shown > 0) + document.text)
        else:
            click.echo("\n" * (shown > 0), nl=False)
            output.print_sheet(settings, parse(document))
        shown += 1
    click.get_current_context().exit(code)
