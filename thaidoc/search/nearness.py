"""How near two short strings are, for proposals: letters missing, too many, wrong or swapped.

The smallest tool that does it, for a query must not wait for a library to load.
"""

from collections.abc import Iterable, Iterator

#: letters that Thai readers take for each other: they sound, look or lie on the keyboard alike
_ALIKE = (
    "ศษสซ", "ณน", "ดฎต", "ฏต", "ทธฑฒถฐ", "พภผฟฝ", "คฆขฅฃ", "ลฬร", "ยญ", "ชฌฉ", "บป",
    "ใไ", "ิีึื", "ุู", "่้๊๋", "ะั", "าำ", "แเ", "็่", "์้", "กถภ", "คศด", "ชซ",
)  # fmt: skip
_ALPHABET = "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮะัาำิีึืุูเแโใไ็่้๊๋์ฯๆ"


def distance(one: str, other: str) -> int:
    """How many letters have to be put in, taken out, changed or swapped with the next.

    >>> distance("ประชมุ", "ประชุม"), distance("กรม", "กรมฯ"), distance("", "กข")
    (1, 1, 2)
    """
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def nearest(typed: str, names: Iterable[str]) -> str | None:
    """The name that a person most likely meant; None where none is near.

    One letter in three may be wrong, and none of a name shorter than three.
    """
    near = ((distance(typed, name), name) for name in names if abs(len(name) - len(typed)) <= 2)
    allowed = min(2, len(typed) // 3)
    return min((pair for pair in near if pair[0] <= allowed), default=(0, None))[1]


def one_off(word: str) -> Iterator[str]:
    """The strings one mistake away from a word, the likeliest first, each once.

    Letters swapped or doubled, letters that are taken for each other, one too many, one missing,
    one wrong.
    """
    seen = {word}
    for guess in _guesses(word):
        if guess not in seen:
            seen.add(guess)
            yield guess


def _guesses(word: str) -> Iterator[str]:
    alphabet = _letters_for(word)
    places = range(len(word))
    for i in places[:-1]:
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    for i in places:
        for alike in _ALIKE:
            if word[i] in alike:
                yield from (word[:i] + letter + word[i + 1 :] for letter in alike)
    yield from (word[:i] + word[i + 1 :] for i in places)
    for i in range(len(word) + 1):
        yield from (word[:i] + letter + word[i:] for letter in alphabet)
    for i in places:
        yield from (word[:i] + letter + word[i + 1 :] for letter in alphabet)


def _letters_for(word: str) -> str:
    """The letters of the script that a word is of."""
    if word.isascii():
        return "0123456789" if word.isdigit() else "abcdefghijklmnopqrstuvwxyz"
    return _ALPHABET
