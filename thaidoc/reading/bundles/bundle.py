"""Bundles: files that hold other files, opened one inside the other, as members.

What a bundle holds is given one by one, so that nothing larger than a member and the bundles around
it is ever in memory; nothing is written, and no link is followed. A bad member does not keep the
others back: it is given with its fault. :class:`~thaidoc.reading.limits.Limits` hold for the
outermost bundle with all that lies in it.

The bundle itself is no document and is not kept by an archive: each of its members is kept byte for
byte, and the event of each names the bundle and its SHA-256, so that it can be told again which
files came together. A mail is a bundle too, and as the letter's envelope it says something of its
own: where it has words it is a document besides its attachments, kept whole; where it has none, who
sent it, when and about what is told with each attachment.
"""

import time
from collections.abc import Iterator
from dataclasses import replace

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.blame import verdict
from thaidoc.reading.bundles.left import Left
from thaidoc.reading.bundles.member import Allowance, LeftError, Member
from thaidoc.reading.bundles.member_names import safe_name
from thaidoc.reading.detect import media_type_of
from thaidoc.reading.formats import FORMATS, Format, Source
from thaidoc.reading.limits import Limits, current
from thaidoc.reading.passwords import Passwords

__all__ = ["Member", "is_bundle", "members"]


def is_bundle(data: bytes) -> bool:
    """Whether these bytes are of a format that gives members instead of, or besides, pages."""
    return _bundle_format(data) is not None


def members(
    data: bytes, name: str, limits: Limits | None = None, passwords: Passwords | None = None
) -> Iterator[Member]:
    """All files in a bundle that is called ``name``, those in bundles inside it too.

    Their names are paths that begin with the bundle's: ``box.zip/2562/ที่01.pdf``. A mail that is a
    document itself has just the bundle's name. What could not be taken is given with its fault,
    which names the same path; one of the bundle as a whole has the bundle's name. So has what is
    left because of a limit: it is one fault, with a count.

    :param limits: what the bundle may ask for; those that hold now where not given.
    :param passwords: what opens locked members; they are not kept.
    :raises UnreadableFileError: where the bytes are of no bundle.
    """
    found = _bundle_format(data)
    if found is None:
        raise UnreadableFileError("This file holds no other files", where=name)
    held = limits or current()
    allowance = Allowance(held, len(data), passwords)
    left = Left(name)
    for member in _timed(_opened(found, data, name, allowance, held, 1), allowance):
        if not left.takes(member):
            yield member
    yield from left.told()


def _timed(members: Iterator[Member], allowance: Allowance) -> Iterator[Member]:
    """The members, with the time that it took to get at them counted.

    It is processor time, so that nobody has to hurry who is asked for a password.
    """
    while True:
        began = time.process_time()
        member = next(members, None)
        allowance.took(time.process_time() - began)
        if member is None:
            return
        yield member


def _bundle_format(data: bytes) -> Format | None:
    known = FORMATS.get(media_type_of(data)) if data else None
    return known if known and known.bundle else None


def _opened(
    found: Format, data: bytes, name: str, allowance: Allowance, limits: Limits, depth: int
) -> Iterator[Member]:
    """The members of one bundle, at the end what is wrong with it as a whole."""
    given = 0
    try:
        _allow_depth(limits, depth)
        for member in found.opener()(Source(data, name, found.media_type), allowance):
            given += 1
            if member.name:  # not again a mail that is given as a document itself
                allowance.count()
            yield from _deeper(member, name, allowance, limits, depth)
    except Exception as error:
        yield _placed(Member("", fault=_told(error, found)), name)
    else:
        if not given:
            yield _placed(Member("", fault=UnreadableFileError("There is no file in it")), name)


def _allow_depth(limits: Limits, depth: int) -> None:
    try:
        limits.allow_nesting(depth)
    except UnreadableFileError as fault:
        raise LeftError(fault.what, hint="Unpack it and add the files in it") from fault


def _deeper(
    member: Member, name: str, allowance: Allowance, limits: Limits, depth: int
) -> Iterator[Member]:
    """The member at its place, or the members of the bundle that it is."""
    if not member.name:  # the bundle itself, as a document or as a fault's place
        yield _placed(member, name)
        return
    path = f"{name}/{safe_name(member.name)}"
    if allowance.spent:
        yield _placed(replace(member, data=b"", fault=allowance.spent), path)
        return
    inner = None if member.fault else _bundle_format(member.data)
    if inner is None:
        yield _placed(member, path)
        return
    for one in _opened(inner, member.data, path, allowance, limits, depth + 1):
        # what a bundle was sent with holds for what is in it
        yield replace(one, envelope=one.envelope or member.envelope)


def _told(error: Exception, found: Format) -> UnreadableFileError:
    """What is wrong with a bundle as a whole; whatever its library raises is one clear sentence."""
    if isinstance(error, UnreadableFileError):
        return error
    if isinstance(error, ImportError):
        extra = f"thaidoc[{found.extra}]" if found.extra else "thaidoc"
        return UnreadableFileError(
            f"A library for opening {found.label} is missing: {error.name}",
            hint=f"Install it with: pip install '{extra}'",
        )
    if isinstance(error, MemoryError):
        return UnreadableFileError("It needs more memory than there is")
    damaged = UnreadableFileError(
        f"It is damaged: it looks like {found.label} but cannot be opened as one",
        hint="Ask for it to be sent again",
    )
    return verdict(error, damaged)


def _placed(member: Member, path: str) -> Member:
    if member.fault is None:
        return replace(member, name=path)
    fault = member.fault
    return replace(member, name=path, fault=type(fault)(fault.what, where=path, hint=fault.hint))
