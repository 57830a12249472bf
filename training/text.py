"""Lines of text to train on: what stands on official letters, and running official Thai.

The parts that carry a letter's fields (numbers, dates, agencies, addressees, contacts) are composed
here, far more often than running text has them; running text is cut from files given by a path, at
any place, as a typesetter would. Names of persons are drawn from PyThaiNLP's lists.
"""

import json
import lzma
import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from thaidoc.reading.ocr.alphabet import encode
from thaidoc.thai.names import ministry_names, province_codes
from thaidoc.thai.text import normal_form

_MONTHS = (
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"
).split()
_SHORT = ("ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.").split()
_CODES = (
    "มท ศธ นร กค สธ อว กษ คค ทส ดศ พณ พม ยธ รง วธ อก พน กต กห ตช ลต ตผ วท ทก พศ ปช อส ศย รส ศร"
).split()
_DEPARTMENTS = (
    "การปกครอง ส่งเสริมการปกครองท้องถิ่น พัฒนาชุมชน ที่ดิน โยธาธิการและผังเมือง "
    "ป้องกันและบรรเทาสาธารณภัย บัญชีกลาง สรรพากร ธนารักษ์ ศุลกากร สรรพสามิต ควบคุมโรค "
    "อนามัย การแพทย์ สุขภาพจิต ชลประทาน ปศุสัตว์ ประมง ป่าไม้ ทางหลวง ทางหลวงชนบท "
    "การขนส่งทางบก เจ้าท่า ส่งเสริมการเกษตร พัฒนาที่ดิน ส่งเสริมสหกรณ์ "
    "กิจการเด็กและเยาวชน กิจการผู้สูงอายุ จัดหางาน พัฒนาฝีมือแรงงาน ศิลปากร การศาสนา "
    "ราชทัณฑ์ คุมประพฤติ บังคับคดี ทรัพย์สินทางปัญญา การค้าภายใน ประชาสัมพันธ์ "
    "ทรัพยากรธรณี ควบคุมมลพิษ"
).split()
_UNITS = (
    "สำนักบริหารงานกลาง|สำนักบริหารการคลังท้องถิ่น|กองการเจ้าหน้าที่|กองคลัง|กองแผนงาน|"
    "กองกฎหมาย|กลุ่มงานบริหารทั่วไป|ฝ่ายบริหารทั่วไป|ฝ่ายสารบรรณ|ส่วนบริหารงานบุคคล|"
    "ส่วนนโยบายและแผน|กลุ่มพัฒนาระบบบริหาร|กลุ่มตรวจสอบภายใน|ศูนย์เทคโนโลยีสารสนเทศ|"
    "สำนักงานเลขานุการกรม|งานพัสดุ|สำนักมาตรฐานการบัญชี|กลุ่มงานส่งเสริมและพัฒนาท้องถิ่น|"
    "สำนักพัฒนาระบบ รูปแบบและโครงสร้าง|ส่วนราชการประจำจังหวัด|"
    "กลุ่มกฎหมาย ระเบียบ และเรื่องร้องทุกข์"
).split("|")
_POSTS = (
    "อธิบดี|รองอธิบดี|ปลัดกระทรวง|รองปลัดกระทรวง|ผู้อำนวยการสำนัก|ผู้อำนวยการกอง|"
    "ผู้ว่าราชการจังหวัด|รองผู้ว่าราชการจังหวัด|นายอำเภอ|นายกเทศมนตรี|"
    "นายกองค์การบริหารส่วนตำบล|นายกองค์การบริหารส่วนจังหวัด|ปลัดเทศบาล|เลขาธิการ|"
    "เลขานุการกรม|หัวหน้าส่วนราชการ|อธิการบดี|คณบดี|ผู้อำนวยการโรงเรียน|ท้องถิ่นจังหวัด|"
    "ประธานกรรมการ|ผู้บัญชาการตำรวจแห่งชาติ|เลขาธิการคณะรัฐมนตรี|หัวหน้าสำนักงาน|"
    "เจ้าพนักงานธุรการชำนาญงาน|นักวิชาการคลังปฏิบัติการ"
).split("|")
_LABELS = ("เรื่อง|เรียน|อ้างถึง|สิ่งที่ส่งมาด้วย|ถึง|กราบเรียน|ส่วนราชการ|สำเนาส่ง|นมัสการ").split("|")
_FIXED = (
    "ขอแสดงความนับถือ|ขอแสดงความนับถืออย่างยิ่ง|จึงเรียนมาเพื่อโปรดทราบ|"
    "จึงเรียนมาเพื่อโปรดพิจารณา|จึงเรียนมาเพื่อโปรดทราบและถือปฏิบัติต่อไป|บันทึกข้อความ|"
    "ด่วนที่สุด|ด่วนมาก|ด่วน|ลับ|ลับมาก|ปฏิบัติราชการแทน|รักษาราชการแทน|"
    "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป|ปฏิบัติหน้าที่|คำสั่ง|ประกาศ|สำเนาถูกต้อง|"
    "(สำเนา)|ให้ไว้ ณ วันที่|ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป|"
    "รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย|ความละเอียดแจ้งแล้ว นั้น|ระเบียบวาระที่ ๑|เลขรับ|"
    "เวลา|เลขที่รับ|“ดำรงธรรมนำไทยใสสะอาด”|ภาพถ่ายที่แนบ|ร่าง|พิมพ์|ทาน|ตรวจ"
).split("|")
_PROVINCIAL = ("ท้องถิ่น", "พัฒนาชุมชน", "สาธารณสุข", "คลัง", "แรงงาน")
_COUNTS = ("ฉบับ ชุด แผ่น เล่ม หน้า รายการ ซอง").split()
_TITLES = (
    "นาย นาง นางสาว พันตำรวจเอก พลตำรวจตรี ว่าที่ร้อยตรี ดร. รองศาสตราจารย์ ม.ล. นายแพทย์ พันเอก ร้อยตำรวจโท"
).split()
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_BREAK = re.compile(r"[ \t]+")


def lines(folder: Path | None, seed: int) -> Iterator[str]:
    """Lines without end, each of them wholly in the alphabet.

    :param folder: running text: ``.jsonl.xz`` files with ``title`` and ``text``, or ``.txt``.
    """
    draw = random.Random(seed)
    passages = running_text(folder) if folder else ()
    while True:
        if passages and draw.random() < 0.45:
            line = _cut(draw, draw.choice(passages))
        else:
            line = _composed(draw)
        line = normal_form(line)
        if line and encode(line) is not None:
            yield line


@cache
def running_text(folder: Path) -> tuple[str, ...]:
    """The texts of a folder, blanks folded."""
    found: list[str] = []
    for path in sorted(folder.rglob("*")):
        if path.name.endswith(".jsonl.xz"):
            with lzma.open(path, "rt", encoding="utf-8") as rows:
                found.extend(_BREAK.sub(" ", json.loads(row)["text"]) for row in rows)
        elif path.suffix == ".txt" and path.name != "README.txt":
            found.append(_BREAK.sub(" ", path.read_text("utf-8")))
    return tuple(text for text in found if len(text) > 100)


def _cut(draw: random.Random, text: str) -> str:
    """A stretch of running text as one line holds it, sometimes with a running-in paragraph."""
    length = draw.choice((8, 14, 22, 34, 50, 70, 90))
    start = draw.randrange(max(1, len(text) - length))
    while start and text[start] in "ะาำิีึืัุู็่้๊๋์ํฺๅๆ":
        start -= 1
    line = text[start : start + length].split("\n")[0].strip()
    return digits(draw, line, 0.5)


def digits(draw: random.Random, text: str, share: float = 0.55) -> str:
    """The text in Thai digits, at that share; else as it is."""
    return text.translate(_TO_THAI) if draw.random() < share else text


def reference(draw: random.Random) -> str:
    """A letter's number in one of the forms that are met."""
    code = draw.choice([*_CODES, *province_codes()]) if draw.random() < 0.9 else _letters(draw)
    unit = draw.choice(("{:04d}", "{:04d}.{}", "{:04d}.{}", "{:05d}", "{:04d}.{}.{}")).format(
        draw.randint(1, 5400), draw.randint(1, 12), draw.randint(1, 40)
    )
    circular = draw.choice(("", "", "ว", "ว ", "ว ", "ว.", "ว. ", "พิเศษ ว "))
    number = "" if draw.random() < 0.08 else str(draw.randint(1, 10 ** draw.randint(1, 5)))
    committee = draw.choice(("(กวจ) ", "(กนร)", "(ก.พ.)")) if draw.random() < 0.04 else ""
    gap = draw.choice((" ", " ", ""))
    text = f"{code}{gap}{committee}{unit}/{circular}{number}"
    return digits(draw, draw.choice(("ที่ ", "ที่  ", "ที่", "")) + text)


def date(draw: random.Random) -> str:
    """A date as letters print it; the day may be blank."""
    month = draw.randrange(12)
    year = str(draw.randint(2500, 2570))
    day = "" if draw.random() < 0.06 else str(draw.randint(1, 31))
    forms = (
        f"{day} {_MONTHS[month]} {year}",
        f"{day} {_MONTHS[month]} พ.ศ. {year}",
        f"วันที่ {day} เดือน {_MONTHS[month]} พ.ศ. {year}",
        f"{day} {_SHORT[month]} {year[2:]}",
        f"ลงวันที่ {day} {_MONTHS[month]} {year}",
        f"สั่ง ณ วันที่ {day} {_MONTHS[month]} พ.ศ. {year}",
        f"{month + 1}/{day}/{year}",
    )
    return digits(draw, draw.choices(forms, weights=(8, 2, 2, 2, 4, 2, 1))[0].strip())


def _letters(draw: random.Random) -> str:
    return "".join(draw.choices("กขคงจชซญดตถทธนบปผฝพฟมยรลวศษสหอฮ", k=2))


def _agency(draw: random.Random) -> str:
    province = draw.choice(list(province_codes().values()))
    return draw.choice(
        (
            draw.choice(ministry_names()),
            "กรม" + draw.choice(_DEPARTMENTS),
            f"สำนักงาน{draw.choice(_PROVINCIAL)}จังหวัด{province}",
            f"ศาลากลางจังหวัด{province}",
            f"ที่ว่าการอำเภอเมือง{province}",
            f"เทศบาลตำบล{draw.choice(_words())}",
            f"องค์การบริหารส่วนตำบล{draw.choice(_words())}",
            f"มหาวิทยาลัย{draw.choice(_words())}",
            f"โรงพยาบาล{draw.choice(_words())}",
            draw.choice(_UNITS),
        )
    )


def _address(draw: random.Random) -> str:
    province = draw.choice(list(province_codes().values()))
    street, district = draw.choice(_words()), draw.choice(_words())
    house, postcode = f"{draw.randint(1, 999)}/{draw.randint(1, 99)}", draw.randint(11000, 96999)
    place = draw.choice(
        (
            f"ถนน{street} กทม. {draw.randint(10100, 10900)}",
            f"{house} ถนน{street} เขต{district} กทม. {draw.randint(10100, 10900)}",
            f"อำเภอเมือง{province} จังหวัด{province} {postcode}",
            f"ตำบล{street} อำเภอ{district} จังหวัด{province} {postcode}",
        )
    )
    return digits(draw, place)


def _person(draw: random.Random) -> str:
    given, family = _names()
    name = f"{draw.choice(_TITLES)}{draw.choice(given)} {draw.choice(family)}"
    return f"({name})" if draw.random() < 0.7 else name


def _phone(draw: random.Random) -> str:
    number = draw.choice(
        (
            "0 2{:03d} {:04d}",
            "0-2{:03d}-{:04d}",
            "0 4{:03d} {:04d}",
            "08 {:04d} {:04d}",
            "02-{:03d}-{:04d}",
        )
    )
    text = number.format(draw.randint(100, 999), draw.randint(0, 9999))
    if draw.random() < 0.3:
        text += draw.choice((" ต่อ {}", " - {}", " ต่อ {} - 8", " ต่อ {}, 312")).format(
            draw.randint(1, 9999)
        )
    label = draw.choice(("โทร. ", "โทร ", "โทรศัพท์ ", "โทรสาร ", "โทร./โทรสาร ", "โทร. "))
    return digits(draw, label + text)


def _address_line(draw: random.Random) -> str:
    name = "".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=draw.randint(3, 10)))
    host = draw.choice(
        ("gmail.com", "hotmail.com", "moi.go.th", "dla.go.th", "mail.go.th", "example.ac.th")
    )
    return draw.choice(
        (
            f"ไปรษณีย์อิเล็กทรอนิกส์ {name}@{host}",
            f"E-mail : {name}_{draw.randint(1, 99)}@{host}",
            f"www.{name}.go.th",
            f"https://www.{name}.or.th/{name[:3]}",
            f"Line ID : {name}",
        )
    )


def _money(draw: random.Random) -> str:
    amount = draw.randint(1, 10 ** draw.randint(2, 8))
    return digits(
        draw,
        draw.choice(
            (
                f"จำนวน {amount:,} บาท",
                f"{amount:,}.- บาท",
                f"{amount:,}.{draw.randint(0, 99):02d} บาท",
                f"ร้อยละ {draw.randint(1, 100)}",
                f"{draw.randint(0, 23):02d}.{draw.randint(0, 59):02d} น.",
            )
        ),
    )


def _labelled(draw: random.Random) -> str:
    rest = draw.choice((_words_line, _agency, _post, _cited))(draw)
    return draw.choice(_LABELS) + " " * draw.choice((1, 2, 3)) + rest


def _cited(draw: random.Random) -> str:
    number = draw.choice(("", "", "๑. ", "2. "))
    urgent = draw.choice(("", "", "ด่วนที่สุด ", "ด่วนมาก "))
    day = date(draw).removeprefix("ลงวันที่ ")
    return f"{number}หนังสือ{_agency(draw)} {urgent}{reference(draw)} ลงวันที่ {day}"


def _post(draw: random.Random) -> str:
    tail = draw.choice(
        ("", draw.choice(_DEPARTMENTS), draw.choice(list(province_codes().values())), " ทุกจังหวัด")
    )
    return draw.choice(_POSTS) + tail


def _enclosure(draw: random.Random) -> str:
    leader = draw.choice(("   ", " ", " " + "." * draw.randint(4, 24) + " "))
    count = f"จำนวน {draw.randint(1, 20)} {draw.choice(_COUNTS)}"
    return digits(draw, f"{draw.randint(1, 9)}. {_words_line(draw)}{leader}{count}")


def _words_line(draw: random.Random) -> str:
    words = draw.choices(_words(), k=draw.randint(1, 9))
    return "".join(word + (" " if draw.random() < 0.18 else "") for word in words).strip()


def _latin(draw: random.Random) -> str:
    words = (
        "Smart City",
        "COVID-19",
        "e-Saraban",
        "GFMIS",
        "Ministry of Interior",
        "Thailand 4.0",
        "PDF",
        "QR Code",
        "ISO 9001:2015",
        "Download",
        "e-mail",
        "Zoom Meeting ID",
        "Department of Local Administration",
        "(Big Data)",
    )
    return draw.choice(
        (draw.choice(words), f"{_words_line(draw)} ({draw.choice(words)}) {draw.choice(_words())}")
    )


def _page_number(draw: random.Random) -> str:
    return digits(
        draw,
        draw.choice(("- {} -", "{}", "-{}-", "/{}. ...", "({})", "ข้อ {}", "{}.")).format(
            draw.randint(1, 99)
        ),
    )


def _signs(draw: random.Random) -> str:
    """Letters and marks in no order that language knows, so that the picture counts."""
    text = ""
    for _ in range(draw.randint(3, 14)):
        text += draw.choice("กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลวศษสหฬอฮ")
        if draw.random() < 0.45:
            text += draw.choice(("ั", "ิ", "ี", "ึ", "ื", "ุ", "ู", "่", "้", "ิ่", "ี้", "ื่", "ั้", "็", "์", "ึ้"))
        if draw.random() < 0.2:
            text += draw.choice("ะาำเแโใไๆฯ ๐๑๒๓๔๕๖๗๘๙0123456789/.-")
    return text


@cache
def _words() -> tuple[str, ...]:
    from pythainlp.corpus import thai_words

    return tuple(sorted(w for w in thai_words() if 2 <= len(w) <= 14 and encode(w) is not None))


@cache
def _names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names

    given = sorted({*thai_female_names(), *thai_male_names()})
    return tuple(given), tuple(sorted(thai_family_names()))


_KINDS: tuple[tuple[int, Callable[[random.Random], str]], ...] = (
    (16, reference),
    (14, date),
    (10, _labelled),
    (8, _agency),
    (5, _address),
    (8, _person),
    (8, _post),
    (8, _phone),
    (3, _address_line),
    (5, _money),
    (6, _cited),
    (4, _enclosure),
    (8, _words_line),
    (3, _latin),
    (3, _page_number),
    (5, _signs),
    (7, lambda draw: draw.choice(_FIXED)),
    (3, lambda draw: f"{reference(draw)}   {_agency(draw)}"),
)


def _composed(draw: random.Random) -> str:
    weights = [weight for weight, _ in _KINDS]
    return draw.choices(_KINDS, weights=weights)[0][1](draw)
