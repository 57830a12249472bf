"""Runs a program that is not ours on a file, within time, memory and bytes, and without a network.

The process that reads may start nothing; so what a converter of another maker has to do is done
here, beside it, and what comes out is read by that process like any file that was sent.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import thaidoc
from thaidoc.reading.limits import Limits


@dataclass(frozen=True, slots=True)
class Printed:
    """What a program that did its work printed: its result, and what it complained of."""

    output: bytes
    complaints: bytes


def run_program(command: Sequence[str], folder: Path, limits: Limits) -> Printed | None:
    """What a program prints, or None where it fails, is not there, or takes too long.

    :param command: the program's path and its arguments.
    :param folder: a folder of its own, which is its home; what it prints is kept there.
    """
    if os.name == "nt":  # no process can turn into another program there, nor be held to limits
        return None
    printed, complaints = folder / "printed", folder / "complaints"
    launcher = [sys.executable, "-P", "-m", "thaidoc.reading.child.launcher"]
    bounds = [str(limits.memory), str(limits.seconds), str(limits.part), str(folder)]
    try:
        with printed.open("wb") as output, complaints.open("wb") as errors:
            process = subprocess.Popen(  # noqa: S603  # the path is one that was looked up
                [*launcher, *bounds, *command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                cwd=folder,
                env=_environment(),
                start_new_session=True,
            )
            in_time = _wait(process, limits.seconds)
    except OSError:
        return None
    if not in_time or process.returncode != 0:
        return None
    result, told = bytes_of(printed, limits), bytes_of(complaints, limits)
    return None if result is None or told is None else Printed(result, told)


def bytes_of(path: Path, limits: Limits) -> bytes | None:
    """The bytes of a file that a program wrote; None where there is none, or one too large."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > limits.part:
            return None
        return path.read_bytes()
    except OSError:
        return None


def _wait(process: "subprocess.Popen[bytes]", seconds: float) -> bool:
    """Wait for the end of a program and of all that it started; whether it came in time."""
    timer = threading.Timer(seconds, _end, [process])
    timer.daemon = True
    timer.start()
    try:
        if hasattr(os, "waitid"):
            # not reaped yet: until its group is ended, nobody else can be given its number
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        else:
            process.wait()
    finally:
        in_time = timer.is_alive()
        timer.cancel()
        timer.join()
        if process.returncode is None:
            _end(process)
            process.wait()
    return in_time


def _end(process: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)


def _environment() -> dict[str, str]:
    """What the launcher needs to start; the program sees less."""
    own = str(Path(thaidoc.__file__).resolve().parents[1])
    path = os.environ.get("PATH", os.defpath)
    return {"PATH": path, "PYTHONPATH": own, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}
