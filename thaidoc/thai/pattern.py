"""Regular expressions that are compiled when they are first used.

Compiling one may take a millisecond; a command that asks for a word needs few of them, and whoever
searches waits for every one.
"""

import re
from functools import cached_property


class Pattern:
    """A regular expression, given as its source.

    >>> Pattern("[ก-ฮ]+").ready.findall("กค 0001")
    ['กค']
    """

    def __init__(self, source: str):
        self._source = source

    @cached_property
    def ready(self) -> re.Pattern[str]:
        """The expression, compiled."""
        return re.compile(self._source)
