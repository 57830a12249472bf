"""The table of settings: what a person may decide once instead of typing it each time.

A setting is one line of :data:`SETTINGS`. Its value comes from the command line, else from the
environment, else from the archive's ``thaidoc.toml``, else from the person's own ``config.toml``,
else it is the default: see :mod:`thaidoc.cli.resolving`.
"""

from dataclasses import dataclass
from typing import Literal

from thaidoc.cli.setting_kinds import Choice, Count, Flag, Kind, Text, Value
from thaidoc.errors import ThaidocError
from thaidoc.messages import sentence

#: where a value comes from, the strongest first; ``folder`` is the current one, or one above it
Origin = Literal["option", "environment", "folder", "archive", "person", "default"]


class SettingError(ThaidocError):
    """A setting that is not one, or a value that it cannot have."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set.

    :param about: what it is for, without a full stop.
    :param variable: the environment variable that sets it.
    :param option: the option that sets it for one run.
    :param shared: whether an archive may set it for everybody who uses it. Never what names a
        program or a file: an archive can come from anybody.
    :param passed_on: whether the code that wants it looks into the environment, as processes do
        that thaidoc starts.
    """

    name: str
    kind: Kind
    default: Value
    about: str
    variable: str | None
    option: str | None = None
    shared: bool = True
    passed_on: bool = False


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "archive",
        Text(sentence("a folder")),
        None,
        "the archive; your own file's only where none is around the current folder",
        "THAIDOC_ARCHIVE",
        "--archive",
        shared=False,
    ),
    Setting(
        "era",
        Choice(("be", "ce")),
        "be",
        "show years in the Buddhist (be) or the common era (ce)",
        "THAIDOC_ERA",
        "--era",
    ),
    Setting(
        "lang",
        Choice(("th", "en")),
        None,
        "speak Thai (th) or English (en); else the locale's language",
        "THAIDOC_LANG",
        "--lang",
        shared=False,
    ),
    Setting(
        "color",
        Choice(("auto", "always", "never")),
        "auto",
        "colours: on a terminal only (auto), always or never",
        "THAIDOC_COLOR",
        "--color",
    ),
    Setting(
        "pager",
        Text(sentence("a program"), may_be_empty=True),
        None,
        "what long output is read with on a terminal; else PAGER, else less; none where it is "
        "empty or cat",
        "THAIDOC_PAGER",
        shared=False,
    ),
    Setting(
        "support",
        Text(sentence("a name, an address or a number")),
        None,
        "who helps: shown at the foot of `thaidoc --help`, by --version and with a fault",
        "THAIDOC_SUPPORT",
    ),
    Setting("quiet", Flag(), False, "no progress and no notes", "THAIDOC_QUIET", "--quiet"),
    Setting(
        "ocr",
        Choice(("auto", "always", "never")),
        "auto",
        "read from their pictures pages without good text (auto), all (always) or none (never)",
        "THAIDOC_OCR",
        "--ocr",
    ),
    Setting(
        "recogniser",
        Choice(("thaidoc", "tesseract")),
        "thaidoc",
        "who reads pictures: thaidoc's own network, or tesseract where it is installed",
        None,
        "--recogniser",
    ),
    Setting(
        "network",
        Text(sentence("a file")),
        None,
        "an ONNX file to read pictures with instead of the network that comes with thaidoc",
        "THAIDOC_RECOGNISER",
        passed_on=True,
        shared=False,
    ),
    Setting(
        "converters",
        Text(sentence("names")),
        None,
        "programs that may read a DOC which thaidoc cannot, blanks between their names",
        "THAIDOC_CONVERTERS",
        passed_on=True,
        shared=False,
    ),
    Setting(
        "jobs",
        Count(1, 256),
        None,
        "read so many files side by side; else one for each core",
        "THAIDOC_JOBS",
        "--jobs",
        shared=False,
    ),
    Setting(
        "by",
        Text(sentence("a name")),
        None,
        "who acts, for the event log; else user@host",
        "THAIDOC_BY",
        "--by",
        shared=False,
    ),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


def setting_named(name: str) -> Setting:
    """The setting that is called so.

    :raises SettingError: where none is; it names the nearest.
    """
    if name in _BY_NAME:
        return _BY_NAME[name]
    raise SettingError(f"there is no setting {name!r}", hint=nearest(name))


def known(name: str) -> Setting | None:
    """The setting that is called so, if there is one."""
    return _BY_NAME.get(name)


def nearest(name: str) -> str:
    """What a person may have meant, as a hint."""
    import difflib  # not on the way of every command

    near = difflib.get_close_matches(name.lower(), _BY_NAME, n=1, cutoff=0.5)
    return f"Did you mean {near[0]}" if near else f"There are {', '.join(_BY_NAME)}"


def parse(setting: Setting, typed: str, where: str | None = None) -> Value:
    """A setting's value as it was typed, or stands in the environment.

    :raises SettingError: where it cannot have it.
    """
    value = setting.kind.parse(typed)
    if value is None:
        raise wrong(setting, typed, where)
    return value


def read(setting: Setting, value: object, where: str) -> Value:
    """A setting's value as it stands in a file.

    :raises SettingError: where it cannot have it.
    """
    found = setting.kind.read(value)
    if found is None:
        raise wrong(setting, value, where)
    return found


def wrong(setting: Setting, value: object, where: str | None) -> SettingError:
    """The error for a value that a setting cannot have."""
    return SettingError(
        f"{setting.name} cannot be {value!r}",
        where=where,
        hint=f"It is {setting.kind.expects}",
    )


def shown(value: Value) -> str:
    """A value as it can be typed again; empty where there is none."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
