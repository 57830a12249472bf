"""Clusters whose text is given to several pieces, as Chromium and Typst do."""

from collections.abc import Callable, Iterator

import pytest

from thaidoc.reading import read_bytes

MakePdf = Callable[..., bytes]
SIZE, ADVANCE, BLANK = 16, 6.4, 3.52
BODY = "รองผู้ว่าราชการ ผู้สนใจ สิ่งที่ส่งมาด้วย เครื่องชั่งตวงวัด"
MARKS = "ัิีืึุู็่้๊๋์ํ"


def clusters(text: str) -> Iterator[str]:
    """Letters with their marks; sara am belongs to the letter before it."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or text[end] not in MARKS + "ำ":
            yield text[start:end]
            start = end


def actual(text: str) -> str:
    return f"/Span << /ActualText <FEFF{text.encode('utf-16-be').hex()}> >> BDC"


def coded(glyphs: str, letters: str) -> str:
    codes = sorted(set(letters))
    return "<" + "".join(f"{codes.index(glyph) + 1:02X}" for glyph in glyphs) + ">"


def drawn_in_pieces(text: str, letters: str, x: float = 85.0, y: float = 760.0) -> str:
    """Each cluster as Chromium draws it: marks apart from their base, all under one ActualText.

    The next base stands a hair before the place of the marks, so that by place it comes first.
    """
    out = ["BT /F 16 Tf"]
    for cluster in clusters(text):
        aa = "ำ" in cluster
        marks = "".join(c for c in cluster[1:] if c != "ำ") + ("ํ" if aa else "")
        at = f"1 0 0 1 {x:.4f} {y} Tm"
        x += BLANK if cluster == " " else ADVANCE
        if not marks:
            out.append(f"{at} {coded(cluster, letters)} Tj")
            continue
        out.append(f"{actual(cluster)} {at} {coded(cluster[0], letters)} Tj")
        out.append(f"1 0 0 1 {x + 0.0023:.4f} {y} Tm {coded(marks, letters)} Tj")
        if aa:
            out.append(f"1 0 0 1 {x:.4f} {y} Tm {coded('า', letters)} Tj")
            x += ADVANCE
        out.append("EMC")
    return "\n".join([*out, "ET\n"])


def first_line(data: bytes) -> str:
    return read_bytes(data, "a.pdf").pages[0].lines[0].text


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "ที่ดูแลที่ดินซึ่งอยู่ในเขตพื้นที่ที่กำหนด",  # two clusters of one text side by side
        "ผู้ผลิตน้ำดื่มทำน้ำและให้สำนักงานดำเนินการ",  # the aa is a piece of its own
        "ปู่ปู้ฝุ่นญี่ปุ่น",
    ],
)
def test_a_clusters_text_is_not_read_again_at_its_marks(make_pdf: MakePdf, text: str) -> None:
    letters = text + "ํา"
    data = make_pdf([(85, 700, letters)], under=drawn_in_pieces(text, letters))
    assert first_line(data) == text


def test_what_follows_at_the_place_of_an_echo_stays(make_pdf: MakePdf) -> None:
    """The mark has its cluster's text and the place where the next letter stands."""
    text = "ส่งมา"
    data = make_pdf(
        [(85, 700, text)],
        under=(
            f"BT /F 16 Tf {actual('ส่')} 1 0 0 1 85 760 Tm {coded('ส', text)} Tj "
            f"1 0 0 1 91.4 760 Tm {coded('่', text)} Tj EMC "
            f"1 0 0 1 91.4 760 Tm {coded('งมา', text)} Tj ET\n"
        ),
    )
    assert first_line(data) == text


def test_a_raised_tone_with_the_text_of_its_cluster_is_no_second_cluster(make_pdf: MakePdf) -> None:
    """Typst draws it as a text of its own, half a point lower, under the name of the cluster."""
    text = "สิ่งที่"
    data = make_pdf(
        [(85, 700, text)],
        names={"่": "สิ่"},
        under=(
            f"BT /F 16 Tf {actual('สิ่')} 1 0 0 1 85 760 Tm {coded('สิ', text)} Tj EMC ET "
            f"BT /F 16 Tf 1 0 0 1 91.4 759.45 Tm {coded('่', text)} Tj ET "
            f"BT /F 16 Tf 1 0 0 1 91.4 760 Tm {coded('ง', text)} Tj "
            f"{actual('ที่')} 1 0 0 1 97.8 760 Tm {coded('ที่', text)} Tj EMC ET\n"
        ),
    )
    assert first_line(data) == text


def test_text_that_is_there_twice_stays_twice(make_pdf: MakePdf) -> None:
    text = "ที่ที่มีน้ำน้ำ"
    glyphs = text.replace("้ำ", "ํ้า")
    out, x = ["BT /F 16 Tf"], 85.0
    for cluster in clusters(text):
        drawn = cluster.replace("้ำ", "ํ้า")
        out.append(f"{actual(cluster)} 1 0 0 1 {x} 760 Tm {coded(drawn, glyphs)} Tj EMC")
        x += ADVANCE * (2 if "ำ" in cluster else 1)
    data = make_pdf([(85, 700, glyphs)], under="\n".join([*out, "ET\n"]))
    assert first_line(data) == text


def test_no_blank_is_read_into_a_clusters_side_bearing(make_pdf: MakePdf) -> None:
    """ActualText's box is its ink's: a letter that leaves some room after it ends before that."""
    text = "ผู้ใช้"
    glyphs = drawn_in_pieces(text, text).replace("91.4000", "92.9000")
    assert first_line(make_pdf([(85, 700, text)], under=glyphs)) == text


def test_a_row_of_short_words_keeps_its_blanks(make_pdf: MakePdf) -> None:
    """Most of its gaps are blanks; none is a letter's that justified type moved away."""
    words = ["คู่", "อยู่", "รู้", "กุ้ง", "ผู้", "หมู่", "ทุ่ง", "ปู", "รุ่น", "ดู"]
    row, x = [], 85.0
    for word in words:
        row.append((x, 760.0, word))
        x += ADVANCE * sum(c not in MARKS for c in word) + 4.2
    assert first_line(make_pdf(row)) == " ".join(words)
