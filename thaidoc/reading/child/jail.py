"""What the process that reads may not do, as far as the system can forbid it.

| | Linux | macOS, BSD | Windows |
| --- | --- | --- | --- |
| time by the clock (kept by the run) | yes | yes | yes |
| processor time, should the run be gone | yes | yes | no |
| memory | yes | where the kernel minds RLIMIT_AS (macOS: no) | no |
| no core dump, few open files, no large file written | yes | yes | no |
| no network, no other program, no other process's memory | x86-64, ARM64, RISC-V | no | no |
| dies with the run | at once | when it asks for the next file | as macOS |

It can read what the user can read: this guards against crashes, bombs and calls home, and takes
from a hostile file the means to do harm elsewhere; it is no wall against every exploit.
"""

import contextlib
import ctypes
import math
import os
import platform
import struct
import sys
from pathlib import Path

from thaidoc.reading.limits import Limits

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]  # the module is there on every other system

_OPEN_FILES = 64
#: prctl(2)
_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_SECCOMP_MODE_FILTER = 2
_SIGKILL = 9

#: system calls by number: socket, connect, execve, execveat, ptrace, process_vm_readv and
#: _writev, io_uring_setup (which could open sockets too); from Linux's asm/unistd.h
_X86 = (41, 42, 59, 322, 101, 310, 311, 425)
_GENERIC = (198, 203, 221, 281, 117, 270, 271, 425)
#: machine: its AUDIT_ARCH (linux/audit.h) and what is forbidden
_FORBIDDEN: dict[str, tuple[int, tuple[int, ...]]] = {
    "x86_64": (0xC000003E, _X86),
    "aarch64": (0xC00000B7, _GENERIC),
    "riscv64": (0xC00000F3, _GENERIC),
}
#: the same for a program that is not ours: number of socket, and what is forbidden besides
_LOCAL: dict[str, tuple[int, int, tuple[int, ...]]] = {
    machine: (architecture, calls[0], calls[4:])
    for machine, (architecture, calls) in _FORBIDDEN.items()
}
#: calls of the x32 interface have this bit: the same calls under other numbers
_X32 = 0x40000000


def confine() -> tuple[str, ...]:
    """Take from this process what reading never needs, for good; what the system let us take.

    The names are ``core``, ``files``, ``memory``, ``cpu``, ``calls`` and ``dies-with-run``.
    """
    enforced = []
    if resource is not None:
        enforced += [
            name
            for name, kind, most in (
                ("core", resource.RLIMIT_CORE, 0),
                ("files", resource.RLIMIT_NOFILE, _OPEN_FILES),
            )
            if _lower(kind, most)
        ]
        enforced += ["cpu"] if sys.platform == "darwin" else ["cpu", "memory"]
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        libc.prctl.argtypes = (ctypes.c_int, *[ctypes.c_ulong] * 4)
        if libc.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0) == 0:
            enforced.append("dies-with-run")
        if _forbid_calls(libc):
            enforced.append("calls")
        with contextlib.suppress(OSError):  # should memory run out, this process goes first
            Path("/proc/self/oom_score_adj").write_text("800", "ascii")
    return tuple(enforced)


def allow(limits: Limits, size: int) -> None:
    """Let this process use what a file of this size may: memory, processor time, disk."""
    if resource is None:
        return
    allow_time(limits.seconds)
    _soften(resource.RLIMIT_FSIZE, limits.unpacked)
    memory = memory_in_use() + size + limits.memory
    # Linux counts in RLIMIT_DATA what is really the process's own, in RLIMIT_AS also what is
    # only mapped: libraries, fonts, models
    _soften(resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS, memory)


def allow_time(seconds: float) -> None:
    """Let this process work for so long from now, on every core."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    # the run's clock ends a slow file; this ends it where the run is gone or was stopped
    threads = os.cpu_count() or 1
    _soften(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime + seconds * threads) + 2)


def confine_program(memory: int, seconds: float, size: int) -> None:
    """Take from this process, and whatever program it turns into, what converting never needs.

    It may start programs and talk to itself through sockets, as office programs do, but reaches no
    network and no other process's memory, and has a fixed share of memory, of processor time and
    of bytes in a file.
    """
    if resource is None:
        return
    memory_kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, math.ceil(seconds * (os.cpu_count() or 1)) + 2),
        (resource.RLIMIT_FSIZE, size),
        (memory_kind, memory),
    ):
        _lower(kind, most)
    known = _LOCAL.get(platform.machine())
    if sys.platform == "linux" and known and sys.maxsize >= 2**32:
        libc = ctypes.CDLL(None)
        libc.prctl.argtypes = (ctypes.c_int, *[ctypes.c_ulong] * 4)
        _install(libc, _local_filter(*known))


def memory_in_use() -> int:
    """The bytes of private memory that this process has; 0 where the system does not say."""
    try:
        fields = Path("/proc/self/statm").read_text("ascii").split()
    except OSError:
        return 0
    return int(fields[5]) * os.sysconf("SC_PAGE_SIZE")


def _lower(kind: int, most: int) -> bool:
    """Lower a limit so that it cannot be raised again."""
    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(kind, (most, most))
    except (OSError, ValueError):
        return False
    return True


def _soften(kind: int, most: int) -> None:
    """Set a limit for the file that comes; the next file's may be higher again."""
    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(OSError, ValueError):  # macOS refuses some
        resource.setrlimit(kind, (most, hard))


class _Program(ctypes.Structure):
    """``struct sock_fprog``: a filter's length and instructions."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _forbid_calls(libc: ctypes.CDLL) -> bool:
    """Have the kernel refuse the calls in :data:`_FORBIDDEN` with EACCES, for children too."""
    known = _FORBIDDEN.get(platform.machine())
    if known is None or sys.maxsize < 2**32:
        return False
    return _install(libc, _filter(*known))


def _install(libc: ctypes.CDLL, code: bytes) -> bool:
    """Have the kernel judge each call by a filter, for good."""
    program = _Program(len(code) // 8, code)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    at = ctypes.addressof(program)
    return int(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, at, 0, 0)) == 0


def _filter(architecture: int, forbidden: tuple[int, ...]) -> bytes:
    """The classic BPF program (linux/filter.h) that refuses these calls and foreign ones."""
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06
    refuse, let_pass = 0x00050000 | 13, 0x7FFF0000  # SECCOMP_RET_ERRNO with EACCES; _ALLOW
    last = len(forbidden)  # steps from the first comparison of a number to the refusal
    steps = [
        (load, 0, 0, 4),  # seccomp_data.arch
        (equal, 0, last + 3, architecture),
        (load, 0, 0, 0),  # seccomp_data.nr
        (at_least, last + 1, 0, _X32),
        *((equal, last - index, 0, number) for index, number in enumerate(forbidden)),
        (answer, 0, 0, let_pass),
        (answer, 0, 0, refuse),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _local_filter(architecture: int, socket: int, forbidden: tuple[int, ...]) -> bytes:
    """The filter that lets a program have sockets of this machine (AF_UNIX) and no others."""
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06
    refuse, let_pass = 0x00050000 | 13, 0x7FFF0000
    last = len(forbidden)
    steps = [
        (load, 0, 0, 4),  # seccomp_data.arch
        (equal, 0, last + 5, architecture),
        (load, 0, 0, 0),  # seccomp_data.nr
        (at_least, last + 3, 0, _X32),
        *((equal, last - index + 2, 0, number) for index, number in enumerate(forbidden)),
        (equal, 0, 3, socket),
        (load, 0, 0, 16),  # the low half of seccomp_data.args[0]: the family
        (equal, 1, 0, 1),
        (answer, 0, 0, refuse),
        (answer, 0, 0, let_pass),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
