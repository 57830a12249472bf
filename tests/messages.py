"""The Thai catalogues: ``python -m tests.messages`` brings them up to what the code says.

``thaidoc.po`` has the texts of the command line, click's own among them; ``sentences.po`` has what
the rooms below raise and write down. A message that is new is put in without a translation, one
that is gone is taken out, all others stay; then both are compiled to the ``.mo`` that are shipped.
``python -m tests.messages thaidoc`` does so for that one alone.
"""

import importlib
import inspect
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import thaidoc
from tests.foreign_sentences import of_others
from tests.message_sources import ROOT, Sources, collect

#: in place of the time at which a catalogue was written, so that it has the same bytes each time
_NEVER = datetime(2026, 1, 1, tzinfo=UTC)
FOLDER = ROOT / "locale" / "th" / "LC_MESSAGES"
NAMES = ("thaidoc", "sentences")
#: modules of click that speak to nobody on a terminal of ours
_SILENT = ("_winconsole.py", "testing.py")


def template(name: str) -> Catalog:
    """What a catalogue must have translations of."""
    made = Catalog(locale="th", project="thaidoc", version=thaidoc.__version__, fuzzy=False)
    found = collect()
    if name == "sentences":
        for sentence, places in sorted(found.sentences.items(), key=lambda one: min(one[1])):
            _add(made, sentence, sorted(places))
        for sentence in of_others():
            made.add(sentence)
        return made
    for text, place in described():
        _add(made, text, [place])
    for sources in (found, of_click()):
        for text, places in sources.texts.items():
            _add(made, text, sorted(places))
        for both, places in sources.plurals.items():
            _add(made, both, sorted(places))
    return made


def _add(catalog: Catalog, said: str | tuple[str, str], places: list[str]) -> None:
    """A message with the files it stands in; without lines, which change with every edit."""
    files = dict.fromkeys(place.rsplit(":", 1)[0] for place in places)
    catalog.add(said, locations=[(file, 1) for file in files])


def of_click() -> Sources:
    """The messages of click, which asks gettext for them by itself."""
    folder = Path(inspect.getfile(click)).parent
    found = Sources()
    for path in sorted(folder.glob("*.py")):
        if path.name not in _SILENT:
            _of_gettext(path, found)
    return found


def _of_gettext(path: Path, found: Sources) -> None:
    import ast

    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            said = [one.value for one in node.args if isinstance(one, ast.Constant)]
            if node.func.id == "_" and said:
                found.texts.setdefault(str(said[0]), set()).add("click:1")
            elif node.func.id == "ngettext" and len(said) >= 2:
                found.plurals.setdefault((str(said[0]), str(said[1])), set()).add("click:1")


def described() -> Iterator[tuple[str, str]]:
    """What the commands, their options and the settings are described with, and where."""
    from thaidoc.cli.help_pages import description
    from thaidoc.cli.main import EXIT_CODES, VERBS, thaidoc
    from thaidoc.cli.settings import SETTINGS

    yield from ((text, "cli/main.py:1") for text in (*VERBS.values(), *EXIT_CODES.values()))
    yield from ((one.about, "cli/settings.py:1") for one in SETTINGS)
    commands = [("main", thaidoc)]
    commands += [(n, importlib.import_module(f"thaidoc.cli.{n}").command) for n in VERBS]
    for name, command in commands:
        yield description(command), f"cli/{name}.py:1"
        for param in command.params:
            if isinstance(param, click.Option) and param.help:
                yield param.help, f"cli/{name}.py:1"


def path_of(name: str) -> Path:
    """Where a catalogue stands, as it is edited."""
    return FOLDER / f"{name}.po"


def load(name: str) -> Catalog:
    """A catalogue as it stands; an empty one where there is none."""
    path = path_of(name)
    if not path.exists():
        return Catalog(locale="th", project="thaidoc", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="th")


def updated(name: str) -> Catalog:
    """The catalogue with the messages that the code has now, and the translations there are."""
    made, before = template(name), load(name)
    for message in made:
        if not message.id:
            continue
        old = before.get(message.id)
        if isinstance(old, Message) and not old.fuzzy:
            message.string = old.string
    return made


def as_po(catalog: Catalog) -> bytes:
    """A catalogue as it is edited: always the same bytes for the same messages."""
    out = io.BytesIO()
    catalog.header_comment = "# The Thai texts of thaidoc."
    catalog.creation_date = catalog.revision_date = _NEVER
    write_po(out, catalog, width=100, omit_header=False, include_lineno=False)
    return out.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """A catalogue as it is shipped: of what is translated."""
    out = io.BytesIO()
    catalog.creation_date = catalog.revision_date = _NEVER
    write_mo(out, catalog)
    return out.getvalue()


def missing(catalog: Catalog) -> list[str]:
    """The messages that have no translation, or one that is only a guess."""
    return [str(m.id) for m in catalog if m.id and (m.fuzzy or not _whole(m))]


def _whole(message: Message) -> bool:
    said = message.string or ""
    return bool(said) and (isinstance(said, str) or all(said))


def main() -> None:
    """Bring the catalogues up, and tell what is left to translate."""
    for name in sys.argv[1:] or NAMES:
        catalog = updated(name)
        path_of(name).write_bytes(as_po(catalog))
        path_of(name).with_suffix(".mo").write_bytes(as_mo(catalog))
        left = missing(catalog)
        lines = [f"{name}: {len(catalog)} messages, {len(left)} without a translation", *left[:10]]
        sys.stdout.write("\n  ".join(lines) + "\n")


if __name__ == "__main__":
    main()
