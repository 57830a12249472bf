"""RTF documents as pages of lines, read by ourselves for the sake of their Thai.

RTF keeps Thai as bytes in the encoding of each font, or as numbers beside a stand-in for readers
that know no Unicode; and what old Thai programs say of their fonts is often wrong. Headers stand
once, on the first page, footers and notes at the end.
"""

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.formats import Reading, Source
from thaidoc.reading.paragraphs import paged
from thaidoc.reading.rtf.text import Interpreter

READER = "rtf/1"


def read(source: Source) -> Reading:
    """The pages of an RTF document; one whose end is missing gets the note ``cut-short``.

    :raises UnreadableFileError: where a file whose end is missing has no text before it.
    """
    interpreter = Interpreter(source.data)
    rows = list(interpreter.rows())
    encoding = interpreter.fonts.correction
    if encoding is not None:
        interpreter = Interpreter(source.data, encoding)
        rows = list(interpreter.rows())
    if interpreter.torn and not any(row.segments for row in rows):
        raise UnreadableFileError(
            "The file is damaged: the RTF document ends before its text",
            hint="Ask for it to be sent again",
        )
    return Reading(paged(rows), READER, notes=("cut-short",) if interpreter.torn else ())
