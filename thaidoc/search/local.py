"""The engine on this machine: letters that find everything, words that rank it, in one commit.

Both paths speak of the same entries, letters by position and words by slot. A commit writes and
syncs the letters, then the words, then replaces the manifest, which names the commit of each that
belongs together. A crash between the last two leaves words that are ahead of the manifest: a search
passes over what it does not know, and the next commit takes it out.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from thaidoc.errors import NoSuchDocumentError
from thaidoc.search import manifest as manifests
from thaidoc.search.answering import answer, related
from thaidoc.search.committed import (
    ATTEMPTS,
    Commit,
    blank,
    is_sound,
    load,
    sizes_of_words,
)
from thaidoc.search.cutting import WEIGHED, cut_all
from thaidoc.search.engine import Answer, Entry, Feed, Order
from thaidoc.search.letters_writer import LettersWriter
from thaidoc.search.literal import Letters
from thaidoc.search.manifest import Manifest
from thaidoc.search.matching import Matcher
from thaidoc.search.ordering import facet
from thaidoc.search.query import Query
from thaidoc.thai.words import segmenter

if TYPE_CHECKING:
    from thaidoc.search.whoosh import WordIndex

_Seen = TypeVar("_Seen")
#: dead entries beyond this share, and this many, are thrown away
_DEAD_SHARE, _DEAD_COUNT = 0.25, 100


class LocalEngine:
    """The index in a folder, as it was committed when it was opened."""

    def __init__(self, index: Path, commit: Commit | None, jobs: int = 1):
        self._index = index
        self._jobs = jobs
        self._commit = commit
        self._opened: WordIndex | None = None

    @classmethod
    def open(cls, index: Path, jobs: int = 1) -> "LocalEngine":
        """The index in this folder.

        :param jobs: so many processes cut texts into words when much is put in.
        :raises NoIndexError: where there is none, or none that can be read.
        """
        return cls(index, load(index), jobs)

    @classmethod
    def fresh(cls, index: Path, jobs: int = 1) -> "LocalEngine":
        """An empty index; its first commit takes the place of the one that may be there."""
        return cls(index, None, jobs)

    @property
    def feed(self) -> Feed:
        """How far the entries reach in the event log."""
        return self._commit.manifest.feed if self._commit else Feed()

    @property
    def segmenters(self) -> tuple[str, ...]:
        """What the words were cut by, each once: more than one do not cut quite alike."""
        return self._commit.manifest.segmenters if self._commit else ()

    @property
    def sound(self) -> bool:
        """Whether letters and words are of one commit."""
        return self._commit is None or is_sound(self._index, self._commit.manifest)

    def ids(self) -> Set[str]:
        """The documents in the index."""
        return self._commit.letters.places().keys() if self._commit else frozenset()

    def incomplete(self) -> Set[str]:
        """Those that a crash left without their words.

        :raises NoIndexError: where the words cannot be read at all.
        """
        if self._commit is None or self.sound:
            return frozenset()
        letters = self._commit.letters
        try:
            known = self._words().slots()
        except OSError as error:
            raise manifests.damaged(self._index, error) from error
        return {
            name for name, place in letters.places().items() if letters.slots[place] not in known
        }

    def search(self, query: Query, limit: int, offset: int = 0, order: Order = "rank") -> Answer:
        """The matches of a query in this order from ``offset`` on, at most ``limit`` of them.

        :raises NoIndexError: where a part of the index turns out to be damaged.
        """
        return self._read(
            lambda letters: answer(letters, self._words, query, limit, offset, order),
            Answer(0, ()),
        )

    def count(self, query: Query) -> int:
        """How many documents a query finds.

        :raises NoIndexError: as :meth:`search` does.
        """
        return self._read(
            lambda letters: len(Matcher(letters, self._words).find(query).possible), 0
        )

    def facets(
        self, query: Query, keys: Sequence[str], limit: int
    ) -> dict[str, tuple[tuple[str, int], ...]]:
        """For each of these facets the values that most found documents have, with how many.

        :raises NoIndexError: as :meth:`search` does.
        """

        def look(letters: Letters) -> dict[str, tuple[tuple[str, int], ...]]:
            found = Matcher(letters, self._words).find(query).possible
            return {key: facet(letters, key, found, limit) for key in keys}

        return self._read(look, dict.fromkeys(keys, ()))

    def related(self, identity: str, query: Query, limit: int, offset: int = 0) -> Answer:
        """Of what a query finds the documents that are like one other, the likest first.

        :raises NoSuchDocumentError: where that one is not in the index.
        :raises NoIndexError: as :meth:`search` does.
        """

        def look(letters: Letters) -> Answer:
            place = letters.place_of(identity)
            if place is None:
                raise NoSuchDocumentError(
                    "this document is not in the search index", where=identity
                )
            return related(letters, self._words, place, query, limit, offset)

        return self._read(look, Answer(0, ()))

    def suggest(self, word: str, limit: int) -> tuple[str, ...]:
        """Strings that some document has, one mistake away from a word; the likeliest first.

        :raises NoIndexError: as :meth:`search` does.
        """
        from thaidoc.search.spelling import corrections

        return self._read(
            lambda _: tuple(islice(corrections(word, self._words().knows), limit)), ()
        )

    def _read(self, look: Callable[[Letters], _Seen], nothing: _Seen) -> _Seen:
        """What is seen in the committed letters; ``nothing`` where nothing was ever committed."""
        missing: OSError | None = None
        for _ in range(ATTEMPTS):
            if self._commit is None:
                return nothing
            try:
                return look(self._commit.letters)
            except FileNotFoundError as error:  # swept by a writer: there is a newer commit
                missing = error
                self.close()
                self._commit = load(self._index)
            except OSError as error:
                raise manifests.damaged(self._index, error) from error
        raise manifests.damaged(self._index, missing)

    def apply(self, removed: Iterable[str], entries: Iterable[Entry], feed: Feed) -> None:
        """Take documents out and put entries in, replacing older ones, all in one commit.

        Whoever calls holds the index's lock. An identity comes at most once among the entries.
        """
        commit, gone, incoming = self._commit, set(removed), iter(entries)
        if commit:
            manifests.sweep(self._index, commit.manifest)
        first = next(incoming, None)
        if commit and self.sound and first is None and not gone:
            self._publish(replace(commit.manifest, feed=feed))
            return
        manifest = self._write(gone, chain([first] if first else [], incoming))
        letters = self._publish(replace(manifest, feed=feed))
        dead = len(manifest.dead)
        if dead >= _DEAD_COUNT and dead > _DEAD_SHARE * manifest.entries:
            self._compact(manifest, letters, feed)

    def close(self) -> None:
        """Let go of the index's files."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _words(self) -> "WordIndex":
        """The words, opened when they are first needed: importing Whoosh takes its time."""
        if self._opened is None:
            from thaidoc.search.whoosh import WordIndex

            folder = self._commit.manifest.words if self._commit else ""
            self._opened = WordIndex(self._index / folder)
        return self._opened

    def _write(self, removed: Iterable[str], entries: Iterable[Entry]) -> Manifest:
        """Write and sync both parts; the manifest that would make them count."""
        from thaidoc.search.whoosh_writer import WordsWriter

        base = self._commit.manifest if self._commit else blank(self._index)
        before = self._commit.letters if self._commit else None
        outdated, slot = set(removed), base.next_slot
        with (
            LettersWriter(self._index / base.letters, base) as letters,
            WordsWriter(
                self._index / base.words, [field.key for field in WEIGHED], new=not self._commit
            ) as words,
        ):
            for entry, cut in cut_all(entries, self._jobs):
                letters.append(entry, cut.folded, slot)
                words.add(slot, cut.terms)
                outdated.add(entry.id)
                slot += 1
            dead = set(before.places_of(outdated).values()) if before else set()
            slots = {before.slots[place] for place in dead} if before else set()
            words.remove(slots, beyond=base.next_slot)
            return replace(
                letters.commit(),
                words_generation=words.commit(),
                words_sizes=sizes_of_words(self._index / base.words),
                entries=base.entries + slot - base.next_slot,
                dead=tuple(sorted(dead.union(base.dead))),
                next_slot=slot,
                segmenters=tuple(dict.fromkeys((*base.segmenters, segmenter().name))),
            )

    def _compact(self, manifest: Manifest, letters: Letters, feed: Feed) -> None:
        """Write the letters anew without the dead ones; slots, and so the words, stay."""
        folder = manifests.new_folder(self._index, "letters")
        alive = list(letters.positions())
        blank = replace(manifest, letters=folder, sizes={}, tail="", tail_sizes={})
        with LettersWriter(self._index / folder, blank) as writer:
            for position in alive:
                writer.copy(letters, position)
            written = writer.commit()
        self._publish(replace(written, entries=len(alive), dead=(), feed=feed))

    def _publish(self, manifest: Manifest) -> Letters:
        """Make this the committed state, and read from it from now on."""
        before = self._commit.manifest.generation if self._commit else 0
        manifest = replace(manifest, generation=before + 1)
        manifests.publish(self._index, manifest)
        self.close()
        letters = Letters(self._index / manifest.letters, manifest)
        self._commit = Commit(manifest, letters)
        manifests.sweep(self._index, manifest)
        return letters
