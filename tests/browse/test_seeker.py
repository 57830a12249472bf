"""The searching thread: the last question wins, and nothing that goes wrong ends it."""

import threading
from collections.abc import Callable, Iterator
from queue import Empty, Queue
from typing import Any

import pytest

from thaidoc.archive.store import Archive
from thaidoc.browse.questions import Answer, Counted, Proposed, Question, Tick, composed
from thaidoc.browse.seeker import Part, Seeker
from thaidoc.errors import ArchiveLockedError
from thaidoc.search.query import Documents
from thaidoc.search.results import Facet, FacetValue, SearchResult, Suggestion
from thaidoc.search.searcher import Searcher

_WAIT = 20.0


class Slow:
    """A searcher that answers when it is let, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.begun = threading.Event()
        self.may_end = threading.Event()
        self.closed = False

    def search(self, query_text: str, limit: int = 20, *_: Any, **given: Any) -> SearchResult:
        self.asked.append(query_text)
        self.begun.set()
        assert self.may_end.wait(_WAIT)
        values = tuple(FacetValue(query_text, 1, "") for _ in given.get("facets", ()))
        facets = tuple(Facet(key, values[:1]) for key in given.get("facets", ()))
        other = (Suggestion("น้ำ", 7, "spelling"),) if given.get("proposals", True) else ()
        return SearchResult(Documents(()), len(query_text), (), facets=facets, suggestions=other)

    def close(self) -> None:
        self.closed = True


class Asking:
    """A seeker with a queue of what it told."""

    def __init__(self, open_searcher: Callable[[], Any], **given: Any):
        self.told: Queue[Part] = Queue()
        self.seeker = Seeker(open_searcher, self.told.put, **given)
        self.seeker.start()

    def next(self) -> Part:
        return self.told.get(timeout=_WAIT)

    def answer(self, question: Question) -> Answer:
        self.seeker.ask(question)
        part = self.next()
        assert isinstance(part, Answer)
        return part


@pytest.fixture
def asking() -> Iterator[Callable[..., Asking]]:
    made: list[Asking] = []

    def ask(open_searcher: Callable[[], Any], **given: Any) -> Asking:
        made.append(Asking(open_searcher, **given))
        return made[-1]

    yield ask
    for one in made:
        one.seeker.stop()
        one.seeker.join(_WAIT)
        assert not one.seeker.is_alive()


def test_only_the_last_of_many_questions_is_searched(asking: Callable[..., Asking]) -> None:
    slow = Slow()
    slow.may_end.set()
    one = asking(lambda: slow, debounce=0.2)
    for end in range(1, 8):
        one.seeker.ask(Question("ประชุม!"[:end]))
    told = one.next()
    assert (told.question.typed, slow.asked) == ("ประชุม!", ["ประชุม!"])
    with pytest.raises(Empty):
        one.told.get_nowait()


def test_an_answer_that_comes_too_late_is_dropped(asking: Callable[..., Asking]) -> None:
    slow = Slow()
    one = asking(lambda: slow, debounce=0)
    one.seeker.ask(Question("น้ำ"))
    assert slow.begun.wait(_WAIT)
    one.seeker.ask(Question("น้ำท่วม"))
    slow.may_end.set()
    assert one.next().question.typed == "น้ำท่วม"
    assert slow.asked == ["น้ำ", "น้ำท่วม"]


def test_letters_come_before_their_counts(asking: Callable[..., Asking]) -> None:
    slow = Slow()
    slow.may_end.set()
    one = asking(lambda: slow)
    assert isinstance(one.answer(Question("ประชุม", counted=True)), Answer)
    assert isinstance(one.next(), Counted)


def test_other_queries_come_after_the_letters_and_before_counts(
    asking: Callable[..., Asking],
) -> None:
    slow = Slow()
    slow.may_end.set()
    one = asking(lambda: slow, rest=0)
    assert one.answer(Question("ก", counted=True)).total == 1
    proposed = one.next()
    assert isinstance(proposed, Proposed)
    assert [other.query for other in proposed.suggestions] == ["น้ำ"]
    assert isinstance(one.next(), Counted)
    one.answer(Question("ประชุม"))
    with pytest.raises(Empty):
        one.told.get(timeout=0.2)


def test_a_misspelt_word_is_answered_first_and_then_put_right(
    asking: Callable[..., Asking], archive: Archive
) -> None:
    one = asking(lambda: Searcher(archive), rest=0)
    assert one.answer(Question("น้ำทวม")).total == 0
    proposed = one.next()
    assert isinstance(proposed, Proposed)
    assert "น้ำท่วม" in [other.query for other in proposed.suggestions]


def test_who_goes_on_typing_gets_letters_alone(asking: Callable[..., Asking]) -> None:
    slow = Slow()
    slow.may_end.set()
    one = asking(lambda: slow, debounce=0, rest=_WAIT)
    for typed in ("ก", "กข", "ก"):
        assert one.answer(Question(typed, counted=True)).question.typed == typed
    assert slow.asked == ["ก", "กข", "ก"]


def test_a_facet_is_counted_without_its_own_ticks(asking: Callable[..., Asking]) -> None:
    slow = Slow()
    slow.may_end.set()
    one = asking(lambda: slow)
    ticks = (Tick("year", "2566", "วันที่:2566"), Tick("kind", "order", "ชนิด:คำสั่ง"))
    one.answer(Question("น้ำ", ticks, counted=True))
    counted = one.next()
    assert isinstance(counted, Counted)
    asked = {facet.field: facet.values[0].value for facet in counted.facets}
    assert asked["year"] == "(น้ำ) ชนิด:คำสั่ง"
    assert asked["kind"] == "(น้ำ) วันที่:2566"
    assert asked["issuer"] == "(น้ำ) วันที่:2566 ชนิด:คำสั่ง"
    assert list(asked) == ["issuer", "year", "kind", "urgency", "secrecy"]


@pytest.mark.parametrize(
    ("typed", "position"), [("น้ำ (ฝน", 4), ('"น้ำ', 0), ("ฝน วันที่:พรุ่งนี้แหละ", None)]
)
def test_a_mistake_is_told_with_its_place(
    asking: Callable[..., Asking], archive: Archive, typed: str, position: int | None
) -> None:
    one = asking(lambda: Searcher(archive))
    for ticked in ((), (Tick("year", "2566", "วันที่:2566"),)):
        fault = one.answer(Question(typed, ticked)).fault
        assert fault is not None and fault.position is not None and not fault.own
        assert fault.sentence
        if position is not None:
            assert fault.position == position
    assert one.answer(Question("น้ำท่วม")).total == 4


def test_a_fault_of_ours_is_told_and_the_next_question_answered(
    asking: Callable[..., Asking],
) -> None:
    class Broken(Slow):
        def search(self, query_text: str, *_: Any, **__: Any) -> SearchResult:
            if query_text == "!":
                raise RuntimeError("made up")
            return SearchResult(Documents(()), 7, ())

    opened: list[Broken] = []

    def open_searcher() -> Broken:
        opened.append(Broken())
        return opened[-1]

    one = asking(open_searcher)
    fault = one.answer(Question("!")).fault
    assert fault is not None and fault.own and "made up" in fault.sentence
    assert one.answer(Question("?")).total == 7
    assert len(opened) == 2 and opened[0].closed


def test_a_missing_index_is_told_and_used_when_it_is_there(
    asking: Callable[..., Asking], archive: Archive, tmp_path: Any
) -> None:
    away = tmp_path / "away"
    archive.index.rename(away)
    one = asking(lambda: Searcher(archive))
    assert one.answer(Question("น้ำท่วม")).fault is not None
    away.rename(archive.index)
    assert one.answer(Question("น้ำท่วม")).total == 4


def test_renewing_brings_up_and_opens_again(asking: Callable[..., Asking]) -> None:
    done: list[str] = []
    slow = Slow()
    slow.may_end.set()

    def open_searcher() -> Slow:
        done.append("open")
        return slow

    def bring_up() -> None:
        done.append("bring up")
        raise ArchiveLockedError("another is writing")

    one = asking(open_searcher, bring_up=bring_up)
    one.answer(Question("ก"))
    one.seeker.renew()
    one.answer(Question("ข"))
    assert done == ["open", "bring up", "open"]


def test_stopping_ends_a_search_without_telling(asking: Callable[..., Asking]) -> None:
    slow = Slow()
    one = asking(lambda: slow, debounce=0)
    one.seeker.ask(Question("ก"))
    assert slow.begun.wait(_WAIT)
    one.seeker.stop()
    slow.may_end.set()
    one.seeker.join(_WAIT)
    assert one.told.empty() and slow.closed


def test_ticks_of_one_facet_widen_and_facets_narrow(archive: Archive) -> None:
    year = [Tick("year", str(y), f"วันที่:{y}") for y in (2566, 2567)]
    secret = Tick("secrecy", "ลับ", "ชั้นความลับ:ลับ")
    with Searcher(archive) as searcher:

        def total(typed: str, *ticks: Tick) -> int:
            return searcher.search(composed(Question(typed, ticks))).total

        assert total("", year[0]) == 1
        assert total("น้ำท่วม หรือ ไม่มีคำนี้", *year) == 4
        assert total("ซักซ้อม หรือ ประกาศเขต", year[1]) == 1
        assert total("น้ำท่วม", *year, secret) == 1
