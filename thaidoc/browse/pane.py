"""A pane of lines that scrolls: a letter's text, its fields, the lines of a doubtful value.

It draws only what is seen, from lines that a thread has broken to its width, so that a letter of a
thousand pages scrolls like a short one.
"""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import work
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.worker import get_current_worker

from thaidoc.browse.lines import Broken, Styled, broken

#: styles that a line may name
STYLES = ("hit", "label", "faint", "alarm", "warning")


class Pane(ScrollView, can_focus=True):
    """Shows lines, with styles of :data:`STYLES`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"pane--{style}" for style in STYLES}
    DEFAULT_CSS = """
    Pane {
        background: $surface;
        color: $foreground;
        padding: 0 1;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 0;
        overflow-x: hidden;
        &:focus { background-tint: $foreground 4%; }
        & .pane--hit { color: $text-accent; text-style: bold underline; }
        & .pane--label { text-style: bold; }
        & .pane--faint { color: $text-muted; }
        & .pane--alarm { color: $text-error; text-style: bold; }
        & .pane--warning { color: $text-warning; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", show=False),
        Binding("down", "scroll_down", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("pagedown,space", "page_down", show=False),
        Binding("home", "scroll_home", show=False),
        Binding("end", "scroll_end", show=False),
    ]

    class Ready(Message):
        """The lines that were given are there to be seen."""

        def __init__(self, pane: "Pane"):
            super().__init__()
            self.pane = pane

        @property
        def control(self) -> "Pane":
            """The pane, for ``@on`` with a selector."""
            return self.pane

    def __init__(self, widget_id: str, break_offsets: Callable[[str, int], list[int]]):
        super().__init__(id=widget_id)
        self._break_offsets = break_offsets
        self._given: tuple[Styled, ...] = ()
        self._broken = Broken()
        self._is_new = False

    @property
    def broken(self) -> Broken:
        """The lines as they are shown."""
        return self._broken

    def show(self, lines: Sequence[Styled]) -> None:
        """Show these lines from their beginning."""
        self._given = tuple(lines)
        self._is_new = True
        self._break(self._room)

    def next_line(self, style: str, direction: int) -> bool:
        """Scroll to the next line with a style, or the one before; whether there is one.

        Behind the last comes the first.
        """
        numbers = self._broken.of_style(style)
        if not numbers:
            return False
        top = round(self.scroll_target_y)
        behind = [n for n in numbers if (n - self._lead > top) == (direction > 0)]
        behind = [n for n in behind if max(0, n - self._lead) != top]
        if not behind or (direction > 0 and top >= self.max_scroll_y):
            target = numbers[0] if direction > 0 else numbers[-1]
        else:
            target = behind[0] if direction > 0 else behind[-1]
        # forced: of new lines the scroll bar may not be there yet, without which nothing scrolls
        self.scroll_to(y=max(0, target - self._lead), animate=False, force=True)
        return True

    @property
    def _lead(self) -> int:
        """Lines that are shown before one that is scrolled to."""
        return min(3, self.size.height // 3)

    @property
    def _room(self) -> int:
        return self.scrollable_content_region.width - 1

    def on_resize(self, _event: Resize) -> None:
        """Break the lines anew."""
        if self._given:
            self._break(self._room)

    @work(thread=True, exclusive=True, group="break")
    def _break(self, room: int) -> None:
        worker = get_current_worker()
        made = broken(self._given, room, self._break_offsets)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, made)

    def _take(self, made: Broken) -> None:
        self._broken = made
        self.virtual_size = Size(1, len(made.lines))
        if self._is_new:
            self._is_new = False
            self.scroll_home(animate=False)
        self.refresh()
        self.post_message(self.Ready(self))

    def render_line(self, y: int) -> Strip:
        """One line of what is seen."""
        number = y + round(self.scroll_offset.y)
        width = self.scrollable_content_region.width
        if not 0 <= number < len(self._broken.lines):
            return Strip.blank(width, self.rich_style)
        segments = [
            Segment(text, self._style(style))
            for text, style in self._broken.lines[number].pieces()
            if text
        ]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"pane--{name}") if name else self.rich_style
