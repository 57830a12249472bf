import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from thaidoc.reading.bundles.member_names import decoded_names, is_left_behind, safe_name

THAI = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E3A), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("2562/ที่01.pdf", "2562/ที่01.pdf"),
        ("/etc/passwd", "etc/passwd"),
        ("../../../a.txt", "a.txt"),
        ("a/../../b.txt", "a/b.txt"),
        ("C:\\Users\\ก\\b.doc", "Users/ก/b.doc"),
        ("\\\\server\\share\\a.pdf", "server/share/a.pdf"),
        ("c:d:/a.pdf", "a.pdf"),
        ("a\x00b\x1b[2J.txt", "a\ufffdb\ufffd[2J.txt"),
        ("gepj.\u202efdp.exe", "gepj.\ufffdfdp.exe"),
        ("...", "unnamed"),
        ("", "unnamed"),
        (" a / b ", "a/b"),
        ("x" * 300 + ".pdf", "x" * 179 + "…" + "x" * 16 + ".pdf"),
    ],
)
def test_a_name_is_a_harmless_path(raw: str, safe: str) -> None:
    assert safe_name(raw) == safe


@given(st.text(max_size=80) | st.text("/\\.:CcD \x00\u202eก", max_size=40))
@example("C:C:\\..\\..")
@example(" C: /x")
@example("\x00:/..")
def test_any_name_in_a_safe_relative_name_out(raw: str) -> None:
    name = safe_name(raw)
    parts = name.split("/")
    assert name
    assert all(part and part.strip(".") and part == part.strip() for part in parts)
    assert "\\" not in name
    assert not re.match("[A-Za-z]:", name)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", name)
    assert name.encode("utf-8").decode("utf-8") == name
    assert safe_name(name) == name


@given(st.lists(THAI, min_size=1, max_size=4))
def test_thai_names_in_either_encoding_come_back(names: list[str]) -> None:
    files = [f"{name}.pdf" for name in names]
    assert decoded_names([name.encode("utf-8") for name in files]) == files
    narrow = [name.encode("cp874") for name in files]
    # three letters such as เธก are UTF-8 too, and no rule tells them apart
    assume("\ufffd" in b"".join(narrow).decode("utf-8", "replace"))
    assert decoded_names(narrow) == files


def test_two_letters_that_are_utf8_by_chance() -> None:
    assert decoded_names(["ยก.pdf".encode("cp874")]) == ["ยก.pdf"]
    assert decoded_names(["ยก.pdf".encode("cp874"), b"scan.pdf"]) == ["ยก.pdf", "scan.pdf"]


def test_names_of_other_languages_stay() -> None:
    assert decoded_names(["España.pdf".encode("cp437")]) == ["España.pdf"]
    assert decoded_names(["café.pdf".encode()]) == ["café.pdf"]
    assert decoded_names(["ü.pdf".encode("cp437"), b"plain.txt"]) == ["ü.pdf", "plain.txt"]


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("__MACOSX/._ที่01.pdf", True),
        (".DS_Store", True),
        ("a/.git/config", True),
        ("ก/~$letter.docx", True),
        ("a\\Thumbs.db", True),
        ("../a.pdf", False),
        ("./a.pdf", False),
        ("a.b/c.pdf", False),
    ],
)
def test_what_no_person_packed(name: str, left: bool) -> None:
    assert is_left_behind(name) is left
