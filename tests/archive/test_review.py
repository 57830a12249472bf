import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import msgspec
import pytest

from thaidoc.archive import events, journal
from thaidoc.archive.corrections import Corrections
from thaidoc.archive.evidence import evidence
from thaidoc.archive.review import Decisions, decide, doubtful, queue, undo
from thaidoc.archive.store import Archive
from thaidoc.errors import ArchiveLockedError, NoSuchDocumentError, ThaidocError
from thaidoc.parsing.typed import TypedValueError
from thaidoc.record import Record, RecordWarning, Span, to_json

TEXT = "ที่ มท ๐๘๑๐.๓/\n\nเรื่อง ก\n\f\nลงนาม\n"


def span(key: str, confidence: float, line: int = 1, page: int = 1) -> Span:
    return Span(key=key, page=page, line=line, end_line=line, bbox=None, confidence=confidence)


@pytest.fixture
def keep(archive: Archive, record_of: Callable[[bytes], Record]) -> Callable[..., str]:
    """Keeps a letter with these spans; its identity."""

    def keep(data: bytes, *spans: Span, warnings: tuple[RecordWarning, ...] = ()) -> str:
        record = msgspec.structs.replace(
            record_of(data), spans=list(spans), warnings=list(warnings)
        )
        archive.keep(data, ".txt", record, TEXT)
        return record.id

    return keep


class Killed(BaseException):
    """The end of the process, as far as a test can have one."""


def kill(*_: object, **__: object) -> NoReturn:
    raise Killed


def log_of(archive: Archive) -> list[events.Event]:
    return [event for event, _ in events.read(archive.events)]


class TestQueue:
    def test_the_most_doubtful_comes_first_and_the_sure_not_at_all(
        self, archive: Archive, keep: Callable[..., str]
    ) -> None:
        keep(b"sure", span("subject", 0.99))
        some = keep(b"some", span("subject", 0.7))
        most = keep(b"most", span("subject", 0.2), span("contacts.0", 0.3))
        assert [one.id for one in queue(archive)] == [most, some]
        assert [one.id for one in queue(archive, limit=1)] == [most]
        assert [one.id for one in queue(archive, below=0.5)] == [most]

    def test_what_was_decided_leaves_it(self, archive: Archive, keep: Callable[..., str]) -> None:
        one = keep(b"one", span("subject", 0.2), span("date", 0.3))
        decide(archive, one, Decisions(confirm=frozenset({"subject"})))
        decide(archive, one, Decisions(doubtful=frozenset({"date"})))
        assert list(queue(archive)) == []

    def test_what_is_decided_meanwhile_is_not_asked(
        self, archive: Archive, keep: Callable[..., str]
    ) -> None:
        first = keep(b"first", span("subject", 0.2))
        second = keep(b"second", span("subject", 0.3))
        walk = queue(archive)
        assert next(walk).id == first
        decide(archive, second, Decisions(confirm=frozenset({"subject"})))
        assert list(walk) == []

    def test_a_damaged_document_is_told_and_passed_over(
        self, archive: Archive, keep: Callable[..., str]
    ) -> None:
        bad, good = keep(b"bad", span("subject", 0.2)), keep(b"good", span("subject", 0.2))
        (archive.folder(bad) / "record.json").write_bytes(b"{")
        told: list[str] = []
        found = queue(archive, fault=lambda identity, _: told.append(identity))
        assert [one.id for one in found] == [good]
        assert told == [bad]

    def test_a_thousand_documents_are_ranked_in_two_seconds(
        self, archive: Archive, record_of: Callable[[bytes], Record]
    ) -> None:
        for number in range(1000):
            spans = [span(f"body.{n}", 0.95) for n in range(20)]
            spans.append(span("subject", number / 1000))
            record = msgspec.structs.replace(record_of(b"%d" % number), spans=spans)
            folder = archive.folder(record.id)
            folder.mkdir(parents=True)
            (folder / "record.json").write_bytes(to_json(record))
        begin = time.monotonic()
        first = next(queue(archive))
        assert time.monotonic() - begin < 2
        assert first.fields[0].confidence == 0


class TestDecide:
    def test_a_decision_is_kept_with_who_and_when_and_is_an_event(
        self, archive: Archive, keep: Callable[..., str]
    ) -> None:
        one = keep(b"one")
        said = Decisions(
            set={"date": "๑๔ มิ.ย. ๒๕๖๒"},
            confirm=frozenset({"subject"}),
            doubtful=frozenset({"issuer"}),
        )
        made = decide(archive, one, said, by="สมหญิง")
        assert made.did == {"issuer": "doubtful", "date": "set", "subject": "confirmed"}
        record = archive.record(one)
        assert (record.date and record.date.iso, record.issuer) == ("2019-06-14", None)
        kept = archive.corrections(one)
        assert {key: d.by for key, d in kept.fields.items()} == dict.fromkeys(made.did, "สมหญิง")
        assert kept.doubtful == {"issuer"}
        assert kept.values.keys() == {"date", "subject"}
        event = log_of(archive)[-1]
        assert (event.act, event.id, event.actor) == ("corrected", one, "สมหญิง")
        assert event.detail == {"did": "doubtful issuer; set date; confirmed subject"}

    def test_all_or_nothing(self, archive: Archive, keep: Callable[..., str]) -> None:
        one = keep(b"one")
        said = Decisions(set={"date": "๑๔ มิ.ย. ๒๕๖๒", "urgency": "เร็ว"})
        with pytest.raises(TypedValueError, match="It is one of"):
            decide(archive, one, said)
        assert archive.corrections(one) == Corrections()
        assert log_of(archive) == []

    @pytest.mark.parametrize(
        ("said", "says"),
        [
            (Decisions(set={"titel": "x"}), "not a field"),
            (Decisions(set={"date": "null"}, confirm=frozenset({"date"})), "two things"),
            (Decisions(unset=frozenset({"date"})), "nothing was decided"),
            (Decisions(), "nothing is said"),
        ],
    )
    def test_what_cannot_be_said(
        self, archive: Archive, keep: Callable[..., str], said: Decisions, says: str
    ) -> None:
        one = keep(b"one")
        with pytest.raises(TypedValueError, match=says):
            decide(archive, one, said)
        assert archive.corrections(one) == Corrections()

    def test_a_number_says_whether_the_letter_is_a_circular(
        self, archive: Archive, keep: Callable[..., str]
    ) -> None:
        one = keep(b"one")
        decide(archive, one, Decisions(set={"reference": "มท 0810.3/ว 12"}))
        assert archive.record(one).circular is True
        both = Decisions(set={"reference": "มท 0810.3/12", "circular": "true"})
        decide(archive, one, both)
        assert archive.record(one).circular is True

    def test_a_value_depends_on_what_is_set_with_it(
        self, archive: Archive, keep: Callable[..., str]
    ) -> None:
        one = keep(b"one")
        said = {
            "issuer": "กรมสมมุติ",
            "reference": "มท 0810.3/12",
            "deadlines": "ภายใน 15 วัน นับแต่วันที่ลงในหนังสือนี้",
            "date": "14 มิ.ย. 2562",
        }
        made = decide(archive, one, Decisions(set=said))
        assert made.values["issuer"].ministry == "กระทรวงมหาดไทย"
        assert made.values["deadlines"][0].iso == "2019-06-29"

    def test_no_such_document(self, archive: Archive) -> None:
        with pytest.raises(NoSuchDocumentError):
            decide(archive, "0" * 16, Decisions(set={"subject": "x"}))

    def test_another_writer_keeps_it_out(self, archive: Archive, keep: Callable[..., str]) -> None:
        one = keep(b"one")
        with archive.writing(), pytest.raises(ArchiveLockedError):
            decide(archive, one, Decisions(set={"subject": "x"}))
        assert archive.corrections(one) == Corrections()

    def test_ctrl_c_waits_until_the_decision_is_kept(
        self, archive: Archive, keep: Callable[..., str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one = keep(b"one")
        save = Corrections.save

        def interrupted(corrections: Corrections, path: Path) -> None:
            os.kill(os.getpid(), signal.SIGINT)
            save(corrections, path)

        monkeypatch.setattr(Corrections, "save", interrupted)
        with pytest.raises(KeyboardInterrupt):
            decide(archive, one, Decisions(set={"subject": "ถูก"}))
        assert archive.record(one).subject == "ถูก"
        assert log_of(archive)[-1].detail == {"did": "set subject"}


class TestUndo:
    def test_acts_are_taken_back_one_by_one_and_stay_on_record(
        self, archive: Archive, keep: Callable[..., str]
    ) -> None:
        one = keep(b"one")
        decide(archive, one, Decisions(set={"subject": "ก", "urgency": "ด่วน"}), by="a")
        decide(archive, one, Decisions(set={"subject": "ข"}), by="b")
        assert undo(archive, one, by="c").did == {"subject": "set"}
        assert archive.record(one).subject == "ก"
        undo(archive, one, by="c")
        record = archive.record(one)
        assert (record.subject, record.urgency) == ("ซักซ้อมแนวทางปฏิบัติ", None)
        with pytest.raises(ThaidocError, match="nothing was decided"):
            undo(archive, one)
        first, second = archive.corrections(one).acts
        assert first.undone
        assert second.undone
        assert second.undone.by == "c"
        had = second.undone.fields["subject"]
        assert had is not None
        assert (had.value, had.by) == ("ข", "b")
        told = [event.detail["did"] for event in log_of(archive)]
        assert told[-2:] == ["undone subject", "undone urgency subject"]

    def test_unset_lets_the_parser_hold_and_can_be_undone(
        self, archive: Archive, keep: Callable[..., str]
    ) -> None:
        one = keep(b"one")
        decide(archive, one, Decisions(set={"subject": "ก"}))
        decide(archive, one, Decisions(unset=frozenset({"subject"})))
        assert archive.record(one).subject == "ซักซ้อมแนวทางปฏิบัติ"
        undo(archive, one)
        assert archive.record(one).subject == "ก"

    def test_another_persons_decision_is_not_taken_back_for_ones_own(
        self, archive: Archive, keep: Callable[..., str]
    ) -> None:
        one = keep(b"one")
        mine = decide(archive, one, Decisions(set={"subject": "ก"}), by="a")
        decide(archive, one, Decisions(set={"subject": "ข"}), by="b")
        with pytest.raises(ThaidocError, match="decided about this document since"):
            undo(archive, one, act=mine.act)
        assert archive.record(one).subject == "ข"


class TestEvidence:
    def test_the_lines_of_a_field(self, archive: Archive, keep: Callable[..., str]) -> None:
        one = keep(b"one", span("subject", 0.9, 3), span("signatory", 0.9, 2, page=2))
        (found,) = evidence(archive, one, "subject")
        assert (found.page, found.line, found.lines) == (1, 3, ["เรื่อง ก"])
        (found,) = evidence(archive, one, "signatory")
        assert (found.page, found.line, found.lines) == (2, 2, ["ลงนาม"])

    def test_where_nothing_was_read_the_lines_where_it_belongs(
        self, archive: Archive, keep: Callable[..., str]
    ) -> None:
        one = keep(b"one")
        head = evidence(archive, one, "date")
        assert [(e.page, e.line, e.lines) for e in head] == [
            (1, 1, ["ที่ มท ๐๘๑๐.๓/", "", "เรื่อง ก"]),
            (2, 2, ["ลงนาม"]),
        ]
        assert evidence(archive, one, "signatory")[-1].lines == ["ลงนาม"]

    def test_every_undecided_field_can_be_asked_for(
        self, archive: Archive, keep: Callable[..., str]
    ) -> None:
        one = keep(b"one", span("subject", 0.5))
        decide(archive, one, Decisions(confirm=frozenset({"kind"})))
        every = {field.key: field.doubt for field in doubtful(archive, one, every=True).fields}
        assert "kind" not in every
        assert every["subject"] == 0.5
        assert every["date"] == 0


class TestCrash:
    """Between the steps of a decision: the next writer finds a whole state."""

    @pytest.mark.parametrize(
        ("step", "kept"),
        [
            ("thaidoc.archive.corrections.Corrections.save", False),
            ("thaidoc.archive.events.append", True),
        ],
    )
    def test_decision_and_event_are_both_there_or_neither(
        self,
        archive: Archive,
        keep: Callable[..., str],
        monkeypatch: pytest.MonkeyPatch,
        step: str,
        kept: bool,
    ) -> None:
        one, other = keep(b"one"), keep(b"other")
        monkeypatch.setattr(step, kill)
        with pytest.raises(Killed):
            decide(archive, one, Decisions(set={"subject": "ก"}))
        monkeypatch.undo()
        decide(archive, other, Decisions(set={"subject": "ข"}))
        assert archive.record(one).subject == ("ก" if kept else "ซักซ้อมแนวทางปฏิบัติ")
        told = [(event.id, event.detail["did"]) for event in log_of(archive)]
        assert told == [(one, "set subject")] * kept + [(other, "set subject")]
        assert list(archive.corpus.glob(f"{journal.OPEN}*")) == []

    def test_what_was_written_and_not_put_in_its_place_is_cleared_away(
        self, archive: Archive, keep: Callable[..., str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one, other = keep(b"one"), keep(b"other")
        replace = Path.replace

        def killed(path: Path, target: Path) -> Path:
            return kill() if target.name == "corrections.json" else replace(path, target)

        monkeypatch.setattr(Path, "replace", killed)
        with pytest.raises(Killed):
            decide(archive, one, Decisions(set={"subject": "ก"}))
        monkeypatch.undo()
        assert (archive.folder(one) / "corrections.json.new").exists()
        decide(archive, other, Decisions(set={"subject": "ข"}))
        assert not (archive.folder(one) / "corrections.json.new").exists()
        assert archive.corrections(one) == Corrections()

    def test_an_event_that_is_in_the_log_is_not_logged_twice(
        self, archive: Archive, keep: Callable[..., str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one = keep(b"one")
        monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)
        decide(archive, one, Decisions(set={"subject": "ก"}))
        monkeypatch.undo()
        assert list(archive.corpus.glob(f"{journal.OPEN}*"))
        with archive.writing():
            assert journal.recover(archive) == 0
        assert len(log_of(archive)) == 1

    def test_a_full_disk_leaves_nothing(
        self, archive: Archive, keep: Callable[..., str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one = keep(b"one")

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(ThaidocError, match="No space"):
            decide(archive, one, Decisions(set={"subject": "ก"}))
        monkeypatch.undo()
        with archive.writing():
            assert journal.recover(archive) == 0
        assert archive.corrections(one) == Corrections()
        assert log_of(archive) == []

    def test_a_log_that_cannot_be_written_is_told_and_written_by_the_next(
        self, archive: Archive, keep: Callable[..., str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one, two = keep(b"one"), keep(b"two")

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(events, "append", full)
        with pytest.raises(ThaidocError, match=r"kept, but not yet in the event log \(No space"):
            decide(archive, one, Decisions(set={"subject": "ก"}))
        monkeypatch.undo()
        assert archive.corrections(one).values == {"subject": "ก"}
        decide(archive, two, Decisions(set={"subject": "ข"}))
        assert [event.id for event in log_of(archive)] == [one, two]
