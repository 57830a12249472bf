"""What both paths of the index keep of a document, made on all cores where there is much to do.

Cutting a text into words takes longer than all else that indexing does. It needs nothing but the
text, so processes do it (:mod:`thaidoc.archive.workers`) while the index is being written.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, cast

import msgspec
from msgspec import Struct

from thaidoc.search.codes import CODES
from thaidoc.search.engine import Entry
from thaidoc.search.fields import TEXT_FIELDS
from thaidoc.search.matching import BODY
from thaidoc.search.part import TEXT
from thaidoc.search.terms import terms_of
from thaidoc.thai.fold import fold
from thaidoc.thai.words import Segmenter, segmenter

if TYPE_CHECKING:
    from thaidoc.archive.workers import Errand

WEIGHED = tuple(field for field in TEXT_FIELDS if field.weight)
#: fewer entries than this are cut here sooner than processes have loaded the dictionary
_FEW = 200
#: values of fields that are remembered
_REMEMBERED = 4096
_IN_WORKER = "thaidoc.search.cutting:in_worker"


class Cut(Struct, frozen=True):
    """An entry's strings by column, folded, and its terms by field."""

    folded: dict[str, list[str]]
    terms: dict[str, list[str]]


def cut(entry: Entry, cutter: Segmenter) -> Cut:
    """What both paths keep of an entry."""
    return Cut(_folded(entry), _terms(entry, cutter))


def cut_all(entries: Iterable[Entry], jobs: int) -> Iterator[tuple[Entry, Cut]]:
    """All entries with what is kept of them; with more than one job in the order they are done."""
    coming = iter(entries)
    first = list(islice(coming, _FEW))
    if jobs < 2 or len(first) < _FEW:
        cutter = segmenter()
        for entry in chain(first, coming):
            yield entry, cut(entry, cutter)
        return
    from thaidoc.archive.workers import Workers  # here: a search needs no readers

    with Workers(jobs, _IN_WORKER) as workers:
        for done in workers.run(_errands(chain(first, coming))):
            if done is None:
                continue
            errand, result = done
            entry = cast(Entry, errand.tag)
            if isinstance(result, bytes):
                yield entry, msgspec.msgpack.decode(result, type=Cut)
            else:  # its process was lost: what is wrong shows here
                yield entry, cut(entry, segmenter())


def in_worker(body: bytes, _data: bytes, _tell: Callable[[bytes], None]) -> bytes:
    """A packed entry as a packed :class:`Cut`."""
    return msgspec.msgpack.encode(cut(msgspec.msgpack.decode(body, type=Entry), segmenter()))


def _errands(entries: Iterable[Entry]) -> "Callable[[], Errand | None]":
    from thaidoc.archive.workers import Errand

    coming = iter(entries)

    def take() -> Errand | None:
        entry = next(coming, None)
        return Errand(msgspec.msgpack.encode(entry), b"", entry) if entry is not None else None

    return take


def _folded(entry: Entry) -> dict[str, list[str]]:
    """What the literal path keeps of an entry: the folded strings of each column, each once."""
    folded = {TEXT: [fold(entry.text)], CODES: list(entry.codes)}
    for field in TEXT_FIELDS:
        values = (_normal(field.normal, value) for value in entry.fields.get(field.key, ()))
        folded[field.key] = [value for value in dict.fromkeys(values) if value]
    return folded


def _terms(entry: Entry, cutter: Segmenter) -> dict[str, list[str]]:
    """What the words keep of an entry: the terms of each field, and all of them in the body.

    A field's terms that the text has already are not counted twice there; a person's correction,
    which the text does not have, is found by its words all the same.
    """
    terms = {
        field.key: [t for value in entry.fields.get(field.key, ()) for t in _cut(value, cutter)]
        for field in WEIGHED
    }
    body = terms_of(entry.text, cutter)
    there = set(body)
    terms[BODY] = body + [t for found in terms.values() for t in found if t not in there]
    return terms


@lru_cache(maxsize=_REMEMBERED)
def _normal(form: Callable[[str], str], value: str) -> str:
    """A value in its field's form; letters of one issuer have most of their values in common."""
    return form(value)


@lru_cache(maxsize=_REMEMBERED)
def _cut(value: str, cutter: Segmenter) -> tuple[str, ...]:
    return tuple(terms_of(value, cutter))
