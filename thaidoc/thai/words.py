"""Where Thai words end: segmenters, loaded only when a text is really cut.

Thai is written without blanks between words, so an index of words needs a segmenter with a
dictionary. Two that cut alike are known here: newmm in Python, and nlpO3, the same method in Rust,
some seven times faster, used where it is installed. Both use PyThaiNLP's dictionary; importing it
takes about a second, which is why nothing on the way of a query may come here.
"""

import re
from collections.abc import Callable, Iterator
from typing import Protocol

from thaidoc.errors import ThaidocError

#: newmm needs time in the square of a run of digits: a longer one is a word without being asked
_LONGEST_NUMBER = 40
_LONG_NUMBER = re.compile(rf"\d(?:[.,]?\d){{{_LONGEST_NUMBER},}}")


class Segmenter(Protocol):
    """Something that cuts a text into words."""

    @property
    def name(self) -> str:
        """Engine and version, dictionary and version: what an index remembers."""
        ...

    def cut(self, text: str) -> list[str]:
        """The words of a text, blanks included: joined, they are the text again."""
        ...


class _PyThaiNLP:
    """An engine that PyThaiNLP offers, over the dictionary that it brings."""

    def __init__(self, engine: str, package: str):
        from importlib.metadata import version

        self._engine = engine
        self.name = f"{engine} {version(package)}, dictionary pythainlp {version('pythainlp')}"
        self._tokenize: Callable[[str], list[str]] | None = None

    def cut(self, text: str) -> list[str]:
        """The words of a text; long runs of digits are one word each."""
        if self._tokenize is None:
            self._tokenize = _tokenizer(self._engine)
        words: list[str] = []
        for piece, is_number in _split_long_numbers(text):
            words.extend([piece] if is_number else self._tokenize(piece))
        return words


#: engines by name with the package each needs beside PyThaiNLP, the preferred one first
ENGINES: dict[str, str] = {"nlpo3": "nlpo3", "newmm": "pythainlp"}


def segmenter(engine: str | None = None) -> Segmenter:
    """The segmenter of this name, or the fastest that is installed.

    :raises ThaidocError: where there is no such engine, or its package is not installed.
    """
    from importlib.metadata import PackageNotFoundError
    from importlib.util import find_spec

    wanted = list(ENGINES) if engine is None else [engine]
    for name in wanted:
        if name in ENGINES and find_spec(ENGINES[name]) is not None:
            try:
                return _PyThaiNLP(name, ENGINES[name])
            except PackageNotFoundError:  # importable, but without its metadata: not ours to use
                continue
    raise ThaidocError(
        f"no segmenter {engine!r} here" if engine else "no Thai segmenter is installed",
        hint=f"Install one of {', '.join(ENGINES.values())} with pip",
    )


def _tokenizer(engine: str) -> Callable[[str], list[str]]:
    from pythainlp.tokenize import word_tokenize

    def tokenize(text: str) -> list[str]:
        return list(word_tokenize(text, engine=engine, join_broken_num=False))

    return tokenize


def _split_long_numbers(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, in order: each with whether it is a long run of digits."""
    end = 0
    for number in _LONG_NUMBER.finditer(text):
        if number.start() > end:
            yield text[end : number.start()], False
        yield number.group(), True
        end = number.end()
    if end < len(text):
        yield text[end:], False
