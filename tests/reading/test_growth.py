"""Files that are small and took very long: the time of each grows with its size, and no faster."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest

from tests.growth import LINEAR, growth
from thaidoc.reading import read_bytes
from thaidoc.reading.pdf.grids import ruled_grids
from thaidoc.thai.text import canonical_marks

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CELL = "<w:tc><w:p><w:r><w:t>ก</w:t></w:r></w:p></w:tc>"
FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
LETTER = "<w:r><w:t>ก</w:t></w:r>"


def word(body: str, styles: str = "") -> bytes:
    """A Word document with this body, and these styles instead of Word's own."""
    saved, out = io.BytesIO(), io.BytesIO()
    docx.Document().save(saved)
    parts = {"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'}
    if styles:
        parts["word/styles.xml"] = f'<w:styles xmlns:w="{W}">{styles}</w:styles>'
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
    return out.getvalue()


def resting_on_each_other(count: int) -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n - 1}"/></w:style>'
        for n in range(count)
    )
    styled = f'<w:p><w:pPr><w:pStyle w:val="s{count - 1}"/></w:pPr>{LETTER}</w:p>'
    return word(styled * count, styles)


def rtf(text: str) -> bytes:
    return (r"{\rtf1\ansi\ansicpg874 " + text + "}").encode()


def page(text: str) -> bytes:
    return f"<html><body>{text}</body></html>".encode()


def mail(headers: str, body: str = "x") -> bytes:
    return f"From: a@example.go.th\nMIME-Version: 1.0\n{headers}\n\n{body}".encode()


#: a file of a size, and a size at which it takes some hundredths of a second
FILES: dict[str, tuple[Callable[[int], bytes], int]] = {
    "fields-that-never-end": (lambda n: word(f"<w:p>{(FIELD + LETTER) * n}</w:p>"), 2000),
    "cells-of-one-row": (lambda n: word(f"<w:tbl><w:tr>{CELL * n}</w:tr></w:tbl>"), 500),
    "rows-of-a-word-table": (lambda n: word(f"<w:tbl>{f'<w:tr>{CELL}</w:tr>' * n}</w:tbl>"), 500),
    "runs-of-a-paragraph": (lambda n: word(f"<w:p>{LETTER * n}</w:p>"), 3000),
    "styles-that-rest-on-each-other": (resting_on_each_other, 150),
    "attributes": (lambda n: page(f"<p {' '.join(f'a{k}' for k in range(n))}>ก</p>"), 5000),
    "cells-of-one-html-row": (lambda n: page(f"<table><tr>{'<td>ก' * n}</table>"), 1000),
    "cells-that-span-rows": (
        lambda n: page(f"<table>{'<tr><td rowspan=100 colspan=100>ก<td>ข' * n}</table>"), 500
    ),
    "edges-of-rtf-cells": (
        lambda n: rtf(r"\trowd" + r"\cellx9" * n + r"\intbl a\cell\row" * n), 1000
    ),
    "rtf-groups": (lambda n: rtf("{a}" * n), 6000),
    "rtf-tables-in-tables": (lambda n: rtf(r"\itap16 a\nestcell\itap1 b\cell\row" * n), 200),
    "parameters-of-a-mail": (lambda n: mail("Content-Type: text/plain" + ";" * n), 20_000),
    "quotes-in-a-mail": (lambda n: mail('Content-Type: text/plain; a="' + '\\";' * n), 10_000),
    "encoded-words-that-never-end": (lambda n: mail("Subject: " + "=?utf-8?q?a" * n), 3000),
    "a-line-of-many-words": (lambda n: ("ก " * n).encode(), 8000),
    "empty-lines": (lambda n: b"\n" * n + "ก".encode(), 30_000),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_time_grows_with_the_file(name: str) -> None:
    make, size = FILES[name]
    read_bytes(make(10), "a")  # libraries are loaded when first needed

    def task(count: int) -> Callable[[], object]:
        data = make(count)
        return lambda: read_bytes(data, "a")

    assert growth(task, size) < LINEAR


def test_a_page_of_graph_paper() -> None:
    def task(count: int) -> Callable[[], object]:
        steps = int(count**0.5)
        lines = [(0.0, 7.0 * n, 7.0 * steps, 7.0 * n) for n in range(steps + 1)]
        lines += [(7.0 * n, 0.0, 7.0 * n, 7.0 * steps) for n in range(steps + 1)]
        return lambda: ruled_grids(lines)

    assert growth(task, 2500) < LINEAR


@pytest.mark.parametrize("nonsense", ["\u0e33", "\u0e4d", "\u0e33\u0e48", "\u0e40"])
def test_a_row_of_vowels_or_marks_and_a_tone(nonsense: str) -> None:
    def task(count: int) -> Callable[[], object]:
        text = nonsense * count + "\u0e48"
        return lambda: canonical_marks(text)

    assert growth(task, 50_000) < LINEAR


def test_text_of_a_field_that_never_ends_is_not_lost() -> None:
    assert read_bytes(word(f"<w:p>{(FIELD + LETTER) * 3}</w:p>"), "a").text == "กกก\n"


def test_an_element_of_countless_attributes_keeps_its_text_and_its_place() -> None:
    many = " ".join(f"a{n}='>'" for n in range(500))
    shown = read_bytes(page(f"<p align=right {many}>ก</p><script {many}>x</script><p>ข</p>"), "a")
    assert shown.text == "ก\nข\n"
    assert shown.pages[0].lines[0].left > 80


def test_text_in_groups_too_deep_is_not_lost() -> None:
    deep = rtf(r"{\field{\*\fldinst x}{\fldrslt a" * 3000 + "}}" * 3000)
    assert read_bytes(deep, "a").text.count("a") == 3000
