"""One document's folder against what it should hold: its original byte for byte, above all."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from thaidoc.archive.findings import Finding, finding
from thaidoc.archive.store import Archive
from thaidoc.errors import ArchiveDamagedError, ThaidocError
from thaidoc.record import VERSION, Record, from_json

#: what :func:`thaidoc.archive.durable.replace` calls a file until it is whole
HALF = ".new"
#: what may lie beside an original
KNOWN_FILES = frozenset({"record.json", "text.txt", "corrections.json"})


@dataclass(frozen=True, slots=True)
class Examined:
    """What looking at one document showed; ``bytes`` counts those of its original."""

    findings: list[Finding]
    bytes: int = 0


def sha256_of_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, whatever its size; 64 hex digits.

    :raises OSError: where it cannot be read, or is a link.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def examine(archive: Archive, identity: str) -> Examined:
    """Look at everything in the folder of one document."""
    look = _Look(archive, identity)
    try:
        found = list(look.findings())
    except OSError as error:
        found = [look.tell("unreadable", look.folder, f"it cannot be read ({error.strerror})")]
    return Examined(found, look.bytes)


class _Look:
    """A look at one document."""

    def __init__(self, archive: Archive, identity: str):
        self.archive = archive
        self.identity = identity
        self.folder = archive.folder(identity)
        self.bytes = 0
        self.sha256 = ""  # of the original, where it has the right beginning

    def tell(self, code: str, path: Path, message: str) -> Finding:
        """Something that is wrong with a file of the document; ``code`` is one of findings.py."""
        shown = os.fsencode(path.relative_to(self.archive.root)).decode("utf-8", "replace")
        return finding(code, shown, message, id=self.identity)

    def findings(self) -> Iterator[Finding]:
        """Whatever is wrong in the folder, file by file."""
        entries = sorted(os.scandir(self.folder), key=lambda entry: entry.name)
        originals: list[Path] = []
        names = set()
        yield from self._rights(self.folder, self.folder.stat())
        for entry in entries:
            path = self.folder / entry.name
            if entry.is_symlink():
                yield self.tell("link", path, "this is a link, and not the bytes themselves")
            elif not entry.is_file(follow_symlinks=False):
                yield self.tell("stray", path, "this does not belong to a document")
            elif entry.name.endswith(HALF):
                yield self.tell("half-written", path, "this was never finished")
            elif entry.name.split(".")[0] == "original":
                originals.append(path)
                yield from self._rights(path, entry.stat())
            elif entry.name in KNOWN_FILES:
                names.add(entry.name)
                yield from self._rights(path, entry.stat())
            else:
                yield self.tell("stray", path, "this does not belong to a document")
        yield from self._originals(originals)
        yield from self._record("record.json" in names)
        yield from self._text("text.txt" in names)
        yield from self._corrections("corrections.json" in names)

    def _rights(self, path: Path, status: os.stat_result) -> Iterator[Finding]:
        if status.st_mode & stat.S_IWOTH:
            yield self.tell("open-to-others", path, "everybody may write here")

    def _originals(self, originals: list[Path]) -> Iterator[Finding]:
        """One original with the right bytes, and no other."""
        if not originals:
            yield self.tell("original-missing", self.folder, "the original is missing")
            return
        digests = {}
        for path in originals:
            try:
                digests[path] = sha256_of_file(path)
                self.bytes += path.stat().st_size
            except OSError as error:
                yield self.tell("unreadable", path, f"it cannot be read ({error.strerror})")
        sound = next((p for p, d in digests.items() if d[:16] == self.identity), None)
        if sound:
            self.sha256 = digests[sound]
            for path in (p for p in originals if p != sound):
                yield self.tell("original-twice", path, "there is another original beside it")
            if sound.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP):
                yield self.tell("original-writable", sound, "it can be written to")
            return
        for path, digest in digests.items():
            said = f"the bytes have changed: SHA-256 is now {digest}"
            yield self.tell("original-changed", path, said)

    def _record(self, there: bool) -> Iterator[Finding]:
        path = self.folder / "record.json"
        if not there:
            if not path.is_symlink():
                yield self.tell("record-missing", path, "the record is missing")
            return
        try:
            data = path.read_bytes()
            record = from_json(data)
        except OSError as error:
            yield self.tell("unreadable", path, f"it cannot be read ({error.strerror})")
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            later = _version(data) > VERSION
            code = "record-later" if later else "record-invalid"
            yield self.tell(code, path, f"this is not a record that can be read ({error})")
        else:
            yield from self._belongs(path, record)

    def _belongs(self, path: Path, record: Record) -> Iterator[Finding]:
        """Whether it is this document's record. Its SHA-256 is the whole of the identity."""
        if record.version > VERSION:
            yield self.tell("record-later", path, f"its version is {record.version}")
        elif record.id != self.identity:
            yield self.tell("record-foreign", path, f"this is the record of {record.id}")
        elif record.source is not msgspec.UNSET:
            if record.source.sha256[:16] != self.identity:
                yield self.tell(
                    "record-foreign", path, f"it was read in bytes of {record.source.sha256}"
                )
            elif self.sha256 not in ("", record.source.sha256):
                yield self.tell(
                    "original-changed",
                    self.folder,
                    f"the bytes have changed: SHA-256 is now {self.sha256}",
                )

    def _text(self, there: bool) -> Iterator[Finding]:
        path = self.folder / "text.txt"
        if not there:
            if not path.is_symlink():
                yield self.tell("text-missing", path, "the text is missing")
            return
        try:
            path.read_bytes().decode("utf-8")
        except OSError as error:
            yield self.tell("unreadable", path, f"it cannot be read ({error.strerror})")
        except UnicodeDecodeError as error:
            yield self.tell("text-invalid", path, f"this is not UTF-8 ({error.reason})")

    def _corrections(self, there: bool) -> Iterator[Finding]:
        if not there:
            return
        path = self.folder / "corrections.json"
        try:
            decided = self.archive.corrections(self.identity)
            for key, value in decided.values.items():
                msgspec.convert({"id": "", key: value}, type=Record)
        except OSError as error:
            yield self.tell("unreadable", path, f"it cannot be read ({error.strerror})")
        except (ArchiveDamagedError, msgspec.ValidationError) as error:
            what = (
                error.what if isinstance(error, ThaidocError) else f"a value does not fit: {error}"
            )
            yield self.tell("corrections-invalid", path, what)


def _version(data: bytes) -> int:
    """The version that a record says it has; 0 where it says none."""

    class Versioned(msgspec.Struct):
        version: int = 0

    try:
        return msgspec.json.decode(data, type=Versioned).version
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return 0
