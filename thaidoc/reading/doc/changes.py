"""Changes of formatting (Prl): one code and operand after the other, in both generations of DOC.

Everything that a DOC says of its formatting is a list of changes to what was before. Word 6 and 95
wrote one byte of code, Word 97 and later two ([MS-DOC] 2.2.5); here all have the codes of Word 97.
"""

from collections.abc import Iterator

#: a change: its code and its operand, which begins with its size where that varies
Change = tuple[int, bytes]

STYLE, LEVEL, LIST = 0x4600, 0x260A, 0x460B
ALIGNMENT, NEW_ALIGNMENT, PAGE_BEFORE = 0x2403, 0x2461, 0x2407
LEFT, NEW_LEFT, FIRST, NEW_FIRST, NEST = 0x840F, 0x845E, 0x8411, 0x8460, 0x4610
STOPS, MORE_STOPS = 0xC60D, 0xC615
IN_TABLE, ROW_END, CELLS = 0x2416, 0x2417, 0xD608
HUGE, OLD_HUGE = 0x6646, 0x6645
DELETED, HIDDEN, SYMBOL, SPECIAL = 0x0800, 0x083C, 0x6A09, 0x0855
CHARACTER_STYLE, PLAIN = 0x4A30, 0x2A33
#: of Word 6 and 95 alone, under codes that later ones do not have: a list's label and level, and a
#: symbol of another font
OLD_LABEL, OLD_LEVEL, OLD_SYMBOL = 0xC00C, 0x200D, 0xC04A

#: size of an operand by the top three bits of its code ([MS-DOC] 2.2.5.1); 6 is variable
_OPERAND = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
#: the codes of Word 6 that mean something here
_OLD_CODES = {
    2: STYLE, 5: ALIGNMENT, 9: PAGE_BEFORE, 12: OLD_LABEL, 13: OLD_LEVEL, 15: STOPS, 17: LEFT,
    18: NEST, 19: FIRST, 23: MORE_STOPS, 24: IN_TABLE, 25: ROW_END, 65: DELETED, 74: OLD_SYMBOL,
    80: CHARACTER_STYLE, 83: PLAIN, 92: HIDDEN, 117: SPECIAL, 190: CELLS,
}  # fmt: skip
#: sizes of their operands where not 1 (Word 6 binary file format); -1 is variable
_OLD_SIZES = {
    **dict.fromkeys((0, 52, 83), 0),
    **dict.fromkeys(
        (2, 16, 17, 18, 19, 21, 22, 26, 27, 28, *range(30, 37), *range(38, 44), *range(45, 50)), 2
    ),
    **dict.fromkeys((69, 72, 80, 93, 96, 97, 99, 101, 107, 109, 110, *range(121, 125)), 2),
    **dict.fromkeys((140, 141, 144, 145, 148, 149, 154, 155, 156, 157, 160, 161), 2),
    **dict.fromkeys((*range(163, 172), 182, 183, 184, 189, 195, 197, 198), 2),
    **dict.fromkeys((73, 95, 136, 137), 3),
    **dict.fromkeys((20, 70, 192, 194, 196, 200), 4),
    **dict.fromkeys((193, 199), 5),
    187: 12,
    **dict.fromkeys(
        (3, 12, 15, 23, 64, 68, 74, 77, 79, 81, 82, 103, 105, 106, 108, *range(111, 117)), -1
    ),
    **dict.fromkeys((120, 133, 188, 190, 191), -1),
}
#: changes of a whole piece by their short codes ([MS-DOC] 2.9.215), where they mean something here
SHORT = {
    0x05: ALIGNMENT, 0x09: PAGE_BEFORE, 0x0C: LEVEL, 0x18: IN_TABLE, 0x19: ROW_END, 0x41: DELETED,
    0x53: PLAIN, 0x5C: HIDDEN, 0x75: SPECIAL,
}  # fmt: skip


def changes_in(data: bytes, *, old: bool) -> Iterator[Change]:
    """The changes in a list; what is left of a torn one is not given."""
    return _old_changes(data) if old else _changes(data)


def _changes(data: bytes) -> Iterator[Change]:
    at = 0
    while at + 2 < len(data):
        code = int.from_bytes(data[at : at + 2], "little")
        at += 2
        size = _OPERAND.get(code >> 13) or _variable_size(code, data, at)
        if at + size > len(data):
            return
        yield code, data[at : at + size]
        at += size


def _old_changes(data: bytes) -> Iterator[Change]:
    at = 0
    while at < len(data):
        number = data[at]
        at += 1
        code = _OLD_CODES.get(number, 0)
        size = _OLD_SIZES.get(number, 1)
        if size < 0:
            size = _variable_size(code, data, at)
        if at + size > len(data):
            return
        if code:
            yield code, data[at : at + size]
        at += size


def _variable_size(code: int, data: bytes, at: int) -> int:
    """The size of an operand that begins with its size, those bytes included."""
    if code == CELLS:  # a table's definition counts its length, less one, in two bytes
        return 1 + int.from_bytes(data[at : at + 2], "little")
    size = data[at] if at < len(data) else 0
    if code == MORE_STOPS and size == 255 and at + 1 < len(data):
        # too many for a byte: stops deleted with their tolerances, then stops added
        added = at + 2 + 4 * data[at + 1]
        return added + 1 - at + 3 * (data[added] if added < len(data) else 0)
    return 1 + size


def number_of(operand: bytes) -> int:
    """An operand of one or two bytes as a number; of two it has a sign."""
    return int.from_bytes(operand[:2], "little", signed=len(operand) == 2)
