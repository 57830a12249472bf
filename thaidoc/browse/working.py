"""What screens have in common: work in threads, a line that says how it went, acts on a letter.

Whatever reads a file or asks a database is done in a thread; what it gives comes back as a message,
so that the screen is never kept waiting and a screen that was left gets nothing.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual import on
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from thaidoc.archive import searches
from thaidoc.browse import texts
from thaidoc.browse.dialogs import Ask
from thaidoc.browse.marked import write_marked
from thaidoc.errors import ThaidocError
from thaidoc.messages import plural

if TYPE_CHECKING:
    from thaidoc.browse.app import Browse

Value = TypeVar("Value")


class Done(Message):
    """Work in a thread has ended: what is to be done with what it gave."""

    def __init__(self, then: Callable[[Any], None], value: object):
        super().__init__()
        self.then = then
        self.value = value


class Working(Screen[None]):
    """A screen with a line ``#told``, whose work is done in threads; some have a ``#head``."""

    DEFAULT_CSS = """
    Working {
        & #head {
            height: 2; padding: 0 1; background: $panel;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & #told {
            height: 1; padding: 0 1; color: $text-muted;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
    }
    """

    @property
    def browse(self) -> "Browse":
        """The program, with the archive and what the command line lends."""
        return cast("Browse", self.app)

    @property
    def chosen(self) -> tuple[str, str | None] | None:
        """Identity and number of the letter that keys act on."""
        return None

    def say(self, sentence: str, style: str = "") -> None:
        """Say something in the line; what is empty takes it away."""
        content = Content.styled(self.browse.desk.printable(sentence), style)
        self.query_one("#told", Static).update(content, layout=False)  # it has one line always

    def say_fault(self, fault: Exception) -> None:
        """Say what went wrong."""
        if isinstance(fault, ThaidocError | OSError):
            self.say(self.browse.desk.told(fault), "$text-error")
        else:
            said = texts.FAULT.format(fault=f"{type(fault).__name__}: {fault}")
            self.say(said, "$text-error")

    def in_thread(
        self, group: str, work: Callable[[], Value], then: Callable[[Value], None]
    ) -> None:
        """Do ``work`` in a thread and give ``then`` what it gave; a fault is said.

        Nothing comes of it where other work of the group was begun since.
        """
        self.run_worker(partial(self._work, work, then), thread=True, exclusive=True, group=group)

    def _work(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        worker = get_current_worker()
        try:
            done = Done(then, work())
        except Exception as fault:  # said in the line, and the screen goes on
            done = Done(self.say_fault, fault)
        if not worker.is_cancelled:
            self.post_message(done)

    @on(Done)
    def _done(self, event: Done) -> None:
        event.then(event.value)

    def action_open_original(self) -> None:
        """Open the original of the letter, or say where it lies."""
        chosen = self.chosen
        if chosen:
            browse, identity = self.browse, chosen[0]
            self.in_thread(
                "open",
                lambda: browse.desk.open_original(browse.archive.original(identity)),
                self.say,
            )

    def action_copy_number(self) -> None:
        """Put the letter's number on the clipboard of the terminal (OSC 52)."""
        number = self.chosen and self.chosen[1]
        if not number:
            self.say(texts.NOTHING_TO_COPY)
            return
        number = self.browse.desk.printable(number)
        self.app.copy_to_clipboard(number)
        self.say(texts.COPIED.format(number=number))

    def action_mark(self) -> None:
        """Mark the letter for export, or take its mark away."""
        chosen = self.chosen
        if chosen:
            self.browse.marked ^= {chosen[0]}
            self.say(texts.MARKED.format(count=len(self.browse.marked)))

    def action_write_marked(self) -> None:
        """Ask for a file's name, and write the marked letters to it."""
        count = len(self.browse.marked)
        if not count:
            self.say(texts.NOTHING_MARKED)
            return
        self.app.push_screen(Ask(plural(*texts.WRITE_TO, count).format(count=count)), self._write)

    def _write(self, name: str | None) -> None:
        if name:
            browse = self.browse
            ids = frozenset(browse.marked)
            work = partial(
                write_marked, browse.archive, ids, Path(name).expanduser(), browse.desk.choice
            )
            self.in_thread("write", work, self.say)

    def keep_search(self, query: str) -> None:
        """Ask for a name, and keep the query by it."""
        if not query.strip():
            self.say(texts.NOTHING_TO_KEEP)
            return

        def keep(name: str | None) -> None:
            if name:
                self.in_thread(
                    "keep",
                    lambda: searches.keep(self.browse.archive, name, query),
                    lambda _: self.say(texts.KEPT.format(name=name)),
                )

        self.app.push_screen(Ask(texts.KEEP_AS), keep)
