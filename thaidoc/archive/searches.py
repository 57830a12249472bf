"""Searches that people keep by name, for everybody who uses the archive.

``searches.json`` lies beside ``thaidoc.toml``: names and queries as they were typed, in the order
in which they were first kept. It is not part of the corpus, and nothing else depends on it.
"""

import difflib

import msgspec
from msgspec import Struct

from thaidoc.archive import durable
from thaidoc.archive.store import SEARCHES, Archive
from thaidoc.errors import ArchiveDamagedError, ThaidocError

#: version of the shape of searches.json
VERSION = 1
_LONGEST = 100


class NoSuchSearchError(ThaidocError):
    """No search was kept by this name."""

    exit_code = 2


class _Searches(Struct, frozen=True, kw_only=True):
    version: int = VERSION
    searches: dict[str, str] = {}


def searches(archive: Archive) -> dict[str, str]:
    """The query of each search that was kept, by its name.

    :raises ArchiveDamagedError: where the file is not as thaidoc wrote it.
    """
    path = archive.root / SEARCHES
    try:
        return dict(msgspec.json.decode(path.read_bytes(), type=_Searches).searches)
    except FileNotFoundError:
        return {}
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        hint = "Mend the file, or take it away: it holds nothing but searches kept by name"
        raise ArchiveDamagedError(
            f"the searches that were kept cannot be read ({error})", where=path, hint=hint
        ) from error


def query_of(archive: Archive, name: str) -> str:
    """The query of the search that was kept by this name.

    :raises NoSuchSearchError: where there is none; it names the nearest one, or all.
    """
    kept = searches(archive)
    if name in kept:
        return kept[name]
    near = difflib.get_close_matches(name, kept, n=1, cutoff=0.5)
    some = f"Did you mean {near[0]}?" if near else f"There are {', '.join(kept)}" if kept else ""
    hint = (some or "`thaidoc search QUERY --save NAME` keeps one").rstrip("?.")
    raise NoSuchSearchError(f"no search is kept as {name}", hint=hint)


def keep(archive: Archive, name: str, query: str) -> str | None:
    """Keep a query by a name; the query that was kept by it before.

    :raises NoSuchSearchError: where nothing can be called so.
    :raises ArchiveLockedError: where another process is writing to the archive.
    """
    if not name.strip() or not name.isprintable() or len(name) > _LONGEST:
        raise NoSuchSearchError(
            "a search cannot be kept by this name",
            hint=f"A name has letters or digits, and at most {_LONGEST} characters",
        )
    with archive.writing():
        kept = searches(archive)
        before = kept.get(name)
        if before != query:
            _write(archive, kept | {name: query})
    return before


def forget(archive: Archive, name: str) -> str:
    """Keep a search no longer; its query.

    :raises NoSuchSearchError: where none is kept by this name.
    :raises ArchiveLockedError: where another process is writing to the archive.
    """
    with archive.writing():
        query = query_of(archive, name)
        kept = searches(archive)
        del kept[name]
        _write(archive, kept)
    return query


def _write(archive: Archive, kept: dict[str, str]) -> None:
    data = msgspec.json.format(msgspec.json.encode(_Searches(searches=kept)), indent=2)
    try:
        durable.replace(archive.root / SEARCHES, data + b"\n")
    except OSError as error:
        raise ThaidocError(
            f"searches cannot be kept here ({error.strerror})",
            where=archive.root / SEARCHES,
            hint="Look at the permissions and the space that is left",
        ) from error
