"""What a record says of other letters: which it cites, what it does to them, and where it says so.

A file may hold several letters (``enclosed``), and each of them cites by itself. What is looked for
is found by *keys*: a number, a title, or a day; which letter is meant by a citation is decided in
:mod:`thaidoc.archive.resolution`.
"""

from collections.abc import Collection, Iterator

from msgspec import Struct, structs

from thaidoc.archive.identity import SURE, Identity, identity_of
from thaidoc.archive.resemblance import skeleton
from thaidoc.archive.secrecy import secrecy_of
from thaidoc.record import Citation, Deadline, Kind, Record, Secrecy, ThaiDate
from thaidoc.thai.fold import fold

#: what citations call the kinds of documents that a title names
KIND_WORDS: dict[str, Kind] = {
    "คำสั่ง": "order",
    "ประกาศ": "announcement",
    "ระเบียบ": "regulation",
    "ข้อบังคับ": "rule",
}
_WORD_OF = {kind: word for word, kind in KIND_WORDS.items()}
#: what does something to another document
ACTS = ("cancels", "amends")
#: where the date of a document that has a title begins
_DATED = ("ลงวันที่", "ลว.", "เมื่อวันที่")


class Letter(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One letter of the archive as it is listed: which document, and which letter in that.

    ``part`` is 0 for the document itself, from 1 on for the further letters in its file. ``title``
    is the skeleton of what an order, announcement, regulation or rule is called with its issuer.
    ``draft``: neither number nor day were given yet.
    """

    id: str
    part: int = 0
    number: str | None = None
    date: ThaiDate | None = None
    issuer: str | None = None
    subject: str | None = None
    kind: Kind = "other"
    secrecy: Secrecy | None = None
    draft: bool = False
    title: str = ""
    identity: Identity = Identity()

    @property
    def key(self) -> tuple[str, int]:
        """What tells letters apart."""
        return self.id, self.part


class Mention(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One document that a letter cites, and the words that do something to it.

    ``sure`` is false where the citation was read badly; ``page`` and ``line`` say where it stands;
    ``sentence`` is only there where the letter cancels or amends it.
    """

    citation: Citation
    sure: bool = True
    page: int | None = None
    line: int | None = None
    sentence: str | None = None


class Told(Struct, frozen=True, kw_only=True):
    """A letter with all that it cites and the days by which somebody must act."""

    letter: Letter
    mentions: list[Mention]
    deadlines: list[Deadline]
    keys: list[str]


def told_by(
    record: Record, parsed: Record | None = None, decided: Collection[str] = ()
) -> list[Told]:
    """What a document's record tells, letter by letter.

    :param parsed: the record as the parser left it, where people changed something.
    :param decided: the keys that they confirmed or corrected.
    """
    damaged = identity_of(record).damaged
    found = [_told(record, 0, parsed, decided, damaged=damaged)]
    for part, inner in enumerate(_inner(record), start=1):
        found.append(_told(inner, part, None, (), damaged=damaged))
    return [structs.replace(t, letter=structs.replace(t.letter, id=record.id)) for t in found]


def keys_of_citation(citation: Citation) -> list[str]:
    """The keys under which the cited letter may be found; none where too little is said of it."""
    number = citation_number(citation)
    if number:
        return [f"#{number}"]
    found = [f"={title}"] if (title := title_of_citation(citation)) else []
    kind = KIND_WORDS.get(citation.kind or "")
    if kind and citation.date and citation.date.precision == "day":
        found.append(f"@{citation.date.iso}:{kind}")
    return found


def citation_number(citation: Citation) -> str:
    """The folded number that a citation gives; empty where it is blank or absent."""
    return fold(citation.normal) if citation.normal and citation.normal[-1].isdigit() else ""


def title_of_citation(citation: Citation) -> str:
    """The skeleton of a document's kind, issuer and title, without its date."""
    raw = citation.raw
    for word in _DATED:
        raw = raw.partition(word)[0]
    kind = citation.kind or ""
    return skeleton(raw.replace(f"{kind}ของ", kind, 1).replace("เรื่อง", ""))


def _told(
    record: Record, part: int, parsed: Record | None, decided: Collection[str], *, damaged: bool
) -> Told:
    identity = structs.replace(identity_of(record, decided), damaged=damaged)
    reference, date = record.reference, record.date
    if reference and reference.year and not identity.year and identity.number:
        identity = structs.replace(identity, year=reference.year)
    unread = damaged and record.kind != "other"
    letter = Letter(
        id=record.id,
        part=part,
        number=reference.normal if reference else None,
        date=date,
        issuer=record.issuer.name if record.issuer else None,
        subject=record.subject,
        kind=record.kind,
        secrecy=secrecy_of(record) if part == 0 else record.secrecy,
        draft=reference is not None and not reference.number and not identity.day and not unread,
        title=_title(record),
        identity=identity,
    )
    return Told(
        letter=letter,
        mentions=list(_mentions(record, parsed, decided)),
        deadlines=record.deadlines,
        keys=list(_keys(letter)),
    )


def _inner(record: Record) -> Iterator[Record]:
    """The further letters of a file, and those in them."""
    for inner in record.enclosed:
        yield inner
        yield from _inner(inner)


def _keys(letter: Letter) -> Iterator[str]:
    """The keys under which citations may look for a letter."""
    known = letter.identity
    if known.number:
        yield f"#{known.number}"
        running = known.number.rpartition("/")[2]
        if running != known.number and running.startswith("ว"):
            yield f"#{running}"
            if known.year:
                yield f"#{running}/{known.year}"
    if letter.title:
        yield f"={letter.title}"
        if known.day:
            yield f"@{known.date}:{letter.kind}"


def _title(record: Record) -> str:
    """What a document that is cited by its title is called; empty for others."""
    word = _WORD_OF.get(record.kind)
    if word is None or record.subject is None:
        return ""
    subject = skeleton(record.subject.removeprefix("เรื่อง"))
    if subject.startswith(skeleton(word)):
        return subject
    name = record.issuer.name or "" if record.issuer else ""
    return skeleton(word + name.removeprefix(word)) + subject


def _mentions(record: Record, parsed: Record | None, decided: Collection[str]) -> Iterator[Mention]:
    """Every document that the letter cites, each once."""
    from thaidoc.parsing.telling import sentence_of

    spans = {span.key: span for span in record.spans}
    for key, citation in _citations(record, parsed, decided):
        span = spans.get(key)
        sentence = None
        if citation.action in ACTS:
            sentence = sentence_of(citation, record.references, record.body)
        yield Mention(
            citation=citation,
            sure=span is None or span.confidence >= SURE or key.split(".")[0] in decided,
            page=span.page if span else None,
            line=span.line if span else None,
            sentence=sentence,
        )


def _citations(
    record: Record, parsed: Record | None, decided: Collection[str]
) -> Iterator[tuple[str, Citation]]:
    """The citations with their keys; a reference that a person corrected holds everywhere."""
    gone: list[Citation] = []
    if parsed is not None and "references" in decided and "cites" not in decided:
        gone = [one for one in parsed.references if one not in record.references]
    lists = {"references": record.references} if gone else {}
    seen: list[Citation] = []
    for name, citations in (
        lists | {"cites": record.cites, "references": record.references}
    ).items():
        for place, citation in enumerate(citations):
            if citation in gone or any(_is_same(citation, one) for one in seen):
                continue
            seen.append(citation)
            yield f"{name}.{place}", citation


def _is_same(one: Citation, other: Citation) -> bool:
    """Whether two citations of one letter name one document."""
    if one.normal and other.normal:
        dates = one.date and other.date
        return one.normal == other.normal and (not dates or one.date == other.date)
    return skeleton(one.raw) == skeleton(other.raw)
