"""What the command line lends to the screens, so that a value looks the same in every command.

The command line knows how a date, a field and a kind are shown, what may not reach a terminal, and
how a file is opened on this desktop. The screens take that from here and import no command.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from thaidoc import messages
from thaidoc.errors import ThaidocError
from thaidoc.export.formats import Choice
from thaidoc.record import Record


@dataclass(frozen=True, slots=True)
class Desk:
    """Ways of showing, names, and what is done outside of the terminal.

    ``printable`` gives a text on one line, character by character, without what a terminal would
    obey. ``values_of`` gives what is shown of a field, one string a value. ``break_offsets`` says
    where the further lines of a text begin in so many cells, ``clipped`` cuts a text to so many,
    ``whole_letters`` widens a piece to letters with their marks. ``typed`` makes what a person
    types for a field what the archive takes.

    ``labels`` are the names of fields, ``kinds`` those of kinds, ``facets`` those of facets,
    ``states`` those of states with a style; ``cites`` and ``cited`` say what one letter does to
    another. ``open_original`` opens a file and says how that went; ``by`` is who decides in a
    review.
    """

    printable: Callable[[str], str]
    date_text: Callable[[str], str]
    values_of: Callable[[Record, str], Iterable[str]]
    break_offsets: Callable[[str, int], list[int]]
    clipped: Callable[[str, int], str]
    whole_letters: Callable[[str, int, int], tuple[int, int]]
    typed: Callable[[str, str], str]
    labels: Mapping[str, str]
    kinds: Mapping[str, str]
    facets: Mapping[str, str]
    states: Mapping[str, tuple[str, str]]
    cites: Mapping[str, str]
    cited: Mapping[str, str]
    open_original: Callable[[Path], str]
    choice: Choice
    by: str | None = None

    def told(self, fault: Exception) -> str:
        """A fault as one line for people: what happened first, for a line may be short."""
        if isinstance(fault, ThaidocError):
            where = f" ({fault.where})" if fault.where is not None else ""
            return self.printable(messages.said(fault.reason) + where)
        return self.printable(str(fault) or type(fault).__name__)
