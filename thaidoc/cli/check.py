"""``thaidoc check``: whether everything in the archive is as it was handed in and left."""

from typing import TYPE_CHECKING

import click

from thaidoc.cli.options import Settings, archive_option, by_option, verb
from thaidoc.messages import listed, plural, said
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from rich.console import Console

    from thaidoc.archive.check import CheckReport
    from thaidoc.archive.findings import Finding
    from thaidoc.archive.store import Archive
    from thaidoc.cli.progress import Bar
    from thaidoc.errors import ThaidocError


def _percent(_context: click.Context, _param: click.Parameter, value: str) -> float:
    """``5%``, ``0.5%`` or ``5``: more than nothing, and not more than all."""
    try:
        share = float(value.strip().removesuffix("%"))
    except ValueError:
        share = 0.0
    if not 0 < share <= 100:
        raise click.BadParameter(_("{value!r} is not a share such as 5%.").format(value=value))
    return share


@verb(
    "check",
    "thaidoc check",
    "thaidoc check --fix",
    "thaidoc check --sample 5% --json",
    writes=True,
)
@click.option("--fix", is_flag=True, help="Mend what can be mended without loss.")
@click.option(
    "--sample",
    metavar="N%",
    callback=_percent,
    default="100%",
    help="Look into this share of the documents only, drawn at random.  [default: all]",
)
@click.option("--seed", type=click.IntRange(0), help="Draw the same sample again.")
@click.option(
    "--acknowledge",
    "reason",
    metavar="REASON",
    help="Say that breaks in the event log were looked at, and what was found out.",
)
@by_option("checks")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@archive_option
@click.pass_obj
@click.pass_context
def command(
    context: click.Context,
    settings: Settings,
    fix: bool,
    sample: float,
    seed: int | None,
    reason: str | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Check that nothing in the archive is lost or changed.

    Every original is compared with its SHA-256, every record, text and correction is read, the
    chain of the event log is followed, and the search index is compared with the documents. What
    is damaged is named (exit code 4); notices are what an interrupted command left, with nothing
    lost. --fix mends what can be mended without loss: a damaged original is never touched, and
    what does not belong is moved to lost+found. A break in the event log cannot be mended: once a
    person has looked, --acknowledge keeps their word in the log, and it is told as a notice.
    """
    from thaidoc.archive.acknowledging import acknowledge
    from thaidoc.archive.sources import shown_name
    from thaidoc.cli import output
    from thaidoc.cli.freshness import bring_up
    from thaidoc.cli.progress import progress_bar

    archive = settings.open_archive()
    if reason is not None:
        acknowledge(archive, shown_name(reason), actor=by)
        bring_up(settings, archive)  # it, too, remembers the log as it was before the break
    with progress_bar(settings) as progress:
        report = _checked(archive, sample, seed, by, progress)
        refused = _mended(archive, report, by, progress) if fix else None
    if fix and not refused:
        bring_up(settings, archive)
    if as_json:
        output.print_json(report)
    else:
        _print(settings, archive, report)
    if refused:
        output.note(
            settings, _("nothing was mended. {refused}").format(refused=output.told_of(refused))
        )
        context.exit(refused.exit_code)
    context.exit(4 if report.damaged else 0)


def _checked(
    archive: "Archive", sample: float, seed: int | None, who: str | None, progress: "Bar | None"
) -> "CheckReport":
    """What the archive, its search index and its citations say of themselves."""
    from thaidoc.archive import citations
    from thaidoc.archive.check import check
    from thaidoc.search import agreement

    return check(
        archive,
        sample=sample,
        seed=seed,
        actor=who,
        beyond=lambda: [*agreement.findings(archive), *citations.findings(archive)],
        progress=progress,
    )


def _mended(
    archive: "Archive", report: "CheckReport", who: str | None, progress: "Bar | None"
) -> "ThaidocError | None":
    """Mend what can be mended; why it is refused, as what was found is told all the same."""
    from thaidoc.archive import citations
    from thaidoc.archive.mending import mend
    from thaidoc.errors import ThaidocError
    from thaidoc.search import agreement

    if not any(found.mendable for found in report.findings):
        return None
    menders = agreement.menders(archive) | citations.menders(archive)
    try:
        mend(archive, report, actor=who, beyond=menders, progress=progress)
    except ThaidocError as error:
        return error
    return None


def _print(settings: Settings, archive: "Archive", report: "CheckReport") -> None:
    from thaidoc.cli.output import console, note

    shown = console(settings)
    for found in report.findings:
        _print_finding(shown, found)
    shown.print(_summary(report), soft_wrap=True)
    if not report.settled:
        note(settings, _("another thaidoc was writing; what that may explain was left out."))
    if not report.logged:
        note(
            settings,
            _("{root}: the event log could not take down this check.").format(root=archive.root),
        )


def _print_finding(shown: "Console", found: "Finding") -> None:
    """Damage or notice, path and code; below it what is wrong and what was or can be done."""
    from rich.text import Text

    from thaidoc.cli.output import print_hanging, printable

    word, style = (_("damage"), "bold red") if found.damage else (_("notice"), "yellow")
    if found.acknowledged:
        word, style = _("notice"), "yellow"
    if found.mended:
        word, style = _("mended"), "green"
    head = Text(printable(f"{found.path}  ")).append(found.code, style="dim")
    print_hanging(shown, Text(f"{word}  ", style=style), head)
    told = said(found.message)
    if found.acknowledged:
        told += _("; acknowledged by {who}").format(who=said(found.acknowledged))
    elif found.mended:
        told += f"; {said(found.mended)}"
    elif found.unmended:
        told += _("; it could not be mended: {why}").format(why=said(found.unmended))
    elif found.mendable:
        told += _("; --fix would mend it")
    print_hanging(shown, Text("  "), Text(printable(told)))


def _summary(report: "CheckReport") -> str:
    checked, every = report.checked, report.documents
    if checked == every:
        done = plural("{count} document", "{count} documents", checked)
    else:
        done = plural("{count} of {every} document", "{count} of {every} documents", every)
    done = done.format(count=checked, every=every)
    if report.seed is not None:
        done += " " + _("(seed {seed})").format(seed=report.seed)
    rate = _("at once")
    if report.seconds:
        rate = _("{count:,.0f} a second").format(count=checked / report.seconds)
    parts = [_("{documents} checked").format(documents=done), rate]
    left = [found for found in report.findings if not found.mended]
    if mended := len(report.findings) - len(left):
        parts.append(
            plural("{count} thing mended", "{count} things mended", mended).format(count=mended)
        )
    damage = sum(found.counts for found in left)
    parts.append(_("{count} damaged").format(count=damage) if damage else _("no damage"))
    if notices := len(left) - damage:
        parts.append(plural("{count} notice", "{count} notices", notices).format(count=notices))
    head = report.head[:16] or _("nothing")
    return f"{listed(parts)} {_('The event log ends in {head}.').format(head=head)}"
