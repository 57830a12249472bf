"""What the letters found are counted by: values to tick, which narrow the search."""

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
from thaidoc.browse.questions import Tick
from thaidoc.search.results import Facet


class Facets(OptionList):
    """The facets with their values; Enter or the space bar ticks one."""

    DEFAULT_CSS = """
    Facets {
        width: 30; height: 1fr; border: none; padding: 0; background: $panel;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        &:focus { border: none; }
        & > .option-list--option { padding: 0 1; }
        & > .option-list--option-disabled { color: $foreground; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "select", texts.KEY_TICK, key_display="space"),
        key("f", "screen.facets", texts.KEY_CLOSE),
        key("slash", "screen.query", texts.KEY_QUERY, shown="/"),
    ]

    class Ticked(Message):
        """What is ticked has changed."""

    def __init__(self, desk: Desk):
        super().__init__(id="facets", markup=False)
        self._desk = desk
        self._facets: tuple[Facet, ...] = ()
        self._ticks: list[Tick | None] = []
        self.ticked: tuple[Tick, ...] = ()

    def show(self, facets: tuple[Facet, ...]) -> None:
        """Show these counts; what is ticked stays so, counted or not."""
        self._facets = facets
        self._draw()

    def clear(self) -> None:
        """Tick nothing."""
        self.ticked = ()
        self._draw()

    def on_resize(self) -> None:
        """Columns follow the width."""
        self._draw()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tick a value, or take its tick away."""
        event.stop()
        tick = self._ticks[event.option_index]
        if tick is None:
            return
        left = tuple(one for one in self.ticked if (one.key, one.value) != (tick.key, tick.value))
        self.ticked = left if len(left) < len(self.ticked) else (*self.ticked, tick)
        self._draw()
        self.post_message(self.Ticked())

    def _draw(self) -> None:
        at, top = self.highlighted, self.scroll_offset.y
        room = self.scrollable_content_region.width - 2
        self.clear_options()
        self._ticks = []
        for facet in self._facets:
            values = [(Tick(facet.field, v.value, v.query), v.count) for v in facet.values]
            known = {tick.value for tick, _ in values}
            lost = [t for t in self.ticked if t.key == facet.field and t.value not in known]
            values = [*((tick, 0) for tick in lost), *values]
            if values:
                self._add(None, Content(self._desk.facets.get(facet.field, facet.field)))
            for tick, count in values:
                self._add(tick, self._drawn(tick, count, room))
        if at is not None and self._ticks:
            self.highlighted = min(at, len(self._ticks) - 1)
            self.scroll_to(y=top, animate=False, immediate=True)

    def _add(self, tick: Tick | None, content: Content) -> None:
        self._ticks.append(tick)
        self.add_option(Option(content, disabled=tick is None))

    def _drawn(self, tick: Tick, count: int, room: int) -> Content:
        """The box, the value as far as there is room, the count at the right."""
        is_ticked = any((t.key, t.value) == (tick.key, tick.value) for t in self.ticked)
        label = self._desk.kinds.get(tick.value, tick.value) if tick.key == "kind" else tick.value
        number = f"{count:,}"
        left = max(4, room - 4 - len(number) - 1)
        text = self._desk.clipped(self._desk.printable(label), left)
        gap = " " * (left - cell_len(text) + 1)
        box = "[x] " if is_ticked else "[ ] "
        return Content.assemble((box + text, "bold" if is_ticked else ""), (gap + number, "dim"))
