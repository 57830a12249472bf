"""White space as markup counts it: a run of it in the source is one blank of the text, or none.

HTML and OpenDocument wrap and indent their source freely. A run is folded across the elements that
it stretches over, so that nothing is ever put between two Thai letters that merely stand in two
elements.
"""

import re
from dataclasses import dataclass, field

_RUN = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class Folded:
    """The text of one paragraph as it grows.

    ``tabs``: a tab that is no part of a wrapped line is meant as one (LibreOffice writes its tabs
    into HTML so); else it is white space like any other.
    """

    tabs: bool = False
    _pieces: list[str] = field(default_factory=list)
    #: the last character was folded white space, which takes up what follows of it
    _open: bool = True

    def soft(self, text: str | None) -> None:
        """Add text of the source, its white space folded."""
        if not text:
            return
        folded = _RUN.sub(self._blank, text)
        if self._open and folded[0] == " ":
            folded = folded[1:]
        if folded:
            self._pieces.append(folded)
            self._open = folded[-1] == " "

    def hard(self, text: str) -> None:
        """Add characters that stand for themselves; a line end drops a blank before it."""
        if not text:
            return
        if text == "\n":
            self._drop_blank()
        self._pieces.append(text)
        self._open = text == "\n"

    @property
    def is_empty(self) -> bool:
        """Whether nothing but folded white space was added."""
        return not self._pieces or (len(self._pieces) == 1 and self._pieces[0] in (" ", "\t"))

    def take(self) -> str:
        """The text so far, without a folded blank at its end; nothing is left."""
        self._drop_blank()
        text = "".join(self._pieces)
        self._pieces, self._open = [], True
        return text

    def _blank(self, run: re.Match[str]) -> str:
        found = run.group()
        return "\t" if self.tabs and "\t" in found and not {"\n", "\r"} & set(found) else " "

    def _drop_blank(self) -> None:
        if self._open and self._pieces and self._pieces[-1].endswith(" "):
            self._pieces[-1] = self._pieces[-1][:-1]
