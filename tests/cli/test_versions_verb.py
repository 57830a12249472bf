import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from thaidoc.archive.store import Archive

Run = Callable[..., Result]


def test_two_forms_are_parted_and_compared_again(run: Run, archive: Path, inbox: Path) -> None:
    text = (inbox / "a.txt").read_text("utf-8")
    (inbox / "again.txt").write_text(text + "\n\n", "utf-8")
    assert run("add", "--archive", archive, inbox / "again.txt").exit_code == 0
    one, two = (
        identity
        for identity in Archive.open(archive).ids()
        if "น้ำท่วม" in Archive.open(archive).text(identity)
    )

    def forms(*args: str) -> list[str]:
        done = run("versions", one, *args, "--archive", archive, "--json")
        found = json.loads(done.stdout)["versions"]
        assert done.exit_code == (0 if found or args else 1), done.output
        return sorted(version["id"] for version in found)

    assert forms() == [one, two]
    assert forms("--part", two[:6], "--by", "สมหญิง") == []
    assert forms() == []
    assert "สมหญิง" in run("history", one, "--archive", archive).stdout
    assert forms("--reopen", two) == [one, two]
    assert run("versions", one, "--part", one, "--archive", archive).exit_code == 3
    assert run("versions", one, "--part", two, "--reopen", two).exit_code == 2
