"""``thaidoc config``: what is set, where that was said, and setting it for good."""

from contextlib import nullcontext
from typing import TYPE_CHECKING, Literal

import click

from thaidoc.cli.completing import setting_names, setting_values
from thaidoc.cli.options import Settings, archive_option, era_option, ocr_option, verb
from thaidoc.messages import later, listed, said
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from thaidoc.archive.store import Archive
    from thaidoc.cli.config_files import ConfigFile
    from thaidoc.cli.resolving import Resolved
    from thaidoc.cli.setting_kinds import Value
    from thaidoc.cli.settings import Setting

#: version of the shape of ``thaidoc config --json``
VERSION = 1
_Action = Literal["show", "get", "set", "unset"]
#: how many words each action takes behind it
_TAKES: dict[str, int] = {"show": 0, "get": 1, "set": 2, "unset": 1}
_ORIGINS: dict[str, str] = {
    "option": later("option {where}"),
    "environment": later("environment {where}"),
    "folder": later("around the current folder"),
    "archive": "{where}",
    "person": "{where}",
    "default": later("default"),
}


@verb(
    "config",
    "thaidoc config",
    "thaidoc config get era",
    "thaidoc config set era ce",
    "thaidoc config set ocr never --shared",
    "thaidoc config unset era",
    reads_settings=False,
    paged=True,
)
@click.argument("action", type=click.Choice(list(_TAKES)), default="show")
@click.argument("name", required=False, shell_complete=setting_names)
@click.argument("value", required=False, shell_complete=setting_values)
@click.option(
    "--shared",
    is_flag=True,
    help="Write into the archive, for everybody who uses it, and not into your own file.",
)
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the settings as JSON.")
@ocr_option
@archive_option
@era_option
@click.pass_obj
def command(
    settings: Settings,
    action: _Action,
    name: str | None,
    value: str | None,
    shared: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Show what is set and where, or set it for good.

    What an option says counts first, then the environment, then the archive's thaidoc.toml, then
    your own file (config.toml in the folder that the last line of `thaidoc config` names;
    THAIDOC_CONFIG names another), then the default. `set` and `unset` write to your own file, or
    with --shared into the archive; all else that stands there stays, comments too.
    """
    words = [word for word in (name, value) if word is not None]
    if len(words) != _TAKES[action]:
        wanted = ("", _("a NAME"), _("a NAME and a VALUE"))[_TAKES[action]]
        raise click.UsageError(
            _("`thaidoc config {action}` takes {wanted}.").format(action=action, wanted=wanted)
            if wanted
            else _("Say `thaidoc config get NAME`, `set NAME VALUE` or `unset NAME`.")
        )
    from thaidoc.cli.settings import setting_named

    if name is None:
        _show(settings, as_json)
    elif action == "get":
        _get(settings, setting_named(name), as_json)
    else:
        _write(settings, setting_named(name), value, shared=shared, dry_run=dry_run)


def _resolved(settings: Settings) -> "list[Resolved]":
    from thaidoc.cli.output import note
    from thaidoc.cli.resolving import given_options, resolve

    found, strange = resolve(dict(given_options(settings)))
    for sentence in strange:
        note(settings, said(sentence))
    return found


def _show(settings: Settings, as_json: bool) -> None:
    from thaidoc.cli.config_files import persons
    from thaidoc.cli.output import note, print_json

    found = _resolved(settings)
    if as_json:
        plain = [_plain(one) for one in found]
        print_json({"version": VERSION, "file": str(persons().path), "settings": plain})
        return
    _print_table(found)
    note(settings, _("your own settings: {path}").format(path=persons().path))


def _print_table(found: "list[Resolved]") -> None:
    from rich.cells import cell_len

    rows = [
        (one.setting.name, "-" if one.value is None else _quoted(one.value), _told(one))
        for one in found
    ]
    names, values = (max(cell_len(row[i]) for row in rows) for i in (0, 1))
    for name, value, origin in rows:
        lead = f"{name}{' ' * (names - cell_len(name))}  {value}{' ' * (values - cell_len(value))}"
        click.echo(f"{lead}  {origin}")


def _quoted(value: "Value") -> str:
    """A value as people read it, also where it is nothing."""
    from thaidoc.cli.output import printable
    from thaidoc.cli.settings import shown

    return printable(shown(value)) or '""'


def _told(one: "Resolved") -> str:
    from thaidoc.cli.output import printable

    return printable(_(_ORIGINS[one.origin]).format(where=one.where))


def _plain(one: "Resolved") -> dict[str, object]:
    return {
        "name": one.setting.name,
        "value": one.value,
        "origin": one.origin,
        "where": one.where or None,
        "default": one.setting.default,
        "variable": one.setting.variable,
        "option": one.setting.option,
        "about": one.setting.about,
    }


def _get(settings: Settings, setting: "Setting", as_json: bool) -> None:
    from thaidoc.cli.output import print_json, printable
    from thaidoc.cli.settings import shown

    (one,) = (one for one in _resolved(settings) if one.setting is setting)
    if as_json:
        print_json({"version": VERSION, **_plain(one)})
    elif one.value is not None:
        click.echo(printable(shown(one.value)))
    else:
        click.get_current_context().exit(1)


def _write(
    settings: Settings, setting: "Setting", typed: str | None, *, shared: bool, dry_run: bool
) -> None:
    """Set a setting for good, or with no value set it no longer."""
    from thaidoc.cli.config_files import archives, persons
    from thaidoc.cli.settings import SettingError, parse

    if shared and not setting.shared:
        hint = "An archive can come from anybody: set it without --shared, for yourself"
        raise SettingError(f"an archive cannot set {setting.name}", hint=hint)
    value = None if typed is None else parse(setting, typed)
    archive = _meant(settings) if shared else None
    file = archives(archive.root) if archive else persons()
    if dry_run:
        dry = (
            _("{name} would be {value}")
            if typed is not None
            else _("{name} would be set no longer")
        )
        _tell(settings, file, dry.format(name=setting.name, value=_quoted(value)))
        return
    with archive.writing() if archive else nullcontext():
        if value is not None:
            file.put(setting.name, value)
            told = _("{name} is {value}")
        elif file.drop(setting.name):
            told = _("{name} is set no longer")
        else:
            told = _("{name} was not set here")
    _tell(settings, file, told.format(name=setting.name, value=_quoted(value)))


def _meant(settings: Settings) -> "Archive":
    """The archive that an option, the environment or the place names, as in every command.

    :raises NoArchiveError: where there is none.
    """
    from thaidoc.cli.resolving import given_options, root_of

    settings.archive = root_of(dict(given_options(settings)))
    return settings.open_archive()


def _tell(settings: Settings, file: "ConfigFile", sentence: str) -> None:
    from thaidoc.cli.output import note

    note(settings, f"{file.path}: {listed([sentence])}")
