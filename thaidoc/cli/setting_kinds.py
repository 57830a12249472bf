"""What a setting may be: one of a few words, a number within bounds, yes or no, a line of text.

A kind tells what it expects, reads a value as it stands in a file, and parses one as it is typed.
"""

from dataclasses import dataclass

from thaidoc.messages import sentence

#: what a setting may be
Value = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    values: tuple[str, ...]

    @property
    def expects(self) -> str:
        """What it may be, as the end of a sentence."""
        return sentence(f"one of {', '.join(self.values)}")

    def read(self, value: object) -> Value:
        """The value as it stands in a file; None where it cannot be."""
        return value if isinstance(value, str) and value in self.values else None

    def parse(self, typed: str) -> Value:
        """The value as it is typed; None where it cannot be."""
        return self.read(typed)


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number within bounds, both included."""

    least: int
    most: int

    @property
    def expects(self) -> str:
        """What it may be, as the end of a sentence."""
        return sentence(f"a whole number from {self.least} to {self.most}")

    def read(self, value: object) -> Value:
        """The value as it stands in a file; None where it cannot be."""
        if isinstance(value, bool) or not isinstance(value, int):
            return None
        return value if self.least <= value <= self.most else None

    def parse(self, typed: str) -> Value:
        """The value as it is typed, in Thai or Arabic digits; None where it cannot be."""
        return self.read(int(typed)) if typed.strip().isdecimal() else None


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    expects = sentence("true or false")

    def read(self, value: object) -> Value:
        """The value as it stands in a file; None where it cannot be."""
        return value if isinstance(value, bool) else None

    def parse(self, typed: str) -> Value:
        """The value as it is typed: true, yes, on, 1 and their opposites."""
        return _WORDS.get(typed.strip().lower())


_WORDS = dict.fromkeys(("true", "yes", "on", "1"), True)
_WORDS |= dict.fromkeys(("false", "no", "off", "0"), False)


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text; ``of`` says of what, ``may_be_empty`` whether nothing is a value, too."""

    of: str = sentence("text")
    may_be_empty: bool = False

    @property
    def expects(self) -> str:
        """What it may be, as the end of a sentence."""
        return sentence(f"{self.of}, on one line")

    def read(self, value: object) -> Value:
        """The value as it stands in a file; None where it cannot be."""
        if not isinstance(value, str):
            return None
        said = bool(value.strip()) or self.may_be_empty
        return value if said and value.isprintable() else None

    def parse(self, typed: str) -> Value:
        """The value as it is typed; None where it cannot be."""
        return self.read(typed)


Kind = Choice | Count | Flag | Text
