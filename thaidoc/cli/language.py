"""Which language a run of the command line speaks, known before anything is shown.

``--lang`` wherever it stands, else THAIDOC_LANG, else the person's own settings, else the locale.
Help pages and errors of the command line come before options are read, so the arguments are looked
through beforehand. An archive cannot set the language: that is the reader's own.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from thaidoc.messages import LANGUAGES, Language, of_locale

OPTION, VARIABLE, SETTING = "--lang", "THAIDOC_LANG", "lang"
#: names another file than the person's own settings
FILE_VARIABLE = "THAIDOC_CONFIG"


def language_of(arguments: Sequence[str]) -> Language:
    """The language for a run with these arguments.

    A value that is no language is passed over here; whoever reads options and settings refuses it.
    """
    for named in (_option(arguments), os.environ.get(VARIABLE), _setting()):
        for known in LANGUAGES:
            if named == known:
                return known
    return of_locale(os.environ)


def _option(arguments: Sequence[str]) -> str | None:
    """The last value that stands behind the option: as with all of them, it wins."""
    found = None
    for at, one in enumerate(arguments):
        if one == "--":
            break
        if one.startswith(f"{OPTION}="):
            found = one[len(OPTION) + 1 :]
        elif one == OPTION and at + 1 < len(arguments):
            found = arguments[at + 1]
    return found


def _setting() -> str | None:
    """What the person's own file says; a file that cannot be read is told of by a verb."""
    try:
        written = own_settings().read_text(encoding="utf-8-sig")
        if SETTING not in written:
            return None
        import tomllib

        value = tomllib.loads(written).get(SETTING)
    except (OSError, ValueError):
        return None
    return value if isinstance(value, str) else None


def own_settings() -> Path:
    """The person's own file: ``config.toml`` in ``~/.config/thaidoc`` or the system's like."""
    named = os.environ.get(FILE_VARIABLE)
    return Path(named) if named else Path(click.get_app_dir("thaidoc"), "config.toml")
