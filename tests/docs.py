"""What the guides show is what the commands do: their console blocks are run again and compared.

A page that begins with ``<!-- stage: NAME -->`` is a session in a folder of its own, laid out by
:data:`STAGES`; its blocks of ``console`` are run in order, and show what a terminal shows, also of
standard error. A shown line ``…`` stands for any lines, ``…`` in a line for anything. What
``NAME.th.md`` shows is said in Thai.

``python -m tests.docs`` writes what the commands print now into the pages, and draws the picture
of the house.
"""

import contextlib
import itertools
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from click.testing import CliRunner

from tests import house
from tests.letters import ROOT, letters

DOCS = ROOT / "docs"
#: letters of corpus/ that are in the box of the archivist's guide
BOX = (
    "announcement-firewood-scan.jpg",
    "circular-electronic-files.txt",
    "external-flood-drill.txt",
    "external-old-boundary.pdf",
    "smart-city-workshop.txt",
)
_STAGE = re.compile(r"\A<!-- stage: (\w+) -->\n")
_BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
#: what a person's own machine would say differently
_ENVIRONMENT = {"COLUMNS": "100", "NO_COLOR": "1", "THAIDOC_BY": "somsri", "THAIDOC_JOBS": "1"}


def _corpus(folder: Path) -> None:
    """The archive of this repository, with its sample letters."""
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    for original in (folder / "corpus").glob("*/*/original.*"):
        original.chmod(0o440)  # git keeps no rights
    shutil.copyfile(ROOT / "thaidoc.toml", folder / "thaidoc.toml")
    assert run("thaidoc search --count *")[0] == 0


def _box(folder: Path) -> None:
    """What comes out of a box: letters, one twice, a scan, a locked file and a torn one."""
    import pyzipper

    box = folder / "box"
    box.mkdir()
    received = {r.source.name: o.read_bytes() for o, r in letters() if r.source}
    for name in BOX:
        (box / name).write_bytes(received[name])
    drill = received["external-flood-drill.txt"].decode("utf-8")
    (box / "flood-drill-again.txt").write_bytes(drill.encode("cp874", "replace"))
    (box / "torn.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog")
    with pyzipper.AESZipFile(box / "order.zip", "w", encryption=pyzipper.WZ_AES) as locked:
        locked.setpassword(b"2567")
        locked.writestr("order-old-papers.txt", received["order-old-papers.txt"])


#: how the folder of a page is laid out
STAGES: dict[str, Callable[[Path], None]] = {"corpus": _corpus, "box": _box}
#: how that folder is called in the page
_PLACES = {"corpus": "/srv/letters", "box": "/srv"}
#: the minute at which something was done, in either era
_NOW = re.compile(r"(?:\d{4}-\d\d-\d\d|\d+ [ก-๛.]+ \d{4}) \d\d:\d\d [+-]\d\d:\d\d")


@dataclass(frozen=True, slots=True)
class Shown:
    """A command of a page, and what it prints."""

    command: str
    output: str

    def is_said_by(self, printed: str) -> bool:
        """Whether this is what was printed; ``…`` stands for what is another every time."""
        lines = self.output.splitlines()
        rules = (
            "(?:.*\n)*?" if x == "…" else re.escape(x).replace("…", ".*") + "\n" for x in lines
        )
        return re.fullmatch("".join(rules), printed) is not None

    def common_to(self, again: "Shown") -> "Shown":
        """What two runs have in common; what is another every time is left out with ``…``."""
        ours, theirs = self.output.splitlines(), again.output.splitlines()
        assert len(ours) == len(theirs), f"{self}--- and then\n{again.output}"
        pairs = zip(ours, theirs, strict=True)
        return Shown(self.command, "".join(f"{_common(*pair)}\n" for pair in pairs))

    def __str__(self) -> str:
        return f"$ {self.command}\n{self.output}"


def _common(line: str, again: str) -> str:
    ours, theirs = line.split(" "), again.split(" ")
    if len(ours) != len(theirs):
        same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False))
        return " ".join([*(word for word, _ in same), "…"])
    return " ".join(one if one == other else "…" for one, other in zip(ours, theirs, strict=True))


def pages() -> list[Path]:
    """The pages whose blocks are run."""
    return [page for page in sorted(DOCS.glob("*.md")) if _STAGE.match(_read(page))]


def shown(page: Path) -> list[Shown]:
    """What a page shows, command after command."""
    return [Shown(*m) for block in _BLOCK.findall(_read(page)) for m in _COMMAND.findall(block)]


def printed(page: Path) -> Iterator[Shown]:
    """The commands of a page with what they print now, in a folder laid out for it."""
    stage = _STAGE.match(_read(page))
    assert stage, f"{page} names no stage"
    lang = "th" if page.name.endswith(".th.md") else "en"
    with tempfile.TemporaryDirectory() as scratch, contextlib.chdir(scratch):
        own = _ENVIRONMENT | {"THAIDOC_LANG": lang, "THAIDOC_CONFIG": f"{scratch}/own/config.toml"}
        with mock.patch.dict(os.environ, own):
            STAGES[stage[1]](Path())
            code = 0
            for one in shown(page):
                code, output = run(one.command, code)
                assert code != 70, f"{page.name}: {one.command}\n{output}"
                output = output.replace(str(Path(scratch).resolve()), _PLACES[stage[1]])
                output = "".join(f"{line.rstrip()}\n" for line in output.splitlines())
                yield Shown(one.command, _NOW.sub("…", output))


def run(line: str, code: int = 0) -> tuple[int, str]:
    """The exit code of a command line, and what a terminal shows of it.

    A line is ``export NAME=VALUE``, ``echo $?`` or ``thaidoc …``, with what may be typed into it
    (``printf '…' |``) before it and a file for its output (``> FILE``) behind it.

    :param code: the exit code of the line before.
    """
    from thaidoc.cli.main import thaidoc

    if line == "echo $?":
        return 0, f"{code}\n"
    if line.startswith("export "):
        name, _, value = line.removeprefix("export ").partition("=")
        os.environ[name] = value
        return 0, ""
    typed, _, command = line.rpartition(" | ")
    given = shlex.split(typed)[1].replace("\\n", "\n") if typed else ""
    words = shlex.split(command)
    into = Path(words.pop()) if words[-2:-1] == [">"] else None
    assert words[0] == "thaidoc", f"only thaidoc is run here, not {line}"
    arguments = words[1:-1] if into else words[1:]
    done = CliRunner().invoke(thaidoc, arguments, input=given.encode(), prog_name="thaidoc")
    if into:
        into.write_bytes(done.stdout_bytes)
    return done.exit_code, done.stderr if into else done.output


def rewritten(page: Path) -> str:
    """A page with what its commands print now, and with the picture of the house."""
    twice = zip(list(printed(page)), list(printed(page)), strict=True)
    now = (one.common_to(again) for one, again in twice)

    def renew(match: re.Match[str]) -> str:
        old, new = Shown(match[1], match[2]), next(now)
        return str(old if old.is_said_by(new.output) else new)

    return _BLOCK.sub(lambda block: _COMMAND.sub(renew, block[1]), _read(page))


def _read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def write(names: list[str]) -> None:
    """Write the pages of these names anew, all without names."""
    for page in pages():
        if not names or page.name in names:
            page.write_text(rewritten(page), encoding="utf-8")
    for page in house.pages():
        page.write_text(house.drawn_into(_read(page)), encoding="utf-8")


if __name__ == "__main__":
    write(sys.argv[1:])
