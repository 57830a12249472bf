"""The passwords of one run: given or asked for, remembered until it ends, never kept nor told."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from thaidoc.errors import LockedFileError

#: so often is the password of one file asked for
_TRIES = 3

#: asks a person for the password of the file with this name; None where they have none
Ask = Callable[[str], str | None]
Found = TypeVar("Found", covariant=True)


class Read(Protocol[Found]):
    """Reads one file with a password, or without."""

    def __call__(self, *, password: str | None = None) -> Found:
        """What was read. Raises LockedFileError where the file needs another password."""


class Passwords:
    """What opens the locked files of one run.

    :param given: passwords to try, in this order.
    :param ask: asked when none of those opens a file; what it gives is tried on later files too,
        since what is sent together is often locked with one password.
    """

    def __init__(self, given: Sequence[str] = (), ask: Ask | None = None):
        self._known = list(given)
        self._ask = ask

    def open(self, name: str, read: Read[Found]) -> Found:
        """What ``read`` gives for the file called ``name``, with a password where it needs one.

        :raises LockedFileError: where none opens it, and nobody knows another.
        """
        try:
            return read()
        except LockedFileError as fault:
            locked = fault
        for password in self.candidates(name):
            try:
                found = read(password=password)
            except LockedFileError as fault:
                locked = fault
                continue
            self.remember(password)
            return found
        raise locked

    def candidates(self, name: str, *, ask: bool = True) -> Iterator[str]:
        """What may open the file called ``name``: the known ones, then what a person says.

        It is for the one who tries to :meth:`remember` the one that opened it.
        """
        yield from tuple(self._known)
        for _ in range(_TRIES if self._ask and ask else 0):
            password = self._ask(name) if self._ask else None
            if not password:
                return
            yield password

    def remember(self, password: str) -> None:
        """Try this one first with the files that follow: it opened one."""
        if password in self._known:
            self._known.remove(password)
        self._known.insert(0, password)
