"""The box of a review in which a value is typed or put right."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.message import Message
from textual.widgets import TextArea

from thaidoc.browse import texts


class Box(TextArea):
    """Where a value is typed or put right. Enter says that it is done, but in a changed list."""

    #: Textual's box has other uses for these keys
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "screen.line", texts.KEY_LINE),
        Binding("f7", "screen.picture", texts.KEY_PICTURE),
    ]

    class Entered(Message):
        """The person is done with the value."""

    def __init__(self) -> None:
        super().__init__("", id="box", compact=True, show_line_numbers=False, soft_wrap=True)
        self.cursor_blink = False
        self.begun = ""
        self.is_long = False

    def ask(self, text: str, *, long: bool) -> None:
        """Begin with this value."""
        self.begun, self.is_long = text, long
        self.load_text(text)
        self.move_cursor(self.document.end)

    async def _on_key(self, event: Key) -> None:
        if event.key != "enter":
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        if self.is_long and self.text != self.begun:
            self.insert("\n")
        else:
            self.post_message(self.Entered())
