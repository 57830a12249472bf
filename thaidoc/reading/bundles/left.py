"""What of a bundle was left or lost, told so that a person can read it.

A bomb of ten thousand bundles inside each other would give ten thousand times the same sentence.
What is left because of a limit of the whole is told in one, with a count; of other faults the first
are told one by one, with their places, and more of the same kind are counted.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from thaidoc.errors import UnreadableFileError
from thaidoc.messages import sentence
from thaidoc.reading.bundles.member import LeftError, Member

#: so many members with one fault are named, and so many with any
_NAMED, _NAMED_IN_ALL = 20, 200
#: kinds of faults that are counted apart
_KINDS = 5
#: longest name in a sentence, in characters
_LONGEST = 60


@dataclass(slots=True)
class _Kind:
    """Members that are not named, for one and the same reason."""

    first: Member
    fault: UnreadableFileError
    count: int = 0


@dataclass(slots=True)
class Left:
    """The members of the bundle called ``name`` that are counted instead of named."""

    name: str
    _named: Counter[str] = field(default_factory=Counter)
    _kinds: dict[str, _Kind] = field(default_factory=dict)

    def takes(self, member: Member) -> bool:
        """Whether this member is one to be counted; it is told of at the end then."""
        fault = member.fault
        if fault is None:
            return False
        if not isinstance(fault, LeftError):
            self._named[fault.what] += 1
            if self._named[fault.what] <= _NAMED and self._named.total() <= _NAMED_IN_ALL:
                return False
        what = fault.what
        if what not in self._kinds and len(self._kinds) >= _KINDS:
            what = "There is something wrong with other files in it"
        kind = self._kinds.setdefault(
            what, _Kind(member, UnreadableFileError(what, hint=fault.hint))
        )
        kind.count += 1
        return True

    def told(self) -> Iterator[Member]:
        """A member for each kind: at its place where it is alone, else at that of the bundle."""
        for kind in self._kinds.values():
            alone = kind.count == 1
            name = kind.first.name if alone else self.name
            what = kind.fault.what if alone else self._of_all(kind)
            yield Member(name, fault=UnreadableFileError(what, where=name, hint=kind.fault.hint))

    def _of_all(self, kind: _Kind) -> str:
        """What is said of them, the first of them from the bundle on, and how many more."""
        first = kind.first.name.removeprefix(f"{self.name}/")
        if len(first) > _LONGEST:
            first = f"…{first[1 - _LONGEST :]}"
        return sentence(
            f"{kind.fault.what}: {first} and {kind.count - 1:,} more inside it were left"
        )
