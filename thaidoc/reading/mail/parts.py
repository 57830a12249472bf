"""What every mail has, whatever program kept it: an envelope, a text, and files that came with it.

A mail with words in it is a document: its lines are the words, as their sender typed them, and its
bytes are kept whole, so that sender and date stay with it. One without is only the envelope of its
attachments; they are told who sent them, when and about what.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.bundles.member import Member
from thaidoc.reading.columns import typed_lines
from thaidoc.reading.document import Page
from thaidoc.reading.encoding import text_encoding, thai_encoding
from thaidoc.reading.formats import FORMATS, Reading, Source
from thaidoc.reading.plain import typed_pages
from thaidoc.reading.triage import settled

#: the names of one encoding: cp874 has what the others leave undefined
_CP874 = {"tis-620", "tis620", "tis_620", "windows-874", "iso-8859-11", "iso8859-11", "cp874"}
#: a letter or digit: rules and blanks alone are no text
SAYS_SOMETHING = re.compile(r"[^\W_]")
#: what of a web page is not shown: tags, comments, and what a program is to read
_UNSHOWN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(style|script|title)\b.*?(?:</\1|\Z)|<[^>]*(?:>|\Z)",
    re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail. ``html`` and ``rtf`` are its text in that form, where it has no plain one.

    ``attachments`` are what its sender sent along, ``pictures`` what its text only shows.
    """

    sender: str = ""
    recipients: str = ""
    date: str = ""
    subject: str = ""
    text: str = ""
    html: str = ""
    rtf: bytes = b""
    encoding: str | None = None
    attachments: tuple[Member, ...] = ()
    pictures: tuple[Member, ...] = ()

    @property
    def envelope(self) -> str:
        """Who sent it, to whom, when and about what: a line each, as mail programs head them."""
        named = (
            ("From", self.sender),
            ("To", self.recipients),
            ("Date", self.date),
            ("Subject", self.subject),
        )
        return "\n".join(f"{label}: {value}" for label, value in named if value)


def reading(mail: Mail, reader: str) -> Reading:
    """The mail as a document: its text, or its envelope where it has none."""
    pages = _text_pages(mail) or _typed(mail.envelope)
    return Reading(pages, reader, encoding=mail.encoding)


def members(mail: Mail) -> Iterator[Member]:
    """The mail itself, under an empty name and without its bytes, if it has words; what it brought.

    Pictures that a text only shows (a letterhead, a smiling face) are kept out, but not where there
    is nothing else: then they are the letter.
    """
    brought = mail.attachments
    if has_words(mail):
        yield Member("")
    elif not brought:
        brought = mail.pictures
        if not brought:
            yield Member("")
    envelope = mail.envelope.replace("\n", "; ")
    yield from (replace(member, envelope=envelope) for member in brought)


def _text_pages(mail: Mail) -> tuple[Page, ...]:
    """The pages of its text that have words; its RTF only where no other form has any."""
    pages = [page for page in _typed(mail.text) if _says_something(page)]
    # the mark says UTF-8, whatever the page says that it was before
    html = codecs.BOM_UTF8 + mail.html.encode("utf-8", "replace") if mail.html else b""
    pages += _formatted("text/html", html)
    pages = pages or _formatted("application/rtf", mail.rtf)
    return tuple(replace(page, number=number) for number, page in enumerate(pages, 1))


def has_words(mail: Mail) -> bool:
    """Whether its text has words. Nothing that is foreign code is asked: this is no reading yet."""
    shown = unescape(_UNSHOWN.sub(" ", mail.html))
    if SAYS_SOMETHING.search(mail.text) or SAYS_SOMETHING.search(shown):
        return True
    return bool(_formatted("application/rtf", mail.rtf))


def _formatted(media_type: str, data: bytes) -> list[Page]:
    """The pages with words of a text in another format; none where it cannot be read."""
    if not data:
        return []
    try:
        pages = FORMATS[media_type].reader()(Source(data, "", media_type)).pages
    except UnreadableFileError:
        return []
    return [page for page in pages if _says_something(page)]


def _says_something(page: Page) -> bool:
    return SAYS_SOMETHING.search(page.text) is not None


def _typed(text: str) -> tuple[Page, ...]:
    pages = typed_pages(text.strip("\r\n\f"))
    return tuple(settled(number, typed_lines(rows)) for number, rows in enumerate(pages, 1))


def decoded(data: bytes, declared: str | None) -> tuple[str, str]:
    """The text of bytes of which a mail says that they have this encoding, and the one they have.

    Mail programs send cp874 as us-ascii, Latin-1 or UTF-8 and the reverse: what the bytes
    themselves prove comes first, then what was declared, then what they look like.

    >>> decoded("ที่ มท 0810.3/".encode("cp874"), "iso-8859-1")
    ('ที่ มท 0810.3/', 'cp874')
    """
    named = _codec(declared)
    if data.startswith(codecs.BOM_UTF8):
        named, data = "utf-8", data.removeprefix(codecs.BOM_UTF8)
    if named == "utf-8":  # bytes that are what was declared, and hardly ever are by chance
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            pass
    found = thai_encoding(data)
    for codec in (found, named, text_encoding(data)):
        if codec is not None:
            try:
                return data.decode(codec, "replace" if codec == found else "strict"), codec
            except (UnicodeDecodeError, LookupError):
                continue
    return data.decode("cp874", "replace"), "cp874"


def _codec(declared: str | None) -> str | None:
    """Python's name of a declared text encoding; None where it knows no such."""
    name = (declared or "").strip().strip("'\"").lower()
    if name in _CP874:
        return "cp874"
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return info.name if getattr(info, "_is_text_encoding", True) else None
