"""What ``search`` and ``stats`` show on terminals of several widths, kept as files to look at.

``python -m tests.screens`` writes tests/cli/screens anew; look at the difference before keeping it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from thaidoc.cli import facet_table, hit_list, stats_table
from thaidoc.cli.options import Settings
from thaidoc.messages import LANGUAGES, Language, choose
from thaidoc.record import ThaiDate
from thaidoc.search.results import Facet, FacetValue, Hit, Snippet
from thaidoc.statistics.figures import Count, Statistics, Tables

SCREENS = Path(__file__).parent / "cli" / "screens"
WIDTHS = (80, 100, 200)


def _date(iso: str) -> ThaiDate:
    return ThaiDate(raw=iso, iso=iso, be_year=int(iso[:4]) + 543, precision="day")


def hit(**parts: object) -> Hit:
    """A hit of an invented letter; what is not given is absent."""
    absent = dict.fromkeys(("number", "date", "issuer", "subject", "kind", "circular", "snippet"))
    known: dict[str, Any] = {"id": "0123456789abcdef", "score": 1.0, "how": ("literal",)}
    return Hit(**{**known, **absent, **parts})


def found(text: str, *strings: str) -> Snippet:
    """A passage in which these strings were found."""
    hits = sorted((text.index(one), text.index(one) + len(one)) for one in strings)
    return Snippet(text, tuple(hits), cut_before=True, cut_after=True)


HITS = (
    hit(
        number="มท 0810.3/ว4418",
        date=_date("2023-08-21"),
        issuer="กรมส่งเสริมการปกครองท้องถิ่น",
        subject="ซักซ้อมแนวทางการเตรียมความพร้อมรับสถานการณ์น้ำท่วมและการช่วยเหลือผู้ประสบภัยขององค์กรปกครองส่วนท้องถิ่น",
        subject_hits=((46, 53),),
        snippet=found(
            "ให้องค์กรปกครองส่วนท้องถิ่นตรวจสอบพื้นที่เสี่ยงน้ำท่วมขังซ้ำซาก เร่งลอกท่อระบายน้ำ และจัดเตรียม"
            "กระสอบทรายให้พร้อมใช้ภายในวันที่ 15 กันยายน 2566 พร้อมทั้งรายงานผลให้จังหวัดทราบ",
            "น้ำท่วม",
        ),
        states=("cancelled", "circular"),
    ),
    hit(
        id="11aa22bb33cc44dd",
        number="กค (กวจ) 0405.3/พิเศษ ว12",
        date=_date("2024-02-02"),
        issuer="คณะกรรมการวินิจฉัยปัญหาการจัดซื้อจัดจ้างและการบริหารพัสดุภาครัฐ กรมบัญชีกลาง",
        subject="การจัดซื้อจัดจ้างกรณีฉุกเฉินเพื่อแก้ไขปัญหาน้ำท่วม",
        subject_hits=((44, 51),),
        snippet=found("ที่ยี่สิบปีผู้ฟื้นฟูกู้ชื่อกี่ครั้งก็สู้น้ำท่วมด้วยใจ", "น้ำท่วม"),
        secrecy="ลับมาก",
        states=("secret", "amended", "doubtful"),
    ),
    hit(
        id="2222222222222222",
        date=_date("2019-06-01"),
        issuer="สำนักงาน ก.พ.",
        subject="แจ้งเวียน (Flood Response Plan for Local Administrative Organizations) ประจำปี ๒๕๖๒",
        how=("words",),
        snippet=found("น้ำจากแม่น้ำยมเอ่อ จนท่วมถนนสายหลัก", "น้ำ", "ท่วม"),
    ),
    hit(id="3333333333333333", how=("synonym", "phone"), states=("doubtful",)),
    hit(
        id="4444444444444444",
        number="35/2562",
        subject="แต่งตั้งคณะทำงาน",
        how=("related",),
        score=0.43,
    ),
)
FACETS = (
    Facet(
        "issuer",
        (
            FacetValue("กรมส่งเสริมการปกครองท้องถิ่น", 120, ""),
            FacetValue("คณะกรรมการวินิจฉัยปัญหาการจัดซื้อจัดจ้างและการบริหารพัสดุภาครัฐ", 7, ""),
        ),
        more=True,
    ),
    Facet("year", (FacetValue("2567", 3, ""), FacetValue("2566", 124, ""))),
    Facet("kind", (FacetValue("external-letter", 127, ""),)),
    Facet("secrecy", ()),
)


def counts(*values: tuple[str | None, int]) -> list[Count]:
    """How many documents have each value."""
    return [Count(value=value, documents=many) for value, many in values]


STATISTICS = Statistics(
    query=None,
    with_secret=False,
    documents=12_480,
    letters=12_031,
    pages=61_207,
    first="1936-02-19",
    last="2026-06",
    undated=31,
    unnumbered=207,
    recognised=8_105,
    cancelled=None,
    secret=17,
    secrecy=counts(("ลับ", 14), ("ลับที่สุด", 1), (None, 2)),
    failed=3,
    unknown=1,
    tables=Tables(
        year=counts(("2478", 1), ("2566", 4_802), ("2567", 7_646), (None, 31)),
        ministry=counts(
            ("กระทรวงการอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรม", 9_000), ("จังหวัดน่าน", 2_100), (None, 1_380)
        ),
        issuer=counts(
            ("คณะกรรมการวินิจฉัยปัญหาการจัดซื้อจัดจ้างและการบริหารพัสดุภาครัฐ กรมบัญชีกลาง", 6_201),
            ("กรมส่งเสริมการปกครองท้องถิ่น", 5_000),
            ("ที่ว่าการอำเภอเชียงคาน", 701),
            ("Bureau\x1b[2J of ก", 500),
            ("สำนักงาน ก.พ.", 70),
            (None, 8),
        ),
        kind=counts(("external-letter", 11_000), ("memo", 1_480)),
        urgency=counts(("ด่วนที่สุด", 900), (None, 11_580)),
        format=counts(("application/pdf", 12_400), ("image/tiff", 80)),
        quality=counts(("read", 9_000), ("doubtful", 3_000), ("needs-ocr", 470), (None, 10)),
    ),
)


def screen(room: int | None, settings: Settings | None = None) -> str:
    """A page of hits and its facets, on a terminal of so many cells."""
    return "".join(f"{line}\n" for line in _lines(settings or Settings(), room))


def stats_screen(room: int, lang: Language) -> str:
    """Statistics on a terminal of so many cells, in a language."""
    choose(lang)
    try:
        shown = stats_table.lines(Settings(), STATISTICS, room, 3)
        return "".join(f"{line.plain}\n" for line in shown)
    finally:
        choose("en")


def _lines(settings: Settings, room: int | None) -> Iterator[str]:
    yield from (line.plain for line in hit_list.lines(settings, HITS, room))
    yield ""
    yield from (line.plain for line in facet_table.lines(settings, FACETS, room))


if __name__ == "__main__":
    SCREENS.mkdir(exist_ok=True)
    for cells in WIDTHS:
        (SCREENS / f"search-{cells}.txt").write_text(screen(cells), encoding="utf-8")
        for lang in LANGUAGES:
            kept = SCREENS / f"stats-{lang}-{cells}.txt"
            kept.write_text(stats_screen(cells, lang), encoding="utf-8")
