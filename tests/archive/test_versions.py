"""Letters that come in several forms, into an archive in any order."""

import os
import random
import sqlite3
import time
from collections.abc import Iterable

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.provenance import source_of
from thaidoc.archive import events, follower, register
from thaidoc.archive.events import Event
from thaidoc.archive.ingest import add
from thaidoc.archive.register import NAME, opened
from thaidoc.archive.sources import Received
from thaidoc.archive.store import Archive
from thaidoc.archive.versions import group, links, part, reopen, versions_of
from thaidoc.errors import NoSuchDocumentError, ThaidocError
from thaidoc.reading.document import sha256_of
from thaidoc.record import Issuer, Record, Reference, ThaiDate, to_json

LETTER = """\
ที่ มท ๐๘๑๐.๓/{number}                                   กรมสมมุติ
                                                      ถนนสมมุติ กทม. ๑๐๓๐๐

                              {date}

เรื่อง  ขอเชิญเข้าร่วมงานปลูกต้นไม้ประจำปี

เรียน  {to}

        ด้วยกรมสมมุติได้จัดงานปลูกต้นไม้ประจำปี เพื่อให้ผู้นำชุมชนและอาสาสมัครรู้จักวิธีปลูกและตัดแต่งต้นไม้ใหญ่
ให้ปลอดภัย ตลอดจนวิธีใช้น้ำอย่างประหยัดในฤดูแล้ง ผู้เข้าร่วมงานไม่ต้องเสียค่าใช้จ่ายใด ๆ ทั้งสิ้น
{form}
        จึงเรียนมาเพื่อโปรดพิจารณาเข้าร่วมงานดังกล่าว และแจ้งรายชื่อผู้แทนให้กรมสมมุติทราบภายในกำหนดด้วย

                              ขอแสดงความนับถือ

                              (นายทดสอบ ใจสมมุติ)
                              อธิบดีกรมสมมุติ
"""
USUAL = {
    "number": "๑๒๓๔",
    "date": "๑๔ มิถุนายน ๒๕๖๒",
    "to": "ผู้ว่าราชการจังหวัดน่าน",
    "form": "",
}
#: another number, year, day, addressee: each another letter of the same template
OTHERS = [
    {"number": "๑๒๓๕"},
    {"date": "๑๔ มิถุนายน ๒๕๖๓"},
    {"date": "๑๕ มิถุนายน ๒๕๖๒"},
    {"number": "๑๒๓๕", "to": "ผู้ว่าราชการจังหวัดแพร่"},
    {"number": "    ", "date": "มิถุนายน ๒๕๖๒", "to": "ผู้ว่าราชการจังหวัดแพร่"},
    {"number": "    ", "date": "มิถุนายน ๒๕๖๓"},
]


def letter(**other: str) -> bytes:
    return LETTER.format(**{**USUAL, **other}).encode()


def added(archive: Archive, *files: bytes) -> list[str]:
    report = add(archive, [Received(f"{n}.txt", data) for n, data in enumerate(files)])
    assert report.count("added") == len(files)
    return [str(file.id) for file in report.files]


def groups(archive: Archive) -> dict[str, list[str]]:
    with opened(archive) as base:
        base.catch_up()
        return {identity: group(base, identity) for identity in archive.ids()}


def log(archive: Archive, act: str, *identities: str) -> None:
    told = [{"at": events.now(), "act": act, "id": i, "actor": "x"} for i in identities]
    events.append(archive.events, [msgspec.convert(event, Event) for event in told])


def kept(archive: Archive, record: Record, text: str) -> str:
    """A document put there as it would be kept, without waiting for the disk."""
    folder = archive.folder(record.id)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "record.json").write_bytes(to_json(record))
    (folder / "text.txt").write_text(text, encoding="utf-8")
    return record.id


def record(
    seed: str, *, number: str = "", day: str = "", ocr: bool = False, issuer: str = "กรมสมมุติ"
) -> Record:
    digest = sha256_of(seed.encode())
    return Record(
        id=digest[:16],
        source=source_of(digest, name=f"{seed}.pdf", pages=2, ocr=ocr, quality=0.9 if ocr else 1.0),
        reference=Reference(
            raw=number,
            prefix="มท",
            unit="0810.3",
            circular=False,
            number=number or None,
            year=None,
            normal=f"มท 0810.3/{number}",
        ),
        date=ThaiDate(raw="", iso=day, be_year=int(day[:4]) + 543, precision="day")
        if day
        else None,
        issuer=Issuer(name=issuer, lines=[], address=None, postcode=None, ministry=None),
    )


def words(seed: int, count: int = 90) -> str:
    """A text that nobody wrote, of one seed always the same."""
    rng = random.Random(seed)
    return " ".join("".join(rng.choices("กขคงจชดตนบปมรลวสหอาเไ", k=6)) for _ in range(count))


def test_forms_of_a_letter_know_each_other(archive: Archive) -> None:
    forms = ["", "- ๑ -\n", "เลขรับ ๙๙ ลงวันที่ ๒๐ มิ.ย. ๒๕๖๒\n"]
    report = add(archive, [Received(f"{n}.txt", letter(form=f)) for n, f in enumerate(forms)])
    one, two, three = [str(file.id) for file in report.files]
    assert [file.outcome for file in report.files] == ["added"] * 3
    assert [set(f.same_letter) for f in report.files] == [set(), {one}, {one, two}]
    assert groups(archive) == dict.fromkeys((one, two, three), sorted((one, two, three)))


@pytest.mark.parametrize("other", OTHERS, ids=lambda other: "-".join(other))
def test_letters_of_one_template_are_not_one(archive: Archive, other: dict[str, str]) -> None:
    one, two = added(archive, letter(), letter(**other))
    assert groups(archive) == {one: [one], two: [two]}


def test_a_circular_with_its_addressee_put_in_is_one_letter(archive: Archive) -> None:
    """One number of one day is one letter, to whomever each copy goes."""
    both = added(archive, letter(), letter(to="ผู้ว่าราชการจังหวัดแพร่"))
    assert set(groups(archive)[both[0]]) == set(both)


def test_blank_numbers_do_not_agree(archive: Archive) -> None:
    blank = {"number": "    ", "date": "มิถุนายน ๒๕๖๒"}
    other = letter(**blank, form="ทั้งนี้ ให้นำกล้าไม้พันธุ์หายากจำนวนห้าร้อยต้นไปด้วย").decode()
    other = other.replace("ปลูกต้นไม้", "ประกวดเรือยาว").replace("ปลูกและตัดแต่งต้นไม้ใหญ่", "พายเรือ")
    one, two = added(archive, letter(**blank), other.encode())
    assert groups(archive)[one] == [one] != groups(archive)[two]


def test_a_number_given_out_twice_makes_no_versions(archive: Archive) -> None:
    for seed in (1, 2):
        kept(archive, record(f"{seed}", number="77", day="2019-06-14"), words(seed))
    assert all(len(found) == 1 for found in groups(archive).values())


def test_a_form_with_enclosures_and_one_without(archive: Archive) -> None:
    text = words(1)
    kept(archive, record("ก", number="77", day="2019-06-14"), text)
    kept(archive, record("ข", number="77", day="2019-06-14"), text + words(2, 270))
    assert all(len(found) == 2 for found in groups(archive).values())


def test_a_chain_never_joins_two_letters(archive: Archive) -> None:
    """A draft is like both letters that were made of it; it goes with one of them."""
    text = words(1)
    draft = kept(archive, record("ร่าง"), text)
    first = kept(archive, record("ก", number="1", day="2019-06-14"), text)
    second = kept(archive, record("ข", number="2", day="2019-06-15"), text + " กขคง")
    found = groups(archive)
    assert found[draft] == found[first] == sorted((draft, first))
    assert found[second] == [second]


@st.composite
def shelves(draw: st.DrawFn) -> list[tuple[Record, str]]:
    """A few documents of two texts: any of number, day and issuer known or not."""
    told = st.tuples(
        st.sampled_from(["", "1", "2"]),
        st.sampled_from(["", "2019-06-14", "2019-06-15", "2020-06-14"]),
        st.booleans(),
        st.sampled_from(["กรมสมมุติ", "กรมอื่น"]),
        st.sampled_from([1, 2]),
    )
    made = enumerate(draw(st.lists(told, min_size=2, max_size=7)))
    return [
        (record(f"{n}", number=number, day=day, ocr=ocr, issuer=issuer), words(text) + f" กข{n}")
        for n, (number, day, ocr, issuer, text) in made
    ]


@settings(max_examples=12, deadline=None)
@given(shelves(), st.randoms(use_true_random=False))
def test_groups_are_the_same_for_all_whatever_came_first(
    tmp_path_factory: pytest.TempPathFactory, shelf: list[tuple[Record, str]], rng: random.Random
) -> None:
    found = []
    for _ in range(2):
        archive = Archive.init(tmp_path_factory.mktemp("archive") / "archive")
        rng.shuffle(shelf)
        with opened(archive) as base:
            base.catch_up()
            for one, text in shelf:
                log(archive, "added", kept(archive, one, text))
                base.catch_up()
            direct = {one.id: set(links(base, one.id)) for one, _ in shelf}
        found.append(groups(archive))
        register.forget(archive)
        assert groups(archive) == found[-1]  # made again
        for here, others in direct.items():
            assert all(here in direct[there] for there in others)
    assert found[0] == found[1]
    by_id = {one.id: one for one, _ in shelf}
    for members in found[0].values():
        assert all(found[0][member] == members for member in members)
        known = [by_id[member] for member in members]
        assert len({one.reference.number for one in known if one.reference} - {None}) <= 1
        assert len({one.date.iso for one in known if one.date}) <= 1


def test_what_changed_is_compared_again(archive: Archive) -> None:
    one, two, three = added(archive, letter(), letter(number="๑๒๓๕"), letter(form="- ๑ -\n"))
    assert groups(archive) == {one: sorted((one, three)), two: [two], three: sorted((one, three))}
    known = archive.record(one)
    assert known.reference is not None
    other = msgspec.structs.replace(known.reference, number="1235", normal="มท 0810.3/1235")
    changed = archive.corrections(one).decide("reference", other, by="ก", at=events.now())
    changed.save(archive.folder(one) / "corrections.json")
    log(archive, "corrected", one)
    assert groups(archive) == {one: sorted((one, two)), two: sorted((one, two)), three: [three]}
    for path in archive.folder(two).iterdir():
        path.unlink()
    archive.folder(two).rmdir()
    assert groups(archive) == {one: [one], three: [three]}  # gone, before the log says so
    log(archive, "removed", two)
    assert groups(archive) == {one: [one], three: [three]}


def test_a_person_parts_them_for_good(archive: Archive) -> None:
    one, two, three = added(archive, letter(), letter(form="- ๑ -\n"), letter(form="- ๒ -\n"))
    with archive.writing():
        part(archive, two, one, by="สมหญิง@hq")
    apart = groups(archive)
    assert two not in apart[one]
    assert three in apart[one] or three in apart[two]
    *_, (event, _) = events.read(archive.events)
    assert (event.act, event.id, event.actor) == ("linked", two, "สมหญิง@hq")
    register.forget(archive)
    assert groups(archive) == apart
    with archive.writing():
        reopen(archive, one, two, by="สมหญิง@hq")
    assert groups(archive)[one] == sorted((one, two, three))
    with pytest.raises(NoSuchDocumentError):
        part(archive, one, "0" * 16, by="ก")
    with pytest.raises(ThaidocError, match="another letter than itself"):
        part(archive, one, one, by="ก")


def test_the_best_to_read_comes_first(archive: Archive) -> None:
    text = words(1)
    scan = kept(archive, record("scan", number="7", day="2019-06-14", ocr=True), text)
    good = kept(archive, record("print", number="7", day="2019-06-14"), text)
    alone = kept(archive, record("alone", number="8", day="2019-06-14"), text)
    with opened(archive) as base:
        base.catch_up()
        found = versions_of(base, scan)
        assert [(v.id, v.best, v.ocr, v.quality) for v in found] == [
            (good, True, False, 1.0),
            (scan, False, True, 0.9),
        ]
        assert (found[0].name, found[0].pages) == ("print.pdf", 2)
        assert versions_of(base, good) == found
        assert versions_of(base, alone) == []
        assert group(base, "f" * 16) == ["f" * 16]


@pytest.mark.parametrize("harm", [b"", b"not a database at all" * 99, None])
def test_a_register_that_is_gone_or_damaged_is_made_again(
    archive: Archive, harm: bytes | None
) -> None:
    both = added(archive, letter(), letter(form="- ๑ -\n"))
    path = archive.index / NAME
    assert path.stat().st_mode & 0o777 == 0o640
    path.unlink() if harm is None else path.write_bytes(harm)
    assert set(groups(archive)[both[0]]) == set(both)


def test_another_log_makes_it_again(archive: Archive) -> None:
    both = added(archive, letter(), letter(form="- ๑ -\n"))
    groups(archive)
    archive.events.unlink()
    log(archive, "added", *both)
    assert set(groups(archive)[both[0]]) == set(both)


def test_while_another_writes_the_old_serves(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follower, "_PATIENCE", 0.05)
    one, two = added(archive, letter(), letter(form="- ๑ -\n"))
    other = sqlite3.connect(archive.index / NAME)
    other.execute("BEGIN IMMEDIATE")
    log(archive, "reparsed", one)
    assert set(groups(archive)[one]) == {one, two}
    (file,) = add(archive, [Received("c.txt", letter(form="- ๓ -\n"))]).files
    assert (file.outcome, file.same_letter) == ("added", [])  # found later
    other.rollback()
    other.close()
    assert groups(archive)[one] == sorted((one, two, str(file.id)))


def test_nothing_to_write_to_keeps_nothing_from_being_added(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(sqlite3, "connect", refused)
    assert [file.outcome for file in add(archive, [Received("a.txt", letter())]).files] == ["added"]
    with pytest.raises(ThaidocError, match="cannot be told now"), opened(archive):
        pass


@pytest.mark.skipif(os.name != "posix", reason="needs a fork")
def test_what_a_killed_add_left_is_caught_up(archive: Archive) -> None:
    one = kept(archive, record("ก", number="7", day="2019-06-14"), words(1))
    groups(archive)
    log(archive, "added", two := kept(archive, record("ข", number="7", day="2019-06-14"), words(1)))
    if not (child := os.fork()):
        with opened(archive) as base:
            base.follow()
            os._exit(0)  # as if killed before it could commit
    os.waitpid(child, 0)
    assert groups(archive)[one] == sorted((one, two))


def test_a_damaged_document_is_like_no_other(archive: Archive) -> None:
    one, two = added(archive, letter(), letter(form="- ๑ -\n"))
    (archive.folder(two) / "record.json").write_bytes(b"{}")
    log(archive, "reparsed", two)
    assert groups(archive) == {one: [one], two: [two]}


def test_a_popular_phrase_finds_nothing(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many copies of a blank form are not compared each with each; numbers still find."""
    monkeypatch.setattr(register, "_POPULAR", 5)
    text = words(1)
    for n in range(7):
        kept(archive, record(f"{n}"), text)
    one = kept(archive, record("a", number="7", day="2019-06-14"), text)
    two = kept(archive, record("b", number="7", day="2019-06-14"), text)
    found = groups(archive)
    assert found[one] == found[two] == sorted((one, two))
    assert sum(len(members) == 1 for members in found.values()) == 7


def cost(archive: Archive, numbers: Iterable[int]) -> float:
    """The least CPU time of taking one more document into the register and finding its like."""
    least = float("inf")
    for n in numbers:
        log(archive, "added", here := kept(archive, record(f"n{n}", number=f"9{n}"), words(n)))
        start = time.process_time()
        with opened(archive) as base:
            base.catch_up()
            links(base, here)
        least = min(least, time.process_time() - start)
    return least


def test_one_more_document_costs_the_same_in_a_larger_archive(archive: Archive) -> None:
    few, many = 40, 1200
    for n in range(few):
        kept(archive, record(f"{n}", number=f"{n}", day="2019-06-14"), words(n))
    groups(archive)
    before = cost(archive, range(100_000, 100_008))
    for n in range(few, many):
        kept(archive, record(f"{n}", number=f"{n}", day="2019-06-14"), words(n, 40))
    register.forget(archive)
    with opened(archive) as base:
        base.catch_up()
    after = cost(archive, range(200_000, 200_008))
    assert after < 3 * before
