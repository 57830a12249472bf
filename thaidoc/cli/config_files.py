"""The files that settings stand in: the archive's ``thaidoc.toml`` and the person's own.

Both are TOML that people may write by hand, so a file that cannot be read is told with its line,
and writing keeps comments, order and whatever else stands there.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thaidoc.archive import durable
from thaidoc.cli.language import own_settings
from thaidoc.cli.setting_kinds import Value
from thaidoc.cli.settings import SettingError, known, nearest, read
from thaidoc.errors import ThaidocError
from thaidoc.messages import sentence

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

#: where in an archive's thaidoc.toml settings stand
TABLE = "settings"
_AT = re.compile(r"(.*?) ?\(at (?:line (\d+), column \d+|end of document)\)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A file of settings; ``table`` is the part of it that they stand in, empty for the whole."""

    path: Path
    table: str = ""

    @property
    def shared(self) -> bool:
        """Whether it is an archive's, and so holds for everybody who uses that."""
        return bool(self.table)

    def values(self) -> tuple[dict[str, Value], list[str]]:
        """The settings that stand in it, and what is to be told of those that are none.

        A name that is no setting is told and passed over, for a later thaidoc may know it.

        :raises SettingError: where the file is not TOML, or a setting cannot be what it says.
        """
        text = self._text()
        if not text.strip():
            return {}, []
        found: dict[str, Value] = {}
        strange: list[str] = []
        for name, value in self._parsed(text).items():
            setting = known(name)
            where = f"{self.path}, line {line_of(text, name, self.table)}"
            if setting is None:
                strange.append(f"{where}: there is no setting {name!r}. {nearest(name)}.")
            elif self.shared and not setting.shared:
                strange.append(
                    sentence(f"{where}: an archive cannot set {name}; it is passed over.")
                )
            else:
                found[name] = read(setting, value, where)
        return found, strange

    def put(self, name: str, value: Value) -> None:
        """Write a setting, with all else that stands in the file as it is.

        :raises SettingError: where the file is not TOML.
        :raises ThaidocError: where it cannot be written.
        """
        import tomlkit

        document = self._document()
        place: Any = document
        if self.table:
            if self.table not in document:
                document[self.table] = tomlkit.table()
            place = document[self.table]
        place[name] = value
        self._write(document)

    def drop(self, name: str) -> bool:
        """Take a setting out; False where it does not stand there.

        :raises SettingError: where the file is not TOML.
        :raises ThaidocError: where it cannot be written.
        """
        document = self._document()
        place: Any = document.get(self.table, {}) if self.table else document
        if name not in place:
            return False
        del place[name]
        self._write(document)
        return True

    def _text(self) -> str:
        try:
            return self.path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            return ""
        except UnicodeDecodeError as error:
            raise SettingError(
                "this file is not UTF-8", where=self.path, hint="Save it in that encoding"
            ) from error
        except OSError as error:
            raise SettingError(f"it cannot be read ({error.strerror})", where=self.path) from error

    def _parsed(self, text: str) -> dict[str, Any]:
        try:
            place = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise not_toml(self.path, text, error) from error
        values = place.get(self.table, {}) if self.table else place
        if not isinstance(values, dict):
            raise SettingError(f"[{self.table}] is not a table", where=self.path)
        return values

    def _document(self) -> "TOMLDocument":
        """The file for writing; what tomllib would not read is not written over."""
        import tomlkit

        text = self._text()
        self._parsed(text)
        return tomlkit.parse(text)

    def _write(self, document: "TOMLDocument") -> None:
        import tomlkit

        try:
            durable.make_folder(self.path.parent)
            durable.replace(self.path, tomlkit.dumps(document).encode("utf-8"))
        except OSError as error:
            raise ThaidocError(
                f"settings cannot be written here ({error.strerror})",
                where=self.path,
                hint="Look at the permissions and the space that is left",
            ) from error


def persons() -> ConfigFile:
    """The person's own: ``~/.config/thaidoc/config.toml``, or where the system keeps such files."""
    return ConfigFile(own_settings())


def archives(root: Path) -> ConfigFile:
    """That of the archive in a folder."""
    from thaidoc.archive.marker import MARKER

    return ConfigFile(root / MARKER, TABLE)


def not_toml(path: Path, text: str, error: tomllib.TOMLDecodeError) -> SettingError:
    """The error for a file that is not TOML: its line, what is wrong, the line as it stands."""
    found = _AT.match(str(error))
    what = found[1] if found else str(error)
    what = what[:1].lower() + what[1:]
    lines = text.splitlines() or [""]
    number = int(found[2]) if found and found[2] else len(lines)
    line = lines[min(number, len(lines)) - 1].strip()
    return SettingError(
        f"this is not TOML ({what}): {line}",
        where=f"{path}, line {number}",
        hint='A setting is a line such as era = "ce"',
    )


def line_of(text: str, name: str, table: str = "") -> int:
    """The line, from 1, that a setting stands in; that of its table where it is not found."""
    key = re.compile(rf"""\s*(?:{table}\s*\.\s*)?["']?{re.escape(name)}["']?\s*[=.]""")
    inside, begun = not table, 1
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("["):
            opened = line.strip().strip("[]").strip()
            inside = opened in {table, f"{table}.{name}".strip(".")}
            begun = number if inside else begun
            if opened == f"{table}.{name}".strip("."):
                return number
        elif (inside or line.lstrip().startswith(f"{table}.")) and key.match(line):
            return number
    return begun
