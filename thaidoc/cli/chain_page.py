"""A letter's chain of citations on the screen: as a tree for people, as JSON, as a graph."""

from typing import TYPE_CHECKING, Any

import click

from thaidoc.cli.options import Settings
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from rich.console import Console

    from thaidoc.archive.mentions import Letter
    from thaidoc.archive.refs import Chain, Tie
    from thaidoc.archive.standing import Standing

#: steps beyond this are indented no further
_DEEPEST = 12


def _print_people(settings: Settings, chain: "Chain", standing: "Standing | None") -> None:
    from thaidoc.cli.output import console, note
    from thaidoc.cli.standing import print_standing

    shown = console(settings)
    if chain.letter:
        print_letter(settings, shown, chain.letter)
        for form in chain.forms[1:]:
            print_line(settings, shown, form, "  รูปแบบ  ")
        print_standing(settings, standing)
    for direction, title in (("cites", "ฉบับนี้กล่าวถึง"), ("cited", "ผู้กล่าวถึงฉบับนี้")):
        ties = _by_letter(chain, direction)
        if ties:
            shown.print()
            shown.print(title, style="bold")
            start = chain.letter.key if chain.letter else None
            _print_ties(settings, shown, ties, start, direction, {start})
    if chain.letter and not chain.ties:
        note(settings, _("it cites nothing, and nothing here cites it"))
    if chain.cut:
        note(settings, _("the chain goes on; a greater --depth shows more"))


def _by_letter(chain: "Chain", direction: str) -> "dict[Any, list[Tie]]":
    """The ties of a direction by the letter that they lead on from."""
    found: dict[Any, list[Tie]] = {}
    for tie in chain.ties:
        if tie.direction == direction:
            start = tie.by if direction == "cites" else tie.letter
            found.setdefault(start.key if start else None, []).append(tie)
    return found


def _print_ties(
    settings: Settings,
    shown: "Console",
    ties: "dict[Any, list[Tie]]",
    start: Any,
    direction: str,
    seen: set[Any],
) -> None:
    """The ties from a letter on, and below each those that lead further, every letter once."""
    waiting = [(tie, 1) for tie in reversed(ties.get(start, []))]
    while waiting:  # no recursion: a chain may be long
        tie, depth = waiting.pop()
        indent = "  " * min(depth, _DEEPEST)
        further = tie.letter if direction == "cites" else tie.by
        again = further is not None and further.key in seen
        print_tie(settings, shown, tie, direction, indent, again=again)
        if further is not None and not again:
            seen.add(further.key)
            below = ties.get(further.key, [])
            waiting += [(one, depth + 1) for one in reversed(below)]


def print_tie(
    settings: Settings, shown: "Console", tie: "Tie", direction: str, indent: str, *, again: bool
) -> None:
    """One citation: what is done, to or by which letter, the sentence, and who else may be meant.

    :param again: the letter was shown with what follows it before.
    """
    from rich.text import Text

    from thaidoc.cli.labels import ACTIONS, CITED, CITES
    from thaidoc.cli.output import date_text, print_hanging, printable
    from thaidoc.cli.standing import letter_text, print_sentence

    cited = tie.mention.citation
    unsaid = cited.action in ACTIONS and not tie.mention.sentence
    head = Text("อาจ" if unsaid else "")
    head.append((CITES if direction == "cites" else CITED)[cited.action], style="bold")
    if cited.part:
        head.append(printable(f" ({cited.part})"))
    further = tie.letter if direction == "cites" else tie.by
    head.append("  ")
    if further:
        head.append_text(letter_text(settings, further))
    else:
        head.append(printable(cited.raw))
    if cited.effective:
        head.append(f"  ตั้งแต่ {date_text(settings, cited.effective.iso)}")
    if tie.outcome == "missing":
        head.append("  [ไม่มีในคลัง]", style="yellow")
    elif tie.outcome == "ambiguous":
        head.append("  [ไม่แน่ว่าฉบับใด]", style="yellow")
    if unsaid:
        head.append("  [ไม่พบประโยคที่กล่าวเช่นนั้น]", style="yellow")
    if again:
        head.append("  [แสดงแล้ว]", style="dim")
    print_hanging(shown, Text(indent), head)
    if tie.mention.sentence:
        print_sentence(shown, tie.mention.sentence, indent + "  ")
    for candidate in tie.candidates if direction == "cites" else ():
        print_line(settings, shown, candidate, f"{indent}  อาจเป็น  ")


def print_letter(settings: Settings, shown: "Console", letter: "Letter") -> None:
    """A letter with its subject."""
    from rich.text import Text

    from thaidoc.cli.output import print_hanging, printable

    print_line(settings, shown, letter, "")
    if letter.subject:
        print_hanging(shown, Text("  "), Text(printable(f"เรื่อง {letter.subject}")))


def print_line(settings: Settings, shown: "Console", letter: "Letter", lead: str) -> None:
    """A letter on one line behind a lead."""
    from rich.text import Text

    from thaidoc.cli.output import print_hanging
    from thaidoc.cli.standing import letter_text

    print_hanging(shown, Text(lead), letter_text(settings, letter))


def _print_json(_settings: Settings, chain: "Chain", standing: "Standing | None") -> None:
    from thaidoc.cli.output import print_json
    from thaidoc.cli.standing import plain_letter, plain_standing

    print_json(
        {
            "version": 1,
            "letter": plain_letter(chain.letter) if chain.letter else None,
            "forms": [plain_letter(one) for one in chain.forms],
            "standing": plain_standing(standing),
            "ties": [plain_tie(tie) for tie in chain.ties],
            "cut": chain.cut,
        }
    )


def plain_tie(tie: "Tie") -> dict[str, Any]:
    """A citation for JSON."""
    import msgspec

    from thaidoc.cli.standing import plain_letter

    return {
        "direction": tie.direction,
        "steps": tie.steps,
        "by": plain_letter(tie.by),
        "outcome": tie.outcome,
        "letter": plain_letter(tie.letter) if tie.letter else None,
        "candidates": [plain_letter(one) for one in tie.candidates],
        "citation": msgspec.to_builtins(tie.mention.citation),
        "sentence": tie.mention.sentence,
        "page": tie.mention.page,
        "line": tie.mention.line,
    }


def _print_graph(_settings: Settings, chain: "Chain", _standing: "Standing | None") -> None:
    from thaidoc.archive.dot import to_dot
    from thaidoc.cli.labels import CITES

    click.echo(to_dot(chain, CITES).encode("utf-8"), nl=False)


#: what prints a chain, by the form that is asked for
FORMS = {"people": _print_people, "json": _print_json, "graph": _print_graph}
