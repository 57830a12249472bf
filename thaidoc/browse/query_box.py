"""The line in which a query is typed, and what the line below it says of a mistake."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from thaidoc.browse import texts
from thaidoc.browse.caret import pointed
from thaidoc.browse.desk import Desk
from thaidoc.browse.questions import Fault


class QueryBox(Input):
    """The query; the keys at the foot are those that work while it is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.results", texts.KEY_RESULTS),
        Binding("f3", "screen.facets", texts.KEY_FACETS),
        Binding("f4", "screen.kept", texts.KEY_KEPT),
        Binding("f5", "screen.refresh_index", texts.KEY_REFRESH),
        Binding("f1", "app.help", texts.KEY_HELP),
        Binding("ctrl+q", "app.quit", texts.KEY_QUIT),
    ]

    def __init__(self, query: str):
        super().__init__(query, placeholder=texts.QUERY, compact=True, id="query")
        self.cursor_blink = False  # each blink is traffic over ssh

    def told(self, desk: Desk, fault: Fault, room: int) -> str:
        """What is wrong, on one line of so many cells; a caret under the place if there is room."""
        sentence = desk.printable(fault.sentence)
        if fault.own:
            sentence = texts.FAULT.format(fault=sentence)
        if fault.position is None:
            return desk.clipped(sentence, room)
        return pointed(
            desk.printable(self.value),
            fault.position,
            sentence,
            scrolled=round(self.scroll_offset.x),
            room=room,
            clipped=desk.clipped,
        )
