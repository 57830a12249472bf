"""An evaluation for people: one table of figures, and the values behind them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from thaidoc.cli import output
from thaidoc.cli.labels import COUNTED, KINDS
from thaidoc.cli.options import Settings
from thaidoc.cli.wrapping import padded
from thaidoc.messages import plural
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from thaidoc.evaluation.compare import Level
    from thaidoc.evaluation.diff import Comparison
    from thaidoc.evaluation.report import Change, Group, Letter, Scores, Shares, Summary

_EFFECTS = {"better": ("+", "green"), "worse": ("-", "red"), "different": ("~", "yellow")}
_RECOGNISED = {"ocr": "OCR", "text": "ไม่ใช่ OCR"}
#: a value that is not there
_NOTHING = "–"
#: cells of a value that are shown; --json has all of it
_SHOWN = 200


def print_summary(settings: Settings, summary: "Summary", level: "Level | None") -> None:
    """Fields, averages, groups of letters, and how far a confidence can be trusted."""
    shown = output.console(settings)
    levels = _levels(level)
    table = _table(_("gold"), [("P", "R", f"{level}\nF1") for level in levels])
    for name, scores in summary.fields.items():
        if scores.support or scores.found:
            table.add_row(COUNTED[name], str(scores.support), *_figures(scores, levels))
    every = summary.all
    table.add_row("ทุกค่า (micro)", str(every.micro.support), *_figures(every.micro, levels))
    table.add_row("เฉลี่ยข้อ (macro)", "", *_last(summary.macro, levels))
    table.add_row("ถูกทั้งฉบับ", str(every.letters), *_last(every.whole, levels))
    _print_table(shown, table)
    if groups := list(_groups(summary)):
        table = _table("ฉบับ", [("F1", f"{level}\nถูกทั้งฉบับ") for level in levels])
        for label, group in groups:
            pairs = ((group.micro.at(level).f1, group.whole.at(level)) for level in levels)
            figures = (_percent(share) for pair in pairs for share in pair)
            table.add_row(label, str(group.letters), *figures)
        shown.print()
        _print_table(shown, table)
    _print_calibration(shown, summary, level or "strict")


def print_mistakes(settings: Settings, letter: "Letter", level: "Level") -> None:
    """Every value of a letter that is wrong, missing or too many."""
    from rich.text import Text

    shown = output.console(settings)
    wrong = [
        (name, mistake)
        for name, result in letter.fields.items()
        for mistake in result.mistakes
        if mistake.is_wrong(level)
    ]
    if not wrong:
        return
    _print_name(shown, letter)
    for name, mistake in wrong:
        sure = "" if mistake.confidence is None else f"{mistake.confidence:.0%}"
        lead = Text(f"  {padded(COUNTED[name], 16)} {sure:>4}  ")
        gold, found = _differing(mistake.gold, mistake.found)
        output.print_hanging(shown, lead, _both(gold, found))


def print_changes(settings: Settings, letter: "Letter", changes: "Sequence[Change]") -> None:
    """What changed in one letter since the earlier evaluation: the old value and the new one."""
    from rich.text import Text

    if not changes:
        return
    shown = output.console(settings)
    _print_name(shown, letter)
    for change in changes:
        sign, style = _EFFECTS[change.effect]
        lead = Text(f"{sign} ", style=style).append(f"{padded(COUNTED[change.field], 16)}  ")
        output.print_hanging(shown, lead, _both(*_differing(change.old, change.new)))
        if change.effect == "different":
            __, gold = _differing(change.new, change.gold)
            output.print_hanging(
                shown, Text(" " * 20 + _("gold") + " "), Text(output.printable(gold))
            )


def print_comparison(settings: Settings, compared: "Comparison", now: "Summary") -> None:
    """F1 of each field before and now, where it moved, and of all."""
    from rich.table import Table

    shown = output.console(settings)
    level = compared.level
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for head in (_("before"), _("now"), level):
        table.add_column(head, justify="right")
    rows = [(COUNTED[name], compared.earlier.fields.get(name), scores)
            for name, scores in now.fields.items()]  # fmt: skip
    for label, old, new in [*rows, ("ทุกค่า (micro)", compared.earlier.all.micro, now.all.micro)]:
        before, after = (old.at(level).f1 if old else None), new.at(level).f1
        if before != after or new is now.all.micro:
            table.add_row(label, _percent(before), _percent(after), _moved(before, after))
    before, after = compared.earlier.all.whole.at(level), now.all.whole.at(level)
    table.add_row("ถูกทั้งฉบับ", _percent(before), _percent(after), _moved(before, after))
    _print_table(shown, table)
    _tell_changed_cases(settings, len(compared.only_new), len(compared.only_old))


def _tell_changed_cases(settings: Settings, new: int, old: int) -> None:
    """How many letters only one of two evaluations scored."""
    if new:
        told = plural(
            "{count} letter was scored only now.", "{count} letters were scored only now.", new
        )
        output.note(settings, told.format(count=new))
    if old:
        told = plural(
            "{count} letter was scored only before.",
            "{count} letters were scored only before.",
            old,
        )
        output.note(settings, told.format(count=old))


def _table(counted: str, heads: Sequence[tuple[str, ...]]) -> "Table":
    """An empty table: labels, a count, then figures under these heads."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("")
    for head in (counted, *(head for group in heads for head in group)):
        table.add_column(head, justify="right", no_wrap=True, vertical="bottom")
    return table


def _print_table(shown: "Console", table: "Table") -> None:
    """A table as wide as it needs to be, whatever the terminal is."""
    from rich.measure import Measurement

    wide = Measurement.get(shown, shown.options, table).maximum
    shown.print(table, width=max(wide, 1), soft_wrap=False, crop=False)


def _levels(level: "Level | None") -> "tuple[Level, ...]":
    from thaidoc.evaluation.compare import LEVELS

    return (level,) if level else LEVELS


def _figures(scores: "Scores", levels: "Sequence[Level]") -> list[str]:
    of = [scores.at(level) for level in levels]
    return [_percent(share) for one in of for share in (one.precision, one.recall, one.f1)]


def _last(shares: "Shares", levels: "Sequence[Level]") -> list[str]:
    """Shares under the last of each level's three columns."""
    return [cell for level in levels for cell in ("", "", _percent(shares.at(level)))]


def _percent(share: float | None) -> str:
    return _NOTHING if share is None else f"{100 * share:.1f}"


def _moved(before: float | None, after: float | None) -> str:
    return _NOTHING if before is None or after is None else f"{100 * (after - before):+.1f}"


def _groups(summary: "Summary") -> "Iterator[tuple[str, Group]]":
    """The groups worth a line: those by what not all letters have in common."""
    from thaidoc.reading.formats import FORMATS

    formats = {name: known.extensions[0][1:].upper() for name, known in FORMATS.items()
               if known.extensions}  # fmt: skip
    by: tuple[tuple[Mapping[str, Group], Mapping[str, str]], ...] = (
        (summary.kinds, KINDS),
        (summary.media_types, formats),
        (summary.ocr, _RECOGNISED),
    )
    for groups, labels in by:
        if len(groups) > 1:
            for name, group in groups.items():
                yield labels.get(name, name), group


def _print_calibration(shown: "Console", summary: "Summary", level: "Level") -> None:
    """One line a bin: how sure the parser was, how many values, how many of them are right."""
    from rich.table import Table

    (found,) = (one for one in summary.calibration if one.level == level)
    if found.error is None:
        return
    table = Table(box=None, pad_edge=False)
    right = _("right, {level}").format(level=level)
    for head in (_("confidence"), _("values"), _("mean"), right):
        table.add_column(head, justify="right")
    for one in found.bins:
        span = _("{low:.0%} to {high:.0%}").format(low=one.low, high=one.high)
        table.add_row(span, str(one.values), _percent(one.confidence), _percent(one.right))
    shown.print()
    _print_table(shown, table)
    error = _("expected calibration error {share}").format(share=_percent(found.error))
    shown.print(error, soft_wrap=True)


def _print_name(shown: "Console", letter: "Letter") -> None:
    from rich.text import Text

    inner = ""
    if letter.enclosed is not None:
        inner = " " + _("(enclosed {number})").format(number=letter.enclosed + 1)
    output.print_hanging(shown, Text(), Text(output.printable(letter.name + inner), style="bold"))


def _differing(
    one: "Mapping[str, str | None] | None", other: "Mapping[str, str | None] | None"
) -> tuple[str, str]:
    """Two values as text: of values of many parts only those that differ, each with its name."""
    first, second = one or {}, other or {}
    names = [name for name in {**first, **second} if first.get(name) != second.get(name)]

    def text(value: "Mapping[str, str | None] | None") -> str:
        if value is None:
            return _NOTHING
        if list(value) == ["text"]:
            return value["text"] or _NOTHING
        told = [(n, value.get(n)) for n in names if one is None or other is None or n in value]
        return ", ".join(f"{n}: {part or _NOTHING}" for n, part in told if part or (one and other))

    return text(one), text(other)


def _both(before: str, after: str) -> "Text":
    from rich.text import Text

    shown = [output.printable(text) for text in (before, after)]
    cut = [text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…" for text in shown]
    return Text(cut[0]).append(" ⇒ ", style="bold").append(cut[1])
