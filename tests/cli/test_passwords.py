import io
import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import pyzipper
from click.testing import Result

from thaidoc.cli import passwords
from thaidoc.reading.passwords import Passwords

Run = Callable[..., Result]
SECRET = "hush-hush-๑"
STREAM = b"BT /F 16 Tf 85 760 Td (Locked letter number 12) Tj ET"


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    path = tmp_path / "locked.pdf"
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.Contents = pdf.make_stream(STREAM)
        pdf.save(path, encryption=pikepdf.Encryption(user=SECRET, owner="owner", R=6))
    return path


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes on standard input is typed by a person."""

    def at_terminal(given: tuple[str, ...], paused: object = None) -> Passwords:
        return Passwords(given, passwords.ask_for)

    monkeypatch.setattr("thaidoc.cli.parse.passwords", at_terminal)
    monkeypatch.setattr("thaidoc.cli.add.passwords", at_terminal)


def test_parse_with_a_password(run: Run, locked: Path) -> None:
    done = run("parse", locked, "--text", "--password", SECRET)
    assert (done.exit_code, done.stdout) == (0, "Locked letter number 12\n")
    record = json.loads(run("parse", locked, "--json", "--password", SECRET).stdout)
    assert SECRET not in json.dumps(record, ensure_ascii=False)


@pytest.mark.parametrize("options", [(), ("--password", "no-such-1")])
def test_parse_without_the_right_one(run: Run, locked: Path, options: tuple[str, ...]) -> None:
    done = run("parse", locked, *options)
    assert done.exit_code == 3
    assert "password" in done.stderr
    assert "no-such-1" not in done.output
    assert "no-such-1" not in run("parse", locked, "--debug", *options).output


@pytest.mark.usefixtures("terminal")
def test_it_is_asked_and_never_shown(run: Run, locked: Path) -> None:
    done = run("parse", locked, "--text", stdin=f"wrong\n{SECRET}\n".encode())
    assert (done.exit_code, done.stdout) == (0, "Locked letter number 12\n")
    assert done.stderr.count("Password of locked.pdf") == 2
    assert SECRET not in done.output


def test_nobody_is_asked_where_no_terminal_is(run: Run, locked: Path) -> None:
    done = run("parse", locked, stdin=SECRET.encode())
    assert done.exit_code == 3
    assert "Password of" not in done.output


@pytest.mark.usefixtures("terminal")
def test_an_empty_password_leaves_the_file(run: Run, locked: Path) -> None:
    assert run("parse", locked, stdin=b"\n").exit_code == 3


@pytest.mark.usefixtures("terminal")
def test_going_away_at_the_question_is_an_interrupt(run: Run, locked: Path) -> None:
    assert run("parse", locked, stdin=b"").exit_code == 130


@pytest.mark.usefixtures("terminal")
def test_add_asks_once_for_files_with_one_password(run: Run, locked: Path, tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    first = locked.read_bytes()
    with pikepdf.open(io.BytesIO(first), password=SECRET) as pdf:
        pdf.Root.Lang = "th"
        pdf.save(box / "b.pdf", encryption=pikepdf.Encryption(user=SECRET, owner="o", R=6))
    (box / "a.pdf").write_bytes(first)
    (box / "c.txt").write_text("เรื่อง ทดสอบ", encoding="utf-8")
    folder = tmp_path / "archive"
    run("init", folder)
    done = run("add", box, "--archive", folder, stdin=f"{SECRET}\n".encode())
    assert done.exit_code == 0, done.output
    assert "3 added" in done.stdout
    kept = [path for path in folder.rglob("*") if path.is_file()]
    assert first in [path.read_bytes() for path in kept]  # the original stays locked
    assert not [path for path in kept if SECRET.encode() in path.read_bytes()]


def test_add_goes_on_without_the_password(run: Run, locked: Path, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    run("init", folder)
    (tmp_path / "c.txt").write_text("เรื่อง ทดสอบ", encoding="utf-8")
    done = run("add", locked, tmp_path / "c.txt", "--archive", folder)
    assert done.exit_code == 3
    assert done.stdout.splitlines()[-1].endswith("1 failed.")
    assert "password" in done.stdout
    again = run("add", locked, "--archive", folder, "--password", SECRET)
    assert (again.exit_code, "1 added" in again.stdout) == (0, True)


@pytest.fixture
def box(locked: Path, tmp_path: Path) -> Path:
    """A locked ZIP with a letter, and in it a PDF that the same password opens."""
    path = tmp_path / "box.zip"
    with pyzipper.AESZipFile(path, "w") as package:
        package.setpassword(SECRET.encode())
        package.setencryption(pyzipper.WZ_AES)
        package.writestr("a.txt", "เรื่อง ทดสอบ")
        package.writestr("b.pdf", locked.read_bytes())
    return path


def test_a_locked_bundle_and_a_locked_pdf_in_it(run: Run, box: Path, tmp_path: Path) -> None:
    done = run("parse", box, "--text", "--password", SECRET)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "เรื่อง ทดสอบ\n\fLocked letter number 12\n"
    folder = tmp_path / "archive"
    run("init", folder)
    done = run("add", box, "--archive", folder, "--json", "--password", SECRET)
    assert done.exit_code == 0
    assert SECRET not in done.output
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert not [path for path in files if SECRET.encode() in path.read_bytes()]


@pytest.mark.usefixtures("terminal")
def test_a_bundle_asks_once_for_all_that_is_locked_in_it(run: Run, box: Path) -> None:
    done = run("parse", box, "--text", stdin=f"wrong\n{SECRET}\n".encode())
    assert done.exit_code == 0
    assert done.stderr.count("Password of box.zip/a.txt") == 2
    assert done.stderr.count("Password of") == 2
    assert SECRET not in done.output


@pytest.mark.parametrize("options", [(), ("--password", "no-such-1")])
def test_a_locked_bundle_without_the_right_one(
    run: Run, box: Path, options: tuple[str, ...]
) -> None:
    done = run("parse", box, "--debug", *options)
    assert done.exit_code == 3
    assert "thaidoc: box.zip/a.txt: It is locked" in done.stderr
    assert "--password" in done.stderr
    assert "no-such-1" not in done.output


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_passwords_from_a_file(run: Run, locked: Path, tmp_path: Path, ending: str) -> None:
    keys = tmp_path / "keys"
    keys.write_bytes(f"another one\n{SECRET}{ending}".encode())
    done = run("parse", locked, "--text", "--password-file", keys)
    assert (done.exit_code, done.stdout) == (0, "Locked letter number 12\n")
    piped = run("parse", locked, "--text", "--password-file", "-", stdin=keys.read_bytes())
    assert (piped.exit_code, piped.stdout) == (0, "Locked letter number 12\n")
    assert run("parse", locked, "--password-file", tmp_path / "none").exit_code == 2
