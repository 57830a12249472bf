"""The one small file that says what of the index counts.

All parts of the index are first written and synced, then the manifest is replaced in one step. What
lies behind the lengths it names was never committed and is written over; folders it does not name
are rubbish. So a crash at any moment leaves the state before or the state after, never one between.
"""

import shutil
import sys
from contextlib import suppress
from pathlib import Path

import msgspec

from thaidoc.archive import durable
from thaidoc.errors import NoIndexError
from thaidoc.search.engine import Feed
from thaidoc.thai.fold import FOLD_VERSION

#: version of the files' layout and of what goes into them; another one means making it again
FORMAT = 4
NAME = "manifest.json"
_HINT = "`thaidoc reindex` makes it from the archive"


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What is committed.

    ``letters`` and ``words`` are folders; ``words_generation`` is the commit of the words that
    belongs to this one, ``words_sizes`` the bytes of its files. ``sizes`` are committed bytes by
    file, ``tail`` the file of the entries that came last and ``tail_sizes`` what lies in it, in
    order; ``entries`` counts both. ``dead`` are positions of entries that were taken out or
    replaced, ``columns`` the fields the index was made with, ``fold`` the version of the fold.
    """

    format: int = FORMAT
    byteorder: str = sys.byteorder
    generation: int = 0
    columns: tuple[str, ...]
    letters: str
    words: str
    words_generation: int = -1
    words_sizes: dict[str, int] = {}
    entries: int = 0
    sizes: dict[str, int] = {}
    tail: str = ""
    tail_sizes: dict[str, int] = {}
    dead: tuple[int, ...] = ()
    next_slot: int = 0
    feed: Feed = Feed()
    segmenters: tuple[str, ...] = ()
    fold: int = FOLD_VERSION


def load(index: Path, columns: tuple[str, ...]) -> Manifest:
    """The committed state of the index in a folder.

    :raises NoIndexError: where there is none, or one that this version cannot read.
    """
    path = index / NAME
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError as error:
        raise NoIndexError("there is no search index yet", where=index, hint=_HINT) from error
    except (msgspec.MsgspecError, OSError) as error:
        raise NoIndexError(
            f"the search index cannot be read ({error})", where=path, hint=_HINT
        ) from error
    made_so = (FORMAT, sys.byteorder, columns, FOLD_VERSION)
    if (manifest.format, manifest.byteorder, manifest.columns, manifest.fold) != made_so:
        raise NoIndexError(
            "the search index was made by another version of thaidoc", where=index, hint=_HINT
        )
    return manifest


def damaged(where: Path, why: object) -> NoIndexError:
    """The error for an index whose parts are not as the manifest says."""
    return NoIndexError(f"the search index is damaged ({why})", where=where, hint=_HINT)


def publish(index: Path, manifest: Manifest) -> None:
    """Make this the committed state; everything it names must be on the disk already."""
    durable.replace(index / NAME, msgspec.json.encode(manifest))


def new_folder(index: Path, kind: str) -> str:
    """Make an empty folder for a part of the index and give its name."""
    taken = [f.name.rpartition("-")[2] for f in index.glob(f"{kind}-*")]
    name = f"{kind}-{max((int(n) for n in taken if n.isdecimal()), default=0) + 1:04}"
    (index / name).mkdir(parents=True)
    return name


def sweep(index: Path, manifest: Manifest) -> None:
    """Remove the folders and tails that are not the manifest's.

    A reader that still maps them keeps what it has; where the system forbids removing a mapped
    file the folder stays until the next time.
    """
    for folder in (*index.glob("letters-*"), *index.glob("words-*")):
        if folder.name not in (manifest.letters, manifest.words):
            with suppress(OSError):
                shutil.rmtree(folder)
    for tail in (index / manifest.letters).glob("tail-*"):
        if tail.name != manifest.tail:
            with suppress(OSError):
                tail.unlink()
