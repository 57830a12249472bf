"""``thaidoc review``: what people decide about the letters in the archive."""

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

import click

from thaidoc.cli.completing import identities
from thaidoc.cli.labels import COUNTED, DECIDED
from thaidoc.cli.options import Settings, archive_option, by_option, era_option, verb
from thaidoc.messages import plural
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from thaidoc.archive.review import Decisions, Doubtful
    from thaidoc.archive.store import Archive

#: documents that --list shows people where nothing else is asked for
_LISTED = 20
_KEYS = {label: key for key, label in COUNTED.items()}


@verb(
    "review",
    "thaidoc review",
    "thaidoc review 3f9c2a7b --set 'date=๑๔ มิ.ย. ๒๕๖๒' --set 'reference=มท 0810.3/ว 123'",
    "thaidoc review 3f9c2a7b --confirm subject --set secrecy=null",
    "thaidoc review --list --json",
    writes=True,
)
@click.argument("identity", metavar="[ID]", required=False, shell_complete=identities)
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="KEY=VALUE",
    help="The right value of a field, as a letter writes it; null: none. A list: once a line.",
)
@click.option("--confirm", multiple=True, metavar="KEY", help="The value is right as it stands.")
@click.option("--doubtful", multiple=True, metavar="KEY", help="A person looked and cannot tell.")
@click.option("--unset", multiple=True, metavar="KEY", help="Let the parser's value hold again.")
@click.option("--undo", is_flag=True, help="Take back what was decided last about the letter.")
@click.option("--all", "every", is_flag=True, help="Ask for every field of ID, in doubt or not.")
@click.option("--list", "listed", is_flag=True, help="Print the doubtful letters, and ask nothing.")
@click.option("-n", "--limit", type=click.IntRange(min=1), metavar="N", help="Take only so many.")
@click.option("--json", "as_json", is_flag=True, help="Print the list or what was decided as JSON.")
@by_option("decides", "")
@archive_option
@era_option
@click.pass_obj
@click.pass_context
def command(
    context: click.Context,
    settings: Settings,
    identity: str | None,
    given: tuple[str, ...],
    confirm: tuple[str, ...],
    doubtful: tuple[str, ...],
    unset: tuple[str, ...],
    undo: bool,
    every: bool,
    listed: bool,
    limit: int | None,
    as_json: bool,
    by: str | None,
) -> None:
    """Confirm or correct what was read.

    Walks the doubtful letters, most doubtful first, and asks for each doubtful field: Enter
    confirms, what is typed corrects, ? helps. Every answer is kept at once. With --set and its
    kin a script decides, all or nothing. What a person decided wins over every later parse and is
    gold for `thaidoc evaluate`. docs/review.md has more.
    """
    archive = settings.open_archive()
    said = bool(given or confirm or doubtful or unset)
    if sum((said, undo, listed)) > 1:
        raise click.UsageError(_("say what is right, --undo or --list, one at a time"))
    if (said or undo or every) and identity is None:
        raise click.UsageError(_("this needs the ID of a letter"))
    if identity is not None:
        if listed or limit:
            raise click.UsageError(_("--list and --limit go without an ID"))
        identity = archive.resolve(identity)
    if identity is not None and said:
        decisions = _decisions(archive, identity, given, confirm, doubtful, unset)
        _decide(settings, archive, identity, decisions, by, as_json=as_json)
    elif identity is not None and undo:
        _undo(settings, archive, identity, by)
    elif listed:
        context.exit(_list(settings, archive, limit, as_json=as_json))
    else:
        context.exit(_ask(settings, archive, identity, limit, by, every=every))


def _decisions(
    archive: "Archive",
    identity: str,
    given: tuple[str, ...],
    confirm: tuple[str, ...],
    doubtful: tuple[str, ...],
    unset: tuple[str, ...],
) -> "Decisions":
    """What the options say. ``--confirm all`` is every field that nobody has decided."""
    from thaidoc.archive.review import Decisions
    from thaidoc.archive.review import doubtful as doubts_of
    from thaidoc.cli.dialog import typed
    from thaidoc.parsing.typed import LISTS

    values: dict[str, str] = {}
    for one in given:
        name, sign, text = one.partition("=")
        key = _key(name)
        if not sign:
            raise click.UsageError(
                _("--set {one!r} has no value; write --set KEY=VALUE").format(one=one)
            )
        if key in values and key not in LISTS:
            raise click.UsageError(_("--set {key} is given twice").format(key=key))
        values[key] = f"{values[key]}\n{text}" if key in values else typed(key, text)
    others = {*values, *map(_key, (*doubtful, *unset))}
    confirmed = {_key(name) for name in confirm if name != "all"}
    if "all" in confirm:
        open_ = doubts_of(archive, identity, every=True).fields
        confirmed |= {field.key for field in open_} - others
    return Decisions(
        set=values,
        confirm=frozenset(confirmed),
        doubtful=frozenset(map(_key, doubtful)),
        unset=frozenset(map(_key, unset)),
    )


def _key(name: str) -> str:
    """A field's key, or that of its Thai name."""
    return _KEYS.get(name.strip(), name.strip())


def _decide(
    settings: Settings,
    archive: "Archive",
    identity: str,
    decisions: "Decisions",
    by: str | None,
    *,
    as_json: bool,
) -> None:
    from thaidoc.archive.review import decide
    from thaidoc.cli.dialog import shown
    from thaidoc.cli.freshness import bring_up
    from thaidoc.cli.output import print_json

    made = decide(archive, identity, decisions, by=by)
    if as_json:
        print_json(made)
    else:
        record = archive.record(identity)
        for key, did in made.did.items():
            value = shown(settings, record, key) or _("(none)")
            click.echo(f"{_(DECIDED[did])}  {key}  {value}")
    bring_up(settings, archive)


def _undo(settings: Settings, archive: "Archive", identity: str, by: str | None) -> None:
    from thaidoc.archive.review import undo
    from thaidoc.cli.dialog import shown
    from thaidoc.cli.freshness import bring_up

    act = undo(archive, identity, by=by)
    record = archive.record(identity)
    for key, did in act.did.items():
        value = shown(settings, record, key) or _("(none)")
        click.echo(f"{_('no longer {did}').format(did=_(DECIDED[did]))}  {key}  {value}")
    bring_up(settings, archive)


def _list(settings: Settings, archive: "Archive", limit: int | None, *, as_json: bool) -> int:
    from thaidoc.cli.output import note, print_json, printable

    most = limit or (None if as_json else _LISTED)
    found = list(_queue(settings, archive, most))
    if as_json:
        print_json({"version": 1, "documents": found})
    else:
        for one in found:
            secret = f"[{one.secrecy}] " if one.secrecy else ""
            fields = " ".join(field.key for field in one.fields)
            click.echo(f"{one.id}  {one.score:5.2f}  {secret}{printable(one.name)}: {fields}")
    if not found:
        note(settings, _("no letter is in doubt."))
    return 0 if found else 1


def _ask(
    settings: Settings,
    archive: "Archive",
    identity: str | None,
    limit: int | None,
    by: str | None,
    *,
    every: bool,
) -> int:
    """The dialog; 1 where there is nothing to ask."""
    from thaidoc.archive.review import doubtful
    from thaidoc.cli.dialog import Dialog
    from thaidoc.cli.freshness import bring_up
    from thaidoc.cli.output import note

    if identity is not None:
        archive.parsed(identity)  # a damaged one is told
        found = [doubtful(archive, identity, every=every)]
        documents = iter([one for one in found if one.fields])
    else:
        documents = _queue(settings, archive, limit)
    first = next(documents, None)
    if first is None:
        note(settings, _("nothing is in doubt; --all asks for every field of a letter."))
        return 1
    dialog = Dialog(settings, archive, by)
    dialog.run(chain([first], documents))
    note(
        settings,
        plural(
            "{decided} field decided, {skipped} skipped.",
            "{decided} fields decided, {skipped} skipped.",
            dialog.decided,
        ).format(decided=dialog.decided, skipped=dialog.skipped),
    )
    if dialog.decided:
        bring_up(settings, archive)
    return 0


def _queue(settings: Settings, archive: "Archive", limit: int | None) -> "Iterator[Doubtful]":
    """The queue, with a bar while the records are looked at, and a note on what is damaged."""
    from thaidoc.archive.review import queue
    from thaidoc.cli.output import note, told_of
    from thaidoc.cli.progress import progress_bar

    def damaged(identity: str, fault: Exception) -> None:
        note(
            settings,
            _("{identity}: passed over, for it cannot be read ({fault})").format(
                identity=identity, fault=told_of(fault)
            ),
        )

    with progress_bar(settings) as bar:
        total = sum(1 for _ in archive.ids()) if bar else 0
        progress = (lambda done: bar(done, total, "doubts")) if bar else None
        documents = queue(archive, limit=limit, progress=progress, fault=damaged)
        first = next(documents, None)
    if first is not None:
        yield first
        yield from documents
