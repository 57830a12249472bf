"""Feeds each reader changed files until time is up: ``python -m tests.bench.fuzzing [READER]…``.

What counts: an end of the process, a mistake of thaidoc's own, anything raised that is no sentence
for a person, and a file that takes longer than :data:`SLOW` seconds of processor time. Each is kept
in ``--found DIR``, one for each place in the code. Where atheris is installed its coverage leads
the changes; else they are random ones, the same for the same ``--seed``.
"""

import argparse
import faulthandler
import hashlib
import random
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from io import FileIO
from pathlib import Path

from rich.console import Console

from tests.bench.fuzz_readers import TARGETS, Target

#: seconds of processor time that are too many for a file of a few kilobytes
SLOW = 10
#: seconds after which a file hangs
_HANGS = 60
_MEMORY = 3 * 1024**3
_LONGEST = 200_000
#: what is put in place of a length or a place: none, the largest, too large in words
_NUMBERS = (bytes(4), b"\xff" * 4, b"\x7f\xff\xff\xff", b"-1", b"0", b"2147483648", b"1" * 30)
#: each byte with one of its bits turned
_FLIPPED = [bytes(byte ^ 1 << bit for byte in range(256)) for bit in range(8)]


class Fuzzed:
    """One reader in this process: reads files, keeps those that show a fault.

    :param now: gets the number of files and the one that is read, for whoever sees this end.
    """

    def __init__(self, reader: str, found: Path, now: FileIO):
        from thaidoc.errors import OwnFaultError, UnreadableFileError
        from thaidoc.reading import read_bytes
        from thaidoc.reading.bundles.bundle import is_bundle, members

        self._read, self._members, self._is_bundle = read_bytes, members, is_bundle
        self._own, self._said = OwnFaultError, UnreadableFileError
        self.reader, self._found = reader, found
        self.target: Target = TARGETS[reader]()
        self._now, self._count = now, 0

    def __call__(self, changed: bytes) -> None:
        """Read a file made of these bytes."""
        data = self.target.file(changed)
        self._count += 1
        self._now.seek(0)
        self._now.write(self._count.to_bytes(8, "big") + len(data).to_bytes(8, "big") + data)
        began = time.process_time()
        faulthandler.dump_traceback_later(_HANGS, exit=True)
        try:
            place = self._place(data)
        finally:
            faulthandler.cancel_dump_traceback_later()
        if place is None and time.process_time() - began > SLOW:
            place = "slow"
        if place:
            keep(self._found, self.reader, place, data)

    def _place(self, data: bytes) -> str | None:
        """Where thaidoc failed over these bytes; None where it did as it should."""
        try:
            self._read(data, "a")
        except self._own as fault:
            return _deepest(fault.__cause__ or fault)
        except (self._said, MemoryError):
            pass
        except Exception as fault:
            return _deepest(fault)
        return self._place_inside(data)

    def _place_inside(self, data: bytes) -> str | None:
        """The same for what these bytes hold, where they are a bundle."""
        try:
            for member in self._members(data, "a") if self._is_bundle(data) else ():
                if isinstance(member.fault, self._own):
                    return _deepest(member.fault.__cause__ or member.fault)
        except (self._said, MemoryError):
            pass
        except Exception as fault:
            return _deepest(fault)
        return None


def _deepest(fault: BaseException) -> str:
    """The last place in thaidoc's own code, and what was raised."""
    frames = [f for f in traceback.extract_tb(fault.__traceback__) if "/thaidoc/" in f.filename]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"{place} {type(fault).__name__}"


def keep(found: Path, reader: str, place: str, data: bytes) -> None:
    """Keep a file that showed a fault, the smallest for each place."""
    name = f"{reader}-{hashlib.sha256(place.encode()).hexdigest()[:8]}"
    path = found / name
    if not path.exists() or path.stat().st_size > len(data):
        path.write_bytes(data)
        path.with_suffix(".place").write_text(place, encoding="utf-8")


def changed(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """A seed with a few pieces changed, left out, doubled or moved."""
    data = bytearray(chance.choice(seeds))
    for _ in range(1 << chance.randrange(6)):
        at, length = chance.randrange(len(data) + 1), 1 << chance.randrange(8)
        piece, other = bytes(data[at : at + length]), chance.choice(seeds)
        begin = chance.randrange(len(other) + 1)
        data[at : at + length] = chance.choice(
            (
                b"",
                piece * chance.choice((2, 3, 100)),
                chance.choice(_NUMBERS) + piece[4:],
                other[begin : begin + length],
                piece[:1].translate(_FLIPPED[chance.randrange(8)]) + piece[1:],
            )
        )
        del data[_LONGEST:]
    return bytes(data)


def _by_chance(fuzzed: Fuzzed, seconds: float, seed: int) -> None:
    chance, end = random.Random(seed), time.monotonic() + seconds
    while time.monotonic() < end:
        fuzzed(changed(chance, fuzzed.target.seeds))


def _by_coverage(make: Callable[[], Fuzzed], seconds: float, seed: int) -> None:
    atheris = import_module("atheris")  # no requirement: it has no wheel for every Python
    with atheris.instrument_imports(include=["thaidoc"]):
        fuzzed = make()
        fuzzed(fuzzed.target.seeds[0])  # imports the reader
    with tempfile.TemporaryDirectory() as seeds:
        for number, data in enumerate(fuzzed.target.seeds):
            (Path(seeds) / str(number)).write_bytes(data)
        atheris.Setup(
            ["fuzzing", f"-max_total_time={max(1, int(seconds))}", f"-max_len={_LONGEST}",
             f"-seed={seed % 2**31 or 1}", "-rss_limit_mb=0", f"-timeout={2 * _HANGS}",
             f"-artifact_prefix={seeds}/", "-verbosity=0", seeds],
            fuzzed,
        )  # fmt: skip
        atheris.Fuzz()


def _child(reader: str, found: Path, progress: Path, seconds: float, seed: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    with progress.open("r+b", buffering=0) as now:
        make = partial(Fuzzed, reader, found, now)
        if find_spec("atheris"):
            _by_coverage(make, seconds, seed)
        else:
            _by_chance(make(), seconds, seed)


def fuzz(reader: str, found: Path, seconds: float, seed: int) -> tuple[int, int]:
    """Files read in this time, and how often the process ended over one."""
    count = ended = 0
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        progress = Path(folder) / "now"
        while (left := end - time.monotonic()) > 1:
            progress.write_bytes(bytes(16))
            run = [sys.executable, "-m", __spec__.name, "--child", str(progress), reader]
            run += ["--found", str(found), "--seconds", str(left), "--seed", str(seed + ended)]
            done = subprocess.run(run, check=False, capture_output=True, text=True)
            now = progress.read_bytes()
            count += int.from_bytes(now[:8], "big")
            if done.returncode == 0:
                break
            ended += 1
            keep(found, reader, f"ended {done.returncode} {done.stderr[-300:]}",
                 now[16 : 16 + int.from_bytes(now[8:16], "big")])  # fmt: skip
    return count, ended


def main() -> None:
    """Fuzz the readers that are named, or all."""
    asked = argparse.ArgumentParser(prog="fuzzing", description=__doc__)
    asked.add_argument("readers", nargs="*", choices=[[], *TARGETS], metavar="READER")
    asked.add_argument("--seconds", type=float, default=60, help="for each reader")
    asked.add_argument("--found", type=Path, default=Path("build/fuzzing"))
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    given = asked.parse_args()
    given.found.mkdir(parents=True, exist_ok=True)
    if given.child:
        _child(given.readers[0], given.found, given.child, given.seconds, given.seed)
        return
    shown = Console(highlight=False)
    for reader in given.readers or TARGETS:
        count, ended = fuzz(reader, given.found, given.seconds, given.seed)
        shown.print(f"{reader:9} {count:9,} files in {given.seconds:,.0f} s, {ended} ended it")
        for place in sorted(given.found.glob(f"{reader}-????????.place")):
            shown.print(f"  {place.with_suffix('')}: {place.read_text('utf-8')}", markup=False)


if __name__ == "__main__":
    main()
