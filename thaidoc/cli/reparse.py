"""``thaidoc reparse``: the present parser over what an older one read."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from thaidoc.cli.completing import query_words
from thaidoc.cli.options import Settings, archive_option, by_option, era_option, ocr_option, verb
from thaidoc.cli.passwords import password_option, passwords
from thaidoc.messages import listed, plural, said
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from thaidoc.archive.reparse import Disagreement, Reparsed
    from thaidoc.archive.store import Archive
    from thaidoc.cli.progress import Bar

_ID = re.compile(r"[0-9a-fA-F]{4,16}")


@verb(
    "reparse",
    "thaidoc reparse --outdated --dry-run",
    "thaidoc reparse --pending",
    "thaidoc reparse 3f9c2a7b",
    "thaidoc reparse วันที่:2562 จาก:กรมที่ดิน",
    writes=True,
)
@click.argument("words", metavar="[ID|QUERY]...", nargs=-1, shell_complete=query_words)
@click.option("--outdated", is_flag=True, help="What another version of parser or reader read.")
@click.option("--pending", is_flag=True, help="What has pages that need OCR or could not be read.")
@click.option("--all", "every", is_flag=True, help="Every letter.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON for each letter.")
@by_option("does it")
@password_option
@ocr_option
@archive_option
@era_option
@click.pass_obj
@click.pass_context
def command(
    context: click.Context,
    settings: Settings,
    words: tuple[str, ...],
    outdated: bool,
    pending: bool,
    every: bool,
    dry_run: bool,
    as_json: bool,
    by: str | None,
    given: tuple[str, ...],
) -> None:
    """Read letters again with the present parser.

    Shows field by field what the parser reads otherwise now. What people confirmed or corrected
    holds; a field of which the parser now reads a third value is pointed at. Words of 4 to 16 hex
    digits are identities, others a query as for `thaidoc search`. A letter that cannot be read any
    more keeps what it has and is named (exit code 3). Interrupted, run it again.
    """
    from thaidoc.cli.freshness import bring_up
    from thaidoc.cli.output import note, print_json_line

    archive = settings.open_archive()
    todo = _chosen(settings, archive, words, outdated=outdated, pending=pending, every=every)
    if not todo:
        note(settings, _("there is no letter to read again."))
        context.exit(1)
    tally = _Tally(len(todo))
    told = print_json_line if as_json else partial(_print, settings)
    try:
        _read(settings, archive, todo, tally, told, dry_run=dry_run, by=by, given=given)
    except KeyboardInterrupt:
        note(
            settings,
            plural(
                "interrupted; {left} letter was not read again.",
                "interrupted; {left} letters were not read again.",
                tally.left,
            ).format(left=tally.left),
        )
        context.exit(130)
    finally:
        if tally.done:
            note(settings, tally.summary(dry_run=dry_run))
        if tally.kept and not dry_run:
            bring_up(settings, archive)
    context.exit(3 if tally.failed else 0)


def _read(
    settings: Settings,
    archive: "Archive",
    todo: list[str],
    tally: "_Tally",
    told: "Callable[[Reparsed], None]",
    *,
    dry_run: bool,
    by: str | None,
    given: tuple[str, ...],
) -> None:
    """Read these again, and count and tell each."""
    from thaidoc.archive.reparse import reparse
    from thaidoc.cli.progress import progress_bar

    with progress_bar(settings) as bar:
        done = reparse(
            archive,
            todo,
            total=len(todo),
            dry_run=dry_run,
            actor=by,
            progress=tally.with_rate(bar) if bar else None,
            passwords=passwords(given, bar.paused if bar else nullcontext),
            recognition=settings.recognition,
        )
        for one in done:
            tally.take(one)
            with bar.paused() if bar else nullcontext():
                told(one)


def _chosen(
    settings: Settings,
    archive: "Archive",
    words: tuple[str, ...],
    *,
    outdated: bool,
    pending: bool,
    every: bool,
) -> list[str]:
    """The identities that are asked for, each once."""
    from thaidoc.archive import outdated as old

    if bool(words) + outdated + pending + every == 0:
        raise click.UsageError(
            _("name letters by ID or QUERY, or say --outdated, --pending or --all")
        )
    if every and (outdated or pending or words):
        raise click.UsageError(_("--all leaves nothing to choose"))
    if every:
        return list(archive.ids())
    wanted: list[Iterable[str]] = [_named(settings, archive, words)] if words else []
    wanted += [old.outdated(archive)] if outdated else []
    wanted += [old.pending(archive)] if pending else []
    return list(dict.fromkeys(identity for some in wanted for identity in some))


def _named(settings: Settings, archive: "Archive", words: tuple[str, ...]) -> Iterator[str]:
    """Identities by their beginnings, or what a query finds."""
    if all(_ID.fullmatch(word) for word in words):
        yield from map(archive.resolve, words)
        return
    import sys

    from thaidoc.archive.sources import shown_name
    from thaidoc.cli.freshness import bring_up
    from thaidoc.search.searcher import search
    from thaidoc.search.update import is_behind

    if is_behind(archive):
        bring_up(settings, archive)
    for hit in search(archive, shown_name(" ".join(words)), sys.maxsize).hits:
        yield hit.id


class _Tally:
    """How far the run is: what changed, what failed, how fast it goes."""

    def __init__(self, total: int):
        self.total = total
        self.done = self.changed = self.failed = self.differing = 0
        self._began = monotonic()

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def kept(self) -> int:
        return self.done - self.failed

    def take(self, one: "Reparsed") -> None:
        """Count a document."""
        self.done += 1
        self.changed += one.outcome == "changed"
        self.failed += one.outcome == "failed"
        self.differing += len(one.disagreements)

    def with_rate(self, bar: "Bar") -> Any:
        """The bar, with letters per second behind the name."""

        def told(done: int, total: int, now: str) -> None:
            rate = done / max(monotonic() - self._began, 0.001)
            bar(done, total, f"{now}  {rate:.1f}/s" if done else now)

        return told

    def summary(self, *, dry_run: bool) -> str:
        """How the run ended, in a sentence."""
        rate = self.done / max(monotonic() - self._began, 0.001)
        read = plural(
            "{count} letter read again ({rate:.1f}/s)",
            "{count} letters read again ({rate:.1f}/s)",
            self.done,
        ).format(count=self.done, rate=rate)
        would = _("{count} would read otherwise") if dry_run else _("{count} read otherwise now")
        parts = [read, would.format(count=self.changed)]
        if self.differing:
            decided = plural(
                "{count} decided field that no parser reads so",
                "{count} decided fields that no parser reads so",
                self.differing,
            )
            parts.append(decided.format(count=self.differing))
        if self.failed:
            parts.append(_("{count} failed").format(count=self.failed))
        return listed(parts)


def _print(settings: Settings, one: "Reparsed") -> None:
    """A document that changed or failed; one that reads the same is only counted."""
    from thaidoc.cli.output import printable

    moved = [d for d in one.disagreements if d.old != d.new]
    if one.outcome == "failed":
        why = _("failed: {reason}").format(reason=said(one.reason or ""))
        click.echo(f"{one.id}  {printable(one.name)}  {printable(why)}")
        return
    if one.outcome == "same" and not moved:
        return
    secret = f"[{one.secrecy}] " if one.secrecy else ""
    click.echo(f"{one.id}  {secret}{printable(one.name)}  {one.before} ⇒ {one.now}")
    decided = {d.key for d in moved}
    for change in one.changes:
        if change.key not in decided:
            _print_change(settings, change.key, change.old, change.new)
    if one.text_changed:
        click.echo(f"  {_('the text was read otherwise')}")
    for disagreement in moved:
        _print_disagreement(settings, disagreement)


def _print_change(settings: Settings, key: str, old: object, new: object) -> None:
    """Old and new value; of lists only the entries that are not in both."""
    if isinstance(old, list) and isinstance(new, list):
        old, new = [one for one in old if one not in new], [one for one in new if one not in old]
    before, now = _shown(settings, key, old), _shown(settings, key, new)
    if before == now:  # the sheet shows too little of them to tell them apart
        before, now = _parts(old, new), _parts(new, old)
    click.echo(f"  {key}: {before} ⇒ {now}")


def _print_disagreement(settings: Settings, found: "Disagreement") -> None:
    held = _shown(settings, found.key, found.decided)
    _print_change(settings, found.key, found.old, found.new)
    told = _("a person decided {value}, which holds; look at it once more").format(value=held)
    click.echo(f"  ! {found.key}: {told}")


def _shown(settings: Settings, key: str, plain: object) -> str:
    """A plain value as the sheet shows it."""
    import msgspec

    from thaidoc.cli.dialog import shown
    from thaidoc.record import Record

    record = msgspec.convert({"id": "", key: plain}, type=Record)
    return shown(settings, record, key) or _("(none)")


def _parts(plain: object, other: object) -> str:
    """A plain value as JSON; of two objects only the parts in which this one differs."""
    import msgspec

    from thaidoc.cli.output import printable

    if isinstance(plain, list) and isinstance(other, list) and len(plain) == len(other):
        return ", ".join(_parts(one, two) for one, two in zip(plain, other, strict=True))
    if isinstance(plain, dict) and isinstance(other, dict):
        plain = {name: part for name, part in plain.items() if part != other.get(name)}
    return printable(msgspec.json.encode(plain).decode())
