"""Where each setting's value comes from, and its way to whoever wants it.

Option, else environment, else the archive's ``thaidoc.toml``, else the person's ``config.toml``,
else the default. The environment is read here and nowhere else in the command line, so that a
variable never beats an option, wherever that stands.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thaidoc.cli.config_files import archives, persons
from thaidoc.cli.setting_kinds import Value
from thaidoc.cli.settings import SETTINGS, Origin, Setting, parse
from thaidoc.messages import said

if TYPE_CHECKING:
    from thaidoc.cli.options import Settings


@dataclass(frozen=True, slots=True)
class Resolved:
    """A setting with its value; ``where`` names the option, the variable or the file."""

    setting: Setting
    value: Value
    origin: Origin
    where: str = ""


@dataclass(frozen=True, slots=True)
class _Layer:
    origin: Origin
    where: str
    values: Mapping[str, Value]


def root_around(start: Path) -> Path | None:
    """The nearest folder that is marked as an archive, walking up; it is not opened."""
    from thaidoc.archive.marker import MARKER

    start = start.resolve()
    return next((one for one in (start, *start.parents) if (one / MARKER).is_file()), None)


def resolve(options: Mapping[str, Value]) -> tuple[list[Resolved], list[str]]:
    """Every setting with its value, and what is to be told of the files.

    :param options: what was given on the command line.
    :raises SettingError: where a file or a variable cannot be read, or says what cannot be.
    """
    own = persons()
    mine, strange = own.values()
    outer = _environment()
    root = _root(options, outer, mine)
    shared: dict[str, Value] = {}
    if root is not None:
        shared, more = archives(root).values()
        strange += more
    layers = (
        _Layer("option", "", options),
        _Layer("environment", "", outer),
        _Layer("archive", str(archives(root).path) if root else "", shared),
        _Layer("person", str(own.path), mine),
    )
    return [_found(setting, layers) for setting in SETTINGS], strange


def root_of(options: Mapping[str, Value]) -> Path | None:
    """The folder of the archive that is meant, whether or not it is one.

    :param options: what was given on the command line.
    """
    return _root(options, _environment(), persons().values()[0])


def _root(*named: Mapping[str, Value]) -> Path | None:
    """The archive's folder: as an option or a variable names it, around here, as a file names it.

    The file comes last, for whoever stands in an archive means that.
    """
    *given, mine = (one.get("archive") for one in named)
    for name in given:
        if name:
            return Path(str(name))
    return root_around(Path()) or (Path(str(mine)).expanduser() if mine else None)


def _found(setting: Setting, layers: tuple[_Layer, ...]) -> Resolved:
    names = {"option": setting.option or "", "environment": setting.variable or ""}
    for layer in layers:
        if layer.origin == "person" and setting.name == "archive" and (root := root_around(Path())):
            return Resolved(setting, str(root), "folder", str(root))
        if setting.name in layer.values:
            where = names.get(layer.origin, layer.where)
            return Resolved(setting, layer.values[setting.name], layer.origin, where)
    return Resolved(setting, setting.default, "default")


def _environment() -> dict[str, Value]:
    return {s.name: v for s in SETTINGS if (v := _from_environment(s)) is not None}


def _from_environment(setting: Setting) -> Value:
    typed = os.environ.get(setting.variable) if setting.variable else None
    if typed is None or not (typed or setting.kind.read(typed) == typed):
        return None
    return typed if setting.passed_on else parse(setting, typed, setting.variable)


def complete(context: click.Context, settings: "Settings") -> None:
    """Give a verb what was not said on its command line, and tell what the files have wrong.

    :raises SettingError: where a file or a variable cannot be read, or says what cannot be.
    """
    found, strange = resolve(dict(given_options(settings)))
    for one in found:
        if one.origin not in ("default", "folder", "option"):
            _fill_in(context, one, settings)
    if strange:
        from thaidoc.cli.output import note

        for sentence in strange:
            note(settings, said(sentence))


def _fill_in(context: click.Context, one: Resolved, settings: "Settings") -> None:
    name = one.setting.name
    if one.setting.passed_on:
        os.environ[str(one.setting.variable)] = _path(one)
    elif hasattr(settings, name):
        setattr(settings, name, Path(_path(one)) if name == "archive" else one.value)
    elif name in context.params and not _is_typed(context, name):
        context.params[name] = one.value


def _path(one: Resolved) -> str:
    """A value that may be a path from the home folder, as a file may say and a shell does."""
    return str(Path(str(one.value)).expanduser()) if one.origin == "person" else str(one.value)


def _is_typed(context: click.Context, name: str) -> bool:
    return context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE


def given_options(settings: "Settings") -> Iterator[tuple[str, Value]]:
    """The settings that an option gave, by name."""
    for setting in SETTINGS:
        if setting.name in settings.given:
            value = getattr(settings, setting.name)
            yield setting.name, str(value) if isinstance(value, Path) else value
