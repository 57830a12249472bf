"""Small screens over another one: a line to type, a list to choose from, a page to read."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from thaidoc.browse import texts
from thaidoc.browse.keys import key

_CSS = """
    align: center middle;
    & > Vertical {
        width: 90%; max-width: 100; height: auto; max-height: 90%;
        background: $panel; border: round $primary; padding: 0 1;
    }
    & Static { height: auto; }
    & OptionList { height: auto; max-height: 16; border: none; padding: 0; background: $panel;
                   scrollbar-size-vertical: 1; overflow-x: hidden;
                   &:focus { border: none; } }
"""
Given = TypeVar("Given")
_CLOSE = Binding("escape", "close", texts.KEY_CLOSE)


class _Dialog(ModalScreen[Given | None], Generic[Given]):
    """A screen over another one that Esc closes without an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [_CLOSE]

    def action_close(self) -> None:
        """Close it; nothing was said."""
        self.dismiss(None)


class Ask(_Dialog[str]):
    """A line to type; None where the person would rather not."""

    DEFAULT_CSS = f"Ask {{ {_CSS} }}"

    def __init__(self, title: str, value: str = ""):
        super().__init__()
        self._title = title
        self._value = value

    def compose(self) -> ComposeResult:
        """The question and the line."""
        with Vertical():
            yield Static(self._title, markup=False)
            yield Input(self._value, compact=True)

    @on(Input.Submitted)
    def _said(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or None)


class Choose(_Dialog[int]):
    """A list; the place of the line that was chosen."""

    DEFAULT_CSS = f"Choose {{ {_CSS} }}"

    def __init__(self, title: str, lines: Sequence[Content]):
        super().__init__()
        self._title = title
        self._lines = lines

    def compose(self) -> ComposeResult:
        """The title and the list."""
        with Vertical():
            yield Static(Content.styled(self._title, "bold"))
            yield OptionList(*(Option(line) for line in self._lines), markup=False)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)


class Help(_Dialog[None]):
    """The keys of every screen."""

    DEFAULT_CSS = f"Help {{ {_CSS} }}"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("question_mark,q", "close"),
        Binding("f1,enter", "close", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The table of keys."""
        with Vertical():
            yield Static(Content.styled(texts.HELP_TITLE, "bold"))
            yield Static(texts.HELP.rstrip(), markup=False)


def kept_lines(kept: Mapping[str, str], clean: Callable[[str], str]) -> list[Content]:
    """The searches that are kept, each with its name, a line each."""
    return [
        Content.assemble((clean(name), "bold"), "  ", (clean(query), "$text-muted"))
        for name, query in kept.items()
    ]
