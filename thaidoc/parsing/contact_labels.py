"""The labels of contacts and the forms of their addresses, one table each.

A label met in the wild is added here; how its number is read is the business of
:mod:`thaidoc.parsing.contacts`.
"""

import re

from thaidoc.thai.likeness import unlikeness

_PHONE_WORD = (
    r"(?:หมายเลข|เบอร์)?โทรศัพท์(?:พื้นฐาน|สำนักงาน|ภายใน)?"
    r"|โทร\.?\s?ภายใน|โทรฯ|(?:เบอร์)?โทร(?![ก-๎])|Tel(?:ephone)?\b|Phone\b"
)
_MOBILE_WORD = r"(?:หมายเลข|เบอร์)?(?:โทรศัพท์|โทร\.?)\s?(?:เคลื่อนที่|มือถือ)|มือถือ|Mobile\b"
_FAX_WORD = r"โทรสาร|แฟกซ์|แฟ็กซ์|แฟ๊กซ์|Fax(?:simile)?\b"
_AFTER = r"\s*(?:หมายเลข|เลขที่|เบอร์)?\s*[.:]?\s*[.:]?\s*"
_AND = r"\s*\.?\s*(?:/|และ|,|&|-)\s*"
# With small letters for large ones a search is slow at each sign, but for those named ahead.
BOTH = re.compile(
    rf"(?=[หเโแtpf])(?:(?:{_PHONE_WORD}){_AND}(?:{_FAX_WORD}){_AFTER}|(?:{_FAX_WORD}){_AND}(?:{_PHONE_WORD}){_AFTER})",
    re.IGNORECASE,
)
MOBILE = re.compile(rf"(?=[หเโมm])(?:{_MOBILE_WORD}){_AFTER}", re.IGNORECASE)
PHONE = re.compile(rf"(?=[หเโtp])(?:{_PHONE_WORD}){_AFTER}", re.IGNORECASE)
FAX = re.compile(rf"(?=[โแf])(?:{_FAX_WORD}){_AFTER}", re.IGNORECASE)
ANY_PHONE = re.compile(
    f"(?=[หเโมแtpmf])(?:{_PHONE_WORD}|{_MOBILE_WORD}|{_FAX_WORD})", re.IGNORECASE
)
#: a text where none of these stands, in small letters, has no label of the kind
PHONE_WORDS, MOBILE_WORDS = ("โทร", "tel", "phone"), ("เคลื่อนที่", "มือถือ", "mob")
FAX_WORDS, VOIP_WORDS = ("โทรสาร", "แฟ", "fax"), ("vo", "phone", "ไอพี")
ANY_PHONE_WORDS = PHONE_WORDS + MOBILE_WORDS + FAX_WORDS
HOTLINE_WORDS, NETWORK_WORDS = ("สายด่วน", "hot", "call", "คอล"), ("มท", "โทร.")
EMAIL_WORDS, WEBSITE_WORDS = ("อิเล็ก", "เมล", "ma"), ("http", "www", "เว็บ", "เวบ", "website")
LINE_WORDS = ("line", "ไลน์")
VOIP = re.compile(r"(?:VoIP|IP[\s-]?Phone|ไอพีโฟน)\s*[.:)]?\s*", re.IGNORECASE)
HOTLINE = re.compile(
    r"(?=[สคhc])(?:สายด่วน|Hot\s?line|Call\s?Center|คอลเซ็นเตอร์)(?:\s?[ก-๎A-Za-z.\s]{0,40}?)\s*[.:]?\s*(?P<number>\d{3,5})(?![\d-])",
    re.IGNORECASE,
)
NETWORK = re.compile(
    r"(?:(?<![ก-๎.])(?:(?:สถ|สป)\.?\s?)?\(?มท\.?\)?\s*"
    r"|(?<=โทร\.)\s?[ก-ฮ]{2,3}\.\s*|(?<=โทร\. )[ก-ฮ]{2,3}\.\s*)"
    r"(?P<number>\d{5})(?:\s*[-–,]\s*(?P<to>\d{1,5}))?(?![\d./])"
)
_EMAIL_WORD = (
    r"(?:ไปรษณีย์อิเล็กทรอนิกส์|จดหมายอิเล็กทรอนิกส์|(?:อี)?เมล(?![ก-๎])|อีเมล์|อีเมลล์"
    r"|e-?mail(?:\s+address)?)\s*[.:]?\s*"
)
EMAIL = re.compile(
    rf"(?=[ไจอเa-z0-9])(?:{_EMAIL_WORD})?"
    r"(?P<value>[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+)",
    re.IGNORECASE | re.ASCII,
)
#: behind its label an address may have been broken by blanks: ``saraban @ example. go.th``
BROKEN_EMAIL = re.compile(
    rf"(?=[ไจอเe]){_EMAIL_WORD}(?P<value>[A-Za-z0-9][\w.+-]{{0,63}}\s?@\s?[A-Za-z0-9-]+(?:\s?\.\s?[A-Za-z0-9-]+){{0,3}}"
    r"\s?\.\s?(?:th|com|net|org|edu|info)(?![A-Za-z0-9-]))",
    re.IGNORECASE | re.ASCII,
)
#: an address whose @ a scan has lost
UNREAD_EMAIL = re.compile(
    rf"(?=[ไจอเe]){_EMAIL_WORD}(?P<value>[A-Za-z0-9][^\s@ก-๎,;]{{0,63}}\.(?:th|com|net|org))(?![A-Za-z0-9.@-])",
    re.IGNORECASE,
)
_HOST = r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
WEBSITE = re.compile(
    r"(?=[เwh])(?:(?:(?:เว็บไซต์|เว็บไซด์|เวบไซต์|เว็บเพจ|website)\s*[.:]?\s*)?"
    rf"(?P<value>(?:https?://(?=[\w.-]+)|(?<![A-Za-z])www\.(?={_HOST}))[\x21-\x7e]+)"
    rf"|(?:เว็บไซต์|เว็บไซด์|เวบไซต์|เว็บเพจ|website)\s*[.:]?\s*(?P<bare>{_HOST}(?:/[\x21-\x7e]*)?)(?!@))",
    re.IGNORECASE | re.ASCII,
)
LINE = re.compile(
    r"(?:(?<![A-Za-z])(?:ID\s?)?Line(?![A-Za-z])|ไลน์)\s*(?:(?:ID|ไอดี|Official(?:\s+Account)?|OA)\s*[.:]?|[.:])?\s*"
    r"(?P<value>@[\w.-]{2,}|(?<=:)\s*[A-Za-z][\w.-]{3,}|(?<=: )[A-Za-z][\w.-]{3,}"
    r"|(?<=ID )[A-Za-z0-9][\w.-]{3,})",
    re.IGNORECASE | re.ASCII,
)
ROLE = re.compile(
    r"(ผู้ประสานงาน(?:หลัก|โครงการ)?|ผู้ประสาน|เจ้าหน้าที่ผู้ประสานงาน|ผู้รับผิดชอบ|ผู้ติดต่อ|เจ้าของเรื่อง)\s*:?\s*$"
)
#: the same behind the name: ``นายสมหมาย ใจเย็น (ผู้ประสานงาน)``
ROLE_BEHIND = re.compile(r"^\s*[(,]?\s*(ผู้ประสานงาน(?:หลัก|โครงการ)?|ผู้ประสาน|ผู้รับผิดชอบ)\s*\)?\s*$")
#: and behind the numbers: ``มอบหมายให้ นาง... โทร. ... เป็นผู้ประสานงาน``
ROLE_AT_END = re.compile(r"^\s*เป็น(?:เจ้าหน้าที่)?(ผู้ประสานงาน|ผู้ประสาน|ผู้รับผิดชอบ)")
#: a line of contacts may begin with one of these though its address stands below
HEADS = re.compile(
    r"(?:ไปรษณีย์อิเล็กทรอนิกส์|e-?mail|อีเมล|(?:ชื่อ)?ผู้ประสาน|สอบถาม(?:เพิ่มเติม|รายละเอียด)|ติดต่อ(?:สอบถาม|ประสาน)|เว็บไซต์|QR)",
    re.IGNORECASE,
)

_TOKEN = re.compile(r"(?P<word>[โใไเ](?<![ก-๎].)[ก-๎]{2,9})\s?[.:,]{0,2}\s*(?=[(+]?0[\d\s-])")
_DAMAGED = (("phone", "โทร", 1.0), ("fax", "โทรสาร", 1.9), ("phone", "โทรศัพท์", 2.4))


def damaged_labels(folded: str) -> list[tuple[int, int, str]]:
    """Labels that a scan misread just before a number: start, end, and ``phone`` or ``fax``.

    >>> damaged_labels("ไทรลาร 0 2241 9055")
    [(0, 7, 'fax')]
    """
    found: list[tuple[int, int, str]] = []
    if "0" not in folded:
        return found
    for match in _TOKEN.finditer(folded):
        if PHONE.match(match["word"]) or FAX.match(match["word"]):
            continue
        read = match["word"]
        weight, kind = min(
            (unlikeness(read, word, limit) / limit, kind) for kind, word, limit in _DAMAGED
        )
        if weight <= 1.0:
            found.append((match.start(), match.end(), kind))
    return found
