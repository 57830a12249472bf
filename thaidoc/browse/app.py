"""The program on the screen: its screens, its colours, and what they share."""

import gc
from collections.abc import Callable
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.widget import Widget

from thaidoc.archive.store import Archive
from thaidoc.browse.desk import Desk
from thaidoc.browse.dialogs import Help
from thaidoc.browse.questions import Question, composed
from thaidoc.browse.search_screen import SearchScreen
from thaidoc.browse.seeker import Searching, Seeker, Told
from thaidoc.browse.texts import KEY_QUIT

_DARK, _LIGHT = "textual-dark", "textual-light"


class Browse(App[None]):
    """The archive on a whole screen.

    :param desk: what the command line lends.
    :param query: what is searched for at first.
    :param review: whether to begin with what is in doubt.
    :param light: whether the terminal has a light background.
    :param picture: the widget that draws a page's picture on this terminal, made from a Pillow
        image; None where it cannot.
    :param open_searcher: opens an index for searching, in the thread that searches.
    :param bring_up: takes what is new into the index.
    """

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", show=False),
        Binding("f8", "light", show=False),
        Binding("ctrl+q", "quit", KEY_QUIT, show=False, priority=True),
    ]

    def __init__(
        self,
        archive: Archive,
        desk: Desk,
        *,
        query: str = "",
        review: bool = False,
        light: bool = False,
        picture: Callable[[object], Widget] | None = None,
        open_searcher: Callable[[], Searching] | None = None,
        bring_up: Callable[[], object] = lambda: None,
    ):
        super().__init__()
        self.archive = archive
        self.desk = desk
        self.picture = picture
        self.marked: set[str] = set()
        self.decisions = 0  # that were made in reviews: a screen of before shows what was
        self.theme = _LIGHT if light else _DARK
        self._is_settled = False
        self._begin = query
        self._reviews = review
        self._open_searcher = open_searcher or self._searcher
        self._bring_up = bring_up

    def on_mount(self) -> None:
        """Begin with the search."""
        self.push_screen(SearchScreen(self._begin))
        if self._reviews:
            self.review()

    def on_unmount(self) -> None:
        """Leave the rest of the process as it was."""
        if self._is_settled:
            gc.unfreeze()

    def seeker(self, told: Told) -> Seeker:
        """A thread that searches the archive."""
        return Seeker(self._open_searcher, told, bring_up=self._bring_up)

    def settle(self) -> None:
        """Leave what is loaded out of the search for garbage, which else goes through all of it.

        That takes a tenth of a second and more, in whatever thread it falls to, with all waiting.
        """
        if not self._is_settled:
            self._is_settled = True
            gc.freeze()

    def composed(self, question: Question) -> str:
        """A question as one query."""
        return composed(question)

    def review(self, identity: str | None = None) -> None:
        """Review a letter first, then all that are in doubt."""
        from thaidoc.browse.review_screen import ReviewScreen

        self.push_screen(ReviewScreen(identity))

    def action_help(self) -> None:
        """Show the keys."""
        if not isinstance(self.screen, Help):
            self.push_screen(Help())

    def action_light(self) -> None:
        """Dark letters on a light ground, or the other way round."""
        self.theme = _DARK if self.theme == _LIGHT else _LIGHT

    def _searcher(self) -> Searching:
        from thaidoc.search.searcher import Searcher

        return Searcher(self.archive)
