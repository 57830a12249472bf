"""Whether a file is damaged or thaidoc is wrong."""

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from thaidoc.errors import OwnFaultError, UnreadableFileError
from thaidoc.reading import plain, read_bytes
from thaidoc.reading.blame import verdict
from thaidoc.reading.bundles import zip_entry
from thaidoc.reading.bundles.bundle import members
from thaidoc.reading.child.messages import Refused
from thaidoc.reading.document import Line
from thaidoc.reading.formats import Source

DAMAGED = UnreadableFileError("damaged")


def raised(do: Callable[[], object]) -> Exception:
    try:
        do()
    except Exception as error:
        return error
    raise AssertionError


def test_a_librarys_complaint_is_the_files_fault() -> None:
    for do in (
        lambda: zipfile.ZipFile(io.BytesIO(b"x")),
        lambda: struct.unpack("<I", b""),
        lambda: b"\xff".decode("utf-8"),
        lambda: dict[str, str]()["here"],  # raised in a test, which is no part of thaidoc
    ):
        assert verdict(raised(do), DAMAGED) is DAMAGED


def test_a_mistake_in_thaidocs_own_lines_is_ours() -> None:
    error = raised(lambda: Line(1, ()).left)
    fault = verdict(error, DAMAGED)
    assert isinstance(fault, OwnFaultError)
    assert fault.what.startswith("Reading failed inside thaidoc (IndexError in reading/document.py")
    assert "--debug" in str(fault.hint)


def test_depth_without_end_is_neither() -> None:
    def deeper() -> None:
        deeper()

    assert "nested too deep" in verdict(raised(deeper), DAMAGED).what


def broken(*_: object) -> None:
    Line(1, ()).left  # noqa: B018  # the mistake that is wanted


def test_reading_says_whose_fault_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "read", broken)
    with pytest.raises(OwnFaultError, match="inside thaidoc") as fault:
        read_bytes("เรียน".encode(), "a.txt")
    assert fault.value.where == "a.txt"


def test_a_members_reading_does_too_and_the_others_are_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = zip_entry.content

    def content(data: bytes, entry: zip_entry.Entry, *rest: Any) -> bytes:
        if entry.name == b"a.txt":
            broken()
        return real(data, entry, *rest)

    monkeypatch.setattr("thaidoc.reading.bundles.zip.content", content)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("a.txt", "a")
        package.writestr("b.txt", "b")
    first, second = members(stream.getvalue(), "box.zip")
    assert first.fault is not None
    assert "inside thaidoc" in first.fault.what
    assert second.data == b"b"


def test_an_opener_that_is_wrong_is_not_called_a_damaged_bundle(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("thaidoc.reading.bundles.zip._names", broken)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("a.txt", "a")
    (member,) = members(stream.getvalue(), "box.zip")
    assert isinstance(member.fault, OwnFaultError)


def test_it_stays_what_it_is_on_the_way_from_the_process_that_reads() -> None:
    sent = Refused.of(OwnFaultError("Reading failed inside thaidoc", hint="Please report it"))
    assert isinstance(sent.fault(), OwnFaultError)


def test_a_source_tells_no_password() -> None:
    assert "hush" not in repr(Source(b"", "a", "text/plain", password="hush"))
