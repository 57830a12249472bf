"""The text of an RTF file: an interpreter over its tokens.

Groups that hold no text of the page (pictures, styles, whatever is marked as ignorable and not
known) are leapt over. Nothing recurses: open groups are a list of bounded length. What each control
word does stands in :mod:`thaidoc.reading.rtf.words` and :mod:`thaidoc.reading.rtf.apart`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from thaidoc.reading.paragraphs import PAGE, Row, said_once
from thaidoc.reading.rtf.apart import APART
from thaidoc.reading.rtf.fonts import Fonts
from thaidoc.reading.rtf.stream import Place, Stream
from thaidoc.reading.rtf.tokens import Tokens
from thaidoc.reading.rtf.words import WORDS

#: groups nested deeper than this share the settings of the one that holds them
_DEEPEST = 2000

#: control words and symbols that stand for a character; blanks of any width are blanks
_CHARACTERS = {
    b"tab": "\t", b"line": "\n", b"lbr": "\n", b"column": "\n", b"page": PAGE, b"softpage": PAGE,
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"bullet": "•", b"emspace": " ", b"enspace": " ", b"qmspace": " ",
    b"~": " ", b"_": "-", b"\t": "\t", b"{": "{", b"}": "}", b"\\": "\\",
}  # fmt: skip
#: groups whose text is none of the document's
_SKIPPED = frozenset(
    (
        *(b"colortbl", b"stylesheet", b"info", b"pict", b"nonshppict", b"shprslt", b"sp", b"xe"),
        *(b"tc", b"tcn", b"rxe", b"private", b"listtable", b"listoverridetable", b"revtbl"),
        *(b"filetbl", b"bkmkstart", b"bkmkend", b"annotation", b"atnid", b"atnauthor", b"comment"),
        *(b"ftnsep", b"ftnsepc", b"ftncn", b"aftnsep", b"aftnsepc", b"aftncn", b"nonesttables"),
        *(b"pn", b"rsidtbl", b"generator", b"objdata", b"themedata", b"template", b"falt"),
    )
)
#: groups marked as ignorable (``\*``) that are not ignored
_STARRED = frozenset((b"shpinst", b"nestedtableprops", b"ud", b"fldinst", b"do", b"shptxt"))
_MEANINGS = WORDS | APART


@dataclass(slots=True)
class _Group:
    """The settings of an open group, which its groups take over: where its text goes and how."""

    stream: Stream
    font: int | None = None
    fallback: int = 1
    hidden: bool = False
    deleted: bool = False
    place: Place = field(default_factory=Place)
    #: left and top of the shape that is open, in twips
    shape: list[int] = field(default_factory=lambda: [0, 0])
    #: whether the field that is open has given its text already
    given: list[bool] = field(default_factory=lambda: [False])
    closing: Callable[[], None] | None = None

    def inner(self) -> "_Group":
        """A group inside this one."""
        # not with dataclasses.replace, which takes thrice as long: a file may be a million groups
        at = self.place
        place = Place(at.left, at.first, at.alignment, at.stops, at.depth, at.page_before)
        return _Group(
            *(self.stream, self.font, self.fallback, self.hidden, self.deleted, place),
            *(self.shape, self.given),
        )


class Interpreter:
    """Reads one RTF text; ``assumed`` is the encoding of bytes of which the file says nothing."""

    def __init__(self, data: bytes, assumed: str | None = None):
        self.fonts = Fonts(assumed)
        self.tokens = Tokens(data)
        self.margins: dict[str, list[Row]] = {"header": [], "footer": []}
        self.notes: list[Row] = []
        self.default_font = 0
        self.skip = 0
        self.torn = False
        self._body = Stream()
        self._groups = [_Group(self._body)]
        self._beyond = 0
        self._starred = False
        self._raw = bytearray()

    @property
    def group(self) -> _Group:
        """The group that is open."""
        return self._groups[-1]

    def rows(self) -> Iterator[Row]:
        """All rows: headers, body, notes, footers."""
        for token in self.tokens:
            if token.kind == "bytes":
                self._bytes(token.text)
                continue
            self.flush()
            if token.kind == "open":
                self._open()
            elif token.kind == "close":
                self._close()
            elif token.kind == "symbol":
                self._symbol(token.text)
            else:
                self._word(token.text, token.number)
        self.flush()
        self.torn = len(self._groups) > 1
        while len(self._groups) > 1:
            self._close()
        body = self._body.end(self.group.place)
        yield from said_once(self.margins["header"])
        yield from body
        yield from self.notes
        yield from said_once(self.margins["footer"])

    # --- tokens ------------------------------------------------------------------------------

    def _open(self) -> None:
        self.skip = 0
        self._starred = False
        if len(self._groups) > _DEEPEST:
            self._beyond += 1
        else:
            self._groups.append(self.group.inner())

    def _close(self) -> None:
        self.skip = 0
        if self._beyond:
            self._beyond -= 1
        elif len(self._groups) > 1:  # a brace too many closes nothing
            closing = self.group.closing
            self._groups.pop()
            if closing:
                closing()

    def _bytes(self, text: bytes) -> None:
        if self.skip:
            skipped = min(self.skip, len(text))
            self.skip -= skipped
            text = text[skipped:]
        self._raw += text

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._starred = True
        elif symbol in b"\r\n":
            self._word(b"par", None)
        elif symbol in _CHARACTERS:
            self._character(_CHARACTERS[symbol])

    def _word(self, word: bytes, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if word in _SKIPPED or (starred and word not in _STARRED):
            self.tokens.leap()
        elif word in _CHARACTERS:
            self._character(_CHARACTERS[word])
        elif word in _MEANINGS:
            _MEANINGS[word](self, number)

    def _character(self, text: str) -> None:
        # a blank or dash may be what an older reader shows for \u; a tab or line end is meant
        if self.skip and text not in ("\t", "\n", PAGE):
            self.skip -= 1
            return
        self.skip = 0
        self.emit(text)

    # --- what the words below work with ------------------------------------------------------

    def emit(self, text: str) -> None:
        """Add text to the open paragraph unless it is hidden or deleted."""
        if not (self.group.hidden or self.group.deleted):
            self.group.stream.words.append(text)

    def flush(self) -> None:
        """Read the bytes met since the last other token, in their font's encoding."""
        if self._raw:
            font = self.default_font if self.group.font is None else self.group.font
            self.emit(self.fonts.text(bytes(self._raw), font))
            self._raw.clear()

    def divert(self, closing: Callable[[Stream, Stream], None]) -> None:
        """Collect the text of this group apart; at its end ``closing`` gets it and where it stood.

        A group that was diverted already keeps what it was diverted for, and the one that stands
        for all groups too deep is never diverted: what follows them would be lost.
        """
        if self.group.closing or self._beyond:
            return
        around, apart = self.group.stream, Stream()
        self.group.stream, self.group.place = apart, Place()
        self.group.closing = lambda: closing(apart, around)
