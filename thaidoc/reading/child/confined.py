"""Reading in a process of its own, which may crash, hang or run out of memory without harm here.

PDF, image and XML libraries are large and written in C; a letter that came by mail is all it takes
to end a run with them. So :func:`read_confined` has :mod:`thaidoc.reading.child.worker` read the
bytes, under :class:`~thaidoc.reading.limits.Limits`, and :func:`members_confined` has it open
bundles. One process reads many files, since starting one and loading pdfium takes longer than
reading a letter; it is replaced when a file ends it.

Measured on two cores: 0.1 s for a new process, 1 to 2 ms for a file through it besides the reading,
0.6 s for one of 500 MB (as fast as a temporary file or shared memory). A small plain text is read
here (:func:`is_plain_text`): hardly more than thaidoc's own Python touches it, and ``thaidoc parse
letter.txt`` would take a quarter to a half longer.
"""

import atexit
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Unpack

from thaidoc.errors import UnreadableFileError
from thaidoc.reading import read_bytes
from thaidoc.reading.bundles.member import Member
from thaidoc.reading.child.confinement import Asked, Confinement, Opened
from thaidoc.reading.child.messages import Shown
from thaidoc.reading.detect import is_plain_text, known_at_sight
from thaidoc.reading.doc.converters import second_opinion
from thaidoc.reading.document import Document
from thaidoc.reading.formats import FORMATS
from thaidoc.reading.limits import DEFAULT, Limits, in_force
from thaidoc.reading.passwords import Passwords

#: a text of more bytes than this is no letter's, and slow rules could take long over it
_SMALL_TEXT = 64 * 1024


def read_confined(
    data: bytes, name: str, limits: Limits = DEFAULT, **asked: Unpack[Asked]
) -> Document:
    """The document in the bytes of a file that is called ``name``, read in another process.

    :param asked: see :class:`~thaidoc.reading.child.confinement.Asked`.
    :raises UnreadableFileError: as :func:`thaidoc.reading.read_bytes` does, and for a file that
        needs more time or memory than it may have, or at which the reader crashes.
    """
    where = asked.get("where")
    limits.allow_size(len(data), where=where or name)
    if _is_own(data):
        with in_force(limits):
            return read_bytes(data, name, where=where)
    with _waiting() as confinement:
        try:
            own = confinement.read(data, name, limits, **asked)
        except UnreadableFileError as fault:
            other = second_opinion(data, name, fault, confinement, limits)
            if other is None:
                raise
            return other
        return second_opinion(data, name, own, confinement, limits) or own


def picture_confined(data: bytes, name: str, page: int, **opened: Unpack[Opened]) -> Shown | None:
    """The picture of a page (from 1) of a file, drawn or decoded in another process.

    None where the page has none: its format has no pages, or it cannot be drawn.

    :raises UnreadableFileError: as :func:`read_confined` does.
    """
    if _is_own(data):
        return None
    with _waiting() as confinement:
        return confinement.picture(data, name, page, **opened)


def holds_files(
    data: bytes, name: str, limits: Limits = DEFAULT, *, where: Path | str | None = None
) -> bool:
    """Whether these bytes are of a bundle, which gives members instead of, or besides, pages.

    What the first bytes do not tell is found out in another process: to tell a DOCX from a ZIP
    takes reading its directory.

    :raises UnreadableFileError: where that process is lost over it.
    """
    if not data or _is_own(data):
        return False
    media_type = known_at_sight(data)
    if media_type is None:
        with _waiting() as confinement:
            media_type = confinement.kind(data, name, limits, where=where)
    known = FORMATS.get(media_type)
    return known is not None and known.bundle is not None


def members_confined(
    data: bytes, name: str, limits: Limits = DEFAULT, passwords: Passwords | None = None
) -> Iterator[Member]:
    """As :func:`thaidoc.reading.bundles.bundle.members`, with the bundle opened in another process.

    What it gave before time or memory were up or the opener crashed stays given; the rest is one
    member with the bundle's name and the fault.
    """
    with _waiting() as confinement:
        yield from confinement.members(data, name, limits, passwords)


def expect(data: bytes) -> None:
    """Start the process that these bytes will be read in, beside what is done until then."""
    if not _is_own(data):
        with _waiting() as confinement:
            confinement.start()


def _is_own(data: bytes) -> bool:
    """Whether this is a small text, which only thaidoc's own code reads."""
    return not data or (len(data) <= _SMALL_TEXT and is_plain_text(data))


#: those that wait for a file
_idle: list[Confinement] = []


@contextlib.contextmanager
def _waiting() -> Iterator[Confinement]:
    """One that nobody uses: another thread, or a bundle that is open, has its own."""
    try:
        confinement = _idle.pop()
    except IndexError:
        confinement = Confinement()
    try:
        yield confinement
    finally:
        _idle.append(confinement)


@atexit.register
def _end_idle() -> None:
    while _idle:
        _idle.pop().close()
