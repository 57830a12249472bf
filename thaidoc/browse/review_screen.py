"""The screen of review: one doubtful field after the other, each with its lines and its picture."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import Footer, Static
from textual.worker import Worker, get_current_worker

from thaidoc.browse import texts
from thaidoc.browse.box import Box
from thaidoc.browse.pane import Pane
from thaidoc.browse.pictures import page_picture
from thaidoc.browse.reviewing import Asked, Review
from thaidoc.browse.working import Working
from thaidoc.messages import plural

if TYPE_CHECKING:
    from PIL.Image import Image

Value = TypeVar("Value")
#: letters between two words on how far the looking has come
_EVERY = 200


class Left(Exception):
    """The review was left while letters were still being looked at."""


class ReviewScreen(Working):
    """Asks for what is in doubt, and keeps what a person says.

    :param first: the letter to begin with.
    """

    CSS = """
    #label { height: auto; max-height: 3; padding: 0 1; }
    #evidence { height: 1fr; }
    #picture { height: 40%; display: none; padding: 0 1; }
    #picture > * { width: 100%; height: auto; max-height: 100%; }
    ReviewScreen.-page #evidence { display: none; }
    ReviewScreen.-page #picture { height: 1fr; align-horizontal: center; }
    ReviewScreen.-page #picture > * { width: auto; height: 100%; max-width: 100%; }
    #value { height: auto; max-height: 4; padding: 0 1; }
    #box { height: 3; border: none; padding: 0 1; background: $panel; }
    #box.-long { height: 6; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", texts.KEY_BACK, key_display="esc"),
        Binding("f2", "skip", texts.KEY_SKIP),
        Binding("f3", "cannot_tell", texts.KEY_CANNOT_TELL),
        Binding("f4", "undo", texts.KEY_UNDO),
        Binding("f5", "open_original", texts.KEY_OPEN),
        Binding("f9", "keep", texts.KEY_KEEP_VALUE),
        Binding("f10", "skip_letter", texts.KEY_NEXT_LETTER),
    ]

    def __init__(self, first: str | None = None):
        super().__init__()
        self._first = first
        self._asked: Asked | None = None
        self._is_busy = False
        self._shows_page = False
        self._review: Review | None = None

    def compose(self) -> ComposeResult:
        """Letter, field, lines, picture, value, box, line, keys."""
        yield Static(id="head", markup=False)
        yield Static(id="label", markup=False)
        yield Pane("evidence", self.browse.desk.break_offsets)
        yield Container(id="picture")
        yield Static(id="value", markup=False)
        yield Box()
        yield Static(id="told", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Look for what is in doubt."""
        browse = self.browse
        self.query_one(Box).focus()
        self.say(plural(*texts.LOOKING, 0).format(done=0))

        def begin() -> Asked | None:
            worker = get_current_worker()
            looked = partial(self._looked, worker)
            self._review = Review(browse.archive, browse.desk, self._first, looked)
            return self._review.next()

        self._do(begin, self._ask)

    def _looked(self, worker: "Worker[None]", done: int) -> None:
        """In the thread: say how far it is, and end where the screen was left."""
        if worker.is_cancelled:
            raise Left
        if done % _EVERY == 0:
            self.app.call_later(self._say_looked, done)

    def _say_looked(self, done: int) -> None:
        if self.is_attached and self._review and not self._review.has_begun:
            self.say(plural(*texts.LOOKING, done).format(done=f"{done:,}"))

    @property
    def chosen(self) -> tuple[str, str | None] | None:
        """The letter that is asked about."""
        return (self._asked.id, None) if self._asked else None

    def say_fault(self, fault: Exception) -> None:
        """Say what went wrong; the question stays."""
        self._is_busy = False
        super().say_fault(fault)

    def _do(self, work: Callable[[], Value], then: Callable[[Value], None]) -> None:
        """Do something in a thread; what is pressed meanwhile is not for it."""
        if self._is_busy:
            return
        self._is_busy = True

        def done(value: Value) -> None:
            self._is_busy = False
            then(value)

        self.in_thread("review", work, done)

    def _ask(self, asked: Asked | None) -> None:
        """Put a question."""
        self._asked = asked
        self._say_counts()
        if asked is None:
            self._end()
            return
        desk = self.browse.desk
        secret = (f"[{desk.printable(asked.secrecy or '')}] ", "bold $text-error")
        head = texts.LETTER_OF.format(name=asked.name, number=asked.number, count=asked.count)
        self.query_one("#head", Static).update(
            Content.assemble(
                *([secret] if asked.secrecy else []),
                (head, "bold"),
                "\n",
                (desk.printable(str(asked.original)), "$text-muted"),
            )
        )
        self.query_one("#label", Static).update(
            Content.assemble(
                (asked.label, "bold"), f" ({asked.key})  ", (asked.reasons, "$text-warning")
            )
        )
        self.query_one("#evidence", Pane).show(asked.lines)
        self.query_one("#value", Static).update(f"= {asked.value or texts.NOT_READ}")
        box = self.query_one(Box)
        box.ask(asked.editable, long=asked.long)
        box.set_class(asked.long, "-long")
        box.focus()
        self._shows_page = False
        self._draw()

    def _end(self) -> None:
        """Behind the last question."""
        for name in ("#head", "#label", "#value"):
            self.query_one(name, Static).update("")
        self.query_one("#evidence", Pane).show(())
        self.query_one("#picture").display = False
        self.remove_class("-page")
        self.query_one(Box).ask("", long=False)
        decided = self._review is not None and self._review.decided + self._review.skipped
        self.query_one("#head", Static).update(texts.ALL_DONE if decided else texts.NO_DOUBT)

    def _say_counts(self) -> None:
        review = self._review
        if review and (review.decided or review.skipped):
            self.say(self._counts(review))
        elif self._asked:
            self.say(texts.LINES if self._asked.long else texts.RIGHT)
        else:
            self.say("")
        if review and review.faults:
            self.say(review.faults.pop(), "$text-error")

    @staticmethod
    def _counts(review: Review) -> str:
        return texts.COUNTED.format(decided=review.decided, skipped=review.skipped)

    def _decide(self, decide: Callable[[Review], str]) -> None:
        """Keep a decision, and go on."""
        review = self._review
        if review is None or self._asked is None:
            return

        label = self._asked.label

        def act() -> tuple[str, Asked | None]:
            return decide(review), review.next()

        def then(made: tuple[str, Asked | None]) -> None:
            self.browse.decisions += 1
            self._ask(made[1])
            if not review.faults:
                did = texts.DID[made[0]].format(label=label)
                self.say(f"{did} · {self._counts(review)}")

        self._do(act, then)

    @on(Box.Entered)
    def action_keep(self) -> None:
        """The value is right, or what was typed is."""
        box = self.query_one(Box)
        text = box.text.strip()
        if text == box.begun.strip():
            self._decide(Review.confirm)
        elif not text:
            self.say(texts.EMPTIED)
        else:
            self._decide(lambda review: review.keep(text))

    def action_cannot_tell(self) -> None:
        """A person looked, and cannot tell."""
        self._decide(Review.cannot_tell)

    def action_skip(self) -> None:
        """Leave the field."""
        if self._review and self._asked:
            self._do(self._review.skip, self._ask)

    def action_skip_letter(self) -> None:
        """Leave the letter."""
        if self._review and self._asked:
            self._do(self._review.skip_letter, self._ask)

    def action_undo(self) -> None:
        """Take back what was decided last, and ask for it again."""
        if self._review is None:
            return

        def then(asked: Asked | None) -> None:
            if asked is None:
                self.say(texts.NOTHING_TO_UNDO)
                return
            self.browse.decisions += 1
            self._ask(asked)
            self.say(texts.TAKEN_BACK.format(label=asked.label))

        self._do(self._review.undo, then)

    def action_line(self) -> None:
        """A new line, in a list that was not touched yet."""
        self.query_one(Box).insert("\n")

    def action_back(self) -> None:
        """Back to where one came from; what was decided is kept already."""
        self.app.pop_screen()

    def action_picture(self) -> None:
        """The whole page, or again the strip around the value."""
        self._shows_page = not self._shows_page
        self._draw()

    def _draw(self) -> None:
        """Draw the page around the value where the terminal can, else say where the page is."""
        asked = self._asked
        if asked is None:
            return
        if self.browse.picture is None:
            if self._shows_page:
                self.say(texts.PAGE.format(page=asked.page, path=asked.original))
            return
        bbox = None if self._shows_page else asked.bbox
        work = partial(page_picture, self.browse.archive, asked.id, asked.page, bbox)
        self.in_thread("picture", work, self._show_picture)

    def _show_picture(self, image: "Image | None") -> None:
        place = self.query_one("#picture", Container)
        place.remove_children()
        place.display = image is not None
        self.set_class(self._shows_page and image is not None, "-page")  # all of it is seen
        if image is not None and self.browse.picture is not None:
            place.mount(self.browse.picture(image))
