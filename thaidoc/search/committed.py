"""The state of an index that counts: how it is opened, and whether its parts belong together.

A search opens the index while a writer may be at work: what was being opened may be swept away, for
there is a newer state then. Only what is missing or too short without one at work is damage.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from thaidoc.search import manifest as manifests
from thaidoc.search.codes import CODES
from thaidoc.search.fields import TEXT_FIELDS
from thaidoc.search.literal import Letters
from thaidoc.search.manifest import Manifest
from thaidoc.search.part import TEXT

#: what the letters are kept of
COLUMNS = (TEXT, *(field.key for field in TEXT_FIELDS), CODES)
#: how often, and after how many seconds, opening is tried while a writer is at work
ATTEMPTS, _PAUSE = 5, 0.05


class Commit(Struct, frozen=True):
    """A committed state, opened: what counts, and the letters of it."""

    manifest: Manifest
    letters: Letters


def load(index: Path) -> Commit:
    """The committed state; again, where a writer has just thrown away what was being opened."""
    for attempt in range(ATTEMPTS):
        manifest = manifests.load(index, COLUMNS)
        try:
            commit = Commit(manifest, Letters(index / manifest.letters, manifest))
            _look_at_words(index, manifest)
            return commit
        except FileNotFoundError as error:
            missing = error
            time.sleep(_PAUSE * attempt)
    raise manifests.damaged(index, missing) from missing


def _look_at_words(index: Path, manifest: Manifest) -> None:
    """See that the words' files are as long as they were committed, without reading them.

    :raises NoIndexError: where one is missing or has another length, and no writer is at work.
    """
    if not is_sound(index, manifest):
        return
    found = sizes_of_words(index / manifest.words)
    for name, size in manifest.words_sizes.items():
        if found.get(name) != size and is_sound(index, manifest):
            why = "the file is gone" if name not in found else f"its length is not {size:,} bytes"
            raise manifests.damaged(index / manifest.words / name, why)


def sizes_of_words(words: Path) -> dict[str, int]:
    """The lengths of the files that words are in, by name."""
    found = {}
    with os.scandir(words) as entries:
        for entry in entries:
            if entry.name.endswith((".seg", ".toc")):
                with suppress(FileNotFoundError):  # a writer has just thrown it away
                    found[entry.name] = entry.stat().st_size
    return found


def is_sound(index: Path, manifest: Manifest) -> bool:
    """Whether the words' newest commit is the manifest's.

    Read off the names of files, for importing Whoosh takes longer than many a search.
    """
    tocs = [toc.name for toc in (index / manifest.words).glob("_MAIN_*.toc")]
    return tocs == [f"_MAIN_{manifest.words_generation}.toc"]


def blank(index: Path) -> Manifest:
    """A state with nothing in it, and new folders for what comes."""
    letters, words = (manifests.new_folder(index, kind) for kind in ("letters", "words"))
    return Manifest(columns=COLUMNS, letters=letters, words=words)
