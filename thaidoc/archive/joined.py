"""Which documents of a whole archive are one letter: for counting letters, not documents.

Most documents have nothing in common with any other, and most that share a number are of different
years. So the register is asked once which ones may be linked, and only these are looked at closely.
"""

from thaidoc.archive.identity import are_apart
from thaidoc.archive.register import Register
from thaidoc.archive.versions import group


def letters_in_several_forms(register: Register) -> list[list[str]]:
    """The documents of each letter that is there more than once, each list in ascending order.

    :raises sqlite3.Error: where the register cannot be read; who opened it tells of that.
    """
    found: list[list[str]] = []
    seen: set[str] = set()
    for identity in sorted(_with_likes(register)):
        if identity not in seen:
            members = group(register, identity)
            seen.update(members)
            if len(members) > 1:
                found.append(members)
    return found


def _with_likes(register: Register) -> set[str]:
    """The documents that may be linked to another: by their words, or by number, year and day."""
    likes = set(register.of_like_words())
    for same in register.of_one_number():
        for place, (one, known) in enumerate(same):
            for other, its in same[:place]:
                if not are_apart(known, its):
                    likes.update((one, other))
    return likes
