"""``thaidoc completion``: the shell completes commands, options and what the archive holds."""

import os
import sys
from pathlib import Path

import click

from thaidoc.cli.options import Settings, verb
from thaidoc.messages import later
from thaidoc.messages import text as _

#: the shells, by the name of their program; a test holds them against :mod:`thaidoc.cli.shells`
NAMES = ("bash", "zsh", "fish")


@verb(
    "completion",
    "thaidoc completion --install",
    "thaidoc completion bash",
    "thaidoc completion zsh --install --dry-run",
    reads_settings=False,
)
@click.argument("shell", required=False, type=click.Choice(NAMES), metavar="[bash|zsh|fish]")
@click.option("--install", is_flag=True, help="Write the script to where the shell looks for it.")
@click.option("-n", "--dry-run", is_flag=True, help="Say where that is, and write nothing.")
@click.pass_obj
@click.pass_context
def command(
    context: click.Context, settings: Settings, shell: str | None, install: bool, dry_run: bool
) -> None:
    """Print the script that makes a shell complete thaidoc, or install it.

    Without a name it is the shell you use ($SHELL). Completed are commands and options, and from
    the archive at hand agencies, Buddhist years, kinds, kept searches and identities. --install
    writes one file of your own and changes no other; what more the shell needs is said.
    """
    from thaidoc.cli.shells import script

    if dry_run and not install:
        raise click.UsageError(_("--dry-run goes with --install"))
    shell = shell or _own_shell()
    root = context.find_root().command
    text = script(shell, root)
    if install:
        _install(settings, shell, text, dry_run=dry_run)
    else:
        click.echo(text, nl=False)


def _own_shell() -> str:
    name = Path(os.environ.get("SHELL", "")).name
    if name not in NAMES:
        raise click.UsageError(
            _("Say for which shell: thaidoc completion {names}").format(names="|".join(NAMES))
        )
    return name


def place(shell: str) -> Path:
    """Where a shell looks for a script of this person's.

    Bash: what bash-completion calls the user's folder. Zsh has none, so it is told of this one.
    """
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    if shell == "bash":
        own = os.environ.get("BASH_COMPLETION_USER_DIR")
        return (Path(own) if own else data / "bash-completion") / "completions" / "thaidoc"
    if shell == "zsh":
        return data / "zsh" / "site-functions" / "_thaidoc"
    return config / "fish" / "completions" / "thaidoc.fish"


#: what a shell needs besides the file; ``{folder}`` is the file's, ``{file}`` the file
_BESIDES: dict[str, str] = {
    "bash": later(
        "bash finds it in its next session where the package bash-completion is installed; "
        "else put this line into ~/.bashrc:  source {file}"
    ),
    "zsh": later(
        "put this line into ~/.zshrc, before compinit is called there:  "
        "fpath=({folder} $fpath); autoload -Uz compinit && compinit"
    ),
    "fish": later("fish finds it in its next session"),
}


def _install(settings: Settings, shell: str, text: str, *, dry_run: bool) -> None:
    """Write the script where it is found, unless what is there is somebody else's."""
    from thaidoc.cli.output import note
    from thaidoc.cli.shells import MARK
    from thaidoc.errors import ThaidocError

    file = place(shell)
    try:
        there = file.read_text(encoding="utf-8", errors="replace") if file.exists() else None
        if there is not None and MARK not in there:
            raise ThaidocError(
                "this file is not thaidoc's, and is left as it is",
                where=file,
                hint=f"Take it away, or keep `thaidoc completion {shell}` in another file",
            )
        if there == text:
            said = _("is there already")
        elif dry_run:
            said = _("would be written")
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            staging = file.with_name(f".{file.name}.new")
            staging.write_text(text, encoding="utf-8")
            staging.replace(file)
            said = _("is written")
    except OSError as error:
        raise ThaidocError(
            f"the script cannot be written here ({error.strerror})",
            where=file,
            hint=f"`thaidoc completion {shell}` prints it: put it where you like",
        ) from error
    click.echo(f"{file}  {said}")
    note(settings, _(_BESIDES[shell]).format(file=file, folder=file.parent))
    sys.stdout.flush()
