"""What a check can find: a code for each, whether it is damage, and what would mend it.

*Damage* is what is lost or changed, or what no crash of thaidoc explains. A *notice* is what a
crash or an older thaidoc leaves behind, with nothing lost: the archive still counts as sound. What
*passes* can also be another thaidoc at work this moment, and is told only where none is.
"""

from dataclasses import dataclass

from msgspec import Struct


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding. ``mend`` says what ``--fix`` does, empty where nothing mends it."""

    means: str
    damage: bool = True
    mend: str = ""
    passes: bool = False


_REREAD = "the original is read again; what stood there goes to lost+found"
_ASIDE = "it is moved to lost+found"
CODES: dict[str, Code] = {
    # originals
    "original-missing": Code("a document has no original"),
    "original-changed": Code("an original is not the bytes that were received"),
    "original-writable": Code(
        "an original can be written to", damage=False, mend="it is made read-only"
    ),
    "original-twice": Code(
        "a document has a second original", mend="the one with other bytes is moved to lost+found"
    ),
    # what was read in them, and what people decided
    "record-missing": Code("a document has no record", mend=_REREAD),
    "record-invalid": Code("a record is not one", mend=_REREAD),
    "record-foreign": Code("a record is another document's", mend=_REREAD),
    "record-later": Code("a record is of a later version of thaidoc"),
    "text-missing": Code("a document has no text", mend=_REREAD),
    "text-invalid": Code("a text is not UTF-8", mend=_REREAD),
    "corrections-invalid": Code("what a person decided cannot be read"),
    # files and folders
    "unreadable": Code("something cannot be read"),
    "link": Code("a link stands where bytes should"),
    "stray": Code("something that does not belong there", mend=_ASIDE),
    "half-written": Code(
        "a write that was interrupted", damage=False, mend=_ASIDE, passes=True
    ),
    "half-removed": Code(
        "a removal that was interrupted",
        damage=False,
        mend="the removal is finished where the log has it, else the document is put back",
        passes=True,
    ),
    "open-to-others": Code(
        "something can be written to by everybody", damage=False, mend="that right is taken away"
    ),
    # the event log
    "log-missing": Code("there are documents and no event log"),
    "log-broken": Code("lines of the event log were deleted, changed or put in"),
    "log-torn": Code("a line of the event log was cut short", damage=False, passes=True),
    "log-unchained": Code("a line of the event log is not chained", damage=False),
    "log-clock": Code("an event is earlier than the one before it", damage=False),
    "document-gone": Code("a document is gone and no removal is in the log", passes=True),
    "document-unlogged": Code(
        "the log does not know of a document", damage=False, mend="it is entered", passes=True
    ),
    # the search index
    "index-missing": Code("there is no search index", damage=False, mend="it is made"),
    "index-damaged": Code("the search index cannot be read", mend="it is made again"),
    "index-behind": Code(
        "the search index has not caught up", damage=False, mend="it catches up", passes=True
    ),
    "index-wrong": Code("the search index and the documents differ", mend="it is made again"),
    "citations-wrong": Code(
        "the file of citations and the documents differ", mend="it is made again"
    ),
    "log-shortened": Code("the event log ends before what the search index has read of it"),
}  # fmt: skip


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that is not as it should be.

    ``path`` is relative to the archive. ``mendable`` says whether ``--fix`` would mend it;
    ``mended`` what it did, and ``unmended`` why it could not, where it was asked to.
    ``acknowledged`` says who looked at it, when and what for: it is told, and held against nobody.
    """

    code: str
    path: str
    message: str
    id: str | None = None
    damage: bool = True
    mendable: bool = False
    mended: str | None = None
    unmended: str | None = None
    acknowledged: str | None = None

    @property
    def counts(self) -> bool:
        """Whether it is damage that still stands."""
        return self.damage and not self.mended and not self.acknowledged


def finding(code: str, path: str, message: str, *, id: str | None = None) -> Finding:  # noqa: A002 -- the key of the report
    """A finding with what its code says of it."""
    known = CODES[code]
    return Finding(
        code=code,
        path=path,
        message=message,
        id=id,
        damage=known.damage,
        mendable=bool(known.mend),
    )
