"""Whom to ask for help: the office that runs the archive, where a setting names it.

The foot of ``thaidoc --help`` shows it, and help has to be there at once, whatever stands in files:
so settings are read only where one of the files has the word, and what cannot be read is passed
over. A command that reads settings tells of it.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from thaidoc.cli.language import own_settings

SETTING, VARIABLE = "support", "THAIDOC_SUPPORT"
#: the file that marks an archive, :data:`thaidoc.archive.marker.MARKER`
_MARKER = "thaidoc.toml"
_ARCHIVE = "THAIDOC_ARCHIVE"


def contact(options: "Mapping[str, str | int | bool | None] | None" = None) -> str | None:
    """Who helps: a name, an address or a number, on one line; None where nothing is set.

    :param options: the settings that were given on the command line, by name.
    """
    if not (options or os.environ.get(VARIABLE) or any(map(_is_in, _files()))):
        return None
    from thaidoc.cli.output import printable
    from thaidoc.cli.resolving import resolve
    from thaidoc.errors import ThaidocError

    try:
        found, _strange = resolve(options or {})
    except ThaidocError:
        return None
    named = next((one.value for one in found if one.setting.name == SETTING), None)
    return printable(str(named)) if named else None


def _files() -> Iterator[tuple[Path, tuple[bytes, ...]]]:
    """The files that settings may stand in, with the words of which one has to be in them."""
    yield own_settings(), (SETTING.encode(), b"archive")
    try:
        here = Path(os.environ.get(_ARCHIVE) or Path().absolute())
    except OSError:  # the folder was removed
        return
    for folder in (here, *here.parents):
        yield folder / _MARKER, (SETTING.encode(),)


def _is_in(looked_at: tuple[Path, tuple[bytes, ...]]) -> bool:
    path, words = looked_at
    try:
        written = path.read_bytes()
    except OSError:
        return False
    return any(word in written for word in words)
