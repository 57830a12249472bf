"""What an ``add`` tells of each file, and of all: the contract of ``thaidoc add --json``."""

from typing import Literal

from msgspec import Struct

from thaidoc.record import RecordWarning, Secrecy, ThaiDate

#: version of the report's JSON
VERSION = 1
Outcome = Literal["added", "already-there", "failed"]


class FileReport(Struct, frozen=True, kw_only=True):
    """What became of one file.

    ``secrecy`` is the highest level of the letters in it; ``same_letter`` lists the documents that
    are the same letter in another form, the surest first; ``needs_ocr`` lists the pages (from 1)
    whose text has still to be read by OCR; ``doubtful`` is what the parser warns of; ``reason``
    says why a file failed and what to do next.
    """

    file: str
    outcome: Outcome
    id: str | None = None
    kind: str | None = None
    number: str | None = None
    date: ThaiDate | None = None
    subject: str | None = None
    secrecy: Secrecy | None = None
    same_letter: list[str] = []
    doubtful: list[RecordWarning] = []
    needs_ocr: list[int] = []
    reason: str | None = None


class IngestReport(Struct, frozen=True, kw_only=True):
    """What became of all files; ``not_tried`` names those that were left for later.

    That is so after an interrupt, and where the archive could not be written to any more:
    ``stopped`` says why. A bundle of which only a part was taken is among them: run again, the
    rest of it is.
    """

    version: int = VERSION
    files: list[FileReport]
    not_tried: list[str] = []
    interrupted: bool = False
    stopped: str | None = None

    def count(self, outcome: Outcome) -> int:
        """How many files ended like this."""
        return sum(file.outcome == outcome for file in self.files)
