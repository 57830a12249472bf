"""What became of a letter, for people: its state, and the sentences of the letters that say so."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from thaidoc.cli.labels import CITED
from thaidoc.cli.options import Settings
from thaidoc.cli.output import (
    console,
    date_of,
    date_text,
    note,
    print_hanging,
    printable,
    told_of,
)
from thaidoc.cli.progress import counting, progress_bar

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from thaidoc.archive.mentions import Letter
    from thaidoc.archive.standing import Act, Standing
    from thaidoc.archive.store import Archive

_LABEL = "สถานะ"
_STATES = {
    "in-force": ("ยังใช้อยู่ เท่าที่คลังนี้รู้", "green"),
    "amended": ("ยังใช้อยู่ โดยมีการแก้ไข", "yellow"),
    "cancelled": ("ยกเลิกแล้ว", "bold red"),
    "unknown": ("ไม่ทราบ", "yellow"),
}
_NAMELESS = "ไม่ทราบ เพราะยังไม่รู้เลขที่หรือปีของฉบับนี้ จึงบอกไม่ได้ว่าฉบับใดกล่าวถึง"
#: why what another letter says is not taken as done
_DOUBTS = {
    "ambiguous": "อาจหมายถึงฉบับอื่น",
    "no-sentence": "ไม่พบประโยคที่กล่าวเช่นนั้น",
    "older": "ฉบับนั้นเก่ากว่าฉบับนี้",
    "draft": "ฉบับนั้นยังไม่มีเลขที่และวันที่",
}


def standings(
    settings: Settings, archive: "Archive", identities: Iterable[str]
) -> "dict[str, Standing]":
    """The standing of documents; none, with a note, where it cannot be told now."""
    from thaidoc.archive.refs import resolving
    from thaidoc.archive.standing import standing_of
    from thaidoc.errors import ThaidocError

    found = {}
    try:
        with (
            progress_bar(settings) as bar,
            resolving(archive, counting(bar, "citations")) as resolver,
        ):
            for identity in identities:
                for letter in resolver.citations.letters(identity)[:1]:
                    found[identity] = standing_of(resolver, letter)
    except ThaidocError as error:
        note(settings, told_of(error))
    return found


def print_standing(settings: Settings, standing: "Standing | None") -> None:
    """The state in a line; below it each act with its sentence, and what is in doubt."""
    from rich.text import Text

    if standing is None:
        return
    said, style = _STATES[standing.state]
    if standing.state == "unknown" and not standing.known:
        said = _NAMELESS
    shown = console(settings)
    print_hanging(shown, Text(f"{_LABEL}  ", style="bold"), Text(said, style=style))
    for act in (*standing.acts, *standing.doubts):
        print_act(settings, shown, act, "  ")


def print_acts(
    settings: Settings, shown: "Console", standing: "Standing | None", indent: str
) -> None:
    """Only what was done to a letter, and nothing where nothing was."""
    for act in standing.acts if standing else ():
        print_act(settings, shown, act, indent)


def print_act(settings: Settings, shown: "Console", act: "Act", indent: str) -> None:
    """Who did what, from when on; below it the sentence that says so, and where it stands."""
    from rich.text import Text

    from thaidoc.archive.standing import today

    head = Text()
    if act.doubt:
        head.append("อาจ", style="yellow")
    elif not act.holds_on(today()):
        head.append("จะ", style="yellow")
    done = CITED[act.action]
    part = f" ({act.part})" if act.part else ""
    head.append(printable(f"{done}{part}"), style="yellow" if act.doubt else "bold red")
    head.append("  ").append_text(letter_text(settings, act.by))
    if act.since and act.since != act.by.date:
        head.append(f"  ตั้งแต่ {date_text(settings, act.since.iso)}")
    if act.doubt:
        head.append(f"  [{_DOUBTS[act.doubt]}]", style="yellow")
    print_hanging(shown, Text(indent), head)
    if act.sentence:
        print_sentence(shown, act.sentence, indent + "  ")


def print_sentence(shown: "Console", sentence: str, indent: str) -> None:
    """A sentence between quotation marks."""
    from rich.text import Text

    print_hanging(shown, Text(indent), Text(printable(f"“{sentence}”"), style="italic"))


def letter_text(settings: Settings, letter: "Letter") -> "Text":
    """A letter on one line: number, date, issuer, secrecy, identity."""
    from rich.text import Text

    head = Text()
    inner = f"{letter.id} ฉบับที่แนบ {letter.part}" if letter.part else letter.id
    for value, style in (
        (letter.number or "(ไม่มีเลขที่)", "bold"),
        (date_of(settings, letter.date), ""),
        (letter.issuer, ""),
        (letter.secrecy and f"[{letter.secrecy}]", "bold red"),
        (inner, "dim"),
    ):
        if value:
            head.append("  " if head else "").append(printable(value), style=style)
    return head


def plain_letter(letter: "Letter") -> dict[str, Any]:
    """A letter for JSON."""
    import msgspec

    keys = ("id", "part", "number", "date", "issuer", "subject", "kind", "secrecy")
    plain: dict[str, Any] = msgspec.to_builtins({key: getattr(letter, key) for key in keys})
    return plain


def plain_standing(standing: "Standing | None") -> dict[str, Any] | None:
    """A standing for JSON; null where it could not be told."""
    import msgspec

    if standing is None:
        return None

    def plain(act: "Act") -> dict[str, Any]:
        made: dict[str, Any] = msgspec.structs.asdict(act) | {"by": plain_letter(act.by)}
        return made

    return {
        "state": standing.state,
        "known": standing.known,
        "acts": [plain(act) for act in standing.acts],
        "doubts": [plain(act) for act in standing.doubts],
    }
