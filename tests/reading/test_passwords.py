import pytest

from thaidoc.errors import LockedFileError
from thaidoc.reading.passwords import Ask, Passwords


class Safe:
    """A file with a password; remembers what was tried."""

    def __init__(self, password: str | None):
        self.password = password
        self.tried: list[str | None] = []

    def __call__(self, *, password: str | None = None) -> str:
        self.tried.append(password)
        if password != self.password:
            raise LockedFileError("locked" if password is None else "wrong")
        return "text"


def told(password: str, asked: list[str]) -> Ask:
    """One who always says the same password."""

    def ask(name: str) -> str:
        asked.append(name)
        return password

    return ask


def test_what_is_not_locked_sees_no_password() -> None:
    safe = Safe(None)
    assert Passwords(["a"], lambda name: name).open("f", safe) == "text"
    assert safe.tried == [None]


def test_given_ones_come_before_asking() -> None:
    asked: list[str] = []
    keys = Passwords(["a", "b"], told("c", asked))
    assert keys.open("one", Safe("b")) == "text"
    assert asked == []
    assert keys.open("two", Safe("c")) == "text"
    later = Safe("c")
    assert keys.open("three", later) == "text"
    assert (asked, later.tried) == (["two"], [None, "c"])


def test_asking_ends() -> None:
    asked: list[str] = []
    safe = Safe("z")
    with pytest.raises(LockedFileError, match="wrong"):
        Passwords(ask=told("a", asked)).open("f", safe)
    assert asked == ["f"] * 3
    with pytest.raises(LockedFileError, match="locked"):
        Passwords(ask=lambda name: None).open("f", Safe("z"))
    with pytest.raises(LockedFileError, match="locked"):
        Passwords().open("f", Safe("z"))


def test_a_password_stands_in_no_representation() -> None:
    assert "hush-1" not in repr(Passwords(["hush-1"]))
