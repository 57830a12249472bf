"""E-mail messages (EML) as documents and as bundles of their attachments.

The standard library takes a message apart; headers are decoded here, because its newer policy reads
word by word: it loses a Thai letter that a mail program cut in two between encoded words, and the
eight-bit headers of old ones. Nothing that a mail points to is fetched.
"""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import errors
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value
from functools import partial
from typing import Any

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.bundles.member import Allowance, Member, attempt
from thaidoc.reading.formats import Reading, Source
from thaidoc.reading.mail import parts as mail_parts
from thaidoc.reading.mail import tnef
from thaidoc.reading.mail.parts import Mail, decoded

READER = "mail/1"
#: what a signed mail carries besides its text, and what a program reports
_MACHINE_MADE = frozenset(
    {
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "application/pgp-keys",
        "message/delivery-status",
        "message/disposition-notification",
    }
)
#: the headers that tell what a part is; names in them have hundreds of characters at most
_TELLING, _PARAMETERS = ("content-type", "content-disposition"), 8192
#: a line of a header is no longer than 998 characters (RFC 5322), an encoded word than 75
_LONG_LINE = 2000
#: where a mailbox file begins another mail
_SEPARATOR = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From \S+ .*\d\d:\d\d.*\r?\n")
_TORN = (errors.InvalidBase64PaddingDefect, errors.InvalidBase64LengthDefect)
#: extensions for what has no name
_SUFFIXES = {"text/plain": ".txt", "text/html": ".html", "message/rfc822": ".eml"}


def read(source: Source) -> Reading:
    """The text of a mail as pages of lines; where it has none, its envelope."""
    return mail_parts.reading(_mail(source.data, None), READER)


def members(source: Source, allowance: Allowance) -> Iterator[Member]:
    """The mail itself where it has words, then its attachments; the mails of a mailbox file."""
    starts = list(_SEPARATOR.finditer(source.data))
    if len(starts) > 1:
        ends = [start.start() for start in starts[1:]] + [len(source.data)]
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
            one = source.data[start.end() : end]
            yield attempt(f"{number:04}.eml", partial(allowance.spend, one))
        return
    for member in mail_parts.members(_mail(source.data, allowance)):
        yield member if member.name else replace(member, data=source.data)


class _Message(Message):
    """A message whose headers with parameters are bounded: the library copies them for each."""

    def get(self, name: str, failobj: Any = None) -> Any:
        value = super().get(name, failobj)
        return value[:_PARAMETERS] if isinstance(value, str) and name.lower() in _TELLING else value


@dataclass(slots=True)
class _Parts:
    """What was met while walking through a message."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attachments: list[Member] = field(default_factory=list)
    pictures: list[Member] = field(default_factory=list)
    encoding: str | None = None
    packed: list[Mail] = field(default_factory=list)

    def take(self, met: "_Parts", *, alternative: bool) -> None:
        """Add what was met inside; where that are forms of one text, only the plainest."""
        plainly = any(mail_parts.SAYS_SOMETHING.search(text) for text in met.plain)
        self.plain += met.plain
        self.html += [] if alternative and plainly else met.html
        self.attachments += met.attachments
        self.pictures += met.pictures
        self.packed += met.packed
        self.encoding = self.encoding or met.encoding


def _mail(data: bytes, allowance: Allowance | None) -> Mail:
    """The message's parts; attachments are unpacked only under an allowance."""
    message = email.message_from_bytes(data, _class=_Message)
    parts = _Parts()
    _walk(message, parts, allowance, related=False)
    mail = Mail(
        sender=header(message, "From"),
        recipients=", ".join(filter(None, (header(message, "To"), header(message, "Cc")))),
        date=header(message, "Date"),
        subject=header(message, "Subject"),
        text="\n\n".join(parts.plain),
        html="\n".join(parts.html),
        encoding=parts.encoding,
        attachments=tuple(parts.attachments),
        pictures=tuple(parts.pictures),
    )
    for packed in parts.packed:  # the same words, where Outlook sent them in both ways
        if not mail_parts.has_words(mail):
            mail = replace(mail, text=packed.text, html=packed.html, rtf=packed.rtf)
    return mail


def _walk(part: Message, parts: _Parts, allowance: Allowance | None, related: bool) -> None:
    """Sort a part, or the parts of it; ``related`` says that a text around it may show it."""
    _mend(part)
    kind = part.get_content_type()
    if kind.startswith("multipart/") and part.is_multipart():
        met = _Parts()
        for one in _inner(part):
            _walk(one, met, allowance, related or kind == "multipart/related")
        parts.take(met, alternative=kind == "multipart/alternative")
        return
    if kind.startswith("multipart/"):  # its parts are not marked: all of it is one text
        kind = "text/plain"
    name = _filename(part)
    attached = part.get_content_disposition() == "attachment" or bool(name)
    if kind in ("text/plain", "text/html") and not attached:
        text, encoding = _text(part)
        (parts.plain if kind == "text/plain" else parts.html).append(text)
        parts.encoding = parts.encoding or encoding
        return
    if _is_tnef(part, kind, name):
        _unpack(part, name, parts, allowance)
        return
    if allowance is None or kind in _MACHINE_MADE:
        return
    number = len(parts.attachments) + len(parts.pictures) + 1
    member = _attached(part, name or _unnamed(part, kind, number), allowance)
    shown = related and kind.startswith("image/") and part.get("Content-ID")
    (parts.pictures if shown else parts.attachments).append(member)


def _is_tnef(part: Message, kind: str, name: str) -> bool:
    """Whether a part is what Outlook packed text and attachments into."""
    named = kind in ("application/ms-tnef", "application/vnd.ms-tnef")
    return (named or name.lower() == "winmail.dat") and _payload(part).startswith(tnef.MAGIC)


def _unpack(part: Message, name: str, parts: _Parts, allowance: Allowance | None) -> None:
    """Take what Outlook packed as if it had been sent as other programs do."""
    mail, fault = tnef.opened(_payload(part), allowance)
    parts.packed.append(mail)
    parts.attachments += mail.attachments
    parts.pictures += mail.pictures
    if fault and allowance:
        parts.attachments.append(Member(name or "winmail.dat", fault=fault))


def _inner(part: Message) -> list[Message]:
    inner = part.get_payload()
    return [one for one in inner if isinstance(one, Message)] if isinstance(inner, list) else []


def _text(part: Message) -> tuple[str, str]:
    data = _payload(part)
    return decoded(data, _parameter(part, "charset"))


def _attached(part: Message, name: str, allowance: Allowance) -> Member:
    if part.is_multipart():  # message/rfc822 is parsed as a part of its own
        return attempt(
            name, lambda: allowance.spend(b"".join(one.as_bytes() for one in _inner(part)))
        )
    return attempt(name, lambda: allowance.spend(_checked(part)))


def _checked(part: Message) -> bytes:
    """An attachment's bytes.

    :raises UnreadableFileError: where its encoding ends in the middle.
    """
    data = _payload(part)
    if any(isinstance(defect, _TORN) for defect in part.defects):
        raise UnreadableFileError(
            "It is damaged: the mail is cut off in the middle of it",
            hint="Ask for it to be sent again",
        )
    return data


def _payload(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _unnamed(part: Message, kind: str, number: int) -> str:
    """A name for what came without one: a forwarded mail's subject, or a number."""
    inner = _inner(part)
    if kind == "message/rfc822" and inner:
        subject = header(inner[0], "Subject").replace("/", "-").replace("\\", "-")
        return f"{subject or number}.eml"
    return f"{number}{_SUFFIXES.get(kind) or '.' + re.sub('[^a-z0-9]', '', kind.split('/')[-1])}"


# --- headers ---------------------------------------------------------------------------------


def header(message: Message, name: str) -> str:
    """A header's text on one line, whatever way its writer put Thai into it; empty where absent."""
    for known, value in message.raw_items():
        if known.lower() == name.lower():
            return " ".join(_words(str(value)).split())
    return ""


def _mend(part: Message) -> None:
    """Decode the raw bytes in the headers that name a part; the library makes them U+FFFD."""
    seen: set[str] = set()
    for name, value in list(part.raw_items()):
        raw = _raw(str(value))
        if name.lower() in _TELLING and name.lower() not in seen:
            seen.add(name.lower())  # only the first of a name counts, and is replaced
            if not raw.isascii():
                part.replace_header(name, decoded(raw, None)[0])


def _words(value: str) -> str:
    """Text in which encoded words (RFC 2047) and raw bytes are decoded.

    Words that follow each other in one encoding are put together as bytes first, for some mail
    programs cut inside a letter.
    """
    raw = _raw(value)
    if not raw.isascii():
        value = decoded(raw, None)[0]
    if any(len(line) > _LONG_LINE for line in value.splitlines()):
        return value
    try:
        pieces = decode_header(value)
    except (errors.HeaderParseError, ValueError):
        return value
    return "".join(_piece(piece, charset) for piece, charset in pieces)


def _piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    if charset is None:  # what stands between encoded words comes in this disguise
        return piece.decode("raw-unicode-escape", "replace")
    return decoded(piece, charset)[0]


def _raw(value: str) -> bytes:
    """The bytes of a header; those beyond ASCII came as surrogates."""
    return value.encode("utf-8", "surrogateescape")


def _filename(part: Message) -> str:
    name = _parameter(part, "filename", "Content-Disposition") or _parameter(part, "name")
    return " ".join(_words(name or "").split())


def _parameter(part: Message, name: str, where: str = "Content-Type") -> str | None:
    """A header's parameter, of RFC 2231 or not."""
    try:
        value = part.get_param(name, header=where)
    except (ValueError, IndexError, LookupError):  # no limit to what senders write
        return None
    if isinstance(value, tuple):
        charset, _, text = value
        try:
            return decoded(text.encode("latin-1"), charset)[0]
        except UnicodeEncodeError:
            return collapse_rfc2231_value(value)
    return value if isinstance(value, str) else None
