"""How other letters cite a letter: its issuer, number and date in one phrase, in Thai.

The form is the one that letters use behind อ้างถึง: ``หนังสือกระทรวงมหาดไทย ด่วนที่สุด ที่ มท
0808.2/ว4418 ลงวันที่ 21 สิงหาคม 2566``. What has a title rather than a number (an announcement, a
regulation) is cited by its title. What was not read is left out.
"""

from collections.abc import Iterable

from thaidoc.export import values
from thaidoc.export.formats import Choice, Sink
from thaidoc.export.letters import Letter
from thaidoc.record import Kind, Record, ThaiDate
from thaidoc.thai.calendar import format_be

#: the word that a citation begins with; other kinds are หนังสือ
_WORDS: dict[Kind, str] = {
    "memo": "บันทึกข้อความ",
    "order": "คำสั่ง",
    "regulation": "ระเบียบ",
    "rule": "ข้อบังคับ",
    "announcement": "ประกาศ",
    "statement": "แถลงการณ์",
    "news": "ข่าว",
    "certificate": "หนังสือรับรอง",
    "minutes": "รายงานการประชุม",
}
#: kinds that are known by their titles
_TITLED = frozenset(("order", "regulation", "rule", "announcement", "statement", "news", "minutes"))
#: what the title of a regulation begins with; no เรื่อง stands before it
_ABOUT = "ว่าด้วย"
_DATED = {"day": "ลงวันที่ ", "month": "เดือน", "year": "พ.ศ. "}
#: minutes have no day of their own but that of the meeting
_HELD = "เมื่อวันที่ "


def write(letters: Iterable[Letter], target: Sink, _choice: Choice) -> None:
    """Write one citation a line, in UTF-8."""
    for letter in letters:
        target.write(f"{cite(letter.record)}\n".encode())


def cite(record: Record) -> str:
    """The citation of a letter; the name of its file where nothing was read that one could cite."""
    title = _title(record)
    parts = [_opening(record, title)]
    if record.reference and record.reference.normal:
        marks = (record.secrecy, record.urgency)
        parts += [*filter(None, marks), f"ที่ {record.reference.normal}"]
    if title:
        parts.append(title)
    if record.date and not _has_own_year(title):
        parts.append(_dated(record.date, held=record.kind == "minutes"))
    if len(parts) == 1 and not values.issuer(record):
        return values.file_name(record) or record.id
    return " ".join(" ".join(parts).split())


def _opening(record: Record, title: str) -> str:
    """The word for the kind with the issuer; not twice where title or issuer begins with it."""
    word, name = _WORDS.get(record.kind, "หนังสือ"), values.issuer(record)
    if title.startswith(word):
        return "" if name and name in title else name
    return name if name.startswith(word) else f"{word}{name}"


def _title(record: Record) -> str:
    subject = record.subject or ""
    if record.kind not in _TITLED or not subject:
        return ""
    led = subject.startswith((_ABOUT, "เรื่อง", _WORDS[record.kind]))
    return subject if led else f"เรื่อง {subject}"


def _has_own_year(title: str) -> bool:
    """Whether a title ends in its year, as a regulation's does: it is cited without a day."""
    return title.startswith(_ABOUT) and "พ.ศ." in title


def _dated(date: ThaiDate, *, held: bool) -> str:
    lead = _HELD if held and date.precision == "day" else _DATED[date.precision]
    return lead + format_be(date.iso, short=False)
