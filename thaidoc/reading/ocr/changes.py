"""What second readings changed on a line, and by which rule, for ``--explain``."""

from dataclasses import dataclass

#: the rules that may read a line otherwise than its picture alone says, and what fault each mends
RULES: dict[str, str] = {
    "letter-model": "a doubtful letter that official Thai hardly has there",
    "known-words": "a doubtful letter in a name or a set phrase",
    "number-shape": "a day or a number that cannot be",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A rule at work on a line that was read, with its text before and after."""

    rule: str
    before: str
    after: str
