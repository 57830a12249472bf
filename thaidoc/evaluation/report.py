"""The shape of an evaluation: what ``thaidoc evaluate --json`` prints, and ``--diff`` reads.

It is written as it is made, one letter a line, and ends with the totals, so that an archive of any
size needs no more memory than its totals do.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from thaidoc.contract import contract
from thaidoc.errors import ThaidocError
from thaidoc.evaluation.compare import LEVELS, Level

#: version of the shape below; it changes when a key changes its meaning or disappears
VERSION = 1


def _says(text: str) -> Meta:
    return Meta(description=text)


class NoReportError(ThaidocError):
    """A file that holds no evaluation."""

    exit_code = 2


Share = Annotated[float | None, _says("0 to 1; null where there is nothing to take a share of")]


class Right(Struct, frozen=True, kw_only=True):
    """How many are right at each level; what is right at one level is right at every later one."""

    strict: int
    soft: int
    near: int


class Mistake(Struct, frozen=True, kw_only=True):
    """A value that is not strictly right."""

    key: Annotated[str, _says("its path in the gold; in the record where gold is null")]
    gold: Annotated[dict[str, str | None] | None, _says("its compared parts; null: nothing there")]
    found: Annotated[dict[str, str | None] | None, _says("what was found; null: nothing")]
    right_at: Annotated[Level | None, _says("the narrowest level at which it is right")]
    confidence: Annotated[float | None, _says("the parser's confidence in what was found")]

    def is_wrong(self, level: Level) -> bool:
        """Whether it is wrong at this level."""
        return self.right_at is None or LEVELS.index(self.right_at) > LEVELS.index(level)


class FieldResult(Struct, frozen=True, kw_only=True):
    """One scored field of one letter."""

    expected: Annotated[int, _says("values that the gold has")]
    found: Annotated[int, _says("values that the parser gave")]
    right: Right
    mistakes: list[Mistake]


class Letter(Struct, frozen=True, kw_only=True):
    """One scored letter."""

    id: Annotated[str, _says("first 16 hex digits of the SHA-256 of the file")]
    name: str
    enclosed: Annotated[int | None, _says("from 0 for further letters of the file; null: its own")]
    kind: str | None
    media_type: str
    ocr: Annotated[bool, _says("whether any of its text was recognised from a picture")]
    failed: Annotated[str | None, _says("why it could not be read; then all of it is missed")]
    fields: dict[str, FieldResult]


class Score(Struct, frozen=True, kw_only=True):
    """Precision, recall and F1 at one level."""

    right: int
    precision: Share
    recall: Share
    f1: Share


class Scores(Struct, frozen=True, kw_only=True):
    """One field, or all of them counted together, at the three levels."""

    support: Annotated[int, _says("values that the gold has")]
    found: Annotated[int, _says("values that the parser gave")]
    strict: Score
    soft: Score
    near: Score

    def at(self, level: Level) -> Score:
        """The score at a level."""
        score: Score = getattr(self, level)
        return score


class Shares(Struct, frozen=True, kw_only=True):
    """One share at each of the three levels."""

    strict: Share
    soft: Share
    near: Share

    def at(self, level: Level) -> float | None:
        """The share at a level."""
        share: float | None = getattr(self, level)
        return share


class Group(Struct, frozen=True, kw_only=True):
    """The letters that have something in common: all values together, and letters wholly right."""

    letters: int
    micro: Scores
    whole: Annotated[Shares, _says("share of the letters of which every scored field is right")]


class Bin(Struct, frozen=True, kw_only=True):
    """The found values whose confidence lies in a range: ``low`` counts in, ``high`` only if 1."""

    low: float
    high: float
    values: int
    confidence: Annotated[float, _says("mean confidence of these values")]
    right: Annotated[float, _says("share of them that is right")]


class Calibration(Struct, frozen=True, kw_only=True):
    """How far a confidence is the chance of being right, at one level."""

    level: Level
    values: Annotated[int, _says("found values that have a confidence")]
    without: Annotated[int, _says("found values that have none")]
    error: Annotated[
        Share, _says("expected calibration error: mean distance of the bins, by their values")
    ]
    bins: list[Bin]


class Change(Struct, frozen=True, kw_only=True):
    """One value that came out otherwise than in the earlier evaluation."""

    id: str
    name: str
    enclosed: int | None
    field: str
    key: str
    effect: Literal["better", "worse", "different"]
    gold: dict[str, str | None] | None
    old: dict[str, str | None] | None
    new: dict[str, str | None] | None


class Unscored(Struct, frozen=True, kw_only=True):
    """A file, or a gold file, that could not be scored or read, and why."""

    name: str
    reason: str


class Options(Struct, frozen=True, kw_only=True):
    """What was scored."""

    fields: list[str]
    given_text: Annotated[bool, _says("only gold that stands in the text the parser was given")]


class Summary(Struct, frozen=True, kw_only=True):
    """The totals of an evaluation."""

    all: Annotated[Group, _says("every value of every field counted once: micro averages")]
    macro: Annotated[Shares, _says("mean of the fields' F1")]
    fields: dict[str, Scores]
    kinds: dict[str, Group]
    media_types: dict[str, Group]
    ocr: Annotated[dict[str, Group], _says("with text recognised from pictures, and without")]
    calibration: list[Calibration]
    failed: Annotated[list[Unscored], _says("files that could not be read or had no sound gold")]
    without_gold: Annotated[list[str], _says("files that were not scored")]
    changes: Annotated[list[Change] | None, _says("against an earlier evaluation, at --level")]


class Report(Struct, frozen=True, kw_only=True):
    """An evaluation: the parser, run afresh, against what people confirmed."""

    version: int = VERSION
    parser: Annotated[str, _says("name and version of the parser")]
    options: Options
    letters: list[Letter]
    summary: Summary


def lines(
    parser: str, options: Options, letters: Iterable[Letter], summary: Callable[[], Summary]
) -> Iterator[bytes]:
    """A report as JSON in UTF-8, line by line, while the letters come.

    :param summary: called after the last letter.
    """
    encode = msgspec.json.encode
    yield b'{"version":%d,"parser":%s,"options":%s,"letters":[\n' % (
        VERSION,
        encode(parser),
        encode(options),
    )
    comma = b""
    for letter in letters:
        yield comma + encode(letter)
        comma = b",\n"
    yield b'\n],"summary":%s}\n' % msgspec.json.format(encode(summary()), indent=2)


def load(path: Path) -> Report:
    """A report that was kept.

    :raises NoReportError: where the file is none, or one of another version.
    """
    hint = "Give a file that `thaidoc evaluate --json` wrote"
    try:
        data = path.read_bytes()
        version = msgspec.json.decode(data, type=_Versioned).version
        if version != VERSION:
            raise NoReportError(
                f"this evaluation has version {version}, this thaidoc reads version {VERSION}",
                where=path,
                hint="Make it again with this thaidoc",
            )
        return msgspec.json.decode(data, type=Report)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise NoReportError(
            f"this is not an evaluation ({error})", where=path, hint=hint
        ) from error
    except OSError as error:
        raise NoReportError(
            f"it cannot be read ({error.strerror})", where=path, hint=hint
        ) from error


class _Versioned(Struct):
    version: int


def json_schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of a report."""
    return contract(Report, "evaluation", VERSION)
