"""The run's answers to the process that opens a bundle and meets what is locked in it.

The process asks again until a password opens it or there is none left. It never gets to know more
passwords than it asks for, and a person who knows none is asked no more about the same bundle.
"""

from collections.abc import Iterator

from thaidoc.reading.child.messages import Key, Locked
from thaidoc.reading.passwords import Passwords

#: passwords told for one bundle, whatever the process asks: a sound one needs a few for each member
_MOST = 1_000_000


class Keys:
    """What answers the questions about one bundle, and all that lies in it."""

    def __init__(self, passwords: Passwords):
        self._passwords = passwords
        self._candidates: Iterator[str] = iter(())
        self._told: str | None = None
        self._asks = True
        self._left = _MOST

    def answer(self, question: Locked) -> Key:
        """The next password to try; none where nobody knows another."""
        if not question.tried:
            self.settle()
            self._candidates = self._passwords.candidates(question.name, ask=self._asks)
        self._left -= 1
        self._told = next(self._candidates, None) if self._left > 0 else None
        if self._told is None:
            self._asks = False
        return Key(self._told)

    def settle(self) -> None:
        """Remember what was told last: since another thing was said, it did open something."""
        if self._told is not None:
            self._passwords.remember(self._told)
        self._told = None
