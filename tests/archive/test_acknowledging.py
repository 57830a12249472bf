import pytest

from thaidoc.archive import events
from thaidoc.archive.acknowledging import acknowledge
from thaidoc.archive.check import CheckReport, check
from thaidoc.archive.events import Event
from thaidoc.archive.store import Archive
from thaidoc.errors import ThaidocError


@pytest.fixture
def broken(archive: Archive) -> Archive:
    """An archive whose event log lost a line and had another changed."""
    for number in range(8):
        made = Event(at=events.now(), act="checked", id=None, actor=f"สมชาย{number}")
        events.append(archive.events, [made])
    lines = archive.events.read_bytes().splitlines(keepends=True)
    lines[5] = lines[5].replace("สมชาย".encode(), "สมหญิง".encode())
    archive.events.write_bytes(b"".join(lines[:2] + lines[3:]))
    return archive


def breaks(report: CheckReport) -> list[bool]:
    """Of each break in the log, whether somebody looked at it."""
    return [bool(f.acknowledged) for f in report.findings if f.code == "log-broken"]


def test_what_was_looked_at_is_told_and_is_no_damage(broken: Archive) -> None:
    assert check(broken).damaged
    made = acknowledge(broken, "ดิสก์เสีย เทียบกับสำเนาแล้ว", actor="สมศรี@hq")
    assert [event.detail["line"] for event in made] == ["3", "6"]
    report = check(broken)
    assert breaks(report) == [True, True]
    assert not report.damaged
    told = next(f.acknowledged for f in report.findings if f.code == "log-broken")
    assert told and told.startswith("สมศรี@hq, ") and told.endswith("เทียบกับสำเนาแล้ว")


def test_what_is_changed_later_is_another_break(broken: Archive) -> None:
    acknowledge(broken, "ดูแล้ว")
    lines = broken.events.read_bytes().splitlines(keepends=True)
    lines[1] = lines[1].replace("สมชาย".encode(), "สมปอง".encode())  # before the acknowledged line
    broken.events.write_bytes(b"".join(lines))
    report = check(broken)
    assert report.damaged
    assert False in breaks(report)
    acknowledge(broken, "ดูอีกครั้ง")
    assert not check(broken).damaged


def test_a_reason_and_a_break_are_needed(
    broken: Archive, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.raises(ThaidocError, match="reason"):
        acknowledge(broken, "  ")
    acknowledge(broken, "ดูแล้ว")
    with pytest.raises(ThaidocError, match="no break"):
        acknowledge(broken, "ดูแล้ว")
