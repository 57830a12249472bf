import dataclasses
import os
import platform
import shlex
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from thaidoc.errors import SealedFileError, UnreadableFileError
from thaidoc.reading import read_bytes
from thaidoc.reading.child.confined import read_confined
from thaidoc.reading.doc import converters
from thaidoc.reading.doc.converters import CONVERTERS
from thaidoc.reading.limits import DEFAULT, Limits

MakeOle = Callable[[dict[str, bytes]], bytes]
#: makes a program of this name from lines of shell
MakeProgram = Callable[..., None]
TEXT = "ที่ มท 0810.3/ว 119\rกรมส่งเสริมการปกครองท้องถิ่น\rเรื่อง การใช้น้ำ\r"
CATDOC, OFFICE = CONVERTERS

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs made here are shell scripts")


@pytest.fixture
def torn(make_ole: MakeOle, made: Any) -> Callable[..., bytes]:
    """A document that our own reader refuses: it lost its piece table and was saved fast."""

    def make(text: str = TEXT, codec: str = "utf-16-le", flags: int = 0x0204) -> bytes:
        streams = made.word_97((text, codec), flags=flags)
        return make_ole({**streams, "1Table": b"\xff" * 5000})

    return make


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeProgram:
    """Programs made here are the only ones that are found."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("THAIDOC_CONVERTERS", raising=False)
    monkeypatch.setattr(converters, "_versions", {})

    def make(name: str, *lines: str) -> None:
        path = folder / name
        path.write_text("\n".join(("#!/bin/sh", "PATH=/usr/bin:/bin", *lines)), "utf-8")
        path.chmod(0o755)

    return make


def prints(text: str, version: str = "9.8.7") -> tuple[str, ...]:
    """A program that prints a text, or its version where it is asked for that."""
    return (
        f'case "$*" in *-V|*--version) echo Program {version}; exit;; esac',
        f"printf '%s' {shlex.quote(text)}",
    )


def test_what_we_cannot_read_is_taken_from_catdoc(
    torn: Callable[..., bytes], program: MakeProgram, tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    program("catdoc", f'echo "$*" >> {seen}', *prints("ที่ มท 0810.3/ว 119\n"))
    data = torn()
    document = read_confined(data, "จดหมาย.doc")
    assert document.text == "ที่ มท 0810.3/ว 119\n"
    assert (document.reader, document.notes) == ("catdoc/9.8.7", ("converted",))
    assert (document.name, document.bytes) == ("จดหมาย.doc", len(data))
    assert document.media_type == "application/msword"
    called = seen.read_text().splitlines()[0].split()
    assert called[:-1] == ["-w", "-d", "utf-8", "-s", "cp874"]
    assert not Path(called[-1]).parent.exists()


def test_libreoffice_is_last_and_gets_no_date_fields(
    torn: Callable[..., bytes], program: MakeProgram, tmp_path: Path
) -> None:
    pytest.importorskip("odf")
    from odf.opendocument import OpenDocumentText
    from odf.text import P

    letter = OpenDocumentText()
    letter.text.addElement(P(text="กรมส่งเสริม"))
    letter.save(tmp_path / "made.odt")
    seen = tmp_path / "seen"
    program("catdoc", "exit 1")
    program(
        "soffice",
        'case "$*" in *--version*) echo LibreOffice 7.6.5.4; exit;; esac',
        f'echo "$*" >> {seen}',
        f"mkdir out && cp {tmp_path / 'made.odt'} out/letter.odt",
        "grep -c DisableMacrosExecution profile/user/registrymodifications.xcu >> " + str(seen),
    )
    document = read_confined(torn(), "a.doc")
    assert document.text == "กรมส่งเสริม\n"
    assert (document.reader, document.notes) == ("LibreOffice/7.6.5.4", ("converted",))
    told = seen.read_text().splitlines()
    assert "--headless" in told[0]
    assert "--infilter=MS Word 97 " in told[0]
    assert "-env:UserInstallation=file:///" in told[0]
    assert told[1] == "1"
    for codec in ("utf-16-le", "cp874"):
        with pytest.raises(UnreadableFileError, match="where its text is"):
            read_confined(torn("ก \x13DATE \\@ x\x14๑\x15\r", codec), "a.doc")
    assert seen.read_text().splitlines() == told


def test_date_fields_in_both_widths_and_no_other_words() -> None:
    for field in ("DATE", "savedate", "CreateDate", "PRINTDATE", "TIME", "EDITTIME", "FILENAME"):
        for codec in ("ascii", "utf-16-le"):
            assert converters._CHANGING_FIELD.search(f"x \x13{field} \\@ y".encode(codec))
    for word in ("UPDATE", "Times New Roman", "DATES", "candidate"):
        for codec in ("ascii", "utf-16-le"):
            assert not converters._CHANGING_FIELD.search(f" {word} ".encode(codec))
    assert converters._CHANGING_FIELD.search("แDATEแ".encode("utf-16-le"))


def test_a_bad_reading_of_ours_is_put_to_others(
    make_ole: MakeOle, made: Any, program: MakeProgram
) -> None:
    garbage = make_ole(made.word_97(("\ufffd\u0378÷ð\ufffdÐÏ ßåœ ÷ð\ufffd\r", "utf-16-le")))
    own = read_confined(garbage, "a.doc")
    assert own.quality < 0.5
    program("catdoc", *prints("\ufffd\u0378÷ð"))  # no better
    assert read_confined(garbage, "a.doc") == own
    program("catdoc", *prints("กรมส่งเสริม"))
    assert read_confined(garbage, "a.doc").reader == "catdoc/9.8.7"


def test_nobody_is_asked_without_need(
    make_ole: MakeOle, made: Any, torn: Callable[..., bytes], program: MakeProgram,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Not for a sound document, a locked one, or another Office file that a Word one lies in."""
    seen = tmp_path / "seen"
    for name in ("catdoc", "soffice", "libreoffice"):
        program(name, f"touch {seen}", *prints("กรมส่งเสริม"))
    assert read_confined(make_ole(made.word_97((TEXT, "utf-16-le"))), "a.doc").reader == "doc/2"
    with pytest.raises(SealedFileError):
        read_confined(torn(flags=0x0300), "a.doc")
    book = {"Workbook": b"x", "OLE/WordDocument": b"x"}
    with pytest.raises(UnreadableFileError, match="Excel"):
        read_confined(make_ole(book), "a.xls")
    monkeypatch.setenv("THAIDOC_CONVERTERS", "")
    with pytest.raises(UnreadableFileError, match="where its text is"):
        read_confined(torn(), "a.doc")
    assert not seen.exists()


@pytest.mark.parametrize(
    "lines",
    [
        ("exit 1",),
        ("exit 0",),
        ("kill -9 $$",),
        ("echo กรม; exit 3",),
        ("head -c 300 /dev/urandom",),
        ("echo กรม; echo 'This was fast-saved 2 times' >&2",),
        ("while :; do echo กรมส่งเสริมการปกครองท้องถิ่น; done",),
        ("echo", "echo '  '"),
    ],
    ids=["fails", "empty", "crashes", "fails-late", "noise", "loses", "floods", "blank"],
)
def test_what_a_program_does_wrong_leaves_our_own_sentence(
    torn: Callable[..., bytes], program: MakeProgram, lines: tuple[str, ...]
) -> None:
    program("catdoc", *lines)
    limits = dataclasses.replace(DEFAULT, part=256 * 1024, seconds=20.0)
    with pytest.raises(UnreadableFileError, match="where its text is"):
        read_confined(torn(), "a.doc", limits)


def test_a_program_that_hangs_is_ended_with_what_it_started(
    torn: Callable[..., bytes], program: MakeProgram, tmp_path: Path
) -> None:
    number = tmp_path / "number"
    program("catdoc", f"sleep 60 & echo $! > {number}", "sleep 60")
    began = time.monotonic()
    with pytest.raises(UnreadableFileError):
        read_confined(torn(), "a.doc", Limits(seconds=1.5))
    assert time.monotonic() - began < 20
    for _ in range(100):
        state = Path(f"/proc/{number.read_text().strip()}/stat")
        if not state.exists() or state.read_text().split()[2] == "Z":
            break
        time.sleep(0.05)
    else:
        pytest.fail("what the program started is still there")


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64", "riscv64"),
    reason="only Linux can keep a program from the network",
)
def test_a_program_has_no_network_and_no_secrets(
    torn: Callable[..., bytes], program: MakeProgram, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("SECRET", "x")
    script = tmp_path / "script.py"
    script.write_text(
        "import os, socket\n"
        "if 'SECRET' in os.environ or os.environ['HOME'] != os.getcwd(): raise SystemExit(1)\n"
        "socket.socket(socket.AF_UNIX).close()\n"
        "for family in (socket.AF_INET, socket.AF_INET6):\n"
        "    try:\n"
        "        socket.socket(family)\n"
        "    except PermissionError:\n"
        "        print('กรมส่งเสริม')\n"
    )
    program("catdoc", f"exec {sys.executable} {script}")
    assert read_confined(torn(), "a.doc").text == "กรมส่งเสริม\nกรมส่งเสริม\n"


@pytest.mark.skipif(not shutil.which("catdoc"), reason="catdoc is not installed")
def test_the_real_catdoc(
    make_ole: MakeOle, made: Any, torn: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reads what we refuse, but for what was saved fast, which it owns to confuse."""
    monkeypatch.setenv("THAIDOC_CONVERTERS", "catdoc")
    streams = made.word_97((TEXT * 20, "utf-16-le"), counts=(1,), flags=0x1200)
    document = read_confined(make_ole({**streams, "1Table": b"\xff" * 5000}), "a.doc")
    assert document.text.startswith("ที่ มท 0810.3/ว 119\n")
    assert document.reader.startswith("catdoc/0.")
    with pytest.raises(UnreadableFileError, match="where its text is"):
        read_confined(torn(TEXT * 20), "a.doc")


@pytest.mark.skipif(not OFFICE.program(), reason="LibreOffice is not installed")
def test_the_real_libreoffice(make_ole: MakeOle, made: Any) -> None:
    """Under the limits that it gets it works; a document of Word 6 needs a filter of its own."""
    plain = [(1, 0xFFF, b"", b"")]
    streams = made.word_6(TEXT.encode("cp874"), styles=plain, charsets=(222,))
    found = OFFICE.convert(OFFICE.program() or "", make_ole(streams), DEFAULT)
    assert found is not None
    assert read_bytes(found, "a").text.split() == TEXT.split()
