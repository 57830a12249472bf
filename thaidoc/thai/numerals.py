"""Thai digits (U+0E50 to U+0E59) as Arabic ones and back."""

import re
from functools import lru_cache

_THAI = re.compile("[๐-๙]+")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@lru_cache(maxsize=64)
def to_arabic(text: str) -> str:
    """The text with Thai digits as Arabic ones; same length, so offsets stay true.

    The last texts are remembered: the same body is asked for by one rule after another.
    """
    # a text has few digits, and translating looks at every character of it
    return _THAI.sub(lambda digits: digits.group().translate(_TO_ARABIC), text)


def to_thai(text: str) -> str:
    """The text with Arabic digits as Thai ones; same length."""
    return text.translate(_TO_THAI)
