"""Golden records: every field of every letter in corpus/ comes out as a person confirmed it."""

from pathlib import Path

import msgspec
import pytest

from tests.letters import ROOT, letters
from thaidoc.archive.store import Archive
from thaidoc.parsing.parser import parse
from thaidoc.reading import read_bytes
from thaidoc.reading.document import sha256_of
from thaidoc.record import FIELDS, Record

LETTERS = [
    pytest.param(original, record, id=record.source.name)
    for original, record in letters()
    if record.source
]


@pytest.mark.parametrize(("original", "confirmed"), LETTERS)
def test_the_parser_reads_what_a_person_confirmed(original: Path, confirmed: Record) -> None:
    assert confirmed.source
    read = parse(read_bytes(original.read_bytes(), confirmed.source.name))
    expected, found = msgspec.to_builtins(confirmed), msgspec.to_builtins(read)
    assert {key: found[key] for key in FIELDS} == {key: expected[key] for key in FIELDS}


@pytest.mark.parametrize(("original", "confirmed"), LETTERS)
def test_every_field_is_confirmed_and_every_byte_is_kept(original: Path, confirmed: Record) -> None:
    archive = Archive.open(ROOT)
    assert set(archive.corrections(confirmed.id).fields) == set(FIELDS)
    assert sha256_of(original.read_bytes()).startswith(confirmed.id)
    assert archive.text(confirmed.id).strip()


def test_the_corpus_covers_kinds_and_formats() -> None:
    found = [(original, record) for original, record in letters()]
    assert {original.suffix for original, _ in found} >= {".txt", ".docx", ".pdf"}
    assert {record.kind for _, record in found} >= {
        "external-letter",
        "memo",
        "stamped-letter",
        "order",
        "announcement",
        "regulation",
    }
    assert any(record.circular for _, record in found)
    encodings = {record.source.encoding for _, record in found if record.source}
    assert {"utf-8", "utf-8-sig", "cp874"} <= encodings


def test_the_seed_letter_stands_in_the_corpus_with_its_doubts() -> None:
    (seed,) = (r for _, r in letters() if r.source and "smart-city" in r.source.name)
    assert seed.reference is not None and seed.reference.normal == "มท 0810.3/"
    assert [w.code for w in seed.warnings] == ["reference-number-blank", "date-day-blank"]
    assert len(seed.body) == 3 and len(seed.contacts) == 4
