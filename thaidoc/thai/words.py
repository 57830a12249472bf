"""Where Thai words end: segmenters, loaded only when a text is really cut.

Thai is written without blanks between words, so an index of words needs a segmenter with a
dictionary. Two that cut alike are known here: nlpO3, in Rust, and the same method in Python,
newmm of PyThaiNLP, some seven times slower, which is used where nlpO3 cannot be imported. Both
know PyThaiNLP's words and the terms of official letters (:mod:`~thaidoc.thai.official_terms`).
Loading them takes 0.2 s, with newmm 0.7 s; nothing on the way of a query may come here.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from thaidoc.errors import ThaidocError
from thaidoc.thai.official_terms import official_terms

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

    def __hash__(self) -> int:
        """So that what it cut can be remembered."""
        ...


class _WithDictionary:
    """An engine over PyThaiNLP's words and the official terms."""

    def __init__(self, engine: str, package: str):
        from importlib.metadata import version

        self._engine = engine
        words = f"dictionary pythainlp {version('pythainlp')} with terms {_terms_digest()}"
        self.name = f"{engine} {version(package)}, {words}"
        self._tokenize: Callable[[str], list[str]] | None = None

    def cut(self, text: str) -> list[str]:
        """The words of a text; long runs of digits are one word each."""
        if self._tokenize is None:
            self._tokenize = _TOKENIZERS[self._engine]()
        words: list[str] = []
        for piece, is_number in _split_long_numbers(text):
            words.extend([piece] if is_number else self._tokenize(piece))
        return words


#: engines by name with the package each needs, the preferred one first
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
                return _WithDictionary(name, ENGINES[name])
            except PackageNotFoundError:  # importable, but without its metadata: not ours to use
                continue
    raise ThaidocError(
        f"no segmenter {engine!r} here" if engine else "no Thai segmenter is installed",
        hint=f"Install one of {', '.join(ENGINES.values())} with pip",
    )


@cache
def _nlpo3() -> Callable[[str], list[str]]:
    """nlpO3 with the dictionary, which it takes from a file only, and once for a name."""
    from tempfile import TemporaryDirectory

    import nlpo3

    name = f"thaidoc {_terms_digest()}"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "words.txt"
        path.write_text("\n".join(_words()) + "\n", encoding="utf-8")
        told, loaded = nlpo3.load_dict(str(path), name)
    if not loaded:
        raise ThaidocError(f"nlpo3 does not take the dictionary ({told})")
    return lambda text: nlpo3.segment(text, name)


@cache
def _newmm() -> Callable[[str], list[str]]:
    from pythainlp.tokenize import word_tokenize
    from pythainlp.util import dict_trie

    words = dict_trie(_words())

    def tokenize(text: str) -> list[str]:
        return list(word_tokenize(text, engine="newmm", custom_dict=words, join_broken_num=False))

    return tokenize


_TOKENIZERS: dict[str, Callable[[], Callable[[str], list[str]]]] = {
    "nlpo3": _nlpo3,
    "newmm": _newmm,
}


def _words() -> list[str]:
    """PyThaiNLP's words, read without importing it, and the official terms."""
    from importlib.util import find_spec

    package = find_spec("pythainlp")
    if package is None or package.origin is None:
        raise ThaidocError("PyThaiNLP's dictionary is not installed", hint="pip install pythainlp")
    path = Path(package.origin).parent / "corpus" / "words_th.txt"
    try:
        words = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise ThaidocError(
            f"PyThaiNLP's dictionary cannot be read ({error.strerror})", where=path
        ) from error
    return [word for line in (*words, *official_terms()) if (word := line.strip())]


def _terms_digest() -> str:
    """Tells one list of official terms from another."""
    return sha256("\n".join(official_terms()).encode()).hexdigest()[:8]


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
