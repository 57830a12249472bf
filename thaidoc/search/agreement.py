"""Whether the index agrees with the archive: what a check looks at beyond the archive itself."""

from collections.abc import Callable

from thaidoc.archive import events
from thaidoc.archive.findings import Finding, finding
from thaidoc.archive.store import Archive
from thaidoc.errors import NoIndexError
from thaidoc.messages import sentence
from thaidoc.search import manifest
from thaidoc.search.engine import Engine
from thaidoc.search.local import LocalEngine
from thaidoc.search.update import CHANGES, catch_up, log_continues, reindex

_SHOWN = 3


def findings(archive: Archive) -> list[Finding]:
    """Where the index does not agree with the documents and the event log."""
    try:
        engine = LocalEngine.open(archive.index)
    except NoIndexError as error:
        there = (archive.index / manifest.NAME).exists()
        return [finding("index-damaged" if there else "index-missing", "index", error.what)]
    try:
        return _compared(archive, engine)
    except (NoIndexError, OSError, ValueError) as error:
        return [finding("index-damaged", "index", f"it cannot be read ({error})")]
    finally:
        engine.close()


def menders(archive: Archive) -> dict[str, Callable[[Finding], str]]:
    """What mends each of these findings, by its code."""

    def again(_: Finding) -> str:
        reindex(archive)
        return sentence("the index was made again")

    def catching_up(_: Finding) -> str:
        catch_up(archive)
        return sentence("the index caught up")

    return {
        "index-missing": again,
        "index-damaged": again,
        "index-wrong": again,
        "index-behind": catching_up,
    }


def _compared(archive: Archive, engine: Engine) -> list[Finding]:
    feed = engine.feed
    found = []
    if not log_continues(archive, feed):
        said = "the event log does not go on from where the search index last read it"
        found.append(finding("log-shortened", "corpus/events.jsonl", said))
    latest = (event for event, _ in events.read(archive.events, feed.offset))
    unread = {event.id for event in latest if event.id and event.act in CHANGES}
    known, present = engine.ids(), set(archive.ids())
    if gone := sorted(known - present - unread):
        said = f"the index has {len(gone)} documents that are not there: {_some(gone)}"
        if len(gone) == 1:
            said = f"the index has 1 document that is not there: {_some(gone)}"
        found.append(finding("index-wrong", "index", said))
    if new := sorted(present - known):
        said = f"{len(new)} documents are not in the index yet: {_some(new)}"
        if len(new) == 1:
            said = f"1 document is not in the index yet: {_some(new)}"
        found.append(finding("index-behind", "index", said))
    elif not engine.sound or known & unread & present or (known - present) & unread:
        found.append(finding("index-behind", "index", "the index does not know the latest changes"))
    return found


def _some(identities: list[str]) -> str:
    more = ", …" if len(identities) > _SHOWN else ""
    return ", ".join(identities[:_SHOWN]) + more
