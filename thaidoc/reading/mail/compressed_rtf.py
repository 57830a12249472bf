"""The RTF that Outlook keeps in its messages, unpacked ([MS-OXRTFCP]).

Pairs of place and length point into a window of 4096 bytes that begins with what every RTF of the
time began with.
"""

import struct

from thaidoc.errors import UnreadableFileError

_PACKED, _PLAIN = b"LZFu", b"MELA"
_WINDOW = 4096
_BEGINNING = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    b"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def unpacked_rtf(data: bytes) -> bytes:
    """The RTF in the bytes of the property PidTagRtfCompressed.

    :raises UnreadableFileError: where they are none.
    """
    if len(data) < 16 or data[8:12] not in (_PACKED, _PLAIN):
        raise UnreadableFileError("The message's formatted text is damaged")
    (size,) = struct.unpack_from("<I", data, 4)
    if data[8:12] == _PLAIN:
        return data[16 : 16 + size]
    return _unpacked(data[16:])


def _unpacked(packed: bytes) -> bytes:
    window = bytearray(_BEGINNING.ljust(_WINDOW, b"\0"))
    write = len(_BEGINNING)
    out = bytearray()
    at = 0
    while at < len(packed):
        control = packed[at]
        at += 1
        for bit in range(8):
            if control >> bit & 1:
                place, length = divmod(int.from_bytes(packed[at : at + 2], "big"), 16)
                at += 2
                if at > len(packed) or place == write:  # a pair that points here is the end
                    return bytes(out)
                piece = [(place + step) % _WINDOW for step in range(length + 2)]
            else:
                piece = []
                if at >= len(packed):
                    return bytes(out)
                window[write] = packed[at]
                at += 1
                out.append(window[write])
                write = (write + 1) % _WINDOW
            for source in piece:  # one byte after the other: a pair may reach into what it writes
                window[write] = window[source]
                out.append(window[write])
                write = (write + 1) % _WINDOW
    return bytes(out)
