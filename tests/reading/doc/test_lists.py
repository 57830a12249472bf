import struct
from collections.abc import Callable
from typing import Any

import pytest

from thaidoc.reading.document import Document

Read = Callable[..., Document]
THAI_LETTERS, THAI_NUMBERS, ARABIC, BULLET = 53, 54, 0, 23


def in_list(number: int, level: int = 0) -> bytes:
    return struct.pack("<HBHh", 0x260A, level, 0x460B, number)


def ends_of(text: str) -> list[int]:
    return [index for index, letter in enumerate(text) if letter == "\r"]


def lines(document: Document) -> list[str]:
    return [line.text for _, line in document.lines()]


def test_labels_of_thai_lists(read_word: Read, made: Any) -> None:
    """Thai digits, ก ข ค, 1.1 forms, bullets; a deeper level begins anew after the outer one."""
    text = "แรก\rรอง\rรองสอง\rลึก\rสอง\rรองใหม่\rธรรมดา\rจุด\r\rสาม\r"
    numbers = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (0, 0), (2, 0), (1, 0), (1, 0)]
    ends = ends_of(text)
    document = read_word(
        (text, "utf-16-le"),
        properties={end: in_list(*which) for end, which in zip(ends, numbers, strict=True)},
        lists=made.lists(
            [
                made.level(THAI_NUMBERS, 1, "%1."),
                made.level(THAI_LETTERS, 1, "(%2)"),
                made.level(ARABIC, 1, "%1.%2.%3", flags=4),
            ],
            [made.level(BULLET, 1, "\uf0b7")],
        ),
        overrides=made.overrides((1, ()), (2, ())),
    )
    assert lines(document) == [
        *("๑. แรก", "(ก) รอง", "(ข) รองสอง", "1.2.1 ลึก", "๒. สอง", "(ก) รองใหม่"),
        *("ธรรมดา", "จุด", "๓. สาม"),
    ]


def test_an_override_begins_anew_and_writes_otherwise(read_word: Read, made: Any) -> None:
    text = "ก\rข\rค\rง\r"
    ends = ends_of(text)
    starts_at_5 = struct.pack("<iI", 5, 0x10)
    in_roman = struct.pack("<iI", 0, 0x20) + made.level(2, 1, "%1)")
    document = read_word(
        (text, "utf-16-le"),
        properties={end: in_list(number) for end, number in zip(ends, (1, 2, 2, 3), strict=True)},
        lists=made.lists([made.level(ARABIC, 1, "%1.")]),
        overrides=made.overrides((1, ()), (1, [starts_at_5]), (1, [in_roman])),
    )
    assert lines(document) == ["1. ก", "5. ข", "6. ค", "vii) ง"]


def test_a_list_from_a_style_and_its_indents(read_word: Read, made: Any) -> None:
    """The style based on one with a list has it; a paragraph may leave it."""
    indent = struct.pack("<HhHh", 0x840F, 720, 0x8411, -360)
    text = "ตามแบบ\rเอง\rไม่เอา\r"
    ends = ends_of(text)
    document = read_word(
        (text, "utf-16-le"),
        properties={ends[1]: struct.pack("<Hh", 0x840F, 1800), ends[2]: in_list(0)},
        style_of={ends[0]: 1, ends[1]: 1, ends[2]: 1},
        styles=[(1, 0xFFF, b"", b""), (1, 2, b"", b""), (1, 0xFFF, in_list(1), b"")],
        lists=made.lists([made.level(THAI_NUMBERS, 1, "ข้อ %1", indent)]),
        overrides=made.overrides((1, ())),
    )
    assert lines(document) == ["ข้อ ๑ ตามแบบ", "ข้อ ๒ เอง", "ไม่เอา"]
    assert [line.left for _, line in document.lines()] == [4.0, 16.0, 0.0]


@pytest.mark.parametrize("lost", [1, 30, 60])
def test_torn_lists_cost_labels_only(read_word: Read, made: Any, lost: int) -> None:
    lists = made.lists([made.level(ARABIC, 1, "%1.")])[:-lost]
    document = read_word(
        ("ก\r", "utf-16-le"),
        properties={1: in_list(1)},
        lists=lists,
        overrides=made.overrides((1, ()))[:9],
    )
    assert lines(document) == ["ก"]


def old_list(level: int, style: int = 0, before: bytes = b"", after: bytes = b".") -> bytes:
    """Level and label of a paragraph of Word 6, which begins to count at 1."""
    label = struct.pack("<BBBB6xHhhBBBB", style, len(before), len(after), 0, 1, 0, 0, 0, 0, 0, 0)
    label += (before + after).ljust(32, b"\0")
    return bytes([13, level, 12, len(label)]) + label


def test_labels_of_word_6(read_old: Read) -> None:
    text = "หนึ่ง\rสอง\rจุด\rสาม\rธรรมดา\rใหม่\r"
    ends = ends_of(text)
    counts = old_list(10, before="(ข้อ ".encode("cp874"), after=b")")
    document = read_old(
        text.encode("cp874"),
        properties={
            **dict.fromkeys((ends[0], ends[1], ends[3], ends[5]), counts),
            ends[2]: old_list(11),
            ends[4]: b"",
        },
    )
    assert lines(document) == [
        *("(ข้อ 1) หนึ่ง", "(ข้อ 2) สอง", "จุด", "(ข้อ 3) สาม", "ธรรมดา", "(ข้อ 1) ใหม่"),
    ]
