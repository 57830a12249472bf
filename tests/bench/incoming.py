"""Invented plain-text letters in any number, no two alike: what adding at scale is measured on.

A letter is one page: head, number, date, subject, addressee, a reference, two or three paragraphs,
signature and contact, some 1,500 characters. Paragraphs are clauses of the letters in corpus/ with
words of PyThaiNLP's list between them, common ones often and rare ones seldom, so that an index of
them grows as one of real letters does. The same number gives the same letter every time.
"""

import random
import re
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from thaidoc.archive.store import Archive
from thaidoc.thai.lost_marks import tells
from thaidoc.thai.numerals import to_thai

ROOT = Path(__file__).parents[2]
OFFICES = (
    ("มท 0810.3", "กรมทดลองส่งเสริมการปกครอง", "อธิบดีกรมทดลองส่งเสริมการปกครอง"),
    ("ศธ 0599.12", "สำนักงานตัวอย่างการศึกษา", "ผู้อำนวยการสำนักงานตัวอย่างการศึกษา"),
    ("สธ 0999.4", "สำนักงานสาธารณสุขจังหวัดสมมุติ", "นายแพทย์สาธารณสุขจังหวัดสมมุติ"),
    ("ทส 0999.2", "กรมแหล่งน้ำทดลอง", "อธิบดีกรมแหล่งน้ำทดลอง"),
    ("กค 0999.5", "กรมบัญชีสมมุติ", "อธิบดีกรมบัญชีสมมุติ"),
)
TO = ("ผู้ว่าราชการจังหวัด ทุกจังหวัด", "นายอำเภอ ทุกอำเภอ", "อธิการบดีมหาวิทยาลัยสมมุติ", "หัวหน้าส่วนราชการ")
MONTHS = ("มกราคม", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "ตุลาคม")
#: characters of a clause that is taken over: less is a number or a name, more a line of a table
_CLAUSE = re.compile(r"(?<=\s)[\u0e01-\u0e5b]{12,60}(?=\s)")
LETTER = """\
ที่ {number}{room}{office}
{room}{room}ถนนสมมุติ กทม. {zip}

{room}{date}

เรื่อง  {subject}

เรียน  {to}

อ้างถึง  หนังสือ{office} ที่ {cited} ลงวันที่ {before}

{body}

        จึงเรียนมาเพื่อโปรดทราบและพิจารณาดำเนินการต่อไป

{room}ขอแสดงความนับถือ


{room}(นายทดสอบ {name})
{room}{post}

กองการเจ้าหน้าที่
โทร. 0 2000 {extension}
"""


def letters(count: int, first: int = 0) -> Iterator[str]:
    """So many letters, from the one with this number on."""
    for parts in in_parts(count, first):
        yield parts["text"]


def in_parts(count: int, first: int = 0) -> Iterator[dict[str, str]]:
    """So many letters, each as what was put into :data:`LETTER`, and the whole as its ``text``."""
    language = _Language()
    for number in range(first, first + count):
        yield _letter(random.Random(number), number, language)


def write(folder: Path, count: int, first: int = 0) -> None:
    """Put so many letters into a folder, a thousand to each folder inside."""
    for number, text in enumerate(letters(count, first), start=first):
        shelf = folder / f"{number // 1000:03}"
        shelf.mkdir(parents=True, exist_ok=True)
        (shelf / f"{number:06}.txt").write_text(text, encoding="utf-8")


class _Language:
    """Clauses and words to draw from, the frequent ones first."""

    def __init__(self) -> None:
        from pythainlp.corpus import thai_words

        archive = Archive.open(ROOT)
        texts = [archive.text(identity) for identity in archive.ids()]
        clauses = {clause for text in texts for clause in _CLAUSE.findall(text)}
        self.clauses = sorted(clause for clause in clauses if _sounds_thai(clause))
        # foreign names would have each page looked at for marks that were lost
        self.words = sorted(word for word in thai_words() if _sounds_thai(word))
        random.Random(7).shuffle(self.words)
        self.weights = list(accumulate(1 / (rank + 10) ** 0.9 for rank in range(len(self.words))))

    def prose(self, drawn: random.Random, clauses: int) -> str:
        """So many clauses, each with a word or two behind it."""
        parts: list[str] = []
        for _ in range(clauses):
            parts.append(drawn.choice(self.clauses))
            parts += drawn.choices(self.words, cum_weights=self.weights, k=drawn.randint(0, 2))
        return " ".join(parts)


def _sounds_thai(word: str) -> bool:
    try:
        return not tells(word.encode("cp874"))
    except UnicodeEncodeError:
        return False


def _letter(drawn: random.Random, number: int, language: _Language) -> dict[str, str]:
    code, office, post = drawn.choice(OFFICES)
    date = f"{drawn.randint(1, 28)} {drawn.choice(MONTHS)} {drawn.randint(2550, 2568)}"
    paragraphs = (language.prose(drawn, drawn.randint(8, 13)) for _ in range(drawn.randint(2, 3)))
    parts = {
        "number": f"{code}/{drawn.choice(('ว ', ''))}{number + 1}",
        "office": office,
        "zip": str(drawn.randint(10100, 96220)),
        "date": date,
        "subject": language.prose(drawn, 2),
        "to": drawn.choice(TO),
        "cited": f"{code}/{drawn.randint(1, 9999)}",
        "before": date[:-4] + "2549",
        "body": "\n\n".join(f"        {paragraph}" for paragraph in paragraphs),
        "name": language.prose(drawn, 1).split()[0],
        "post": post,
        "extension": f"{drawn.randint(0, 9999):04}",
    }
    text = LETTER.format(room=" " * 30, **parts)
    return {**parts, "text": to_thai(text) if drawn.random() < 0.5 else text}
