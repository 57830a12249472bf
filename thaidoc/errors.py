"""What can go wrong, said so that a person knows what to do next.

Every error that thaidoc raises on purpose is a :class:`ThaidocError`: it says *what* happened, in
*which* file or place, and *what to do next*. The command line prints it as one or two sentences and
never as a traceback.
"""

from pathlib import Path


class ThaidocError(Exception):
    """A fault that a person can act on.

    :param what: one sentence without its full stop: what happened.
    :param where: the file or folder it happened in, if there is one.
    :param hint: one sentence without its full stop: what to do next, if something helps.
    """

    #: exit code of the command line when this error ends it
    exit_code = 3

    def __init__(self, what: str, *, where: Path | str | None = None, hint: str | None = None):
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    @property
    def reason(self) -> str:
        """What happened and what to do next, without the place."""
        return f"{self.what}. {self.hint}." if self.hint else f"{self.what}."

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}" if self.where is not None else self.reason


class UnreadableFileError(ThaidocError):
    """The bytes of one file give no document: unknown type, damaged, empty, locked."""


class SealedFileError(UnreadableFileError):
    """A file locked in a way that only the program that made it can open."""


class LockedFileError(UnreadableFileError):
    """A file that opens with a password only: none was given, or another one."""


class OwnFaultError(UnreadableFileError):
    """Code of thaidoc failed on a file, which may well be sound."""


class NoArchiveError(ThaidocError):
    """No archive where one is needed, or a folder that cannot become one."""

    exit_code = 2


class ArchiveDamagedError(ThaidocError):
    """Something in the archive is not as thaidoc left it."""

    exit_code = 4


class ArchiveLockedError(ThaidocError):
    """Another process is writing to the archive."""

    exit_code = 75


class NoSuchDocumentError(ThaidocError):
    """An identity that names no document of the archive, or more than one."""

    exit_code = 1


class NoIndexError(ThaidocError):
    """No search index where one is needed, or one that must be made again."""

    exit_code = 4


class QueryError(ThaidocError):
    """A query that cannot be understood.

    :param query: the query as typed.
    :param position: where in it the fault is: an index of characters, from 0.
    """

    exit_code = 2

    def __init__(self, what: str, *, query: str, position: int, hint: str | None = None):
        super().__init__(what, hint=hint)
        self.query = query
        self.position = position
