"""The command reference and the man pages, made from the commands themselves.

``python -m tests.cli.reference`` writes docs/commands.md and man/*.1 anew; a test fails where they
are not what the commands say.
"""

import importlib
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from thaidoc import __version__
from thaidoc.cli.language import FILE_VARIABLE
from thaidoc.cli.main import EXAMPLES, EXIT_CODES, VERBS, thaidoc
from thaidoc.cli.options import Verb
from thaidoc.cli.settings import SETTINGS

ROOT = Path(__file__).parents[2]
PAGE, MAN = ROOT / "docs" / "commands.md", ROOT / "man"
#: variables that are no setting: what each does
VARIABLES: dict[str, str] = {
    FILE_VARIABLE: "the file of your own settings, instead of config.toml in its usual folder",
    "PAGER": "what long output is read with, as by other programs, where no pager is set",
    "NO_COLOR": "no colours, whatever it says",
    "FORCE_COLOR": "colours where the output is no terminal",
    "TESSDATA_PREFIX": "where tesseract's data lie, for --recogniser tesseract",
}
_MARGIN = "\n\n"


def verb(name: str) -> Verb:
    """The command of this name."""
    command = importlib.import_module(f"thaidoc.cli.{name}").command
    assert isinstance(command, Verb)
    return command


def variables() -> dict[str, str]:
    """Every variable of the environment that thaidoc looks at, and what it does."""
    own = {one.variable: one.about for one in SETTINGS if one.variable}
    return {**own, **VARIABLES}


def usage(command: click.Command, name: str) -> str:
    """How a command is typed, on one line."""
    context = click.Context(command, info_name=name)
    return " ".join([name, *command.collect_usage_pieces(context)])


def options(command: click.Command, name: str) -> list[tuple[str, str]]:
    """Each option with its value, and what it does."""
    context = click.Context(command, info_name=name)
    records = (param.get_help_record(context) for param in command.params)
    return [*(record for record in records if record), ("-h, --help", "Show this help and exit.")]


def paragraphs(command: click.Command) -> list[str]:
    """What a command's help says, a string for each paragraph."""
    text = re.sub(r"\n[ \t]*\n", _MARGIN, (command.help or "").strip())
    return [" ".join(part.split()) for part in text.split(_MARGIN)]


def markdown() -> str:
    """docs/commands.md."""
    return "\n".join(_markdown()) + "\n"


def _markdown() -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield "Made from the commands by `python -m tests.cli.reference`: what `--help` shows of each."
    yield "Every option of `thaidoc` itself may stand before the command or behind it."
    yield ""
    yield from (f"- [`thaidoc {name}`](#thaidoc-{name}): {line}" for name, line in VERBS.items())
    yield from ("", "## thaidoc", "")
    yield from _section(thaidoc, "thaidoc", EXAMPLES)
    for name in VERBS:
        yield from ("", f"## thaidoc {name}", "")
        yield from _section(verb(name), f"thaidoc {name}", verb(name).examples)
    yield from ("", "## Exit codes", "", "| code | means |", "| --- | --- |")
    yield from (f"| {code} | {text} |" for code, text in EXIT_CODES.items())
    yield from ("", "## Environment", "", "| variable | sets |", "| --- | --- |")
    yield from (f"| `{name}` | {_cell(about)} |" for name, about in variables().items())
    yield from ("", "## Settings", "", "| setting | is | default | variable | option | for |")
    yield "| --- | --- | --- | --- | --- | --- |"
    for one in SETTINGS:
        cells = (one.kind.expects, str(one.default or "-"), one.variable or "-", one.option or "-")
        yield f"| `{one.name}` | {' | '.join(cells)} | {one.about} |"
    yield ""
    yield "What an option says counts first, then the environment, then `[settings]` in the"
    yield "archive's `thaidoc.toml`, then your own `config.toml`, then the default;"
    yield "`thaidoc config` shows which it was."
    own = [f"`{one.name}`" for one in SETTINGS if not one.shared]
    yield f"An archive cannot set {', '.join(own)}."


def _section(command: click.Command, name: str, examples: tuple[str, ...]) -> Iterator[str]:
    yield from ("```sh", *examples, "```", "", f"`{usage(command, name)}`", "")
    for part in paragraphs(command):
        yield from (part, "")
    yield from ("| option | does |", "| --- | --- |")
    yield from (f"| `{_cell(one)}` | {_cell(about)} |" for one, about in options(command, name))


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("<", "&lt;")


def man_pages() -> dict[str, str]:
    """Every man page by the name of its file."""
    pages = {"thaidoc.1": _main_page()}
    return pages | {f"thaidoc-{name}.1": _verb_page(name) for name in VERBS}


def _main_page() -> str:
    head = _head("thaidoc", "reads Thai official letters, keeps and finds them")
    commands = ((f"thaidoc-{name}(1)", line) for name, line in VERBS.items())
    return "".join(
        [
            head,
            _synopsis(thaidoc, "thaidoc"),
            _description(thaidoc),
            ".SH COMMANDS\n",
            _list(commands),
            _options(thaidoc, "thaidoc"),
            _tail(EXAMPLES),
            ".SH FILES\n",
            _list(
                [
                    ("ARCHIVE/thaidoc.toml", "marks an archive; its format, and settings for all."),
                    ("~/.config/thaidoc/config.toml", "your own settings: thaidoc-config(1)."),
                ]
            ),
        ]
    )


def _verb_page(name: str) -> str:
    command, called = verb(name), f"thaidoc {name}"
    line = VERBS[name].rstrip(".")
    return "".join(
        [
            _head(f"thaidoc-{name}", f"{line[0].lower()}{line[1:]}"),
            _synopsis(command, called),
            _description(command),
            _options(command, called),
            _tail(command.examples),
            ".SH SEE ALSO\n.BR thaidoc (1)\n",
        ]
    )


def _head(name: str, line: str) -> str:
    title = f'.TH "{name.upper()}" "1" "" "thaidoc {__version__}" "thaidoc"\n'
    comment = '.\\" Made by python -m tests.cli.reference from the commands: change those.\n'
    return f"{comment}{title}.SH NAME\n{_roff(name)} \\- {_roff(line)}\n"


def _synopsis(command: click.Command, name: str) -> str:
    return f".SH SYNOPSIS\n{_roff(usage(command, name))}\n"


def _description(command: click.Command) -> str:
    return ".SH DESCRIPTION\n" + "".join(f".PP\n{_roff(part)}\n" for part in paragraphs(command))


def _options(command: click.Command, name: str) -> str:
    return ".SH OPTIONS\n" + _list(options(command, name))


def _tail(examples: tuple[str, ...]) -> str:
    shown = "".join(f"{_roff(example)}\n" for example in examples)
    codes = _list((str(code), text) for code, text in EXIT_CODES.items())
    return (
        f".SH EXAMPLES\n.nf\n{shown}.fi\n"
        f".SH EXIT STATUS\n{codes}.SH ENVIRONMENT\n{_list(variables().items())}"
    )


def _list(rows: Iterable[tuple[str, str]]) -> str:
    return "".join(f".TP\n\\fB{_roff(one)}\\fR\n{_roff(about)}\n" for one, about in rows)


#: what roff would take for its own
_ROFF: dict[str, str] = {
    "\\": "\\e",
    "-": "\\-",
    "'": "\\(aq",
    "`": "\\(ga",
    "^": "\\(ha",
    "~": "\\(ti",
}


def _roff(text: str) -> str:
    shown = "".join(_ROFF.get(char, char) for char in " ".join(text.split()))
    return f"\\&{shown}" if shown.startswith((".", "\\(aq")) else shown


def files() -> Iterator[tuple[Path, str]]:
    """Every file that is made here, with what it has to hold."""
    yield PAGE, markdown()
    yield from ((MAN / name, page) for name, page in man_pages().items())


def write(say: Callable[[str], object] = print) -> None:
    """Write all of them anew, and take away pages of commands that are gone."""
    made = dict(files())
    MAN.mkdir(exist_ok=True)
    for path in set(MAN.glob("*.1")) - set(made):
        path.unlink()
        say(f"{path.name} is gone")
    for path, text in made.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            say(f"{path.relative_to(ROOT)} is new")


if __name__ == "__main__":
    write()
