"""What a string would be, had the keyboard been in its other layout: Thai Kedmanee or US Latin.

A person who types without looking gets ``g,nv'`` for เมือง, or ้นสสน for hello. Each key of the US
layout has one character of Kedmanee (TIS 820-2538), with shift and without.
"""

_LATIN = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
_THAI = "_ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ"
_LATIN_SHIFT = '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
_THAI_SHIFT = '%+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'
_TO_THAI = dict(zip(_LATIN + _LATIN_SHIFT, _THAI + _THAI_SHIFT, strict=True))
_TO_LATIN = {thai: latin for latin, thai in reversed(_TO_THAI.items())}


def other_layout(text: str) -> str | None:
    """The same keys in the other layout; None where the text is of neither or of both.

    >>> other_layout("g,nv'vy0Cibpt"), other_layout("ยพนะ"), other_layout("เมือง abc")
    ('เมืองอัจฉริยะ', 'prot', None)
    """
    thai = any("\u0e01" <= char <= "\u0e5b" for char in text)
    latin = any(char.isascii() and char.isalpha() for char in text)
    if thai == latin:
        # without letters of either, only the keys of a Thai text can be meant
        return None if thai or not text.strip() else _typed(text, _TO_THAI)
    return _typed(text, _TO_LATIN if thai else _TO_THAI)


def _typed(text: str, keys: dict[str, str]) -> str | None:
    found = "".join(keys.get(char, char) for char in text)
    return found if found != text else None
