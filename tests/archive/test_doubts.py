from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from thaidoc.archive import doubts
from thaidoc.archive.doubts import Doubt, Known, doubts_of, score
from thaidoc.record import Record, RecordWarning, Span, to_json


def known(tmp_path: Path, record: Record) -> Known:
    path = tmp_path / "record.json"
    path.write_bytes(to_json(record))
    return doubts.known(path)


def span(key: str, confidence: float) -> Span:
    return Span(key=key, page=1, line=1, end_line=1, bbox=None, confidence=confidence)


def warning(code: str, key: str | None) -> RecordWarning:
    return RecordWarning(code=code, message="look", key=key)


@pytest.fixture
def doubtful(
    tmp_path: Path, record_of: Callable[[bytes], Record]
) -> Callable[..., dict[str, Doubt]]:
    """The doubts of a record with these spans and warnings, by key."""

    def doubtful(*evidence: Span | RecordWarning, **options: Any) -> dict[str, Doubt]:
        record = msgspec.structs.replace(
            record_of(b"x"),
            spans=[one for one in evidence if isinstance(one, Span)],
            warnings=[one for one in evidence if isinstance(one, RecordWarning)],
        )
        found = doubts_of(known(tmp_path, record), **options)
        return {one.key: one for one in found}

    return doubtful


def test_nothing_speaks_against_what_was_read_surely(
    doubtful: Callable[..., dict[str, Doubt]],
) -> None:
    assert doubtful(span("subject", 0.97), span("contacts.0", 0.9)) == {}


def test_the_least_sure_of_a_list_counts_once(doubtful: Callable[..., dict[str, Doubt]]) -> None:
    many = [span(f"contacts.{n}", 0.5) for n in range(30)]
    found = doubtful(*many, span("contacts.3", 0.2))
    assert found.keys() == {"contacts"}
    assert found["contacts"].doubt == pytest.approx(0.8)
    assert found["contacts"].confidence == 0.2


def test_a_warning_is_a_doubt_and_a_blank_a_small_one(
    doubtful: Callable[..., dict[str, Doubt]],
) -> None:
    found = doubtful(
        warning("reference-number-blank", "reference"),
        warning("contact-unread", "contacts.2"),
        warning("extension-lies", "source.media_type"),
        warning("file-repaired", None),
    )
    assert found.keys() == {"reference", "contacts"}
    assert found["reference"].doubt < found["contacts"].doubt
    assert found["contacts"].reasons == ["look (contact-unread)"]


def test_the_head_of_a_page_that_nobody_read_is_in_doubt(
    doubtful: Callable[..., dict[str, Doubt]],
) -> None:
    found = doubtful(warning("page-needs-ocr", None), span("subject", 0.95))
    assert found.keys() == {"kind", "reference", "issuer", "date"}


def test_what_a_person_decided_is_in_no_doubt(doubtful: Callable[..., dict[str, Doubt]]) -> None:
    evidence = (span("subject", 0.2), span("date", 0.2))
    assert doubtful(*evidence, decided={"date"}).keys() == {"subject"}
    assert doubtful(*evidence, below=0.1) == {}


def test_what_identifies_a_letter_counts_twice() -> None:
    one = Doubt(key="contacts", doubt=0.5, confidence=0.5, reasons=[])
    other = Doubt(key="date", doubt=0.5, confidence=0.5, reasons=[])
    assert score([other]) == 2 * score([one])
    assert score([]) == 0


def test_what_is_in_doubt_in_further_letters_is_one_doubt(
    tmp_path: Path, record_of: Callable[[bytes], Record]
) -> None:
    inner = Record(
        id="",
        spans=[span("date", 0.4), span("subject", 0.99)],
        warnings=[warning("number-unread", "reference")],
    )
    sure = Record(id="", spans=[span("date", 0.99)])
    record = msgspec.structs.replace(record_of(b"x"), enclosed=[sure, inner])
    (doubt,) = doubts_of(known(tmp_path, record))
    assert (doubt.key, doubt.doubt, doubt.confidence) == ("enclosed", 0.6, 0.4)
    assert doubt.reasons == [
        "letter 3, reference: look (number-unread)",
        "letter 3, date: read with a confidence of 40%",
    ]
    assert doubts_of(known(tmp_path, record), decided={"enclosed"}) == []
    record = msgspec.structs.replace(record_of(b"x"), enclosed=[sure])
    assert doubts_of(known(tmp_path, record)) == []
