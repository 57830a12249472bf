"""Makes folders of files that mean harm: torn, changed, too large, ill-named, packed in circles.

``files(folder, count, seed)`` lays them out; the same seed gives the same ones.
"""

import gzip
import io
import os
import random
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.letters import ROOT
from tests.reading.test_hostile import (
    LAUGHS,
    LONG,
    MAGIC,
    MB,
    SOUND,
    pdf,
    stream,
    with_doctype,
    word,
)
from thaidoc.reading.limits import DEFAULT

Chance = random.Random
_ORIGINALS = sorted((ROOT / "corpus").glob("*/*/original.*"))
_LARGEST = 100_000
_MAIL = b"From: a@example.go.th\r\nMIME-Version: 1.0\r\nContent-Type: %b\r\n\r\n%b"


def _original(chance: Chance) -> tuple[str, bytes]:
    """The ending and the bytes of a sound letter, not too large."""
    while True:
        path = chance.choice(_ORIGINALS)
        if path.stat().st_size <= _LARGEST:
            return path.suffix, path.read_bytes()


def truncated(chance: Chance) -> tuple[str, bytes]:
    ending, data = _original(chance)
    return ending, data[: chance.randrange(len(data))]


def flipped(chance: Chance) -> tuple[str, bytes]:
    ending, data = _original(chance)
    changed = bytearray(data)
    for _ in range(chance.randint(1, 40)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return ending, bytes(changed)


def doubled(chance: Chance) -> tuple[str, bytes]:
    """Pieces of two letters one behind the other."""
    (ending, one), (_, other) = _original(chance), _original(chance)
    return ending, one[: chance.randrange(len(one))] + other[chance.randrange(len(other)) :]


def mistaken(chance: Chance) -> tuple[str, bytes]:
    """A sound letter whose ending is another's."""
    ending = chance.choice((".pdf", ".docx", ".zip", ".eml", ".txt", ".exe", ""))
    return ending, _original(chance)[1]


def empty(chance: Chance) -> tuple[str, bytes]:
    ending = chance.choice((".pdf", ".docx", ".txt", ".zip"))
    return ending, b"" if chance.random() < 0.5 else b" \n"


def noise(chance: Chance) -> tuple[str, bytes]:
    return chance.choice((".pdf", ".bin")), chance.choice(MAGIC) + chance.randbytes(3000)


def huge(chance: Chance) -> tuple[str, bytes]:
    """Few bytes over and over."""
    return ".txt", chance.choice((b"\0", b" ", "ก".encode(), b"((")) * chance.choice(
        (10**5, 4 * 10**5)
    )


def long(chance: Chance) -> tuple[str, bytes]:
    return ".txt", LONG[chance.choice(sorted(LONG))].encode()


def strange_pdf(chance: Chance) -> tuple[str, bytes]:
    return ".pdf", SOUND[chance.choice(sorted(SOUND.keys() - {"many-objects"}))]()


def bomb(chance: Chance) -> tuple[str, bytes]:
    """Much in little: in a package, a page, a stream of gzip, entities."""
    size = chance.choice((70, 90)) * MB
    bombs: tuple[Callable[[], tuple[str, bytes]], ...] = (
        lambda: (".docx", word(f"<w:p><w:r><w:t>{' ' * size}</w:t></w:r></w:p>")),
        lambda: (".pdf", pdf({4: stream(b"q " * (size // 8))})),
        lambda: (".tar.gz", gzip.compress(bytes(size))),
        lambda: (".zip", packed({"0.txt": bytes(size)})),
        lambda: (".docx", with_doctype(LAUGHS, "&a11;")),
    )
    return chance.choice(bombs)()


def packed(files: dict[str, bytes]) -> bytes:
    """A ZIP file of these."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def deep(chance: Chance) -> tuple[str, bytes]:
    """Archives in archives, deeper than anybody looks."""
    data = b"x"
    if chance.random() < 0.3:
        for _ in range(chance.randint(4, 300)):
            member = tarfile.TarInfo("in.tar")
            member.size = len(data)
            data = member.tobuf() + data + bytes(-len(data) % tarfile.BLOCKSIZE)
        return ".tar", data
    for _ in range(chance.randint(4, 30)):
        data = packed({"in.zip": data, f"{chance.randrange(10**6)}.txt": b"a letter"})
    return ".zip", data


def circle(chance: Chance) -> tuple[str, bytes]:
    """A tar whose links lead to themselves and out of it, and a mail in a mail in a mail."""
    if chance.random() < 0.5:
        data = _MAIL % (b"text/plain", b"x")
        for _ in range(chance.randint(3, 40)):
            data = _MAIL % (b"message/rfc822", data)
        return ".eml", data
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE):
            for name, target in (("a", "b"), ("b", "a"), ("c", "/etc/passwd"), ("d", "../../d")):
                member = tarfile.TarInfo(f"{name}{chance.randrange(100)}")
                member.type, member.linkname = kind, target
                archive.addfile(member)
    return ".tar", out.getvalue()


def itself(chance: Chance) -> tuple[str, bytes]:
    """A ZIP whose member is the rest of the file, directory and all: it promises itself again."""
    name = b"in.zip"
    levels = chance.randint(10, 400)
    head = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0) + name
    directory = levels * len(head)
    entry = struct.calcsize("<IHHHHHHIIIHHHHHII") + len(name)
    size = directory - len(head) * (levels // 2 + 1) + entry + 22
    central = struct.pack(
        "<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 0, 0, 33, 0, size, size, len(name),
        *(0, 0, 0, 0, 0), len(head) * (levels // 2),
    ) + name  # fmt: skip
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, len(central), directory, 0)
    return ".zip", head * levels + central + end


def overlapping(chance: Chance) -> tuple[str, bytes]:
    """A ZIP whose directory names one member thousands of times: little kept, much given."""
    sound = packed({"0.txt": bytes(chance.choice((10**4, 10**6)))})
    at = sound.index(b"PK\x01\x02")
    entry, count = sound[at:-22], chance.choice((300, 20_000))
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(entry) * count, at, 0)
    return ".zip", sound[:at] + entry * count + end


def ill_named(chance: Chance) -> tuple[str, bytes]:
    """An archive whose members are called what no file should be."""
    names = ["../../out.txt", "/tmp/out.txt", "a\nb.txt", "\x1b[2J.txt", "ก" * 80 + ".txt"]
    names += ["x" * 5000, "..", ".", "C:\\out.txt", "\u202etxt.exe", "con", "a/../../b.txt", "a//b"]
    some = chance.sample(names, 6)
    return ".zip", packed({name: f"เรื่อง {chance.random()}".encode() for name in some})


KINDS: tuple[Callable[[Chance], tuple[str, bytes]], ...] = (
    *(truncated, flipped, truncated, flipped, doubled, mistaken, empty, noise, huge, long),
    *(strange_pdf, deep, circle, itself, overlapping, ill_named),
)
#: one of so many files is a bomb: each costs as much as many others
_BOMBS = 40
#: and one is larger than any file may be: a hole on the disk
_GIANTS = 500


_MIDDLES = (
    *(b"", b"\n", b"\r\n", b"\x1b[2J\x1b]0;x\x07", b"\xff\xfe\x80", b" ", b"-rf *", b"$(x)"),
    *("\u202e".encode(), "\u2066".encode(), "ที่ ๑".encode(), b"%s%n", b"..", b"'\"", b"\t"),
)


def name_of(number: int, ending: str, chance: Chance) -> bytes:
    """A name that a file system takes, and few programs like."""
    beginning = str(number).encode()
    middle = chance.choice(_MIDDLES)
    name = beginning + middle + ending.encode()
    return name + b"x" * (255 - len(name)) if chance.random() < 0.1 else name


def files(folder: Path, count: int, seed: int) -> list[Path]:
    """Lay out so many files; gives their paths."""
    chance, made = random.Random(seed), []
    folder.mkdir()
    for number in range(count):
        kind = bomb if number % _BOMBS == _BOMBS - 1 else KINDS[number % len(KINDS)]
        ending, data = kind(chance)
        path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name_of(number, ending, chance)))
        path.write_bytes(data)
        if number % _GIANTS == _GIANTS // 2:
            os.truncate(path, DEFAULT.bytes + 1 + chance.randrange(10**10))
        made.append(path)
    return made
