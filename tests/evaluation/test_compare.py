import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.evaluation.compare import LEVELS, aligned, level_of, similarity, soft, strict
from thaidoc.thai.numerals import to_thai

WORDS = st.text(alphabet="กขคงนำทีุ่้ฯ ๐๑๒012AbC./-()“” \t", max_size=30)
VALUES = st.lists(st.fixed_dictionaries({"text": WORDS | st.none()}), max_size=7)
NONE: frozenset[str] = frozenset()


class TestForms:
    @given(WORDS)
    def test_soft_makes_no_difference_that_strict_does_not(self, text: str) -> None:
        folded = soft(text)
        assert folded == soft(to_thai(f" {text} "))
        assert folded == strict(text) or not set(folded) & set(" ./-()“”\t")

    @given(WORDS)
    def test_digits_and_runs_of_blanks_make_no_difference(self, text: str) -> None:
        assert strict(to_thai(text)) == strict(text)
        assert strict(f"  {text.replace(' ', '   ')} ") == strict(text)

    def test_soft_keeps_marks_and_drops_punctuation(self) -> None:
        assert soft("“ที่” กค (กวจ) ๐๔๐๕.๒ / ว ๔๑๘") == "ที่กคกวจ04052ว418"
        assert soft("ขาว") != soft("ข่าว")

    def test_values_of_punctuation_alone_stay_different(self) -> None:
        assert soft("-") != soft("...")

    @given(WORDS, WORDS)
    def test_similarity_is_a_share_and_symmetric(self, one: str, other: str) -> None:
        assert 0 <= similarity(one, other) <= 1
        assert similarity(one, other) == pytest.approx(similarity(other, one))


class TestLevels:
    @pytest.mark.parametrize(
        ("gold", "found", "level"),
        [
            ("ขอเชิญประชุม ๒๕๖๒", "ขอเชิญประชุม  2562", "strict"),
            ("ขอเชิญ ประชุม", "ขอเชิญประชุม.", "soft"),
            ("ขอเชิญประชุมคณะกรรมการ", "ขอเชิญประชุมคณะกรรมกาว", "near"),
            ("ขอเชิญประชุม", "รายงานผลการดำเนินงาน", None),
            (None, "ก", None),
            ("ก", None, None),
            (None, None, "strict"),
        ],
    )
    def test_a_text(self, gold: str | None, found: str | None, level: str | None) -> None:
        assert level_of({"text": gold}, {"text": found}, NONE) == level

    def test_nearly_the_right_number_is_wrong(self) -> None:
        gold, found = {"iso": "2019-06-14"}, {"iso": "2019-06-15"}
        assert level_of(gold, found, NONE) == "near"
        assert level_of(gold, found, frozenset({"iso"})) is None

    def test_the_worst_part_decides_and_only_gold_parts_count(self) -> None:
        gold = {"name": "กรม ก", "address": "ถนน"}
        assert level_of(gold, {"name": "กรมก", "address": "ถนน", "more": "x"}, NONE) == "soft"
        assert level_of(gold, {"name": "กรม ก", "address": None}, NONE) is None


class TestAlignment:
    @given(VALUES, VALUES)
    def test_every_value_has_its_place_once(
        self, gold: list[dict[str, str | None]], found: list[dict[str, str | None]]
    ) -> None:
        pairs = aligned(gold, found, NONE)
        assert [i for i, _ in pairs if i is not None] == list(range(len(gold)))
        assert sorted(j for _, j in pairs if j is not None) == list(range(len(found)))

    @given(VALUES)
    def test_a_list_answers_to_itself_in_order(self, gold: list[dict[str, str | None]]) -> None:
        assert aligned(gold, gold, NONE) == [(n, n) for n in range(len(gold))]

    @given(st.permutations(range(6)))
    def test_order_does_not_count(self, order: list[int]) -> None:
        gold: list[dict[str, str | None]] = [{"text": f"{n} หน่วยงานที่ {n}"} for n in range(6)]
        pairs = aligned(gold, [gold[n] for n in order], NONE)
        assert all(j is not None and order[j] == i for i, j in pairs if i is not None)

    def test_those_most_alike_belong_together_and_strangers_do_not(self) -> None:
        gold = [{"text": "กองคลังจังหวัด"}, {"text": "สำนักงานเลขานุการ"}]
        found = [{"text": "สำนักงานเลขานุกาว"}, {"text": "xyz"}]
        assert aligned(gold, found, NONE) == [(0, None), (1, 0), (None, 1)]

    def test_thousands_of_different_values_end_soon(self) -> None:
        gold: list[dict[str, str | None]] = [{"text": f"ย่อหน้า {n} ก"} for n in range(3000)]
        found: list[dict[str, str | None]] = [{"text": f"ย่อหน้า {n} ข"} for n in range(3000)]
        assert aligned(gold, found, NONE)[2999] == (2999, 2999)


def test_what_is_right_at_one_level_is_right_at_later_ones() -> None:
    assert LEVELS == ("strict", "soft", "near")
