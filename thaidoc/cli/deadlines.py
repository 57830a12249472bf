"""``thaidoc deadlines``: by when letters want something done, as a list or a calendar file."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from thaidoc.cli.options import Settings, archive_option, era_option, verb
from thaidoc.messages import plural
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from thaidoc.archive.citations import Due
    from thaidoc.archive.standing import Standing
    from thaidoc.archive.store import Archive

#: what stands where a letter gives no date
_UNDATED = "ไม่ระบุวัน"


def _day(end: bool) -> Any:
    """Reads a day, a month or a year as its first or last day; ``today`` and ``วันนี้`` too."""

    def read(_context: click.Context, _param: click.Parameter, value: str | None) -> date | None:
        if value is None:
            return None
        if value.strip().casefold() in ("today", "วันนี้"):
            return date.today()
        from thaidoc.thai.calendar import parse_period

        days = parse_period(value)
        if days is None:
            raise click.BadParameter(
                _("{value!r} is not a date such as 14 มิ.ย. 2562 or 2562-06.").format(value=value)
            )
        return days.last if end else days.first

    return read


@verb(
    "deadlines",
    "thaidoc deadlines --from วันนี้",
    "thaidoc deadlines --from 2567-01 --to 2567-06",
    "thaidoc deadlines --from today --ics deadlines.ics",
    paged=True,
)
@click.option("--from", "first", metavar="DAY", callback=_day(end=False), help="From this day on.")
@click.option("--to", "last", metavar="DAY", callback=_day(end=True), help="Up to this day.")
@click.option("--json", "as_json", is_flag=True, help="Print the deadlines as JSON.")
@click.option(
    "--ics",
    type=click.Path(dir_okay=False, writable=True, allow_dash=True, path_type=Path),
    metavar="FILE",
    help="Write them as an iCalendar file; - is standard output.",
)
@click.option(
    "--with-secret", is_flag=True, help="Put secret letters (ลับ and above) into the file."
)
@archive_option
@era_option
@click.pass_obj
@click.pass_context
def command(
    context: click.Context,
    settings: Settings,
    first: date | None,
    last: date | None,
    as_json: bool,
    ics: Path | None,
    with_secret: bool,
) -> None:
    """Show by when letters want something done, by date.

    Dates are typed as in a query: 14 มิ.ย. 2562, 2562-06, 2567. A letter that says no day (within
    30 days of receipt) stands at the end, and in no calendar. What others cancelled or amended is
    told with the sentence that says so. Secret letters are marked; they are left out of a calendar
    file, and counted, unless --with-secret. Exit code 1 says that there is no deadline.
    """
    if ics and as_json:
        raise click.UsageError(_("say --json or --ics, one at a time"))
    if with_secret and not ics:
        raise click.UsageError(
            _("--with-secret goes with --ics: a list shows secret letters, marked")
        )
    from thaidoc.archive.deadlines import deadlines
    from thaidoc.archive.refs import resolving
    from thaidoc.archive.standing import standing_of
    from thaidoc.cli.progress import counting, progress_bar

    archive = settings.open_archive()
    with (
        progress_bar(settings) as bar,
        resolving(archive, counting(bar, "citations")) as resolver,
    ):
        found = deadlines(resolver, first, last)
        states = {} if ics else {d.letter.key: standing_of(resolver, d.letter) for d in found}
    if ics:
        _write(settings, archive, found, ics, with_secret=with_secret)
    elif as_json:
        _print_json(found, states)
    else:
        _print(settings, found, states)
    context.exit(0 if found else 1)


def _write(
    settings: Settings, archive: "Archive", found: "list[Due]", target: Path, *, with_secret: bool
) -> None:
    """Write the calendar file, and say what is not in it."""
    from thaidoc.archive.deadlines import calendar_file, changes
    from thaidoc.cli.output import note
    from thaidoc.errors import ThaidocError

    dated = [due for due in found if due.iso]
    told = [due for due in dated if with_secret or not due.letter.secrecy]
    data = calendar_file(told, changes(archive))
    if str(target) == "-":
        click.echo(data, nl=False)
    else:
        try:
            target.write_bytes(data)
        except OSError as error:
            raise ThaidocError(
                f"it cannot be written ({error.strerror})",
                where=target,
                hint="Look at the permissions and the space that is left",
            ) from error
    note(
        settings,
        plural(
            "{told} deadline written to {target}.",
            "{told} deadlines written to {target}.",
            len(told),
        ).format(told=len(told), target=target),
    )
    if secret := len(dated) - len(told):
        note(
            settings,
            plural(
                "{secret} of a secret letter was left out; --with-secret has it in it.",
                "{secret} of secret letters were left out; --with-secret has them in it.",
                secret,
            ).format(secret=secret),
        )
    if undated := len(found) - len(dated):
        note(
            settings,
            plural(
                "{undated} that gives no day was left out.",
                "{undated} that give no day were left out.",
                undated,
            ).format(undated=undated),
        )


def _print_json(found: "list[Due]", states: "dict[tuple[str, int], Standing]") -> None:
    from thaidoc.cli.output import print_json
    from thaidoc.cli.standing import plain_letter, plain_standing

    rows = [
        {
            "iso": due.iso,
            "raw": due.raw,
            "letter": plain_letter(due.letter),
            "standing": plain_standing(states[due.letter.key]),
        }
        for due in found
    ]
    print_json({"version": 1, "deadlines": rows})


def _print(
    settings: Settings, found: "list[Due]", states: "dict[tuple[str, int], Standing]"
) -> None:
    from rich.cells import cell_len
    from rich.text import Text

    from thaidoc.cli.output import console, date_text, note, print_hanging, printable
    from thaidoc.cli.standing import letter_text, print_acts

    shown = console(settings)
    days = [date_text(settings, due.iso) if due.iso else _UNDATED for due in found]
    room = max(map(cell_len, days), default=0)
    for day, due in zip(days, found, strict=True):
        lead = Text(day + " " * (room - cell_len(day) + 2), style="bold")
        print_hanging(shown, lead, letter_text(settings, due.letter))
        indent = Text(" " * (room + 2))
        if due.letter.subject:
            print_hanging(shown, indent, Text(printable(f"เรื่อง {due.letter.subject}")))
        print_hanging(shown, indent, Text(printable(due.raw), style="dim"))
        print_acts(settings, shown, states[due.letter.key], " " * (room + 2))
    if not found:
        note(settings, _("no letter here gives a deadline then"))
