"""The issuing agency: its lines, its address, and the ministry that owns the number's prefix."""

import re

from thaidoc.parsing import contacts
from thaidoc.parsing.draft import Draft
from thaidoc.parsing.labels import AGENCY, names_agency
from thaidoc.parsing.passage import Passage, join
from thaidoc.parsing.twins import mended
from thaidoc.parsing.zones import Letter
from thaidoc.record import Issuer, Reference
from thaidoc.thai.names import ministry_names, owner_of, province_codes
from thaidoc.thai.numerals import to_arabic

_PLACE = re.compile(
    r"(?:(?<=\s)|^)(?:เลขที่\s?\d|\d[\d/]*\s*(?:หมู่|ม\.|ถนน|ถ\.|ซอย|ซ\.|อาคาร|[ก-๎]+\s?\d{5}$)|(?<!\s)\d[\d/-]*(?=\s[ก-ฮเ-ไ])"
    r"|ถนน|ถ\.\s?[ก-๎]|ซอย|ตรอก|หมู่(?:ที่)?\s?\d|ม\.\s?\d|ตำบล|ต\.\s?[ก-๎]|แขวง|อำเภอ|อ\.\s?[ก-๎]|เขต(?=[ก-ฮเ-ไ])"
    r"|ศาลากลาง|ศูนย์ราชการ|อาคาร|ชั้น\s?\d|ตู้\s?ป\.?ณ|กทม\.?|กรุงเทพ(?:มหานคร|ฯ)?(?=\s?\d{5})|จังหวัด\S+\s?\d{5}"
    r"|[ก-ฮ]{2}\.?\s?\d{5}$|\d{1,4}/\d{1,4}$|\d{5}$)"
)
#: the capital alone on a line below an agency is where that agency sits
_BANGKOK = re.compile(r"(?:กรุงเทพ(?:มหานคร|ฯ|ๆ)?|กทม\.?|พระนคร)")
#: a line that broke behind the word for a place, before its name
_BROKEN_PLACE = re.compile(
    r"(?=[ถซตแขอจ])((?:^|(?<=[\s0-9๐-๙]))(?:ถนน|ซอย|ตรอก|แขวง|เขต|ตำบล|อำเภอ|จังหวัด)) (?=[ก-ฮเ-ไ])"
)
_TOWN = re.compile(r"(?:กทม|กรุงเทพ|[ก-ฮ]{2}\.?\s?\d{5}|\d{5})")
_CONSONANT = re.compile("[ก-ฮ]")
#: where a province's offices are: its name where nothing else names them
_HALL = "ศาลากลาง"
_POSTCODE = re.compile(r"(?<!\d)([1-9]\d{4})(?!\d)")
_SENDS = re.compile(r"(?:พร้อมนี้|ด้วย)\s?(?P<agency>[ก-๎.]+(?:\s[ก-๎.]+)?)\s(?:ขอส่ง|ได้ส่ง|ขอแจ้ง|ส่ง)")
#: what only the writer of a letter does, and an agency that opens a paragraph and does it
_DOES = r"\s?(?:ขอเรียนว่า|ขอส่ง|ขอแจ้ง|จึงขอ|จึงเรียนมา|ได้ดำเนินการ|ได้พิจารณา|พิจารณาแล้ว|ได้จัดส่ง)"
_WRITES = re.compile(
    rf"(?P<agency>{AGENCY}[ก-๎]*?(?:\s?(?:[ก-ฮ]{{1,3}}\.)+(?:,?\s?(?:และ\s?)?(?:[ก-ฮ]{{1,3}}\.)+)*)?)"
    rf"{_DOES}"
)
#: a name is longer than this; a broken province shares so many characters with the whole one
_NAME, _SHARED = 6, len("จังหวัด") + 1
_INFERRED, _MENDED = 0.6, 0.7
#: a seal read less surely than this gives way to what the body names; the beginnings agree so far
_UNSURE, _AGREES = 0.5, 8
_TITLED = frozenset({"order", "announcement", "regulation", "rule", "statement", "news", "minutes"})


def read_issuer(letter: Letter, draft: Draft) -> None:
    """Set ``issuer``."""
    agency, address = _parts(letter)
    lines = _agency_lines(letter, agency)
    sure = 0.96
    found = draft.values.get("reference")
    reference = found if isinstance(found, Reference) else None
    if letter.kind == "stamped-letter" and (inferred := _inferred(letter, lines, reference)):
        lines, sure = inferred, _INFERRED
        draft.warn("issuer-inferred", "the agency is the one that the body names", "issuer")
    names = [line.text for line in lines]
    ministry = ministry_of(reference, names)
    if letter.document.ocr:
        names = [mended(name, letter.document.text) for name in names]
    if letter.document.ocr and ministry and (whole := _whole(names, ministry)) != names:
        draft.warn("issuer-damaged", f"the province was read from {' '.join(names)}", "issuer")
        names, sure = whole, _MENDED
    if not lines and not address:
        if letter.kind != "other":
            draft.warn("issuer-missing", "no issuing agency was found", "issuer")
        return
    where = _BROKEN_PLACE.sub(r"\1", " ".join(row.text for row in address)).strip(" ,") or None
    issuer = Issuer(
        name=names[0] if names else None,
        lines=names,
        address=where,
        postcode=postcode_of(where),
        ministry=ministry,
    )
    evidence = join(piece for passage in (*lines, *address) for piece in passage.pieces)
    draft.set("issuer", issuer, evidence.place(), sure if lines else 0.5)


def _inferred(letter: Letter, lines: list[Passage], reference: Reference | None) -> list[Passage]:
    """What the body names where a stamped letter's seal could not be read, or only badly."""
    if lines and (not letter.document.ocr or lines[0].place().sure >= _UNSURE):
        return []
    named = _from_body(letter, ministry_of(reference, []))
    if lines and named and lines[0].text[:_AGREES] != named[0].text[:_AGREES]:
        return []
    return named


def _from_body(letter: Letter, owner: str | None) -> list[Passage]:
    """The agency that sends a stamped letter, from the body's words.

    :param owner: who has the number's prefix; a province writes wherever it is named in the body.
    """
    province = owner if owner and owner.startswith("จังหวัด") else None
    for row in letter.rows("body"):
        named = _SENDS.match(row.text) or _WRITES.match(row.text)
        if named is None and province:
            named = re.search(rf"(?<![ก-๎])(?P<agency>{province}){_DOES}", row.text)
        if named and names_agency(named["agency"]) and len(named["agency"]) > _NAME:
            return [row.cut(named.start("agency"), named.end("agency"))]
    return []


def _whole(names: list[str], owner: str) -> list[str]:
    """The lines with a broken province's name as the one that owns the number's code."""
    if not owner.startswith("จังหวัด"):
        return names
    known = province_codes().values()
    return [
        owner
        if name.startswith(owner[:_SHARED])
        and name.removeprefix("จังหวัด").strip() not in known
        and len(name) <= len(owner) + 1
        else name
        for name in names
    ]


def _parts(letter: Letter) -> tuple[list[Passage], list[Passage]]:
    """The rows of agency names and the rows of the address, telephone left out."""
    agency: list[Passage] = []
    address: list[Passage] = []
    for row in letter.rows("issuer"):
        if contacts.starts_contact(row.text):
            continue
        label = contacts.first_label(row.text)
        passage = row.cut(0, label) if label else row
        place = _PLACE.search(to_arabic(passage.text)) if letter.kind not in _TITLED else None
        if letter.kind == "memo":
            place = None
        town = agency and letter.kind not in _TITLED and _BANGKOK.fullmatch(passage.text)
        if town or (address and (place or not names_agency(passage.text))):
            address.append(passage)
        elif place is None and not (agency and _POSTCODE.search(to_arabic(passage.text))):
            agency.append(passage)
        elif place is None or (agency and _only_town(passage.text, place.start())):
            address.append(passage)
        else:
            agency.extend([passage.cut(0, place.start())] if place.start() else [])
            address.append(passage.cut(place.start()))
    if not agency and address and address[0].text.startswith(_HALL):
        place = _PLACE.search(address[0].text, len(_HALL))  # a province writes from its hall
        end = place.start() if place else None
        rest = [address[0].cut(end)] if end else []
        agency, address = [address[0].cut(0, end)], [*rest, *address[1:]]
    return agency, address


def _only_town(text: str, start: int) -> bool:
    """``กระทรวงศึกษาธิการ กทม. ๑๐๓๐๐`` below an agency is where that agency sits."""
    return _TOWN.match(to_arabic(text[start:])) is not None


def _agency_lines(letter: Letter, rows: list[Passage]) -> list[Passage]:
    """The agency's lines, wrapped names joined; a titled document's head is one name."""
    groups: list[list[Passage]] = []
    for row in rows:
        text = row.text
        if not _CONSONANT.search(text):
            continue
        follows = letter.kind in _TITLED or not names_agency(text) or _is_province_of(groups, text)
        if groups and follows:
            groups[-1].append(row)
        else:
            groups.append([row])
    return [join(piece for row in group for piece in row.pieces) for group in groups]


def _is_province_of(groups: list[list[Passage]], text: str) -> bool:
    """``จังหวัดสตูล`` alone below ``สำนักงานพัฒนาสังคม...`` is the end of that office's name."""
    if not groups or not text.startswith("จังหวัด"):
        return False
    return (
        text.removeprefix("จังหวัด").strip() in province_codes().values()
        and "จังหวัด" not in groups[-1][0].text
    )


def ministry_of(reference: Reference | None, names: list[str]) -> str | None:
    """The ministry or body that owns a number's prefix, else the one that the letterhead names."""
    if reference and reference.prefix:
        owner = owner_of(reference.prefix.split(" ")[0])
        if owner:
            return owner
    named = [known for known in ministry_names() for name in names if name.startswith(known)]
    return named[0] if named else None


def part_address(text: str, *, named: bool = False) -> tuple[str, str]:
    """A line of a letterhead as the agency and the address in it, either of them empty.

    :param named: whether a line above names the agency already.

    >>> part_address("กรมสมมุติ ถนนสมมุติ กทม. ๑๐๓๐๐")
    ('กรมสมมุติ', 'ถนนสมมุติ กทม. ๑๐๓๐๐')
    """
    folded = to_arabic(text)
    place = _PLACE.search(folded)
    if place and not named and place.start() == 0 and text.startswith(_HALL):
        place = _PLACE.search(folded, len(_HALL))  # a province writes from its hall
    if named and (_BANGKOK.fullmatch(text) or (place and _only_town(text, place.start()))):
        return "", text
    start = place.start() if place else len(text)
    return text[:start].strip(" ,"), text[start:].strip(" ,")


def postcode_of(address: str | None) -> str | None:
    """The last five digits of an address that can be a postcode, in Arabic digits."""
    found = _POSTCODE.findall(to_arabic(address)) if address else []
    return found[-1] if found else None
