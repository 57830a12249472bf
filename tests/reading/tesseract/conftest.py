"""A program called ``tesseract`` that prints what a test wants, and none of a machine's own."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from thaidoc.reading.tesseract import program

HEAD = "level page_num block_num par_num line_num word_num left top width height conf text"
#: line, left, top, width, confidence, text
Word = tuple[int, int, int, int, float, str]
Install = Callable[..., Path]


def table(*words: Word) -> str:
    """Tesseract's TSV of words of one block; each is 40 pixels high."""
    rows = [HEAD.replace(" ", "\t")]
    rows.append("1\t1\t0\t0\t0\t0\t0\t0\t1240\t1754\t-1\t")
    for number, (line, left, top, width, sure, text) in enumerate(words, 1):
        cells = (5, 1, 1, 1, line, number, left, top, width, 40, sure, text)
        rows.append("\t".join(str(cell) for cell in cells))
    return "\n".join(rows) + "\n"


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a program on PATH: a script with a table and a text to write, and languages to list."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    program._version.cache_clear()

    def install(
        printed: str = "", text: str = "", languages: str = "eng tha", body: str = ""
    ) -> Path:
        script = folder / "tesseract"
        script.write_text(
            f"#!{sys.executable}\n"
            "import sys\n"
            "if '--version' in sys.argv: print('tesseract 9.8.7'); sys.exit()\n"
            f"if '--list-langs' in sys.argv: print({languages!r}); sys.exit()\n"
            "assert open('page.pgm', 'rb').read(3) == b'P5 '\n"
            f"{body}\n"
            f"open('page.tsv', 'w').write({printed!r})\n"
            f"open('page.txt', 'w').write({text!r})\n",
            "utf-8",
        )
        script.chmod(0o755)
        return script

    return install


needs_programs = pytest.mark.skipif(os.name == "nt", reason="no program is run confined there")
