"""The table of formats, and which of them a person means by a name or a file's ending.

A format's module is imported only when letters are written in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Literal, Protocol, cast

from thaidoc.errors import ThaidocError
from thaidoc.export.letters import Letter, Order


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chooses beside the letters and the format: the era that people see."""

    era: Literal["be", "ce"] = "be"


class Sink(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> object:
        """Take these bytes, whole lines of them where the format is text."""


class Writer(Protocol):
    """A format's ``write``."""

    def __call__(self, letters: Iterable[Letter], target: Sink, choice: Choice, /) -> None:
        """Write the letters, in the order they come in.

        :raises ThaidocError: where something that the format needs is not installed.
        """


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name, its file's ending, its module, and what it is in a line.

    ``text``: it may be shown on a terminal. ``order``: how its letters stand.
    """

    name: str
    ending: str
    module: str
    label: str
    text: bool = False
    order: Order = "date"

    @property
    def write(self) -> Writer:
        """The function that writes it."""
        return cast(Writer, import_module(f"thaidoc.export.{self.module}").write)


#: the first of several with one ending is the one that the ending alone means
FORMATS: tuple[Format, ...] = (
    Format("jsonl", ".jsonl", "jsonl", "whole records, one a line", text=True),
    Format("csv", ".csv", "csv_table", "a table for programs and Excel", text=True),
    Format("xlsx", ".xlsx", "xlsx_table", "a table for Excel and LibreOffice"),
    Format("register", ".pdf", "register_pdf", "ทะเบียนหนังสือรับ to print", order="receipt"),
    Format("register", ".xlsx", "register_xlsx", "ทะเบียนหนังสือรับ to go on with", order="receipt"),
    Format("citation", ".txt", "citation", "how other letters cite them, one a line", text=True),
    Format("dc", ".xml", "dublin_core", "Dublin Core", text=True),
)
#: what an export without a name or a file is
DEFAULT = "jsonl"


def names() -> tuple[str, ...]:
    """The names of formats, each once.

    >>> names()
    ('jsonl', 'csv', 'xlsx', 'register', 'citation', 'dc')
    """
    return tuple(dict.fromkeys(form.name for form in FORMATS))


def choose(name: str | None, file: str | None) -> Format:
    """The format that a name, a file's ending, or both mean.

    >>> choose(None, "a.csv").name, choose("register", "b.XLSX").module, choose(None, None).name
    ('csv', 'register_xlsx', 'jsonl')

    :raises ThaidocError: where neither tells one; the hint lists what would.
    """
    ending = PurePath(file).suffix.lower() if file else ""
    if name is None and not file:
        name = DEFAULT
    fitting = [form for form in FORMATS if name in (None, form.name)]
    for form in fitting:
        if form.ending == ending:
            return form
    if name and fitting:
        return fitting[0]
    raise ThaidocError(
        f"no format is called {name!r}" if name else f"no format ends in {ending or 'nothing'!r}",
        where=file,
        hint=f"Name one with --as: {', '.join(names())}; or end the file's name in "
        + ", ".join(dict.fromkeys(form.ending for form in FORMATS)),
    )
