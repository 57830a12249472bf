import threading
from collections.abc import Callable
from functools import partial

import pytest

from thaidoc.errors import UnreadableFileError
from thaidoc.reading import read_bytes
from thaidoc.reading.limits import DEFAULT, Limits, current, in_force, sized

MakePdf = Callable[..., bytes]


@pytest.mark.parametrize(
    ("limits", "ask", "said"),
    [
        (Limits(bytes=3 * 1024**2), lambda most: most.allow_size(3 * 1024**2 + 1), "3 MB"),
        (Limits(pages=1200), lambda most: most.allow_pages(1201), "1,200 pages"),
        (Limits(part=10), lambda most: most.allow_part("word/x.xml", 11), "part word/x.xml"),
        (Limits(unpacked=1024), lambda most: most.allow_unpacked(1025), "1 KB"),
        (Limits(members=2), lambda most: most.allow_members(3), "2 parts"),
        (Limits(nesting=2), lambda most: most.allow_nesting(3), "2 deep"),
    ],
)
def test_what_is_too_much_is_said(limits: Limits, ask: Callable[[Limits], None], said: str) -> None:
    ask(DEFAULT)
    with pytest.raises(UnreadableFileError, match=said) as fault:
        ask(limits)
    assert fault.value.what[0].isupper()
    assert not fault.value.what.endswith(".")


def test_as_much_as_allowed_passes() -> None:
    limits = Limits(pages=3, bytes=3, part=3, unpacked=3, members=3, nesting=3)
    for ask in (
        *(limits.allow_size, limits.allow_pages, partial(limits.allow_part, "a")),
        *(limits.allow_unpacked, limits.allow_members, limits.allow_nesting),
    ):
        ask(3)
        with pytest.raises(UnreadableFileError):
            ask(4)


@pytest.mark.parametrize(
    ("size", "said"), [(0, "0 bytes"), (1000 * 1024**2, "1000 MB"), (5 * 1024**4, "5120 GB")]
)
def test_sizes_are_said_as_people_do(size: int, said: str) -> None:
    assert sized(size) == said


def test_limits_hold_for_a_block_and_a_thread() -> None:
    seen: list[Limits] = []
    with in_force(Limits(pages=1)):
        with in_force(Limits(pages=2)):
            assert current().pages == 2
            other = threading.Thread(target=lambda: seen.append(current()))
            other.start()
            other.join()
        assert current().pages == 1
        with pytest.raises(ZeroDivisionError), in_force(Limits(pages=3)):
            raise ZeroDivisionError
        assert current().pages == 1
    assert current() is DEFAULT
    assert seen == [DEFAULT]


def test_pages_are_counted_whatever_the_format(make_pdf: MakePdf) -> None:
    pdf = make_pdf([(85, 760, "ก")], [(85, 760, "ข")], [(85, 760, "ค")])
    for data in (pdf, "ก\fข\fค".encode()):
        with in_force(Limits(pages=3)):
            assert len(read_bytes(data, "a").pages) == 3
        with in_force(Limits(pages=2)), pytest.raises(UnreadableFileError, match="2 pages") as said:
            read_bytes(data, "a")
        assert said.value.where == "a"


def test_a_bound_volume_of_scans_passes(make_pdf: MakePdf) -> None:
    scan = (
        "q 595 0 0 842 0 0 cm BI /W 8 /H 8 /BPC 1 /CS /G ID \x00\xff\x00\xff\x00\xff\x00\xff EI Q"
    )
    document = read_bytes(make_pdf(*[[]] * 500, extra=scan), "volume.pdf")
    assert len(document.pages) == 500
    assert {page.decision for page in document.pages} == {"needs-ocr"}
