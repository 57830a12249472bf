"""Brings documents into the index in a process of its own while more are being added.

Indexing takes nearly as long as reading; done side by side neither waits for the other. The process
is told each document that is kept, and commits many at once. It is a convenience and no more: when
it dies, or another process is updating the index, :func:`~thaidoc.search.update.catch_up` takes in
afterwards whatever is missing, and says what cannot be.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from thaidoc.archive.store import Archive

if TYPE_CHECKING:
    from thaidoc.search.engine import Entry

#: documents in one commit
_BATCH = 5_000
#: documents that are kept before a process is worth its start
_FEW = 500


class Alongside:
    """A process that takes documents into an archive's index. Use it in a ``with``."""

    def __init__(self, archive: Archive):
        self._archive = archive
        self._first: list[str] = []
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Alongside":
        return self

    def __exit__(self, *_raised: object) -> None:
        self.end()

    @property
    def process_id(self) -> int | None:
        """The process that works, if there is one."""
        return self._process.pid if self._process else None

    def take(self, identity: str) -> None:
        """Have a document that was kept taken in; what cannot be passed on is left for later."""
        if self._process is not None:
            self._tell(identity)
            return
        self._first.append(identity)
        if len(self._first) >= _FEW:
            self._start()

    def stop(self) -> None:
        """End it at once; what it has not committed is left for later."""
        if self._process is not None:
            self._process.kill()

    def end(self) -> None:
        """Wait until all that was passed on is in the index."""
        if self._process is None:
            return
        with suppress(OSError):
            self._pipe.close()
        self._process.wait()
        self._process = None

    def _start(self) -> None:
        from thaidoc.archive.workers import environment

        with suppress(OSError):
            self._process = subprocess.Popen(  # noqa: S603  # the program is this Python itself
                [sys.executable, "-P", "-m", "thaidoc.search.alongside", str(self._archive.root)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env=environment(),
            )
            os.set_blocking(self._pipe.fileno(), False)
            for identity in self._first:
                self._tell(identity)
        self._first = []

    def _tell(self, identity: str) -> None:
        """Pass an identity on, unless the process is far behind or gone."""
        with suppress(OSError):
            self._pipe.write(f"{identity}\n".encode())

    @property
    def _pipe(self) -> BinaryIO:
        return cast(BinaryIO, cast("subprocess.Popen[bytes]", self._process).stdin)


def main(root: Path, coming: Iterable[str]) -> None:
    """Take in documents as their identities come, and commit when there are many, or no more."""
    from thaidoc.errors import NoIndexError, ThaidocError
    from thaidoc.search.engine import Feed
    from thaidoc.search.local import LocalEngine
    from thaidoc.search.update import log_continues, read_feed, writing

    archive = Archive.open(root)
    with suppress(ThaidocError), writing(archive.index):
        try:
            engine = LocalEngine.open(archive.index)
            feed = engine.feed
        except NoIndexError:
            engine = LocalEngine.fresh(archive.index)
            feed, _ = read_feed(archive, Feed())
        if not engine.sound or not log_continues(archive, feed):
            return  # that is for catch_up to mend
        known = set(engine.ids())
        new = (identity for identity in coming if identity not in known)
        while (first := next(new, None)) is not None:
            batch = islice(chain([first], new), _BATCH)
            engine.apply((), _entries(archive, batch, known), feed)
        engine.close()


def _entries(archive: Archive, identities: Iterable[str], known: set[str]) -> "Iterator[Entry]":
    """What is kept of these documents; one that cannot be read is left for later."""
    from thaidoc.search.update import entry_of

    for identity in identities:
        entry, fault = entry_of(archive, identity)
        if entry is not None and fault is None:
            known.add(identity)
            yield entry


if __name__ == "__main__":
    from thaidoc.archive.worker import die_with_run

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run decides what its Ctrl-C means
    die_with_run()
    main(Path(sys.argv[1]), (line.strip() for line in sys.stdin))
