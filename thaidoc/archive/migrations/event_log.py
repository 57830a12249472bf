"""Archives of format 1 had no event log before their first event; now it is made with the archive.

A crash between the first document and its event left documents and no log, which cannot be told
from a log that somebody took away.
"""

from collections.abc import Iterator
from pathlib import Path

from thaidoc.archive.migrations.change import Change
from thaidoc.archive.store import Archive
from thaidoc.messages import sentence


class EventLog:
    """Makes the event log where there is none."""

    to = 2
    name = "event-log"
    about = sentence(
        "an empty event log where there is none, so that one that goes missing is seen"
    )

    def changes(self, root: Path) -> Iterator[Change]:
        """The log, where it is not there."""
        log = Archive(root).events
        if not log.exists():
            yield Change(log, data=b"")
