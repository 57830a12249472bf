"""What ``thaidoc check --fix`` does: mends what can be mended without loss, and logs each act.

A damaged original is never touched, and nothing is thrown away: what is replaced or does not
belong goes to ``lost+found``.
"""

import os
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import UNSET, structs

from thaidoc.archive import durable, events, journal, removal
from thaidoc.archive.check import CheckReport
from thaidoc.archive.events import Act, Event
from thaidoc.archive.findings import CODES, Finding
from thaidoc.archive.fixity import examine, sha256_of_file
from thaidoc.archive.lost_found import set_aside
from thaidoc.archive.store import Archive
from thaidoc.errors import ThaidocError
from thaidoc.messages import sentence
from thaidoc.record import to_json

#: mends one finding; gives what it did, in a few words
Mender = Callable[[Finding], str]
#: told how many findings are done, of how many, and the path mended now
Progress = Callable[[int, int, str], None]
_NEEDS_SOUND = ("original-missing", "original-changed", "unreadable", "link")


def mend(
    archive: Archive,
    report: CheckReport,
    *,
    actor: str | None = None,
    beyond: Mapping[str, Mender] | None = None,
    progress: Progress | None = None,
) -> None:
    """Mend what the report found, as far as that goes, and say so in it.

    :param beyond: mends what was found beyond the archive, by the code of the finding.
    :raises ArchiveLockedError: where another process is writing.
    :raises ThaidocError: where nobody may write here.
    """
    with archive.writing():
        bench = _Bench(archive, actor or events.actor())
        menders: dict[str, Mender] = {**bench.menders(), **(beyond or {})}
        todo = [found for found in report.findings if found.code in menders]
        # what a crash left open comes first: it may explain the rest
        todo.sort(key=lambda found: not CODES[found.code].passes)
        mended: dict[Finding, Finding] = {}
        for done, found in enumerate(todo):
            if progress:
                progress(done, len(todo), found.path)
            try:
                did = menders[found.code](found)
                bench.log(found, did)
                mended[found] = structs.replace(found, mended=did)
            except (ThaidocError, OSError) as error:
                why = str(error) if isinstance(error, ThaidocError) else _reason(error)
                mended[found] = structs.replace(found, unmended=why)
        report.findings = [mended.get(found, found) for found in report.findings]


class _Bench:
    """Mends findings of one archive, for the holder of its write lock."""

    def __init__(self, archive: Archive, actor: str):
        self.archive = archive
        self.actor = actor
        self.read_again: set[str] = set()

    def menders(self) -> dict[str, Mender]:
        """What mends each code."""
        again = ("record-missing", "record-invalid", "record-foreign", "text-missing")
        return {
            "original-writable": self._protect,
            "open-to-others": self._close,
            "original-twice": self._aside,
            "stray": self._aside,
            "half-written": self._finish,
            "half-removed": self._settle,
            "document-unlogged": self._enter,
            **dict.fromkeys((*again, "text-invalid"), self._read_again),
        }

    def log(self, found: Finding, did: str) -> None:
        """Put into the log what was done; entries of the log speak for themselves."""
        if found.code in ("document-unlogged", "half-removed"):
            return
        act: Act = "set-aside" if "lost+found" in did else "mended"
        detail = {"code": found.code, "path": found.path, "did": did}
        self._append(Event(at=events.now(), act=act, id=found.id, actor=self.actor, detail=detail))

    def _append(self, event: Event) -> None:
        events.append(self.archive.events, [event])

    def _path(self, found: Finding) -> Path:
        """Where the finding is; its path may show a name that is not quite the one on disk."""
        path = self.archive.root / found.path
        if path.exists() or path.is_symlink():
            return path
        for other in path.parent.iterdir() if path.parent.is_dir() else ():
            if os.fsencode(other.name).decode("utf-8", "replace") == path.name:
                return other
        return path

    def _protect(self, found: Finding) -> str:
        self._path(found).chmod(durable.ORIGINAL)
        return sentence("made read-only")

    def _close(self, found: Finding) -> str:
        path = self._path(found)
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~stat.S_IWOTH)
        return sentence("only its owner may write to it now")

    def _aside(self, found: Finding) -> str:
        path = self._path(found)
        if not path.exists():
            return sentence("gone already")
        placed = set_aside(self.archive, path, found.message)
        return sentence(f"moved to {placed.relative_to(self.archive.root)}")

    def _finish(self, found: Finding) -> str:
        journal.recover(self.archive)
        return self._aside(found)

    def _settle(self, found: Finding) -> str:
        removal.settle(self.archive)
        there = found.path.rpartition(removal.REMOVING)[2] in self.archive
        return sentence("the document was put back" if there else "the removal was finished")

    def _enter(self, found: Finding) -> str:
        assert found.id is not None  # noqa: S101 -- findings of this code have one
        name = found.id
        with suppress(ThaidocError, OSError):
            record = self.archive.record(found.id)
            name = record.source.name if record.source is not UNSET else name
        detail = {"file": name, "entered": sentence("by a check: the log did not have it")}
        self._append(
            Event(at=events.now(), act="added", id=found.id, actor=self.actor, detail=detail)
        )
        return sentence("entered in the log")

    def _read_again(self, found: Finding) -> str:
        """Make record and text again from the original, once for both."""
        assert found.id is not None  # noqa: S101 -- findings of this code have one
        did = sentence("read again from the original")
        if found.id in self.read_again:
            return did
        if any(f.code in _NEEDS_SOUND for f in examine(self.archive, found.id).findings):
            raise ThaidocError("the original is not sound, so nothing is made from it")
        self._make(found.id)
        self.read_again.add(found.id)
        return did

    def _make(self, identity: str) -> None:
        from thaidoc.archive.preparing import prepare

        folder = self.archive.folder(identity)
        original = next(
            p for p in sorted(folder.glob("original*")) if sha256_of_file(p)[:16] == identity
        )
        made = prepare(original.read_bytes(), self._name(identity, original))
        for name in ("record.json", "text.txt"):
            if (folder / name).exists():
                why = sentence("it was made again from the original by a check")
                set_aside(self.archive, folder / name, why, copied=True)
        durable.replace(folder / "record.json", to_json(made.record))
        durable.replace(folder / "text.txt", made.document.text.encode("utf-8"))

    def _name(self, identity: str, original: Path) -> str:
        """What the file was called when it came in."""
        with suppress(ThaidocError, OSError):
            record = self.archive.parsed(identity)
            if record.id == identity and record.source is not UNSET:
                return record.source.name
        for event, _ in events.read(self.archive.events):
            if event.id == identity and event.act == "added" and event.detail.get("file"):
                inside = event.detail["file"]
                return inside if "bundle" in event.detail else Path(inside).name
        return original.name


def _reason(error: OSError) -> str:
    return f"{error.strerror or error}"
