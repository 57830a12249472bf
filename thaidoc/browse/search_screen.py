"""The screen of search: the query, the letters below it, facets and a preview beside them."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Footer, Input, OptionList, Static

from thaidoc.archive.searches import searches
from thaidoc.browse import texts
from thaidoc.browse.dialogs import Choose, kept_lines
from thaidoc.browse.facets import Facets
from thaidoc.browse.found_line import found_line
from thaidoc.browse.letter_screen import LetterScreen
from thaidoc.browse.letters import Opened, opened
from thaidoc.browse.pane import Pane
from thaidoc.browse.query_box import QueryBox
from thaidoc.browse.questions import PAGE, Answer, Counted, Fault, Proposed, Question
from thaidoc.browse.results import LINES, Results
from thaidoc.browse.seeker import REST, Part, Seeker
from thaidoc.browse.working import Working
from thaidoc.search.engine import ORDERS
from thaidoc.search.results import Suggestion

#: cells from which on there is room for a preview beside the letters
_WIDE = 110
#: and beside facets, too
_WIDEST = 150


class Told(Message):
    """The searching thread has something to show."""

    def __init__(self, part: Part):
        super().__init__()
        self.part = part


class SearchScreen(Working):
    """Finds letters while the person types."""

    CSS = """
    #query { background: $panel; padding: 0 1; }
    #facets { display: none; }
    #preview { width: 1fr; display: none; border-left: solid $primary; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "facets", show=False),
        Binding("f4", "kept", show=False),
        Binding("f5", "refresh_index", show=False),
        Binding("escape", "query", show=False),
    ]

    def __init__(self, query: str = ""):
        super().__init__()
        self._begin = query
        self._question = Question(typed=query)
        self._answer = Answer(self._question)
        self._seeker: Seeker | None = None
        self._suggestions: tuple[Suggestion, ...] = ()
        self._rest: Timer | None = None
        self._decisions = 0

    def compose(self) -> ComposeResult:
        """Query, line, facets, letters, preview, keys."""
        desk = self.browse.desk
        yield QueryBox(self._begin)
        yield Static(id="told", markup=False)
        with Horizontal():
            yield Facets(desk)
            yield Results(desk, self.browse.marked)
            yield Pane("preview", desk.break_offsets)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Begin to search, in a thread."""
        loop = asyncio.get_running_loop()

        def told(part: Part) -> None:
            with suppress(RuntimeError):  # the program has ended meanwhile
                loop.call_soon_threadsafe(self.post_message, Told(part))

        self._seeker = self.browse.seeker(told)
        self._seeker.start()
        self.query_one("#query", Input).focus()
        if not self._begin:  # else the query's own change asks
            self._ask()

    def on_unmount(self) -> None:
        """End the thread."""
        if self._seeker:
            self._seeker.stop()

    @property
    def chosen(self) -> tuple[str, str | None] | None:
        """The highlighted letter."""
        row = self._results.row
        return (row.id, row.number) if row else None

    @property
    def _results(self) -> Results:
        return self.query_one("#results", Results)

    @property
    def _facets(self) -> Facets:
        return self.query_one("#facets", Facets)

    @property
    def _first(self) -> int:
        """Letters that are asked for at first: those that are seen at once."""
        return max(1, self._results.size.height // LINES + 1) if self._results.size else PAGE

    def _ask(self, question: Question | None = None) -> None:
        """Ask for what is typed and ticked, from the first letter on.

        :param question: what is asked otherwise now.
        """
        self._question = replace(
            question or self._question,
            ticked=self._facets.ticked,
            limit=self._first,
            counted=bool(self._facets.display),
        )
        if self._seeker:
            self._seeker.ask(self._question)

    @on(Input.Changed, "#query")
    def _typed(self, event: Input.Changed) -> None:
        self._ask(replace(self._question, typed=event.value))

    @on(Input.Submitted, "#query")
    def _submitted(self) -> None:
        self.action_results()

    @on(Facets.Ticked)
    def _ticked(self) -> None:
        self._ask()

    @on(Told)
    def _told(self, event: Told) -> None:
        """Show what was found, and drop what is no longer asked for."""
        part = event.part
        if replace(part.question, number=0) != self._question:
            return
        if isinstance(part, Counted):
            self._facets.show(part.facets)
        elif isinstance(part, Proposed):
            self._suggestions = part.suggestions
            self._say_found()
        elif part.fault:
            self._show_fault(part.fault)
        else:
            further = part.rows[: len(self._answer.rows)] == self._answer.rows
            self.browse.settle()  # the index is open, all modules are there
            self._answer, self._suggestions = part, ()
            self._results.show(part.rows, further=further and bool(self._answer.rows))
            self._say_found()
            self._preview()  # also where the letters are the same: what is marked in them is not

    def _say_found(self) -> None:
        self.say(found_line(self._answer, self._suggestions, len(self.browse.marked)))

    def _show_fault(self, fault: Fault) -> None:
        """A mistake in the query; the letters that were found stay."""
        told = self.query_one("#told", Static)
        room = told.content_region.width
        line = self.query_one(QueryBox).told(self.browse.desk, fault, room)
        told.update(Content.styled(line, "$text-error"), layout=False)

    @on(Results.AtEnd)
    def _more(self) -> None:
        """Ask for the letters behind those that are shown."""
        limit = len(self._answer.rows) + PAGE
        asked = self._question.limit >= limit
        if len(self._answer.rows) < self._answer.total and self._seeker and not asked:
            self._question = replace(self._question, limit=limit, counted=False)
            self._seeker.ask(self._question)

    @on(Results.Left)
    def action_query(self) -> None:
        """Back to the query; there, empty it."""
        field = self.query_one("#query", Input)
        if field.has_focus:
            field.clear()
        field.focus()

    def action_results(self) -> None:
        """To the letters."""
        if self._results.rows:
            self._results.focus()

    def action_facets(self) -> None:
        """Show the facets, or take them away; what is ticked stays."""
        facets = self._facets
        facets.display = not facets.display
        self._make_room(self.size.width)
        if facets.display:
            facets.focus()
            self._ask()
        else:
            self.action_results()

    def action_sort(self) -> None:
        """The next order."""
        at = ORDERS.index(self._question.order)
        self._ask(replace(self._question, order=ORDERS[(at + 1) % len(ORDERS)]))

    def action_refresh_index(self) -> None:
        """Take what is new into the index, and search again."""
        if self._seeker:
            self.say(texts.REFRESHING)
            self._seeker.renew()
            self._ask()

    def action_keep(self) -> None:
        """Keep the query, with what is ticked, by a name."""
        self.keep_search(self.browse.composed(self._question))

    def action_kept(self) -> None:
        """Choose one of the searches that are kept."""
        archive = self.browse.archive
        self.in_thread("kept", lambda: searches(archive), self._choose_kept)

    def _choose_kept(self, kept: dict[str, str]) -> None:
        if not kept:
            self.say(texts.NO_SEARCHES)
            return
        lines, queries = kept_lines(kept, self.browse.desk.printable), list(kept.values())

        def run(at: int | None) -> None:
            if at is not None:
                self._facets.clear()
                self.query_one("#query", Input).value = queries[at]

        self.app.push_screen(Choose(texts.KEPT_SEARCHES, lines), run)

    def action_mark(self) -> None:
        """Mark the letter, and go on to the next."""
        super().action_mark()
        self._results.redraw()
        self._results.action_cursor_down()

    def action_review(self) -> None:
        """Review what is in doubt in the highlighted letter, then in all."""
        chosen = self.chosen
        self.browse.review(chosen[0] if chosen else None)

    @on(OptionList.OptionSelected, "#results")
    def _read(self) -> None:
        row = self._results.row
        if row:
            found = self._answer
            self.app.push_screen(LetterScreen(row.id, row.states, found.strings, found.terms))

    @on(OptionList.OptionHighlighted, "#results")
    def _preview(self) -> None:
        """Show the text of the highlighted letter, where there is room, when keys pause."""
        if self._rest:
            self._rest.stop()
        if self.query_one("#preview", Pane).display:
            self._rest = self.set_timer(REST, self._show_preview)

    def _show_preview(self) -> None:
        row, pane = self._results.row, self.query_one("#preview", Pane)
        if row is None:
            return
        browse, found = self.browse, self._answer
        work = partial(opened, browse.archive, browse.desk, row.id, found.strings, found.terms)

        def show(letter: Opened) -> None:
            pane.show(letter.text)

        self.in_thread("preview", work, show)

    def on_resize(self, event: Resize) -> None:
        """A wide terminal has a preview."""
        self._make_room(event.size.width)

    def _make_room(self, width: int) -> None:
        wanted = _WIDEST if self._facets.display else _WIDE
        self.query_one("#preview", Pane).display = width >= wanted
        self._preview()

    def on_screen_resume(self) -> None:
        """What was marked in a letter, or decided in a review, shows."""
        if self._answer.rows:
            self._results.redraw()
        if self._decisions != self.browse.decisions:
            self._decisions = self.browse.decisions
            self.action_refresh_index()
