"""What a letter cites and who cites it, one step each way, as lines to choose from."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from thaidoc.archive.mentions import Letter
from thaidoc.archive.refs import Tie, chain_of, resolving
from thaidoc.archive.store import Archive
from thaidoc.browse import texts
from thaidoc.browse.desk import Desk


@dataclass(frozen=True, slots=True)
class Way:
    """A way to another letter: where it leads (None: it is not held here), and how it is shown."""

    id: str | None
    line: Content


def ways(archive: Archive, desk: Desk, identity: str) -> list[Way]:
    """The ways from a letter, first to what it cites, then to who cites it.

    :raises ThaidocError: where the citations can be neither read nor made.
    """
    with resolving(archive) as resolver:
        letters = resolver.citations.letters(identity)[:1]
        if not letters:
            return []
        chain = chain_of(resolver, letters[0], steps=1)
        return [way for tie in chain.ties for way in _of_tie(desk, tie)]


def _of_tie(desk: Desk, tie: Tie) -> Iterator[Way]:
    """Where several letters may be meant there is a way to each."""
    action = tie.mention.citation.action
    if tie.direction == "cited":
        yield Way(tie.by.id, _line(desk, "← " + desk.cited[action], tie.by))
        return
    label = "→ " + desk.cites[action]
    if tie.letter is not None:
        yield Way(tie.letter.id, _line(desk, label, tie.letter))
    elif tie.candidates:
        for one in tie.candidates:
            yield Way(one.id, _line(desk, label + "?", one))
    else:
        raw = desk.printable(tie.mention.citation.raw)
        yield Way(None, Content.assemble((f"{label}  ", "bold"), (raw, "$text-muted")))


def _line(desk: Desk, label: str, letter: Letter) -> Content:
    """What is done, then number, date, issuer, secrecy, subject."""
    date = desk.date_text(letter.date.iso) if letter.date else ""
    parts = [(label, "bold"), (letter.number or texts.NO_NUMBER, "bold"), (date, "")]
    parts.append((letter.issuer or "", ""))
    if letter.secrecy:
        parts.append((f"[{letter.secrecy}]", "bold $text-error"))
    parts.append((letter.subject or "", "$text-muted"))
    shown = [(desk.printable(text) + "  ", style) for text, style in parts if text]
    return Content.assemble(*shown)
