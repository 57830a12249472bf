"""A mistake in a query on one line: a caret under its place, and what is wrong beside it."""

from collections.abc import Callable

from rich.cells import cell_len

from thaidoc.browse import texts

#: characters of the query on either side of a mistake that no caret can point at
_PIECE = 12


def pointed(
    typed: str,
    position: int,
    sentence: str,
    *,
    scrolled: int,
    room: int,
    clipped: Callable[[str, int], str],
) -> str:
    """The line below a query.

    :param position: where the mistake is, from 0.
    :param scrolled: cells of the query that are out of sight at the left.
    :param room: cells of the line.

    >>> pointed("ก่อน (ข", 5, "it is open", scrolled=0, room=40, clipped=lambda text, cells: text)
    '    ^ it is open'
    """
    caret = cell_len(typed[:position]) - scrolled
    if caret >= 0 and caret + 2 + cell_len(sentence) <= room:
        return f"{' ' * caret}^ {sentence}"
    if cell_len(sentence) < caret < room:
        return f"{sentence}{' ' * (caret - cell_len(sentence))}^"
    if 0 <= caret < room // 2:
        return f"{' ' * caret}^ {clipped(sentence, room - caret - 2)}"
    piece = typed[max(0, position - _PIECE) : position + _PIECE]
    return clipped(texts.AT.format(piece=piece, sentence=sentence), room)
