"""The shells that thaidoc completes in: the script of each, and how its questions are answered.

A shell is one class in :data:`SHELLS`. Its script calls thaidoc with the line so far in the
environment, as click's completion does; what is answered is one candidate after the other.

Bash wants more care than the others. It takes a word apart at colons (``COMP_WORDBREAKS``), puts in
what it is given without quoting it, and replaces only what stands behind the last such break; so
the line itself is asked for, cut into words here, and only what is missing is given back.
"""

import os
import re
from collections.abc import Iterator
from typing import Any

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

from thaidoc.cli.completing import OPEN

#: asks for completion: ``bash_complete`` and so on
VARIABLE = "_THAIDOC_COMPLETE"
#: the first line of every script tells that it is thaidoc's
MARK = "# made by `thaidoc completion"
_BASH = """\
_thaidoc_completion() {
    local kind value
    COMPREPLY=()
    while IFS=$'\\t' read -r kind value; do
        case $kind in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            open) compopt -o nospace; COMPREPLY+=("$value") ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done < <(COMP_WORDS="${COMP_LINE:0:COMP_POINT}" COMP_BREAKS="$COMP_WORDBREAKS" \\
        _THAIDOC_COMPLETE=bash_complete "$1" 2>/dev/null)
}
complete -o nosort -F _thaidoc_completion thaidoc 2>/dev/null ||
    complete -F _thaidoc_completion thaidoc
"""
_ZSH = """\
_thaidoc() {
    local kind value about
    local -a plain described open answer
    answer=("${(@f)$(COMP_WORDS="${(j: :)words[1,CURRENT]}" COMP_CWORD=$((CURRENT-1)) \\
        _THAIDOC_COMPLETE=zsh_complete ${words[1]} 2>/dev/null)}")
    for kind value about in "${answer[@]}"; do
        case $kind in
            dir) _path_files -/ ;;
            file) _path_files -f ;;
            open) open+=("$value") ;;
            plain)
                if [[ $about == _ ]]; then
                    plain+=("$value")
                else
                    described+=("$value:$about")
                fi ;;
        esac
    done
    (( $#described )) && _describe -V thaidoc described -U
    (( $#plain )) && compadd -U -V thaidoc -a plain
    (( $#open )) && compadd -U -V thaidoc -S '' -a open
    return 0
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _thaidoc "$@"
else
    compdef _thaidoc thaidoc
fi
"""
_FISH = """\
function __thaidoc_complete
    for line in (env COMP_WORDS=(commandline -cp | string collect) \\
            COMP_CWORD=(commandline -ct | string collect) \\
            _THAIDOC_COMPLETE=fish_complete thaidoc 2>/dev/null)
        set -l parts (string split -m 1 , -- $line)
        switch $parts[1]
            case dir
                __fish_complete_directories $parts[2]
            case file
                __fish_complete_path $parts[2]
            case plain open
                echo $parts[2]
        end
    end
end
complete --no-files --command thaidoc --arguments '(__thaidoc_complete)'
"""
#: what bash would obey in an unquoted word
_OBEYED = re.compile(r"""([\\\s"'`$&|;<>(){}\[\]*?!#~])""")
_TOKEN_END = re.compile(r"\s")


class _Quiet(ShellComplete):
    """A shell that is told nothing where something goes wrong, for nobody asked for an error."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """The candidates; file names where a file may stand."""
        try:
            return super().get_completions(args, incomplete)
        except (Exception, SystemExit):
            return []


class Bash(_Quiet, BashComplete):
    """Bash 4.4 and later; an older one offers the candidates in another order."""

    name = "bash"
    source_template = _BASH.replace("%", "%%")

    def source(self) -> str:
        """The script; unlike click's it asks no bash for its version."""
        return ShellComplete.source(self)

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor, and the one at it."""
        line = os.environ.get("COMP_WORDS", "")
        self._token = last_token(line)
        before = split_arg_string(line[: len(line) - len(self._token)])
        return before[1:], unquoted(self._token)

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """One candidate: its type, and what bash is to put behind its last break."""
        if item.type in ("dir", "file"):
            return f"{item.type}\t"
        kept, quote = readline_keeps(self._token, os.environ.get("COMP_BREAKS", ":="))
        head, value = unquoted(self._token[:kept]), str(item.value)
        rest = value[len(head) :] if value.startswith(head) else value
        shown = rest if quote else _OBEYED.sub(r"\\\1", rest)
        return f"{item.type}\t{shown}"


class Zsh(_Quiet, ZshComplete):
    """Zsh, which quotes by itself."""

    name = "zsh"
    source_template = _ZSH.replace("%", "%%")

    def format_completion(self, item: CompletionItem[str]) -> str:
        """One candidate: three lines, colons escaped where the shell looks for one."""
        about = " ".join((item.help or "_").split()) or "_"
        value = item.value.replace(":", r"\:") if about != "_" and item.type != OPEN else item.value
        return f"{item.type}\n{value}\n{about}"


class Fish(_Quiet, FishComplete):
    """Fish, which quotes by itself and puts no blank behind a colon."""

    name = "fish"
    source_template = _FISH.replace("%", "%%")


SHELLS: dict[str, type[ShellComplete]] = {"bash": Bash, "zsh": Zsh, "fish": Fish}


def register() -> None:
    """Have click answer these shells by the classes here."""
    for shell in SHELLS.values():
        add_completion_class(shell)


def script(shell: str, command: click.Command) -> str:
    """The completion script of a shell, with a first line that tells whose it is."""
    made = SHELLS[shell](command, {}, "thaidoc", VARIABLE).source()
    head = f"{MARK} {shell}`"
    if shell == "zsh":  # whose first line has to be this one
        return f"#compdef thaidoc\n{head}\n{made}"
    return f"{head}\n{made}"


def last_token(line: str) -> str:
    """The word that the end of a line stands in, as typed; empty behind a blank.

    >>> last_token('thaidoc search "กรม ก'), last_token("thaidoc show ")
    ('"กรม ก', '')
    """
    start = 0
    for at, char, quote in _unescaped(line):
        if not quote and _TOKEN_END.match(char):
            start = at + 1
    return line[start:]


def unquoted(token: str) -> str:
    """A word without the quotation marks and backslashes that are the shell's."""
    words = split_arg_string(token)
    return words[0] if words else ""


def readline_keeps(token: str, breaks: str) -> tuple[int, str]:
    """How much of a word bash leaves alone when it completes, and the quotation mark it is in.

    >>> readline_keeps("จาก:กรม", ":="), readline_keeps("'จาก:กรม", ":=")
    ((4, ''), (1, "'"))
    """
    kept, quote = 0, ""
    for at, char, quote in _unescaped(token):
        if char == quote or (not quote and char in ":=" and char in breaks):
            kept = at + 1
    return kept, quote


def _unescaped(typed: str) -> Iterator[tuple[int, str, str]]:
    """Each character that no backslash belongs to, with its place and the quotation mark it is in.

    A mark that opens is in itself, one that closes is in none.
    """
    quote, escaped = "", False
    for at, char in enumerate(typed):
        if escaped:
            escaped = False
        elif char == "\\" and quote != "'":
            escaped = True
        else:
            if quote:
                quote = "" if char == quote else quote
            elif char in "\"'":
                quote = char
            yield at, char, quote
