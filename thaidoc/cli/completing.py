"""What can stand where the cursor is: values of the archive at hand, for the shell to offer.

Each function is a ``shell_complete`` of click: context, parameter and what was typed so far in,
candidates out. All that is loaded for it is loaded here, for a person waits; nothing raises, since
:mod:`thaidoc.cli.shells` takes any fault for an empty answer.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from thaidoc.archive.store import Archive

#: so many identities are offered at most, and so many with number and subject beside them
_MOST, _TOLD = 200, 25
#: bytes at the end of the event log in which the latest letters are looked for
_TAIL = 1 << 16
#: the type of a candidate that goes on: no blank is put behind it
OPEN = "open"


def setting_names(
    _context: click.Context, _param: click.Parameter, typed: str
) -> "list[CompletionItem[str]]":
    """The names of settings."""
    from thaidoc.cli.settings import SETTINGS

    return _items(((s.name, s.about) for s in SETTINGS), typed)


def setting_values(
    context: click.Context, _param: click.Parameter, typed: str
) -> "list[CompletionItem[str]]":
    """What the setting that was named before can be, where that is few words."""
    from thaidoc.cli.setting_kinds import Choice, Flag
    from thaidoc.cli.settings import known

    setting = known(str(context.params.get("name")))
    if setting is None:
        return []
    kind = setting.kind
    words = kind.values if isinstance(kind, Choice) else ()
    words = ("true", "false") if isinstance(kind, Flag) else words
    return _items(((word, "") for word in words), typed)


def identities(
    context: click.Context, _param: click.Parameter, typed: str
) -> "list[CompletionItem[str]]":
    """Letters of the archive; where there are too many to show, those that were added last."""
    archive = _archive(context)
    if archive is None:
        return []
    found = list(islice(_beginning(archive, typed.lower()), _MOST + 1))
    if len(found) > _MOST:
        found = [one for one in _latest(archive) if one.startswith(typed.lower())]
    told = len(found) <= _TOLD
    return _items(((one, _title(archive, one) if told else "") for one in found), typed.lower())


def kept_searches(
    context: click.Context, _param: click.Parameter, typed: str
) -> "list[CompletionItem[str]]":
    """The names of searches that were kept, each with its query."""
    from thaidoc.archive.searches import searches

    archive = _archive(context)
    return _items(searches(archive).items() if archive else (), typed)


def facet_names(
    _context: click.Context, _param: click.Parameter, typed: str
) -> "list[CompletionItem[str]]":
    """What letters are counted by; behind a comma the next one."""
    from thaidoc.search.engine import FACETS

    before, comma, _ = typed.rpartition(",")
    given = before.split(",")
    return _items(((f"{before}{comma}{f}", "") for f in FACETS if f not in given), typed)


def topics(
    _context: click.Context, _param: click.Parameter, typed: str
) -> "list[CompletionItem[str]]":
    """Commands, and topics that have a page of their own."""
    from thaidoc.cli.help import TOPICS
    from thaidoc.cli.main import VERBS

    return _items([*VERBS.items(), *((topic, "") for topic in TOPICS)], typed)


def query_words(
    context: click.Context, _param: click.Parameter, typed: str
) -> "list[CompletionItem[str]]":
    """Names of fields, and behind a field's colon what letters of the archive have there."""
    from click.shell_completion import CompletionItem

    from thaidoc.search.field_names import FIELDS, field_named

    name, colon, value = typed.partition(":")
    if not colon:
        names = [f"{n}:" for field in FIELDS for n in (field.names if typed else field.names[:1])]
        return [CompletionItem(n, type=OPEN) for n in names if n.startswith(typed)]
    field, archive = field_named(name), _archive(context)
    if field is None or archive is None:
        return []
    opened = value.startswith('"')
    found = (one for one in _values(archive.index, field.key) if one.startswith(value.lstrip('"')))
    quoted = (f'"{one}"' if opened or " " in one else one for one in found)
    return [CompletionItem(f"{name}:{one}") for one in islice(quoted, _MOST)]


def _values(index: Path, key: str) -> Iterable[str]:
    """What letters have in a field, as a query may say it; nothing where that is free text."""
    from thaidoc.search import codes, offered

    if key in ("issuer", "kind", "urgency", "secrecy"):
        found = offered.labels(index, key)
        return [codes.KINDS.get(one, (one,))[0] for one in found] if key == "kind" else found
    if key in ("date", "fiscal"):
        return map(str, offered.years(index))
    table = {"is": codes.STATES, "has": codes.PARTS}.get(key, {})
    return [word for name, words in table.items() for word in (*words, name)]


def archive_root(context: click.Context) -> Path | None:
    """The folder of the archive that the line means: as an option says it, or else as always."""
    from thaidoc.cli.options import Settings
    from thaidoc.cli.resolving import given_options, root_of

    settings = context.ensure_object(Settings)
    return root_of(dict(given_options(settings)))


def _archive(context: click.Context) -> "Archive | None":
    from thaidoc.archive.store import Archive

    root = archive_root(context)
    return Archive.open(root) if root else None


def _beginning(archive: "Archive", typed: str) -> Iterator[str]:
    """The identities that begin so, shelf by shelf."""
    for shelf in sorted(archive.corpus.glob("[0-9a-f][0-9a-f]")):
        if shelf.name.startswith(typed[:2]):
            yield from sorted(f.name for f in shelf.glob(f"{typed}*" if typed[2:] else "*"))


def _latest(archive: "Archive") -> list[str]:
    """The letters added last that are still there, the latest first."""
    from thaidoc.archive.events import read

    start = max(0, archive.events.stat().st_size - _TAIL)
    added = [event.id for event, _ in read(archive.events, start) if event.act == "added"]
    return [one for one in dict.fromkeys(reversed(added)) if one and one in archive][:_MOST]


def _title(archive: "Archive", identity: str) -> str:
    """Number and subject of a letter, as the parser left them."""
    import msgspec

    from thaidoc.cli.output import printable

    try:
        record = msgspec.json.decode((archive.folder(identity) / "record.json").read_bytes())
    except (OSError, msgspec.MsgspecError):
        return ""
    number = (record.get("reference") or {}).get("normal")
    return printable("  ".join(filter(None, (number, record.get("subject")))))


def _items(values: Iterable[tuple[str, str]], typed: str) -> "list[CompletionItem[str]]":
    from click.shell_completion import CompletionItem

    return [CompletionItem(v, help=about or None) for v, about in values if v.startswith(typed)]
