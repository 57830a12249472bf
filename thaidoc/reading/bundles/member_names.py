"""Names of members: decoded as they were meant, and made harmless.

Programs that do not know Unicode wrote Thai names into ZIP files as cp874 bytes and said nothing of
it. And a name is only ever shown and kept, never opened; still it must not look like a path that
leads out of the bundle, nor turn a terminal's text around.
"""

import re
from collections.abc import Sequence

#: what a name must not hold: controls, what turns the direction of writing, half characters
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_DRIVE = re.compile(r"[A-Za-z]:")
#: longest part of a name in characters, and most parts: beyond lies only mischief
_LONGEST, _DEEPEST = 200, 40
#: what desktops leave in folders beside the files
_LEFT_BEHIND = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_TOUCHES_LATIN = re.compile(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z]")
_LATIN_NEIGHBOURS = re.compile(rb"[A-Za-z][\xa1-\xfb][A-Za-z]")


def safe_name(raw: str) -> str:
    r"""The name as a relative path without tricks: no root, drive, ``..`` or control character.

    >>> safe_name("C:\\งาน\\..\\ที่01.pdf"), safe_name("../../etc/passwd"), safe_name("..")
    ('งาน/ที่01.pdf', 'etc/passwd', 'unnamed')
    """
    parts: list[str] = []
    for part in _UNSAFE.sub("\ufffd", raw.replace("\\", "/")).split("/"):
        kept = part.strip()
        while not parts and (drive := _DRIVE.match(kept)):
            kept = kept[drive.end() :].strip()
        if kept and kept.strip("."):
            parts.append(_shortened(kept))
    return "/".join(parts[:_DEEPEST]) or "unnamed"


def _shortened(part: str) -> str:
    """The part with its middle left out where it is too long; its extension stays."""
    if len(part) <= _LONGEST:
        return part
    return f"{part[: _LONGEST - 21].strip()}…{part[-20:].strip()}"


def is_left_behind(name: str) -> bool:
    """Whether a name is of what no person packed: hidden files, previews, lock files of Word."""
    parts = name.replace("\\", "/").split("/")
    return any(
        (part.startswith((".", "~$")) and part.strip(".") != "") or part.lower() in _LEFT_BEHIND
        for part in parts
    )


def decoded_names(raw: Sequence[bytes]) -> list[str]:
    """The names of one bundle that says nothing of their encoding.

    Together they are UTF-8 where all of them can be. A few letters of cp874 can be that by chance,
    but then what they give as UTF-8 is no Thai. Otherwise each is cp874 where that gives Thai, or
    what it was by the ZIP format's own rule: code page 437.

    >>> decoded_names(["ที่01.pdf".encode("cp874"), b"scan.pdf"])
    ['ที่01.pdf', 'scan.pdf']
    """
    try:
        together = [name.decode("utf-8") for name in raw]
    except UnicodeDecodeError:
        return [_eight_bit(name) for name in raw]
    text = "".join(together)
    touching = any(map(_TOUCHES_LATIN.search, raw))
    if not (text.isascii() or touching or re.search("[\u0e01-\u0e5b]", text)):
        by_chance = [_eight_bit(name) for name in raw]
        if all(re.search("[\u0e01-\u0e5b]", name) or name.isascii() for name in by_chance):
            return by_chance
    return together


def _eight_bit(raw: bytes) -> str:
    if raw.isascii():
        return raw.decode("ascii")
    if not _LATIN_NEIGHBOURS.search(raw):  # a Thai letter never stands between two Latin ones
        try:
            return raw.decode("cp874")
        except UnicodeDecodeError:
            pass
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp437")
