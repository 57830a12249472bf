"""Word documents of versions 6 to 2003 (DOC): the text through the piece table, read by ourselves.

Converters lose Thai in old files: 8-bit text is in the machine's code page, and no other open
reader asks for it. Field results are taken as stored, never computed anew, or a letter's date would
become the day of reading it. Offsets are those of [MS-DOC].
"""

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.doc.boxes import boxes_of
from thaidoc.reading.doc.characters import shown
from thaidoc.reading.doc.codepage import codec_of
from thaidoc.reading.doc.header import Header
from thaidoc.reading.doc.lists import Lists, OldLists
from thaidoc.reading.doc.pieces import Piece, Places, pieces_of
from thaidoc.reading.doc.properties import Properties
from thaidoc.reading.doc.styles import Styles
from thaidoc.reading.doc.text import Story
from thaidoc.reading.formats import Reading, Source
from thaidoc.reading.limits import current, sized
from thaidoc.reading.paragraphs import paged

READER = "doc/2"


def read(source: Source) -> Reading:
    """The pages of a Word document; where part of its text is lost, with note ``damaged-parts``.

    :raises SealedFileError: where it is locked.
    :raises UnreadableFileError: where it is older than Word 6, or torn.
    """
    header = Header.of(source.data)
    pieces = pieces_of(header)
    length = sum(piece.length for piece in pieces)
    if length > current().result:
        raise UnreadableFileError(f"The file holds more text than {sized(current().result)}")
    codec = codec_of(header, pieces)
    styles, lists = Styles(header), Lists(header)
    properties = Properties(header, styles, lists)
    text = "".join(piece.text(header.document, codec) for piece in pieces)
    story = Story(
        shown(text, header, pieces, styles, properties),
        Places(pieces),
        properties,
        lists,
        OldLists(codec),
        boxes_of(header),
        header,
    )
    eight_bit = any(piece.width == 1 for piece in pieces)
    return Reading(
        paged(story.rows()),
        READER,
        encoding=codec if eight_bit else "utf-16-le",
        notes=("damaged-parts",) if _is_torn(header, pieces) else (),
    )


def _is_torn(header: Header, pieces: list[Piece]) -> bool:
    """Whether text is missing that the head or the piece table tells of."""
    total = sum(piece.length for piece in pieces)
    has_table = header.old or header.table("pieces")[:1] in (b"\1", b"\2")
    return (
        total < sum(header.counts)
        or not has_table
        or any(piece.offset + piece.length * piece.width > len(header.document) for piece in pieces)
    )
