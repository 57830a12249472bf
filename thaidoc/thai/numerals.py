"""Thai digits (U+0E50 to U+0E59) as Arabic ones and back."""

_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def to_arabic(text: str) -> str:
    """The text with Thai digits as Arabic ones; same length, so offsets stay true."""
    return text.translate(_TO_ARABIC)


def to_thai(text: str) -> str:
    """The text with Arabic digits as Thai ones; same length."""
    return text.translate(_TO_THAI)
