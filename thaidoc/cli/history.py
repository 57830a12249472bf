"""``thaidoc history``: what happened to a letter, or in the whole archive."""

from typing import TYPE_CHECKING

import click

from thaidoc.cli.completing import identities
from thaidoc.cli.labels import DETAILS
from thaidoc.cli.options import Settings, archive_option, era_option, verb
from thaidoc.messages import said
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from rich.console import Console

    from thaidoc.archive.history import Told

#: what a Thai reader calls each act
_ACTS = {
    "added": "รับเข้า",
    "refused": "รับเข้าไม่ได้",
    "retried": "รับเข้าได้แล้ว",
    "forgotten": "เลิกติดตาม",
    "reparsed": "อ่านใหม่",
    "corrected": "แก้ไข",
    "linked": "โยงฉบับ",
    "checked": "ตรวจสอบ",
    "acknowledged": "รับทราบ",
    "mended": "ซ่อม",
    "set-aside": "แยกเก็บ",
    "removed": "นำออก",
    "dumped": "สำรอง",
    "restored": "กู้คืน",
    "upgraded": "ปรับรุ่น",
}


@verb(
    "history",
    "thaidoc history 3f9c2a7b",
    "thaidoc history --limit 20",
    "thaidoc history 3f9c --json",
    paged=True,
)
@click.argument("identity", metavar="[ID]", required=False, shell_complete=identities)
@click.option(
    "--limit", type=click.IntRange(0), default=0, help="The latest N events only; 0 shows all."
)
@click.option("--json", "as_json", is_flag=True, help="Print the events as JSON.")
@archive_option
@era_option
@click.pass_obj
@click.pass_context
def command(
    context: click.Context, settings: Settings, identity: str | None, limit: int, as_json: bool
) -> None:
    """Show what happened to a letter, or without ID to all of them.

    One line for each event: when, what, to which letter, by whom; below it what more is known. A
    letter that was removed has a history too. In JSON each event carries what PREMIS calls it.
    """
    from thaidoc.archive.history import history, resolve
    from thaidoc.cli import output

    archive = settings.open_archive()
    whole = resolve(archive, identity) if identity else None
    told = history(archive, whole, limit)
    if as_json:
        output.print_json(told)
    else:
        shown = output.console(settings)
        for event in told:
            _print(settings, shown, event)
    context.exit(0 if told else 1)


def _print(settings: Settings, shown: "Console", event: "Told") -> None:
    from rich.cells import cell_len
    from rich.text import Text

    from thaidoc.cli.output import print_hanging, printable

    act = _ACTS.get(event.act, event.act)
    failed = event.outcome != "success"
    lead = Text(f"{_moment(settings, event.at)}  ")
    lead.append(act, style="bold red" if failed else "bold")
    lead.append(" " * max(1, 10 - cell_len(act)))
    about = f"{event.id or '-':16}  {event.actor}{'  ไม่สำเร็จ' if failed else ''}"
    told = Text(printable(about))
    if event.secrecy:
        told.append(f"  [{event.secrecy}]", style="bold red")
    print_hanging(shown, lead, told)
    for key, value in event.detail.items():
        known = f"{_(DETAILS.get(key, key))}: {said(value)}"
        print_hanging(shown, Text("  "), Text(printable(known), style="dim"))


def _moment(settings: Settings, at: str) -> str:
    """A time as a person reads it: the day in the era that is set, hours as the zone has them."""
    from thaidoc.cli.output import date_text

    day, _, rest = at.partition("T")
    clock, zone = rest[:5], rest[8:]
    try:
        return f"{date_text(settings, day)} {clock} {zone}".rstrip()
    except ValueError:  # written by hand
        return at
