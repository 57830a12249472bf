"""BagIt bags on disk: made, packed, unpacked and verified, by the Library of Congress's bagit.

A bag that is packed has one folder at its top, as RFC 8493 asks.
"""

import logging
import os
import shutil
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from thaidoc.archive import durable
from thaidoc.errors import ArchiveDamagedError, ThaidocError

_SHA256 = "sha256"
#: in bag-info.txt: a document that was left out
WITHHELD = "Thaidoc-Withheld"
_CHUNK = 1 << 20
#: how many faults of a bag a sentence names
_NAMED = 3
#: files that wait for the disk at once
_SYNCING = 16


@dataclass(frozen=True, slots=True)
class Whole:
    """A bag that was verified: its folder, and the SHA-256 of every file by its name in data/.

    ``withheld`` are the documents that were left out of it because they are secret.
    """

    folder: Path
    payload: dict[str, str]
    withheld: list[str]


def stem(target: Path) -> str:
    """What the folder of a bag in this file is called.

    >>> stem(Path("a/letters.tar.gz")), stem(Path("letters-2569"))
    ('letters', 'letters-2569')
    """
    return target.name.removesuffix(ending(target)) or "bag"


def ending(target: Path) -> str:
    """The ending that says how a bag is packed; empty for a folder."""
    return next((e for e in PACKERS if target.name.lower().endswith(e)), "")


def make(folder: Path, digests: dict[str, str], info: dict[str, str | list[str]]) -> Path:
    """Make a folder of copied files a bag.

    :param digests: the SHA-256 of what each file should hold, by its name in the folder.
    :raises ThaidocError: where what was written is not what was read.
    """
    bagit = _bagit()
    with _told_as_ours(folder):
        bag = bagit.make_bag(str(folder), info, checksums=[_SHA256])
        if _payload(bag) != digests:
            raise ThaidocError(
                "what was written is not what was read",
                where=folder,
                hint="Look at the disk, and run it again",
            )
    return folder


def place(made: Path, target: Path, staging: Path) -> None:
    """Put a bag in its place, packed as the name's ending says, in one step."""
    packer = PACKERS.get(ending(target))
    if packer:
        packed = staging / "packed"
        with packed.open("xb") as file:
            packer(made, file)
            file.flush()
            os.fsync(file.fileno())
        made = packed
    else:
        sync(made)
    put(made, target)


def put(made: Path, target: Path) -> None:
    """Give what was made its place, for good; where that fails it is not there."""
    made.rename(target)  # over a folder only where that is empty
    try:
        durable.sync_folder(target.absolute().parent)
    except BaseException:
        target.rename(made)
        raise


def open_bag(path: Path, scratch: Path) -> Whole:
    """The bag in a folder or a file, verified.

    :param scratch: a folder that is not there yet, for what is packed.
    :raises ThaidocError: where there is no bag.
    :raises ArchiveDamagedError: where it is not whole.
    """
    folder = path
    if not path.is_dir():
        scratch.mkdir()
        _unpack(path, scratch)
        tops = sorted(scratch.iterdir())
        folder = tops[0] if len(tops) == 1 else scratch
    if not (folder / "bagit.txt").is_file():
        raise ThaidocError(
            "this is not a BagIt bag", where=path, hint="`thaidoc dump` makes one of an archive"
        )
    bagit = _bagit()
    with _told_as_ours(path):
        bag = bagit.Bag(str(folder))
        bag.validate()
    payload = _payload(bag)
    for name in payload:
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise ArchiveDamagedError(f"{name!r} leads out of the bag", where=path)
    if "thaidoc.toml" not in payload:
        raise ThaidocError(
            "this bag holds no thaidoc archive",
            where=path,
            hint="Only what `thaidoc dump` made can be restored",
        )
    withheld = bag.info.get(WITHHELD, [])
    return Whole(folder, payload, [withheld] if isinstance(withheld, str) else withheld)


def _bagit() -> Any:
    """The library, without its own words on stderr: ours say what happened."""
    import bagit

    logger = logging.getLogger("bagit")
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    return bagit


def _payload(bag: Any) -> dict[str, str]:
    """The SHA-256 of every file of a bag, by its name in data/."""
    entries = bag.payload_entries().items()
    try:
        return {name.removeprefix("data/"): digests[_SHA256] for name, digests in entries}
    except KeyError as error:
        raise ThaidocError(
            "this bag has no SHA-256 of its files",
            where=bag.path,
            hint="Only what `thaidoc dump` made can be restored",
        ) from error


@contextmanager
def _told_as_ours(where: Path) -> Iterator[None]:
    """What bagit says of a bag that is not whole, as a sentence of ours."""
    bagit = _bagit()
    try:
        yield
    except (bagit.BagError, ValueError) as error:
        details = [str(detail) for detail in getattr(error, "details", [])]
        more = f" and {len(details) - _NAMED} more" if len(details) > _NAMED else ""
        said = "; ".join(details[:_NAMED]) + more if details else str(error)
        raise ArchiveDamagedError(
            f"this bag is not whole ({said})", where=where, hint="Take another copy of it"
        ) from error


def sync(folder: Path) -> None:
    """Wait until everything in a folder is on the disk; many at once, for a disk takes them so."""
    every = [Path(here) for here, _, _ in os.walk(folder)]
    files = [path for here in every for path in here.iterdir() if path.is_file()]
    with ThreadPoolExecutor(_SYNCING) as threads:
        list(threads.map(durable.sync_file, files))  # raises what one of them raised
        list(threads.map(durable.sync_folder, every))


def _files(made: Path) -> Iterator[tuple[Path, str]]:
    """Every file of a bag with its name in a packed one."""
    for path in sorted(p for p in made.rglob("*") if p.is_file()):
        yield path, path.relative_to(made.parent).as_posix()


def _pack_tar(made: Path, file: IO[bytes]) -> None:
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
        _fill(tar, made)


def _pack_gzip(made: Path, file: IO[bytes]) -> None:
    with tarfile.open(fileobj=file, mode="w:gz", format=tarfile.PAX_FORMAT) as tar:
        _fill(tar, made)


def _fill(tar: tarfile.TarFile, made: Path) -> None:
    for path, name in _files(made):
        with path.open("rb") as read:
            member = tar.gettarinfo(name, name, read)
            member.uid = member.gid = 0
            member.uname = member.gname = ""
            tar.addfile(member, read)


def _pack_zip(made: Path, file: IO[bytes]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as packed:
        for path, name in _files(made):
            packed.write(path, name)


#: how a bag is packed, by the ending of its name; the longer ending first
PACKERS: dict[str, Callable[[Path, IO[bytes]], None]] = {
    ".tar.gz": _pack_gzip,
    ".tgz": _pack_gzip,
    ".tar": _pack_tar,
    ".zip": _pack_zip,
}


def _unpack(path: Path, scratch: Path) -> None:
    """Unpack plain files; anything else, and names that lead out, is refused."""
    try:
        if zipfile.is_zipfile(path):
            members = _zip_members(path)
        elif path.is_file() and tarfile.is_tarfile(path):
            members = _tar_members(path)
        else:
            raise ThaidocError(
                "this is not a BagIt bag: neither a folder nor a tar or ZIP file", where=path
            )
        for name, read, stamp in members:
            parts = PurePosixPath(name).parts
            if not parts or PurePosixPath(name).is_absolute() or ".." in parts:
                raise ArchiveDamagedError(f"{name!r} leads out of the bag", where=path)
            target = scratch.joinpath(*parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as written:
                shutil.copyfileobj(read, written, _CHUNK)
            if stamp is not None:
                os.utime(target, (stamp, stamp))
    except (tarfile.TarError, zipfile.BadZipFile, EOFError, zlib.error, RuntimeError) as error:
        raise ArchiveDamagedError(
            f"this bag cannot be unpacked ({error})", where=path, hint="Take another copy of it"
        ) from error


def _tar_members(path: Path) -> Iterator[tuple[str, IO[bytes], float | None]]:
    with tarfile.open(path) as tar:
        for member in tar:
            if member.isdir():
                continue
            read = tar.extractfile(member) if member.isreg() else None
            if read is None:
                raise ArchiveDamagedError(f"{member.name!r} is no plain file", where=path)
            yield member.name, read, member.mtime


def _zip_members(path: Path) -> Iterator[tuple[str, IO[bytes], float | None]]:
    with zipfile.ZipFile(path) as packed:
        for member in packed.infolist():
            if not member.is_dir():
                with packed.open(member) as read:
                    yield member.filename, read, None
