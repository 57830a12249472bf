"""Which documents of a whole archive are one letter: for counting letters, not documents.

Most documents have nothing in common with any other, so the register is asked once which ones may
have, and only these are looked at closely.
"""

from thaidoc.archive.register import Register
from thaidoc.archive.versions import group


def letters_in_several_forms(register: Register) -> list[list[str]]:
    """The documents of each letter that is there more than once, each list in ascending order.

    :raises sqlite3.Error: where the register cannot be read; who opened it tells of that.
    """
    found: list[list[str]] = []
    seen: set[str] = set()
    for identity in register.with_likes():
        if identity not in seen:
            members = group(register, identity)
            seen.update(members)
            if len(members) > 1:
                found.append(members)
    return found
