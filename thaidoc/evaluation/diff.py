"""What got better and worse since an earlier evaluation: letter by letter, value by value.

A value that is right in both is not mentioned; neither is a field that was scored in one of them
only, nor a letter that one of them does not have: those are counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from thaidoc.evaluation.compare import Level
from thaidoc.evaluation.report import Change, Letter, Mistake, Options, Report, Summary

#: what a letter is known by in both: its identity, name, and place in its file
_Key = tuple[str, str, int | None]


@dataclass(slots=True)
class Comparison:
    """An earlier evaluation, against which new letters are held.

    ``only_new`` and ``only_old`` name the letters that one of the two does not have; the second is
    whole when all letters have been seen.
    """

    level: Level
    earlier: Summary
    options: Options
    only_new: list[str] = field(default_factory=list)
    _old: dict[_Key, Letter] = field(default_factory=dict)

    @classmethod
    def with_report(cls, report: Report, level: Level) -> "Comparison":
        """A comparison at one level."""
        return cls(
            level,
            report.summary,
            report.options,
            _old={_key(letter): letter for letter in report.letters},
        )

    @property
    def only_old(self) -> list[str]:
        """The earlier letters that have not been seen again."""
        return [letter.name for letter in self._old.values()]

    def changes(self, new: Letter) -> Iterator[Change]:
        """What changed in one letter, fields in the order of a letter."""
        old = self._old.pop(_key(new), None)
        if old is None:
            self.only_new.append(new.name)
            return
        for name, result in new.fields.items():
            if name in old.fields:
                yield from self._field(new, name, old.fields[name].mistakes, result.mistakes)

    def _field(
        self, letter: Letter, name: str, old: list[Mistake], new: list[Mistake]
    ) -> Iterator[Change]:
        before, now = self._wrong(old), self._wrong(new)
        for key in dict.fromkeys([*before, *now]):
            was, now_is = before.get(key), now.get(key)
            if was and now_is and was.found == now_is.found:
                continue
            mistake = now_is or was
            assert mistake is not None  # noqa: S101 -- for the type checker: the key is of one of them
            effect: Literal["better", "worse", "different"] = (
                "different" if was and now_is else "better" if was else "worse"
            )
            yield Change(
                id=letter.id,
                name=letter.name,
                enclosed=letter.enclosed,
                field=name,
                key=mistake.key,
                effect=effect,
                gold=mistake.gold,
                old=was.found if was else mistake.gold,
                new=now_is.found if now_is else mistake.gold,
            )

    def _wrong(self, mistakes: list[Mistake]) -> dict[object, Mistake]:
        """The mistakes at this level: by the gold's path, or by what is too many."""
        return {
            mistake.key
            if mistake.gold is not None
            else tuple((mistake.found or {}).items()): mistake
            for mistake in mistakes
            if mistake.is_wrong(self.level)
        }


def _key(letter: Letter) -> _Key:
    return letter.id, letter.name, letter.enclosed
