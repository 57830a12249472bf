"""One letter on the whole screen: its text with hits marked, its fields beside it."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Footer, Static

from thaidoc.browse import texts
from thaidoc.browse.dialogs import Choose
from thaidoc.browse.keys import key
from thaidoc.browse.letters import Opened, opened
from thaidoc.browse.pane import Pane
from thaidoc.browse.results import states_of
from thaidoc.browse.ties import Way, ways
from thaidoc.browse.working import Working
from thaidoc.messages import plural


class LetterScreen(Working):
    """Shows a letter; citations lead on to others, Esc leads back the way one came.

    :param states: what the list of results said of it.
    :param strings: folded strings that are to be marked, and
    :param terms: words that stood in for one.
    """

    CSS = """
    #text { width: 2fr; }
    #fields { width: 1fr; min-width: 28; border-left: solid $primary; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,backspace", "back", texts.KEY_BACK, shown="esc"),
        key("g", "ties", texts.KEY_CITES),
        key("n", "hit(1)", texts.KEY_HIT),
        key("p", "hit(-1)"),
        key("o", "open_original", texts.KEY_OPEN),
        key("c", "copy_number", texts.KEY_COPY),
        key("x", "mark", texts.KEY_MARK),
        key("r", "review", texts.KEY_REVIEW),
        key("question_mark", "app.help", texts.KEY_HELP, shown="?"),
        key("w", "write_marked"),
        key("q", "app.quit"),
    ]

    def __init__(
        self,
        identity: str,
        states: Sequence[str] = (),
        strings: Sequence[str] = (),
        terms: Sequence[str] = (),
    ):
        super().__init__()
        self._identity = identity
        self._states = states
        self._strings = strings
        self._terms = terms
        self._letter: Opened | None = None
        self._decisions = 0

    def compose(self) -> ComposeResult:
        """Head, text, fields, line, keys."""
        yield Static(id="head", markup=False)
        with Horizontal():
            yield Pane("text", self.browse.desk.break_offsets)
            yield Pane("fields", self.browse.desk.break_offsets)
        yield Static(id="told", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Read the letter, in a thread."""
        self.query_one("#text", Pane).focus()
        self.say(texts.LOADING)
        self._read()

    def on_screen_resume(self) -> None:
        """What was decided in a review shows."""
        if self._decisions != self.browse.decisions:
            self._read()

    def _read(self) -> None:
        browse = self.browse
        self._decisions = browse.decisions
        work = partial(
            opened, browse.archive, browse.desk, self._identity, self._strings, self._terms
        )
        self.in_thread("read", work, self._show)

    @property
    def chosen(self) -> tuple[str, str | None] | None:
        """This letter."""
        return self._identity, self._letter.number if self._letter else None

    def _show(self, letter: Opened) -> None:
        self._letter = letter
        desk = self.browse.desk
        date = desk.date_text(letter.date.iso) if letter.date else ""
        shown = [(letter.number or texts.NO_NUMBER, "bold"), (date, ""), (letter.issuer or "", "")]
        parts = [(desk.printable(text) + "  ", style) for text, style in shown if text]
        # what one should know before using it comes first: a narrow terminal cuts the end
        states = [(f"{s} ", style) for s, style in states_of(desk, letter.secrecy, self._states)]
        subject = desk.printable(letter.subject or texts.NO_SUBJECT)
        self.query_one("#head", Static).update(
            Content.assemble(*states, *parts, "\n", (subject, "$text-muted"))
        )
        text, fields = self.query_one("#text", Pane), self.query_one("#fields", Pane)
        text.show(letter.text)
        fields.show(letter.fields)
        hits = sum(1 for line in letter.text for run in line.runs if run[2] == "hit")
        self.say(plural(*texts.HITS, hits).format(count=hits) if hits else "")

    @on(Pane.Ready, "#text")
    def _first_hit(self) -> None:
        """The first hit is in sight when the letter is opened."""
        pane = self.query_one("#text", Pane)
        lines = pane.broken.of_style("hit")
        if lines and lines[0] >= pane.size.height and not pane.scroll_offset.y:
            pane.next_line("hit", 1)

    def action_hit(self, direction: int) -> None:
        """Go to the next hit, or to the one before."""
        self.query_one("#text", Pane).next_line("hit", direction)

    def action_back(self) -> None:
        """Back to where one came from."""
        self.app.pop_screen()

    def action_review(self) -> None:
        """Review what is in doubt in this letter."""
        self.browse.review(self._identity)

    def action_ties(self) -> None:
        """List what it cites and who cites it."""
        work = partial(ways, self.browse.archive, self.browse.desk, self._identity)
        self.say(texts.LOADING)
        self.in_thread("ties", work, self._choose)

    def _choose(self, found: list[Way]) -> None:
        self.say("" if found else texts.NO_CITATIONS)
        if not found:
            return

        def follow(at: int | None) -> None:
            if at is None:
                return
            identity = found[at].id
            if identity is None:
                self.say(texts.NOT_HELD)
            else:
                self.app.push_screen(LetterScreen(identity))

        self.app.push_screen(Choose(texts.TIES, [way.line for way in found]), follow)
