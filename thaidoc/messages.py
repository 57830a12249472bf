"""The language that thaidoc speaks to a person: English as written in the code, or Thai.

Thai comes from two gettext catalogues in ``thaidoc/locale``. ``thaidoc`` has the texts of the
command line, which :func:`text` and :func:`plural` translate where they stand. ``sentences`` has
what the rooms below it raise, warn of and write down. Those sentences are data: they go to records,
reports, logs and from process to process, where they stay English whatever language is spoken, and
only :func:`said` translates them, when a person is shown one.

This module imports nothing until Thai is chosen, for every command of every run imports it.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from gettext import NullTranslations

    from thaidoc.sentences import Sentences

Language = Literal["th", "en"]
LANGUAGES: tuple[Language, ...] = ("th", "en")
#: where a locale stands in the environment, the strongest first (POSIX)
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
#: the languages that GNU gettext prefers to that locale's, with colons between them
_PREFERRED = "LANGUAGE"
_FOLDER = Path(__file__).parent / "locale"


class _Spoken:
    """The language that is spoken now, and what is loaded of it."""

    language: Language = "en"
    texts: "NullTranslations | None" = None
    sentences: "Sentences | None" = None
    #: LANGUAGE as it was before Thai was chosen
    before: str | None = None


def language() -> Language:
    """The language that is spoken now; English until another is chosen."""
    return _Spoken.language


def choose(wanted: Language) -> None:
    """Speak this language from now on; click, too, which asks gettext's own domain."""
    if wanted == _Spoken.language:
        return
    import gettext

    if wanted == "th":
        _Spoken.texts = gettext.translation("thaidoc", _FOLDER, ["th"])
        _Spoken.before = os.environ.get(_PREFERRED)
        gettext.bindtextdomain("thaidoc", str(_FOLDER))
        gettext.textdomain("thaidoc")
        os.environ[_PREFERRED] = "th"
    else:
        _Spoken.texts = None
        gettext.textdomain("messages")
        os.environ.pop(_PREFERRED, None)
        if _Spoken.before is not None:
            os.environ[_PREFERRED] = _Spoken.before
    _Spoken.language = wanted


def of_locale(environment: Mapping[str, str]) -> Language:
    """The language of a locale as the environment names it; English where it is neither.

    >>> of_locale({"LANG": "th_TH.UTF-8"}), of_locale({"LANG": "th_TH.UTF-8", "LC_ALL": "C"})
    ('th', 'en')
    """
    locale = next((environment[name] for name in _LOCALES if environment.get(name)), "C")
    if locale.partition(".")[0] in ("C", "POSIX"):
        return "en"
    for one in [*environment.get(_PREFERRED, "").split(":"), locale]:
        for known in LANGUAGES:
            if one == known or one.startswith((f"{known}_", f"{known}.")):
                return known
    return "en"


def text(english: str) -> str:
    """A text in the language that is spoken; values are put into it with ``format``."""
    if _Spoken.texts is None or not english:
        return english
    return _Spoken.texts.gettext(english)


def later(english: str) -> str:
    """Mark a text of a table, which :func:`text` translates when it is shown; it stays as it is."""
    return english


def forms(one: str, many: str) -> tuple[str, str]:
    """Mark the forms of a text of a table, which :func:`plural` translates when it is shown."""
    return one, many


def plural(one: str, many: str, count: int) -> str:
    """The form of a text for so many, in the language that is spoken."""
    if _Spoken.texts is None:
        return one if count == 1 else many
    return _Spoken.texts.ngettext(one, many, count)


def listed(parts: Iterable[str]) -> str:
    """Parts of a sentence as one: Thai has blanks where English has commas and a full stop."""
    return " ".join(parts) if _Spoken.language == "th" else f"{', '.join(parts)}."


def sentence(english: str) -> str:
    """Mark a sentence that is data, where nothing else shows that it is one; it stays as it is.

    The collector of messages sees by itself what an error, a warning or a finding is made with.
    """
    return english


def said(english: str) -> str:
    """A sentence that was made as data, in the language that is spoken.

    It is recognised by its pattern, with the values in it, so that one from a log or from another
    process is translated, too; one that is not known stays as it is.
    """
    if _Spoken.language == "en":
        return english
    if _Spoken.sentences is None:
        from thaidoc.sentences import Sentences

        _Spoken.sentences = Sentences.load(_FOLDER)
    return _Spoken.sentences.translate(english)
