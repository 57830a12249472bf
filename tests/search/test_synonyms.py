import pytest

from thaidoc.search.abbreviations import ABBREVIATIONS, RENAMED
from thaidoc.search.expansion import Expansion, expand
from thaidoc.search.language import parse
from thaidoc.search.query import And, DateRange, Field, Named, Not, Phrase, Word
from thaidoc.search.synonyms import other_names


@pytest.mark.parametrize("typed", ["อปท.", "อปท", "อ.ป.ท.", "ผวจ.", "กทม", "ITA", "e-gp"])
def test_a_short_form_has_its_full_name_with_and_without_stops(typed: str) -> None:
    full = [name for names in ABBREVIATIONS.values() for name in names]
    assert other_names(typed)[0] in full


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("องค์กรปกครองส่วนท้องถิ่น", "อปท."),
        ("ปปช", "ป.ป.ช."),
        ("คณะกรรมการป้องกันและปราบปรามการทุจริตแห่งชาติ", "ปปช."),
        ("กค", "กระทรวงการคลัง"),
        ("มท.", "กระทรวงมหาดไทย"),
        ("ชร", "จังหวัดเชียงราย"),
        ("ทก", "กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม"),
        ("กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม", "กระทรวงเทคโนโลยีสารสนเทศและการสื่อสาร"),
        ("กรมตำรวจ", "สำนักงานตำรวจแห่งชาติ"),
        ("กศน.", "กรมส่งเสริมการเรียนรู้"),
        ("จ.ตรัง", "จังหวัดตรัง"),
        ("จังหวัดตรัง", "จ.ตรัง"),
        ("อบต.บ้านใหม่", "องค์การบริหารส่วนตำบลบ้านใหม่"),
        ("โรงพยาบาลตรัง", "รพ.ตรัง"),
        ("ม.44", "มาตรา44"),
        ("ม.บูรพา", "มหาวิทยาลัยบูรพา"),
        ("กรุงเทพฯ", "กรุงเทพมหานคร"),
        ("กรุงเทพมหานคร", "กทม."),
        ("คณะกรรมการฯ", "คณะกรรมการ"),
    ],
)
def test_a_name_has_its_other_names(typed: str, other: str) -> None:
    assert other in other_names(typed)


@pytest.mark.parametrize(
    ("typed", "not_this"),
    [
        ("ก.ค.", "กระทรวงการคลัง"),  # July
        ("ม.บูรพา", "มาตราบูรพา"),
        ("กรมบัญชีกลาง", "บก."),  # บก. is also a police division
        ("กรมการปกครอง", "ปค."),  # too short to be looked for in running letters
        ("พบ", "จังหวัดเพชรบุรี"),  # a word of the language
    ],
)
def test_what_has_another_meaning_is_left_alone(typed: str, not_this: str) -> None:
    assert not_this not in other_names(typed)


def test_a_code_that_is_a_word_is_a_name_where_names_stand() -> None:
    assert other_names("พบ") == ()
    assert other_names("พบ", naming=True) == ("จังหวัดเพชรบุรี",)


@pytest.mark.parametrize("word", ["", "กรม", "2562", "*", "จ", "ฯ", "smart", "."])
def test_most_words_have_no_other_name(word: str) -> None:
    assert other_names(word) == ()


def test_the_tables_name_nothing_after_itself() -> None:
    for table in (ABBREVIATIONS, RENAMED):
        for name, others in table.items():
            assert others and name not in others and len(set(others)) == len(others)


def test_a_query_is_widened_and_says_by_what() -> None:
    widened, done = expand(parse("จาก:มท อปท."))
    named = Field("issuer", Phrase("กระทรวงมหาดไทย"))
    assert isinstance(widened, And)
    assert widened.parts[0] == Named(Field("issuer", Word("มท")), (named,))
    assert done == (
        Expansion("มท", ("กระทรวงมหาดไทย",)),
        Expansion("อปท.", ("องค์กรปกครองส่วนท้องถิ่น",)),
    )


@pytest.mark.parametrize("query", ["-อปท.", '"อปท."', "ที่:มท", "อปท*", "กรม", "2562", "35/2562"])
def test_what_is_excluded_or_quoted_is_not_widened(query: str) -> None:
    assert expand(parse(query)) == (parse(query), ())


def test_a_part_that_is_excluded_stays_beside_one_that_is_widened() -> None:
    widened, _ = expand(parse("อปท. -กค"))
    assert isinstance(widened, And) and widened.parts[1] == Not(Word("กค"))


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("1000000", Phrase("1,000,000")),
        ("๑,๐๐๐,๐๐๐", Phrase("1000000")),
        ("มิ.ย.2562", Phrase("มิถุนายน 2562")),
        ("มิ.ย.2562", DateRange(20190601, 20190630)),
        ("1/6/62", Phrase("1 มิถุนายน 2562")),
        ("1/6/62", DateRange(20190601, 20190601)),
    ],
)
def test_numbers_and_dates_have_other_ways_to_be_written(typed: str, other: Phrase) -> None:
    widened, _ = expand(Word(typed))
    assert isinstance(widened, Named) and other in widened.others
