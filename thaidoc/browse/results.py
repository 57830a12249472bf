"""The list of letters that were found: two lines each, in columns that Thai marks do not shift."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from thaidoc.browse import texts
from thaidoc.browse.desk import Desk
from thaidoc.browse.keys import key
from thaidoc.search.results import Hit

#: lines of a letter
LINES = 2
#: cells of the columns of numbers and dates, and the least that an issuer is shown in
_NUMBER, _DATE, _ISSUER = 22, 13, 10
#: how a style of a state is drawn
STYLES = {"alarm": "bold $text-error", "warning": "$text-warning"}
_HIT = "bold underline $text-accent"
_FAINT = "$text-muted"
_MARK = "x "


class Results(OptionList):
    """The letters; a mark stands before the number of one that is marked."""

    DEFAULT_CSS = """
    Results {
        border: none; padding: 0; height: 1fr; background: $surface;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        overflow-x: hidden;
        &:focus { border: none; background-tint: $foreground 0%; }
        & > .option-list--option { padding: 0 1; }
        & > .option-list--option-highlighted { text-style: none; background: $foreground 10%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", texts.KEY_READ),
        key("o", "screen.open_original", texts.KEY_OPEN),
        key("c", "screen.copy_number", texts.KEY_COPY),
        key("x,space", "screen.mark", texts.KEY_MARK, shown="x"),
        key("w", "screen.write_marked", texts.KEY_WRITE),
        key("k", "screen.keep", texts.KEY_KEEP),
        key("f", "screen.facets", texts.KEY_FACETS),
        key("r", "screen.review", texts.KEY_REVIEW),
        key("question_mark", "app.help", texts.KEY_HELP, shown="?"),
        key("l", "screen.kept"),
        key("s", "screen.sort"),
        key("slash", "screen.query"),
        key("q", "app.quit"),
        key("j", "cursor_down"),
        key("i", "cursor_up"),
    ]

    class Left(Message):
        """The person goes up from the first letter, to the query."""

    class AtEnd(Message):
        """The last letters are near: more may be wanted."""

    def __init__(self, desk: Desk, marked: set[str]):
        super().__init__(id="results", markup=False)
        self._desk = desk
        self._marked = marked
        self.rows: tuple[Hit, ...] = ()
        self._drawn: list[tuple[object, ...]] = []

    @property
    def row(self) -> Hit | None:
        """The highlighted letter."""
        at = self.highlighted
        return self.rows[at] if at is not None and at < len(self.rows) else None

    def show(self, rows: Sequence[Hit], *, further: bool) -> None:
        """Show these letters; ``further``: they begin with those that are shown."""
        at = self.highlighted if further else None
        self.rows = tuple(rows)
        self._draw(0 if at is None else at)

    def redraw(self) -> None:
        """Draw all anew: marks or the width have changed."""
        self._draw(self.highlighted or 0)

    def _draw(self, at: int) -> None:
        room = self.scrollable_content_region.width - 2
        drawn = [self._looks(row, room) for row in self.rows]
        if drawn == self._drawn and self.rows:
            self.highlighted = at
            return
        self._drawn = drawn
        top = self.scroll_offset.y if at else 0
        self.clear_options()
        self.add_options([Option(self.drawn(row, room)) for row in self.rows])
        if self.rows:
            self.highlighted = at
            self.scroll_to(y=top, animate=False, immediate=True)

    def _looks(self, row: Hit, room: int) -> tuple[object, ...]:
        """All that a letter is drawn from: where none of it has changed, nothing is drawn anew."""
        subject = (row.subject, row.subject_hits)
        head = (row.number, row.date, row.issuer, row.secrecy, row.states)
        return (row.id, room, row.id in self._marked, *subject, *head)

    def on_resize(self) -> None:
        """Columns follow the width."""
        if self.rows:
            self.redraw()

    def action_cursor_up(self) -> None:
        """One up; from the first to the query."""
        if not self.highlighted:
            self.post_message(self.Left())
        else:
            super().action_cursor_up()

    def action_cursor_down(self) -> None:
        """One down, and not from the last to the first."""
        if self.highlighted is None or self.highlighted < len(self.rows) - 1:
            super().action_cursor_down()
        else:
            self.post_message(self.AtEnd())

    def on_focus(self) -> None:
        """Who goes to the letters may go on to those below."""
        self.post_message(self.AtEnd())

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Ask for more a screen before the last is reached."""
        super().watch_highlighted(highlighted)
        ahead = self.size.height // LINES
        if self.has_focus and highlighted is not None and highlighted + ahead >= len(self.rows):
            self.post_message(self.AtEnd())

    def drawn(self, row: Hit, room: int) -> Content:
        """Two lines: number, date, issuer and state; below them the subject."""
        clean, room = self._desk.printable, max(room, 20)
        states = states_of(self._desk, row.secrecy, row.states)
        number = clean(row.number or texts.NO_NUMBER)
        date = clean(self._desk.date_text(row.date.iso)) if row.date else ""
        head = _padded(self._desk.clipped(number, max(_NUMBER, room // 3)), _NUMBER)
        head += "  " + _padded(date, _DATE)
        taken = sum(cell_len(text) + 1 for text, _ in states)
        left = room - len(_MARK) - cell_len(head) - 2 - taken
        issuer = self._desk.clipped(clean(row.issuer or ""), left) if left >= _ISSUER else ""
        parts: list[tuple[str, str]] = [
            (_MARK if row.id in self._marked else "  ", "bold"),
            (head, "bold" if row.number else _FAINT),
            ("  " + issuer, ""),
            *((f" {text}", style) for text, style in states),
            ("\n    ", ""),
        ]
        return Content.assemble(*parts, self._subject(row, room - 4))

    def _subject(self, row: Hit, room: int) -> Content:
        subject = self._desk.printable(row.subject or "")
        if not subject:
            return Content.styled(texts.NO_SUBJECT, _FAINT)
        shown = self._desk.clipped(subject, room)
        kept = len(shown) - (shown != subject)  # the dots are not the subject's
        content = Content(shown)
        for start, end in row.subject_hits:
            start, end = self._desk.whole_letters(subject, start, end)
            if start < kept:
                content = content.stylize(_HIT, start, min(end, kept))
        return content


def states_of(desk: Desk, secrecy: str | None, states: Sequence[str]) -> list[tuple[str, str]]:
    """What one should know of a letter before using it, each with how it is drawn."""
    found = [(f"[{desk.printable(secrecy)}]", STYLES["alarm"])] if secrecy else []
    for state, (label, style) in desk.states.items():
        if state in states:
            found.append((f"[{label}]", STYLES[style]))
    return found


def _padded(text: str, cells: int) -> str:
    return text + " " * (cells - cell_len(text))
