"""The process that reads: what it gives, what ends it, and that nothing of it stays."""

import contextlib
import io
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
import zipfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import docx
import pytest
import pyzipper

from thaidoc.errors import LockedFileError, UnreadableFileError
from thaidoc.reading import read_bytes
from thaidoc.reading.child import confined
from thaidoc.reading.child.confined import expect, members_confined, read_confined
from thaidoc.reading.child.confinement import Confinement
from thaidoc.reading.limits import Limits
from thaidoc.reading.passwords import Passwords

MakePdf = Callable[..., bytes]

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets us")
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
SHORT = Limits(seconds=0.5)
#: with time for a machine that has much else to do
SMALL = Limits(memory=128 * 1024**2)
#: a module that makes GIF a format whose files say what its reader does
FAKE = """
import ctypes, os, socket, sys, time
from thaidoc.reading.document import Line, Page, Segment
from thaidoc.reading.formats import FORMATS, Format, Reading

FORMATS["image/gif"] = Format("image/gif", "a test file", (".gif",), "fake")
sys.modules["thaidoc.reading.fake"] = sys.modules[__name__]
kept = []

def read(source):
    kept.append(source.name)
    what = source.data[6:].decode()
    found = str(globals()[what](source) if what in globals() else what)
    return Reading((Page(1, (Line(1, (Segment(found, 0.0, 1.0),)),)),), "fake/1")

def crash(source): ctypes.string_at(0)
def loop(source):
    while True: pass
def sleep(source): time.sleep(60)
def hold(source): ctypes.PyDLL(None).sleep(60)  # with Python's lock held
def eat(source):
    hoard = []
    while True: hoard.append(bytearray(1 << 20))
def abort(source): os.abort()
def leave(source): os._exit(0)
def nonsense(source): os.write(answers(), b"x" * 100); return "?"
def endless(source):
    while True: os.write(answers(), b"\\xff" * 65536)
def answers(): return max(int(n) for n in os.listdir("/dev/fd") if os.path.exists(f"/dev/fd/{n}"))
def noise(source): os.write(1, b"noise"); os.write(2, b"noise"); print("noise"); return "quiet"
def ask(source): return repr(sys.stdin.read())
def half(source): return "\\ud800"
def pages(source): return len(kept)
def crash_if_used(source): return crash(source) if len(kept) > 1 else "fresh"
def eat_if_used(source): return eat(source) if len(kept) > 1 else "fresh"
def environment(source): return sorted(os.environ)
def language(source): return os.environ.get("LC_ALL"), sys.flags.utf8_mode
def where_from(source): import struct; return struct.__file__
def tried(do):
    try: do()
    except OSError as fault: return type(fault).__name__
    return "done"
def connect(source): return tried(lambda: socket.create_connection(("127.0.0.1", 9), 1))
def execute(source): return tried(lambda: os.execv("/bin/true", ["true"]))
def open_many(source): return tried(lambda: kept.extend(open(os.devnull) for _ in range(200)))
"""


def fake(what: str) -> bytes:
    return b"GIF89a" + what.encode()


@pytest.fixture(scope="module")
def fakes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Processes find the module of fake formats."""
    folder = tmp_path_factory.mktemp("fakes")
    (folder / "fake_formats.py").write_text(FAKE, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)
        yield


@pytest.fixture(scope="module")
def shared(fakes: None) -> Iterator[Confinement]:
    with Confinement(preload=("fake_formats",)) as confinement:
        yield confinement


@pytest.fixture
def fresh(fakes: None) -> Iterator[Confinement]:
    with Confinement(preload=("fake_formats",)) as confinement:
        yield confinement


def told(confinement: Confinement, what: str) -> str:
    return confinement.read(fake(what), "a.gif", SMALL).text.strip()


def ended(process: int) -> bool:
    """Whether a process ends within a few seconds."""
    for _ in range(500):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        with contextlib.suppress(OSError):  # a dead child of a dead run waits for its new parent
            if ") Z" in Path(f"/proc/{process}/stat").read_text("utf-8"):
                return True
        time.sleep(0.01)
    return False


class TestTheDocument:
    def test_is_the_one_that_is_read_here(self, shared: Confinement, make_pdf: MakePdf) -> None:
        word = io.BytesIO()
        letter = docx.Document()
        letter.add_paragraph("ที่ มท 0810.3/ว 1234\tกรมสมมุติ")
        letter.save(word)
        for name, data in {
            "ก.pdf": make_pdf([(85, 760, "หนังสือ"), (300, 760, "ราชการ")], []),
            "ข.docx": word.getvalue(),
            "ค.txt": "เรียน ผู้ว่าฯ".encode("cp874"),
            "lie.pdf": b"text",
        }.items():
            assert shared.read(data, name) == read_bytes(data, name)
            assert read_confined(data, name) == read_bytes(data, name)

    @pytest.mark.parametrize(
        "data", [b"", b"%PDF-1.4 and no more", b"PK\x05\x06" + bytes(18), b"\xff\xd8\xff" * 9]
    )
    def test_faults_are_the_ones_found_here(self, shared: Confinement, data: bytes) -> None:
        faults = []
        for read in (read_bytes, shared.read, read_confined):
            with pytest.raises(UnreadableFileError) as fault:
                read(data, "a.pdf", where="in/a.pdf")
            faults.append((fault.value.what, fault.value.hint, fault.value.where))
        assert faults == [faults[0]] * 3

    def test_a_fault_keeps_its_kind_and_tells_its_traceback_for_debugging(
        self, shared: Confinement, make_pdf: MakePdf
    ) -> None:
        import pikepdf

        locked = io.BytesIO()
        with pikepdf.open(io.BytesIO(make_pdf([(85, 760, "ลับ")]))) as pdf:
            pdf.save(locked, encryption=pikepdf.Encryption(owner="o", user="เปิด"))
        with pytest.raises(LockedFileError) as fault:
            shared.read(locked.getvalue(), "a.pdf")
        assert "opening.py" in fault.value.__notes__[0]
        assert "Traceback" not in str(fault.value)
        assert "ลับ" in shared.read(locked.getvalue(), "a.pdf", password="เปิด").text

    def test_a_name_that_is_no_unicode(self, shared: Confinement) -> None:
        name = os.fsdecode("หนังสือ.gif".encode("cp874"))
        assert shared.read(fake("text"), name).name == name
        with pytest.raises(UnreadableFileError) as fault:
            shared.read(b"\xff\xd8\xff", name)
        assert fault.value.where == name

    def test_what_the_process_prints_is_no_answer(self, shared: Confinement) -> None:
        assert told(shared, "noise") == "quiet"
        assert told(shared, "ask") == "''"

    def test_text_that_is_no_unicode_is_a_fault(self, shared: Confinement) -> None:
        with pytest.raises(UnreadableFileError, match="no Unicode"):
            told(shared, "half")

    def test_a_small_text_needs_no_process(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise AssertionError

        with monkeypatch.context() as patch:
            patch.setattr(confined, "Confinement", refuse)
            patch.setattr(confined, "_idle", [])
            assert read_confined("เรียน".encode(), "a.txt").text == "เรียน\n"
            expect("เรียน".encode())
            for data in ("เรียน ".encode() * 10_000, b"%PDF-1.4"):
                with pytest.raises(AssertionError):
                    read_confined(data, "a")

    def test_what_is_too_large_is_not_sent(self) -> None:
        confinement = Confinement()
        for read in (confinement.read, read_confined):
            with pytest.raises(UnreadableFileError, match="larger than 4 bytes") as fault:
                read(b"%PDF-1.4", "a.pdf", Limits(bytes=4), where="in/a.pdf")
            assert fault.value.where == "in/a.pdf"
        assert confinement.process_id is None

    def test_more_text_than_a_letter_has(self, shared: Confinement) -> None:
        with pytest.raises(UnreadableFileError, match="more text than 300 bytes"):
            shared.read("ก\n".encode() * 100, "a.txt", Limits(result=300))


class TestTheEnd:
    @pytest.mark.parametrize(
        ("what", "limits", "said"),
        [
            ("crash", SMALL, "The reader crashed on this file"),
            ("leave", SMALL, "The reader crashed on this file"),
            ("loop", SHORT, "Reading took longer than 0.5 seconds"),
            ("sleep", SHORT, "Reading took longer than 0.5 seconds"),
            ("hold", SHORT, "Reading took longer than 0.5 seconds"),
            pytest.param("eat", SMALL, "Reading needed more than 128 MB of memory", marks=LINUX),
            pytest.param("abort", SMALL, "The reader gave up on this file: it may", marks=POSIX),
            pytest.param("nonsense", SMALL, "The reader gave nonsense for this file", marks=LINUX),
            pytest.param("endless", SMALL, "The reader gave nonsense for this file", marks=LINUX),
        ],
    )
    def test_one_sentence_and_the_next_file_is_read(
        self, shared: Confinement, what: str, limits: Limits, said: str
    ) -> None:
        with pytest.raises(UnreadableFileError) as fault:
            shared.read(fake(what), "ร้าย.gif", limits, where="in/ร้าย.gif")
        assert fault.value.what.startswith(said)
        assert str(fault.value).startswith("in/ร้าย.gif: ")
        assert str(fault.value).count("\n") == 0
        assert told(shared, "next") == "next"

    def test_a_large_request_to_a_process_that_does_not_listen(self, fresh: Confinement) -> None:
        assert told(fresh, "one") == "one"
        assert fresh.process_id
        os.kill(fresh.process_id, signal.SIGSTOP)
        with pytest.raises(UnreadableFileError, match="longer than"):
            fresh.read(fake("x" * 10**6), "a.gif", SHORT)
        assert told(fresh, "two") == "two"

    @pytest.mark.parametrize("what", ["crash_if_used", pytest.param("eat_if_used", marks=LINUX)])
    def test_what_another_file_did_is_not_this_ones_fault(
        self, fresh: Confinement, what: str
    ) -> None:
        assert told(fresh, "one") == "one"
        assert told(fresh, what) == "fresh"

    def test_a_process_that_cannot_be_started(self, monkeypatch: pytest.MonkeyPatch) -> None:
        confinement = Confinement(preload=("no_such_module",))
        for program in (sys.executable, "/no/such/python"):
            with monkeypatch.context() as patch:
                patch.setattr(sys, "executable", program)
                confinement.start()
                with pytest.raises(UnreadableFileError, match="cannot be started") as fault:
                    confinement.read(b"%PDF-1.4", "a.pdf")
            assert fault.value.where == "a.pdf"
        confinement.close()


class TestTheProcess:
    def test_reads_one_file_after_the_other(self, fresh: Confinement) -> None:
        assert [told(fresh, "pages") for _ in range(3)] == ["1", "2", "3"]
        process = fresh.process_id
        assert process
        fresh.close()
        assert ended(process)
        assert told(fresh, "pages") == "1"

    def test_is_renewed(self, fakes: None) -> None:
        with Confinement(renew_after=2, preload=("fake_formats",)) as confinement:
            assert [told(confinement, "pages") for _ in range(5)] == ["1", "2", "1", "2", "1"]

    def test_is_replaced_when_it_ended_meanwhile(self, fresh: Confinement) -> None:
        told(fresh, "one")
        assert fresh.process_id
        os.kill(fresh.process_id, signal.SIGTERM)
        assert told(fresh, "two") == "two"

    def test_serves_threads_one_after_the_other(self, fresh: Confinement) -> None:
        answers: list[str] = []

        def read() -> None:
            answers.extend(told(fresh, "same") for _ in range(5))

        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert answers == ["same"] * 20

    @LINUX
    def test_may_do_little(self, fresh: Confinement) -> None:
        assert told(fresh, "one") == "one"
        assert {"core", "files", "cpu", "memory", "dies-with-run"} <= set(fresh.enforced)
        assert told(fresh, "open_many") == "OSError"
        fresh.close()
        assert told(fresh, "one") == "one"
        if "calls" not in fresh.enforced:
            pytest.skip("this kernel or machine has no filter for calls")
        assert told(fresh, "connect") == "PermissionError"
        assert told(fresh, "execute") == "PermissionError"

    def test_knows_little_of_the_run(
        self, fresh: Confinement, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("LC_ALL", "th_TH.TIS-620")
        monkeypatch.setenv("SOME_TOKEN", "secret")
        (tmp_path / "struct.py").write_text("raise SystemExit")
        monkeypatch.chdir(tmp_path)
        assert told(fresh, "language") == "('C.UTF-8', 1)"
        assert "SOME_TOKEN" not in told(fresh, "environment")
        assert str(tmp_path) not in told(fresh, "where_from")


PROGRAM = """
    import os, sys
    from thaidoc.reading.child.confinement import Confinement
    confinement = Confinement(preload=("fake_formats",))
    confinement.read(b"GIF89aone", "a.gif")
    print(confinement.process_id, flush=True)
"""


@contextlib.contextmanager
def run_of(more: str) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    """A run of its own that has read a file, and the number of the process that did."""
    program = textwrap.dedent(PROGRAM) + textwrap.dedent(more)
    with subprocess.Popen(
        [sys.executable, "-c", program],
        bufsize=0,  # what is read ahead of the number would be lost to communicate
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as run:
        assert run.stdout is not None
        try:
            yield run, int(run.stdout.readline())
        finally:
            run.kill()


@POSIX
class TestTheRun:
    @pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
    def test_takes_the_process_along_when_it_ends(self, fakes: None, end: signal.Signals) -> None:
        if end is signal.SIGKILL and sys.platform != "linux":
            pytest.skip("elsewhere a busy process outlives a killed run by its time")
        with run_of('confinement.read(b"GIF89aloop", "b.gif")') as (run, process):
            time.sleep(0.1)
            run.send_signal(end)
            _, said = run.communicate(timeout=10)
            assert run.returncode in (-end, 130)
            assert said == b"" or b"KeyboardInterrupt" in said
            assert ended(process)

    def test_leaves_none_behind(self, fakes: None) -> None:
        with run_of("confinement.start()") as (run, process):
            run.communicate(timeout=10)
            assert ended(process)

    def test_an_interrupt_from_the_terminal_is_the_runs_alone(self, fresh: Confinement) -> None:
        told(fresh, "one")
        assert fresh.process_id
        os.kill(fresh.process_id, signal.SIGINT)
        assert told(fresh, "pages") == "2"

    def test_a_fork_of_it_has_a_process_of_its_own(self, fakes: None) -> None:
        with run_of("""
            child = os.fork()
            print(confinement.read(b"GIF89apages", "b.gif").text, end="", flush=True)
            if child:
                os.waitpid(child, 0)
                print(confinement.read(b"GIF89apages", "b.gif").text, end="", flush=True)
            confinement.close()
        """) as (run, _):
            out, _ = run.communicate(timeout=20)
        # in the fork the first file of a new process, in the run the second and third of its own
        assert sorted(out.split()) == [b"1", b"2", b"3"]


def locked(files: dict[str, bytes], password: str) -> bytes:
    packed = io.BytesIO()
    with pyzipper.AESZipFile(packed, "w") as archive:
        archive.setpassword(password.encode())
        archive.setencryption(pyzipper.WZ_AES)
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


class TestBundles:
    def bundle(self, **members: bytes) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        return packed.getvalue()

    def test_members_come_as_they_do_here(self, make_pdf: MakePdf) -> None:
        from thaidoc.reading.bundles.bundle import members

        inner = self.bundle(ก=b"1", empty=b"")
        data = self.bundle(a=make_pdf([(85, 760, "ก")]), inner=inner, large=os.urandom(300_000))
        assert len(list(members_confined(data, "box.zip"))) == 4
        assert list(members_confined(data, "box.zip")) == list(members(data, "box.zip"))

    def test_members_can_be_read_meanwhile(self, make_pdf: MakePdf) -> None:
        data = self.bundle(a=make_pdf([(85, 760, "ก")]), b=make_pdf([(85, 760, "ข")]))
        texts = [
            read_confined(member.data, member.name).text.strip()
            for member in members_confined(data, "box.zip")
        ]
        assert texts == ["ก", "ข"]

    def test_who_stops_early_leaves_a_sound_state(self) -> None:
        data = self.bundle(a=b"1", b=b"2")
        with Confinement() as confinement:
            first = confinement.members(data, "box.zip")
            assert next(first).name == "box.zip/a"
            assert isinstance(first, Generator)
            first.close()
            assert [m.data for m in confinement.members(data, "box.zip")] == [b"1", b"2"]

    def test_what_is_no_bundle(self) -> None:
        with pytest.raises(UnreadableFileError, match="no other files") as fault:
            list(members_confined(b"text", "a.txt"))
        assert fault.value.where == "a.txt"

    def test_passwords_are_asked_of_the_run(self) -> None:
        names, asked = ["a.txt", "b.txt", "c.txt"], []
        data = locked(dict.fromkeys(names, b"x" * 99), "hush")

        def ask(name: str) -> str:
            asked.append(name)
            return "hush"

        keys = Passwords(["wrong"], ask)
        found = list(members_confined(data, "box.zip", passwords=keys))
        assert [member.data for member in found] == [b"x" * 99] * 3
        assert asked == ["box.zip/a.txt"]
        assert list(keys.candidates("another", ask=False)) == ["hush", "wrong"]

    def test_who_knows_no_password_is_asked_once_about_a_bundle(self) -> None:
        data = locked({f"{number}.txt": b"x" * 99 for number in range(30)}, "hush")
        asked: list[str] = []

        def ask(name: str) -> None:
            asked.append(name)

        found = list(members_confined(data, "box.zip", passwords=Passwords(["wrong"], ask)))
        assert asked == ["box.zip/0.txt"]
        assert all(isinstance(member.fault, LockedFileError) for member in found[:20])
        assert len(found) == 21
        assert found[-1].fault
        assert "and 9 more inside it" in found[-1].fault.what
        assert not any("wrong" in str(member.fault) for member in found)

    def test_whether_a_file_holds_others_is_not_found_out_here(
        self, monkeypatch: pytest.MonkeyPatch, make_ole: Callable[[dict[str, bytes]], bytes]
    ) -> None:
        """What takes more than a look at the first bytes is done where it can do no harm."""
        import olefile

        word = io.BytesIO()
        docx.Document().save(word)
        mail = b"From: a@example.go.th\r\nMIME-Version: 1.0\r\n\r\nx"
        kinds = {
            self.bundle(a=b"1"): True,
            word.getvalue(): False,
            make_ole({"WordDocument": b"x"}): False,
            make_ole({"__properties_version1.0": bytes(64)}): True,
            mail: True,
            ("เรียน " * 20_000).encode(): False,
            "เรียน".encode(): False,
            b"%PDF-1.4": False,
            b"\x1f\x8b\x08": True,
            b"PK\x03\x04": True,
            b"": False,
        }

        def refuse(*_: object, **__: object) -> None:
            raise AssertionError("opened here")

        monkeypatch.setattr(zipfile.ZipFile, "__init__", refuse)
        monkeypatch.setattr(olefile.OleFileIO, "__init__", refuse)
        monkeypatch.setattr("email.message_from_bytes", refuse)
        for data, wanted in kinds.items():
            assert confined.holds_files(data, "a") is wanted, data[:20]

    def test_a_file_at_which_the_look_at_it_is_lost(self) -> None:
        bundle = self.bundle(**{str(number): b"" for number in range(5000)})  # takes a while
        with pytest.raises(UnreadableFileError, match="longer than") as fault:
            confined.holds_files(bundle, "a.zip", Limits(seconds=0), where="in/a.zip")
        assert fault.value.where == "in/a.zip"

    def test_an_opener_that_gives_without_end(self, fakes: None, tmp_path: Path) -> None:
        (tmp_path / "endless_bundle.py").write_text(
            textwrap.dedent("""
                from thaidoc.reading.bundles import bundle
                from thaidoc.reading.bundles.member import Member
                def members(*_, **__):
                    while True:
                        yield Member("one", b"1")
                bundle.members = members
            """)
        )
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
            with Confinement(preload=("endless_bundle",)) as confinement:
                *given, lost = confinement.members(b"x", "b.zip", Limits(members=10))
                assert len(given) < 2000
                assert lost.fault is not None
                assert "nonsense" in lost.fault.what

    def test_an_opener_that_dies(self, fakes: None, tmp_path: Path) -> None:
        (tmp_path / "fake_bundle.py").write_text(
            textwrap.dedent("""
                import ctypes, sys
                from thaidoc.reading.formats import FORMATS, Format
                from thaidoc.reading.bundles.member import Member
                FORMATS["image/gif"] = Format("image/gif", "a test", (), bundle="fake")
                sys.modules["thaidoc.reading.fake"] = sys.modules[__name__]
                def members(source, allowance):
                    yield Member("one", b"1")
                    ctypes.string_at(0)
            """)
        )
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
            with Confinement(preload=("fake_bundle",)) as confinement:
                one, lost = confinement.members(b"GIF89a", "b.gif")
                assert (one.name, one.data, one.fault) == ("b.gif/one", b"1", None)
                assert lost.fault is not None
                assert (lost.name, lost.fault.what) == (
                    "b.gif",
                    "The reader crashed on this file",
                )
