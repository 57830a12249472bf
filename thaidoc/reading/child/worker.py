"""The process that reads files, one after the other: ``python -m thaidoc.reading.child.worker``.

It may crash, hang or run out of memory; :mod:`thaidoc.reading.child.confined` starts it and sees
to that. Standard input brings requests and standard output takes the answers, but only under other
numbers: a library that prints or asks gets nothing to write on and nobody to ask.
"""

import importlib
import signal
import sys
import traceback
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from thaidoc.errors import UnreadableFileError
from thaidoc.reading import read_bytes
from thaidoc.reading.child import jail
from thaidoc.reading.child.messages import (
    KEYS,
    PRINTED,
    REQUESTS,
    SMALL,
    Done,
    End,
    Given,
    Kind,
    Locked,
    OutOfMemory,
    Pictured,
    Ready,
    Recognising,
    Refused,
    Request,
    Shown,
    channels,
    exactly,
    legible,
    packed,
    receive,
    send,
)
from thaidoc.reading.detect import media_type_of
from thaidoc.reading.limits import Limits, in_force, sized
from thaidoc.reading.passwords import Passwords
from thaidoc.reading.recognition import in_force as recognising
from thaidoc.reading.recognition import looking_at

#: a packed message and the bytes that follow it
Reply = tuple[bytes, bytes]
#: memory that files have left behind, after which a new process is cheaper
_WORN = 256 * 1024 * 1024
_DETAIL = 20_000
#: the longer side of a page that is shown, in pixels: 180 dpi of A4
_SHOWN = 2_105


def main(preload: list[str]) -> None:
    """Answer requests until there are none; ``preload`` names modules to import before.

    Those modules may register formats; they are confined as the readers are.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run decides what its Ctrl-C means
    requests, answers = channels()
    enforced = jail.confine()
    for module in preload:
        importlib.import_module(module)
    try:
        send(answers, packed(Ready(enforced)))
        at_start = jail.memory_in_use()
        while True:
            request = receive(requests, REQUESTS, SMALL)
            jail.allow(request.limits, request.size)
            keys = _AskedOfTheRun(requests, answers)
            told = _Telling(answers, request.limits)
            outside = _RunByTheRun(requests, answers, request.limits)
            with recognising(request.recognition, told, outside):
                for message, data in _replies(requests, request, keys, at_start + _WORN):
                    send(answers, message, data)
                    jail.allow(request.limits, request.size)
    except (EOFError, BrokenPipeError):  # the run has ended
        return


class _AskedOfTheRun(Passwords):
    """Passwords that the run knows, or asks a person for, one after the other."""

    def __init__(self, requests: BinaryIO, answers: BinaryIO):
        super().__init__()
        self._requests = requests
        self._answers = answers

    def candidates(self, name: str, *, ask: bool = True) -> Iterator[str]:
        """What the run gives for the bundle called ``name`` until it knows no more."""
        tried = 0
        while ask:
            send(self._answers, packed(Locked(legible(name), tried)))
            password = receive(self._requests, KEYS, SMALL).password
            if password is None:
                return
            yield password
            tried += 1


class _Telling:
    """Tells the run which page is about to be read from its picture, and takes the time for it."""

    def __init__(self, answers: BinaryIO, limits: Limits):
        self._answers = answers
        self._limits = limits

    def __call__(self, page: int, pages: int) -> None:
        """Tell, and go on."""
        send(self._answers, packed(Recognising(page, pages)))
        jail.allow_time(self._limits.seconds + self._limits.recognising)


class _RunByTheRun:
    """Has the run start the recogniser's program, which this process may not."""

    def __init__(self, requests: BinaryIO, answers: BinaryIO, limits: Limits):
        self._requests = requests
        self._answers = answers
        self._limits = limits

    def __call__(self, picture: bytes) -> bytes | None:
        """What the program makes of a picture."""
        send(self._answers, packed(Pictured(len(picture))), picture)
        return receive(self._requests, PRINTED, self._limits.part + SMALL).output


def _replies(requests: BinaryIO, request: Request, keys: Passwords, much: int) -> Iterator[Reply]:
    """The replies to a request. ``much`` is the memory at which this process is worn."""
    name = request.name.decode("utf-8", "surrogatepass")
    try:
        data = exactly(requests, request.size)
        with in_force(request.limits):
            match request.job:
                case "members":
                    yield from _members(data, name, keys)
                case "kind":
                    yield packed(Kind(legible(media_type_of(data)))), b""
                case "picture":
                    yield packed(_picture(data, name, request)), b""
                case "document":
                    yield _document(data, name, request, much), b""
    except MemoryError:
        yield packed(OutOfMemory()), b""
    except UnreadableFileError as fault:
        if str(fault.where) == name:  # the run knows better where the file is
            fault.where = None
        yield packed(Refused.of(fault, detail=_traceback(fault))), b""


def _document(data: bytes, name: str, request: Request, much: int) -> bytes:
    """The packed document.

    :raises UnreadableFileError: where there is none, or one too large to be a letter's.
    """
    document = read_bytes(data, name, password=request.password)
    document = replace(document, name=legible(name))
    try:
        message = packed(Done(document, jail.memory_in_use() > much))
    except UnicodeEncodeError as fault:  # half a surrogate pair in the text
        raise UnreadableFileError("The text of the file is no Unicode") from fault
    if len(message) > request.limits.result:
        raise UnreadableFileError(f"The file holds more text than {sized(request.limits.result)}")
    return message


def _picture(data: bytes, name: str, request: Request) -> Shown:
    """A page as it is seen, no larger than a screen shows it well."""
    from PIL import Image

    with looking_at(request.page) as look:
        read_bytes(data, name, password=request.password)
    if look.picture is None:
        return Shown(0, 0, 0.0, 0.0, b"")
    width, height = look.picture.width, look.picture.height
    image = Image.fromarray(look.picture.pixels)
    scale = min(_SHOWN / max(width, height), max(image.width / width, image.height / height))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    shown = image.resize(size, Image.Resampling.BOX)
    return Shown(*size, width, height, shown.tobytes())


def _members(data: bytes, name: str, keys: Passwords) -> Iterator[Reply]:
    from thaidoc.reading.bundles.bundle import members

    for member in members(data, name, passwords=keys):
        fault = None if member.fault is None else Refused.of(member.fault)
        bare = replace(member, name=legible(member.name), data=b"", fault=None)
        yield packed(Given(bare, fault, len(member.data))), member.data
    yield packed(End()), b""


def _traceback(fault: BaseException) -> str:
    return "".join(traceback.format_exception(fault))[-_DETAIL:]


if __name__ == "__main__":
    main(sys.argv[1:])
