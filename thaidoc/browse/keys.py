"""Keys of the screens, which also work where the keyboard is in its Thai layout.

Who has just typed a Thai query presses the key of ``o`` and sends ``น``: a letter that does
something does so in either layout.
"""

import unicodedata

from textual.binding import Binding

from thaidoc.search.layout import other_layout


def key(names: str, action: str, text: str = "", *, shown: str | None = None) -> Binding:
    """A binding; a single character among its keys, by commas, also acts in the Thai layout.

    :param text: what the foot says of it; empty: the foot does not show it.
    :param shown: what the foot calls the key.

    >>> key("o", "open").key, key("slash", "query").key
    ('o,น', 'slash,ฝ')
    """
    every: list[str] = []
    for name in names.split(","):
        every.append(name)
        thai = other_layout(_CHARACTERS.get(name, name if len(name) == 1 else ""))
        if thai:
            every.append(_name(thai))
    return Binding(",".join(every), action, text, show=bool(text), key_display=shown)


#: characters that have a name as keys
_CHARACTERS = {"slash": "/", "question_mark": "?"}


def _name(character: str) -> str:
    """What Textual calls the key that sends a character."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, character)
    return name.lower().replace("-", "_").replace(" ", "_")
