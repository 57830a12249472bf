"""Bombs of many bundles: told of in a sentence with a count, not in thousands."""

import io
import zipfile

import pytest

from thaidoc.reading.bundles.bundle import Member, members
from thaidoc.reading.limits import Limits

SMALL = Limits(nesting=2, members=5000)


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return stream.getvalue()


def sorted_out(data: bytes, limits: Limits | None = None) -> tuple[list[str], list[Member]]:
    """The names of sound members, and the faults."""
    found = list(members(data, "box.zip", limits))
    return [m.name for m in found if not m.fault], [m for m in found if m.fault]


def told(member: Member) -> str:
    assert member.fault is not None
    assert member.fault.where == member.name
    assert member.fault.hint
    return member.fault.what


LETTER = zipped({"a.txt": b"a"})
TOO_DEEP = zipped({f"{number}.zip": LETTER for number in range(300)})


def test_thousands_that_lie_too_deep_are_one_sentence() -> None:
    data = zipped({"first.txt": b"1", "x.zip": TOO_DEEP, "y.zip": TOO_DEEP, "last.txt": b"2"})
    sound, faults = sorted_out(data, SMALL)
    assert sound == ["box.zip/first.txt", "box.zip/last.txt"]
    (fault,) = faults
    assert fault.name == "box.zip"
    assert told(fault) == (
        "Files lie inside files more than 2 deep: x.zip/0.zip and 599 more inside it were left"
    )


def test_one_that_lies_too_deep_is_named_at_its_place() -> None:
    _, (fault,) = sorted_out(zipped({"x.zip": zipped({"y.zip": LETTER})}), SMALL)
    assert (fault.name, told(fault)) == (
        "box.zip/x.zip/y.zip",
        "Files lie inside files more than 2 deep",
    )


def test_members_beyond_the_most_are_counted_over_the_whole_tree() -> None:
    inner = zipped({f"{number}.txt": b"x" for number in range(100)})
    data = zipped({"x.zip": inner, "y.zip": inner, "z.txt": b"z"})
    sound, faults = sorted_out(data, Limits(members=150))
    # a bundle inside is a file too
    assert len(sound) == 148
    (fault,) = faults
    assert fault.name == "box.zip"
    assert told(fault) == (
        "There are more than 150 files in it: y.zip/48.txt and 52 more inside it were left"
    )


def test_bytes_beyond_the_most_are_counted_over_the_whole_tree() -> None:
    inner = zipped({f"{number}.bin": bytes(9000) for number in range(10)}, zipfile.ZIP_DEFLATED)
    sound, faults = sorted_out(
        zipped({f"{number}.zip": inner for number in range(10)}), Limits(unpacked=300_000)
    )
    assert 15 <= len(sound) <= 35
    (fault,) = faults
    assert "unpacks to more than" in told(fault)
    assert "more inside it were left" in told(fault)


def test_time_beyond_the_most_is_over_the_whole_tree() -> None:
    data = zipped({f"{number}.txt": bytes(1000) for number in range(500)}, zipfile.ZIP_BZIP2)
    sound, (fault,) = sorted_out(data, Limits(opening=0.01))
    assert 0 < len(sound) < 500
    assert told(fault).startswith("To open it takes longer than 0.01 seconds: ")
    assert f"and {499 - len(sound):,} more" in told(fault)


def test_the_first_of_many_with_one_fault_are_named() -> None:
    torn = {f"{number}.zip": LETTER[:-8] + b"torn" for number in range(1500)}
    sound, faults = sorted_out(zipped({**torn, "last.txt": b"2"}))
    assert "box.zip/last.txt" in sound
    assert len(faults) < 30
    assert f"and {1500 - len(faults):,} more inside it were left" in told(faults[-1])


def test_many_kinds_of_faults_are_few_sentences() -> None:
    data = bytearray(zipped({f"{number:03}.bin": b"x" for number in range(600)}))
    listed = data.index(b"PK\x01\x02")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for number, info in enumerate(package.infolist()):
            way = (100 + number).to_bytes(2, "little")
            data[info.header_offset + 8 : info.header_offset + 10] = way
            data[listed + 10 : listed + 12] = way
            listed += 46 + len(info.filename)
    _, faults = sorted_out(bytes(data))
    assert len(faults) <= 206
    assert "wrong with other files in it" in told(faults[-1])


@pytest.mark.parametrize("count", [1, 20])
def test_a_few_are_all_named(count: int) -> None:
    data = zipped({f"{number}.zip": LETTER[:-8] + b"torn" for number in range(count)})
    _, faults = sorted_out(data)
    assert len(faults) == count
    assert all(fault.name != "box.zip" for fault in faults)


def test_long_names_do_not_make_a_long_sentence() -> None:
    data = zipped({f"{number}{'ก' * 150}.zip": TOO_DEEP for number in range(2)})
    _, (fault,) = sorted_out(data, Limits(nesting=1))
    assert len(told(fault)) < 200


def test_a_mail_that_is_a_document_itself_counts_once() -> None:
    """Each of a mailbox counted as the file in it and as the mail that it is."""
    one = (
        b"From a@example.go.th Mon Jan 01 10:00:00 2024\nFrom: a@example.go.th\nMessage-ID: <1@x>\n"
    )
    mailbox = b"".join(one + b"Subject: %d\n\nbody\n\n" % number for number in range(30))
    sound, (fault,) = sorted_out(mailbox, Limits(members=20))
    assert len(sound) == 20
    assert "0021.eml and 9 more inside it were left" in told(fault)
