"""Reading pages from their pictures: when, by whom, and what becomes of a page that was read.

A format whose pages have pictures makes one :class:`Recognising` for a file and hands it every page
with a way to get its picture; which pages that concerns, what is told meanwhile and whose lines are
taken is decided here, alike for all formats. A recogniser is one module with a function
``page_reader() -> PageReader`` and one line in :data:`RECOGNISERS`; it is imported only when a page
is to be read by it, so that files with text load no picture library.

A recogniser that is a program of another maker has a second module in :data:`PROGRAMS`. The process
that reads may start nothing, so its pictures are handed to the run (:func:`outside`), which runs
that program under limits of its own; the run never looks into a picture.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Literal, Protocol, cast

from thaidoc.errors import ThaidocError
from thaidoc.reading import limits
from thaidoc.reading.document import Page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: ``auto``: pages without good text; ``always``: every page with a picture; ``never``: none
When = Literal["auto", "always", "never"]
#: recognisers by name, with their modules under ``thaidoc.reading``
RECOGNISERS: dict[str, str] = {"thaidoc": "ocr.engine", "tesseract": "tesseract.engine"}
#: those that are programs, with the modules that find and run them
PROGRAMS: dict[str, str] = {"tesseract": "tesseract.program"}
#: notes on a document: there was nobody to read its pages' pictures, or reading one failed
MISSING, FAILED = "no-recogniser", "ocr-failed"


@dataclass(frozen=True, slots=True)
class Recognition:
    """When pictures of pages are read, and by which of :data:`RECOGNISERS`."""

    when: When = "auto"
    recogniser: str = "thaidoc"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it is seen: rows of grey values, 0 black to 255 white.

    ``width`` and ``height`` are the page's, in points; the pixels need not be square. ``red`` and
    ``blue`` are the same page in the light of one colour, in which ink of that colour is no darker
    than paper; None for a page in grey.
    """

    pixels: "NDArray[np.uint8]"
    width: float
    height: float
    red: "NDArray[np.uint8] | None" = None
    blue: "NDArray[np.uint8] | None" = None


class PageReader(Protocol):
    """Reads pages from pictures."""

    @property
    def name(self) -> str:
        """Name and version, as in ``thaidoc-ocr/1``; other lines, another version."""

    def read(self, picture: Picture, number: int) -> Page:
        """The page with this number: its decision is ``ocr``, or ``blank`` where nothing stands.

        Boxes are in points of the page as the picture shows it; ``quality`` is the mean probability
        of the characters, ``Segment.sure`` that of the whole segment.
        """


class Program(Protocol):
    """A module that runs a program which recognises pages."""

    def demand(self) -> None:
        """See that the program is there with all that it needs.

        :raises NoRecogniserError: where it is not.
        """

    def run(self, picture: bytes, limits: limits.Limits) -> bytes | None:
        """What the program makes of a picture, both as its recogniser's module agrees with it.

        None where it fails or takes too long.
        """


class NoRecogniserError(ThaidocError):
    """What a recogniser needs is not there: its model, its program."""

    exit_code = 2


#: what a recogniser's program makes of a picture, whoever runs it; None where it fails
Outside = Callable[[bytes], bytes | None]
#: is told, before a page is read from its picture, its number and the number of pages
Told = Callable[[int, int], None]
#: pages without good text are read unless somebody says otherwise
DEFAULT = Recognition()
_current: ContextVar[Recognition] = ContextVar("recognition", default=DEFAULT)
_told: ContextVar[Told | None] = ContextVar("told", default=None)
_outside: ContextVar[Outside | None] = ContextVar("outside", default=None)
_look: ContextVar["Look | None"] = ContextVar("look", default=None)


def current() -> Recognition:
    """How the file that is being read is to be recognised."""
    return _current.get()


@contextmanager
def in_force(
    recognition: Recognition, told: Told | None = None, outside: Outside | None = None
) -> Iterator[None]:
    """Read like this; what was in force before is so again afterwards.

    :param outside: runs the recogniser's program for a process that may start none.
    """
    before, listener = _current.set(recognition), _told.set(told)
    helper = _outside.set(outside)
    try:
        yield
    finally:
        _current.reset(before)
        _told.reset(listener)
        _outside.reset(helper)


def demand(recognition: Recognition) -> None:
    """See that the program of a recogniser is there, should it be one that is to read.

    :raises NoRecogniserError: where it is not; it says what to install.
    """
    if recognition.when != "never" and recognition.recogniser in PROGRAMS:
        _program(recognition.recogniser).demand()


def outside(picture: bytes) -> bytes | None:
    """What the program of the recogniser in force makes of a picture; None where it fails."""
    helper = _outside.get()
    return helper(picture) if helper else run(current(), picture, limits.current())


def run(recognition: Recognition, picture: bytes, within: limits.Limits) -> bytes | None:
    """Run the recogniser's program on a picture; None where it fails, or is no program."""
    if recognition.recogniser not in PROGRAMS:
        return None
    return _program(recognition.recogniser).run(picture, within)


def _program(name: str) -> Program:
    return cast(Program, import_module(f"thaidoc.reading.{PROGRAMS[name]}"))


@dataclass(slots=True)
class Look:
    """The wish to see a page, and its picture once the file was read; none where it has none."""

    page: int
    picture: Picture | None = None

    def take(self, page: Page, picture: Callable[[], Picture]) -> None:
        """Keep the picture of the page that is wished for."""
        if page.number != self.page or page.width is None:
            return
        with suppress(Exception):  # a picture less, whatever it did to a library
            self.picture = picture()


@contextmanager
def looking_at(page: int) -> Iterator[Look]:
    """Read files only to see the page with this number, of whatever format it is."""
    look = Look(page)
    token = _look.set(look)
    try:
        with in_force(Recognition("never")):
            yield look
    finally:
        _look.reset(token)


class Recognising:
    """The reading of one file's pages from their pictures.

    :param pages: how many the file has.
    """

    def __init__(self, pages: int):
        self._pages = pages
        self._recognition = current()
        self._reader: PageReader | None = None
        self._notes: dict[str, None] = {}
        self.has_read = False

    @property
    def notes(self) -> tuple[str, ...]:
        """What went wrong: :data:`MISSING`, :data:`FAILED`."""
        return tuple(self._notes)

    def signed(self, reader: str) -> str:
        """A format's reader, with the name of who read pictures, if somebody did."""
        return f"{reader} + {self._reader.name}" if self._reader and self.has_read else reader

    def read(self, page: Page, picture: Callable[[], Picture]) -> Page:
        """The page with the lines in its picture, or as it was where those are no better."""
        if look := _look.get():
            look.take(page, picture)
        if not self._concerns(page):
            return page
        reader = self._ready()
        if reader is None:
            return page
        if told := _told.get():
            told(page.number, self._pages)
        try:
            found = reader.read(picture(), page.number)
        except MemoryError:
            raise  # whoever set the limit says so
        except Exception:  # a page less, whatever a picture did to a library
            self._notes[FAILED] = None
            return page
        return self._better(page, found)

    def _concerns(self, page: Page) -> bool:
        if page.width is None or page.decision == "blank":  # torn, or nothing is on it
            return False
        when = self._recognition.when
        return when == "always" or (when == "auto" and page.decision == "needs-ocr")

    def _better(self, page: Page, found: Page) -> Page:
        """The lines of the picture, unless the page kept some that are as good."""
        if not found.lines:
            return page if page.lines else replace(page, decision="blank", quality=1.0)
        wanted = self._recognition.when == "always" or not page.lines
        if not wanted and found.quality <= page.quality:
            return page
        self.has_read = True
        return replace(found, width=page.width, height=page.height)

    def _ready(self) -> PageReader | None:
        if self._reader is None and MISSING not in self._notes:
            try:
                self._reader = _page_reader(self._recognition.recogniser)
            except (NoRecogniserError, ImportError):
                self._notes[MISSING] = None
        return self._reader


def _page_reader(name: str) -> PageReader:
    """The recogniser of this name.

    :raises NoRecogniserError: where there is none, or something that it needs is missing.
    """
    if name not in RECOGNISERS:
        raise NoRecogniserError(name)
    module = import_module(f"thaidoc.reading.{RECOGNISERS[name]}")
    return cast(PageReader, module.page_reader())
