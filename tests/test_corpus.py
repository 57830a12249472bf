"""The letters of corpus/: their records are what the parser finds, and every field is confirmed.

How far the parser agrees with what people confirmed is in tests/evaluation/test_conditions.py.
"""

import os
from functools import cache
from typing import get_args

import pytest
from rapidfuzz.fuzz import ratio as percent

from tests.corpus_records import fields_of, found_in, needs_ocr, read_again
from tests.letters import ROOT, SHOWN, letters
from thaidoc.archive.store import Archive
from thaidoc.reading.document import Document, sha256_of
from thaidoc.record import FIELDS, Kind, Record

ARCHIVE = Archive.open(ROOT)


def _is_picture(record: Record) -> bool:
    """Whether its text was recognised from pictures, or is still to be."""
    return bool(record.source and record.source.ocr) or needs_ocr(record)


IDENTITIES = [
    pytest.param(record.id, id=record.source.name) for _, record in letters() if record.source
]
PICTURES = [param for param in IDENTITIES if _is_picture(ARCHIVE.parsed(str(param.values[0])))]
TEXTS = [param for param in IDENTITIES if param not in PICTURES]
HINT = "`python -m tests.corpus_records` writes the records again: look at the difference"


@cache
def _read(identity: str) -> tuple[Document, Record]:
    return read_again(ARCHIVE, identity)


@pytest.mark.parametrize("identity", TEXTS)
def test_the_records_kept_are_what_the_parser_finds(identity: str) -> None:
    document, record = _read(identity)
    assert found_in(ARCHIVE.parsed(identity)) == found_in(record), HINT
    assert ARCHIVE.text(identity) == document.text, HINT


@pytest.mark.parametrize("identity", PICTURES)
def test_pictures_are_read_nearly_as_when_their_records_were_kept(identity: str) -> None:
    """Another processor rounds otherwise, and a letter in doubt may become another one."""
    kept = ARCHIVE.parsed(identity)
    if "THAIDOC_RECOGNISER" in os.environ:
        pytest.skip("not read with the package's own network")
    assert not needs_ocr(kept), HINT
    document, record = _read(identity)
    assert percent(ARCHIVE.text(identity), document.text) > 98, HINT
    before, now = fields_of(kept), fields_of(record)
    assert sum(before[key] == now[key] for key in before) >= len(before) - 2, HINT


@pytest.mark.parametrize("identity", IDENTITIES)
def test_every_field_is_confirmed_and_every_byte_is_kept(identity: str) -> None:
    assert set(ARCHIVE.corrections(identity).fields) == set(FIELDS)
    assert sha256_of(ARCHIVE.original(identity).read_bytes()).startswith(identity)
    assert ARCHIVE.text(identity).strip()


@pytest.mark.parametrize("name", SHOWN)
def test_the_letters_shown_are_read_without_a_fault(name: str) -> None:
    (confirmed,) = (r for _, r in letters() if r.source and r.source.name == name)
    assert fields_of(_read(confirmed.id)[1]) == fields_of(confirmed)


def test_the_corpus_covers_kinds_and_formats() -> None:
    found = [(original, record) for original, record in letters()]
    assert len(found) >= 62
    formats = ".txt .docx .doc .odt .rtf .html .eml .pdf .tif .png .jpg"
    assert {original.suffix for original, _ in found} >= set(formats.split())
    assert {record.kind for _, record in found} == set(get_args(Kind))
    assert any(record.circular for _, record in found)
    assert sum(bool(record.enclosed) for _, record in found) >= 3
    assert sum(_is_picture(ARCHIVE.parsed(record.id)) for _, record in found) >= 8
    encodings = {record.source.encoding for _, record in found if record.source}
    assert {"utf-8", "utf-8-sig", "utf-16-le", "cp874"} <= encodings


def test_the_seed_letter_stands_in_the_corpus_with_its_doubts() -> None:
    (seed,) = (r for _, r in letters() if r.source and "smart-city" in r.source.name)
    assert seed.reference is not None and seed.reference.normal == "มท 0810.3/"
    assert [w.code for w in seed.warnings] == ["reference-number-blank", "date-day-blank"]
    assert len(seed.body) == 3 and len(seed.contacts) == 4
