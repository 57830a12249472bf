"""A person and the doubtful fields, one question after the other, line by line on any terminal.

What is answered is on the disk before the next question is put, so the dialog may end anywhere.
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

import click

from thaidoc.cli.labels import COUNTED, KINDS
from thaidoc.cli.options import Settings
from thaidoc.messages import later, said
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from thaidoc.archive.doubts import Doubt
    from thaidoc.archive.review import Doubtful
    from thaidoc.archive.store import Archive
    from thaidoc.record import Record

#: what may be typed besides a value; also by the key that it is on the Thai keyboard
_KEYS = {"s": "skip", "u": "undo", "d": "doubtful", "q": "stop", "?": "help"}
_KEYS |= {"ห": "skip", "ี": "undo", "ก": "doubtful", "ๆ": "stop", "ฦ": "help"}
_HELP = later("""\
  Enter    the value is right as it stands (where nothing was read: the letter has none)
  a value  the right one, as the letter writes it: ๑๔ มิ.ย. ๒๕๖๒ · มท ๐๘๑๐.๓/ว ๑๒๓
           a list, an agency or a signature: one a line, an empty line ends it
  =a value what begins with = is always a value, even a single letter
  null     the letter has none
  d        cannot be told: it is not asked again, and is not gold
  s        skip      u  undo what was decided last      q  stop
""")
_SHORT = later("Enter right · type the value · s skip · u undo · d cannot tell · q stop · ? help")
#: lines of evidence that are shown of one place
_MOST_LINES = 12


@dataclass(slots=True)
class _Question:
    document: "Doubtful"
    doubt: "Doubt"


@dataclass(slots=True)
class Dialog:
    """Asks for each doubtful field; counts what was ``decided`` and what was left ``open``."""

    settings: Settings
    archive: "Archive"
    by: str | None = None
    decided: int = 0
    skipped: int = 0
    _again: list[_Question] = field(default_factory=list)
    _done: list[tuple[_Question, int]] = field(default_factory=list)
    _shown: str = ""

    def run(self, documents: "Iterable[Doubtful]") -> None:
        """Ask until there is no question left, or the person stops."""
        if hasattr(sys.stdin, "reconfigure"):  # bytes of another encoding are told, not a crash
            sys.stdin.reconfigure(errors="surrogateescape")
        if sys.stdin.isatty():
            with suppress(ImportError):  # where there is one, a line can be edited
                import_module("readline")
        questions = (_Question(one, doubt) for one in documents for doubt in one.fields)
        while True:
            question = self._next(questions)
            if question is None:
                if not self._looks_back():
                    return
                continue
            self._show(question)
            if not self._settle(question):
                return

    def _next(self, questions: Iterator[_Question]) -> _Question | None:
        return self._again.pop() if self._again else next(questions, None)

    def _looks_back(self) -> bool:
        """Whether, behind the last question, the person takes an answer back."""
        if not self._done:
            return False
        click.echo(f"\n  {_('that was the last one: Enter ends · u undo')}")
        return _KEYS.get((_ask("> ") or "").strip()) == "undo" and self._undo(None)

    def _settle(self, question: _Question) -> bool:
        """Ask until the field is decided or left; False where the person stops."""
        while True:
            answer = _ask("> ")
            act = "stop" if answer is None else _KEYS.get(answer.strip())
            if act == "stop":
                return False
            if act == "help":
                click.echo(_(_HELP), nl=False)
            elif act == "skip":
                self.skipped += 1
                return True
            elif act == "undo":
                if self._undo(question):
                    return True
            elif self._decide(question, answer or "", doubtful=act == "doubtful"):
                return True

    def _decide(self, question: _Question, answer: str, *, doubtful: bool) -> bool:
        """Keep an answer; False where it cannot be kept, which the person is told."""
        from thaidoc.archive.review import Decisions, decide
        from thaidoc.cli.output import printable, told_of
        from thaidoc.errors import ThaidocError

        key = question.doubt.key
        if doubtful:
            said = Decisions(doubtful=frozenset({key}))
        elif not answer.strip():
            said = Decisions(confirm=frozenset({key}))
        else:
            said = Decisions(set={key: typed(key, self._whole(key, answer.strip()))})
        try:
            made = decide(self.archive, question.document.id, said, by=self.by)
        except (ThaidocError, OSError) as fault:
            click.echo(f"  ! {printable(told_of(fault))}")
            return False
        self.decided += 1
        self._done.append((question, made.act))
        if said.set:
            self._show_value(question, "⇒")
        return True

    def _whole(self, key: str, first: str) -> str:
        """The typed value with the lines that follow its first one, where its field has lines."""
        from thaidoc.parsing.typed import BY_LINE, LISTS, NOTHING

        first = first.removeprefix("=")
        if key not in LISTS | BY_LINE or first == NOTHING or first[:1] in ("{", "["):
            return first
        lines = [first]
        while (line := _ask("… ")) is not None and line.strip():
            lines.append(line)
        return "\n".join(lines)

    def _undo(self, question: _Question | None) -> bool:
        """Take back what was decided last in this dialog, and ask for it again."""
        from thaidoc.archive.review import undo
        from thaidoc.cli.output import printable, told_of
        from thaidoc.errors import ThaidocError

        if not self._done:
            click.echo(f"  ! {_('nothing was decided yet')}")
            return False
        before, act = self._done[-1]
        try:
            undo(self.archive, before.document.id, act=act, by=self.by)
        except (ThaidocError, OSError) as fault:
            click.echo(f"  ! {printable(told_of(fault))}")
            return False
        self._done.pop()
        self.decided -= 1
        self._again += [question, before] if question else [before]
        return True

    def _show(self, question: _Question) -> None:
        """The document, where it is another than before, and the field with its lines."""
        from thaidoc.archive.evidence import evidence
        from thaidoc.cli.output import printable

        document, doubt = question.document, question.doubt
        if document.id != self._shown:
            self._shown = document.id
            secret = f"  [{document.secrecy}]" if document.secrecy else ""
            click.echo(f"\n{document.id}  {printable(document.name)}{secret}")
            click.echo(f"  {printable(str(self.archive.original(document.id)))}")
            click.echo(f"  {_(_SHORT)}")
        why = "; ".join(said(reason) for reason in doubt.reasons)
        click.echo(f"\n  {COUNTED[doubt.key]} ({doubt.key})  {printable(why)}".rstrip())
        for place in evidence(self.archive, document.id, doubt.key):
            for number, line in enumerate(place.lines[:_MOST_LINES], start=place.line):
                click.echo(f"  {f'{place.page}:{number}':>7}  {printable(line)}".rstrip())
        self._show_value(question, "=")

    def _show_value(self, question: _Question, sign: str) -> None:
        record = self.archive.record(question.document.id)
        click.echo(f"  {sign} {shown(self.settings, record, question.doubt.key) or _('(none)')}")


def shown(settings: Settings, record: "Record", key: str) -> str:
    """The value of a field on one line, as the sheet shows it."""
    from thaidoc.cli.output import date_text, printable
    from thaidoc.cli.sheet import values_of

    parts = values_of(record, key, lambda iso: date_text(settings, iso))
    return printable(" · ".join(part for part in parts if part))


def typed(key: str, text: str) -> str:
    """A value as typed, a kind by its code where its Thai name was given."""
    codes = {label: code for code, label in KINDS.items()}
    return codes.get(text.strip(), text) if key == "kind" else text


def _ask(prompt: str) -> str | None:
    """A line that a person types; None at the end of the input."""
    if sys.stdin.isatty():
        try:
            return input(prompt)
        except EOFError:
            return None
    click.echo(prompt, nl=False)
    line = sys.stdin.readline()
    click.echo()
    return line.rstrip("\r\n") if line else None
