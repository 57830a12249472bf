"""The page shows all figures and obeys nothing that stands in a letter."""

import json
import re
from html.parser import HTMLParser

import pytest
from lxml import html

from tests.statistics.conftest import HOSTILE
from thaidoc.archive.store import Archive
from thaidoc.statistics.counting import counted
from thaidoc.statistics.figures import TABLES
from thaidoc.statistics.labels import Era, figures, heading
from thaidoc.statistics.listing import Listed, listed
from thaidoc.statistics.page import page


def made(
    archive: Archive, query: str | None = None, era: Era = "be", with_secret: bool = False
) -> str:
    found = counted(archive, query, with_secret=with_secret)
    return "".join(page(found, listed(archive, found), era))


class Elements(HTMLParser):
    """What elements a page really has, as a browser parts it."""

    def __init__(self, text: str):
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_same_letters_give_the_same_bytes(archive: Archive) -> None:
    assert made(archive) == made(archive)


def test_every_figure_and_table_is_there(archive: Archive) -> None:
    found = counted(archive)
    tree = html.fromstring(made(archive))
    assert tree.get("lang") == "th"
    captions = [one.text for one in tree.iter("caption")]
    assert captions[:-1] == [heading(by, "be") for by in TABLES]
    for by, shown in zip(TABLES, tree.xpath("//div[@class='tables']//table"), strict=True):
        cells = shown.xpath("./tbody/tr/td[1]/text()")
        assert [int(cell) for cell in cells] == [one.documents for one in found.table(by)]
        assert len(shown.xpath("./tbody/tr/th[@scope='row']")) == len(cells)
        assert len(shown.xpath("./tbody//svg[@aria-hidden='true']")) == len(cells)
    told = [(d.findtext("dt"), d.find("dd").text) for d in tree.xpath("//dl/div")]
    assert told == [(name, value) for name, value, _ in figures(found, "be")]
    (chart,) = tree.xpath("//svg[@role='img']")
    assert "2478" in chart.findtext("title")


def test_columns_of_all_years(archive: Archive) -> None:
    tree = html.fromstring(made(archive, "วันที่:2561..2562"))
    titles = tree.xpath("//svg[@role='img']//rect/title/text()")
    assert titles == ["2561: 2", "2562: 3"]
    assert not html.fromstring(made(archive, "วันที่:2561")).xpath("//svg[@role='img']")


def test_what_stands_in_a_letter_stays_text(archive: Archive) -> None:
    text = made(archive)
    elements = Elements(text).found
    assert [tag for tag, _ in elements].count("script") == 2
    assert not {"img", "iframe", "link", "object"}.intersection(tag for tag, _ in elements)
    assert not [name for _, attrs in elements for name in attrs if name.startswith(("on", "style"))]
    data = json.loads(html.fromstring(text).xpath("//script[@id='data']")[0].text)
    assert HOSTILE in [subject for _, _, _, subject, _ in data["letters"]]


def test_a_query_and_an_issuer_stay_text(archive: Archive) -> None:
    query = "*<img src=x>* หรือ น้ำท่วม"
    found = counted(archive, query)
    text = "".join(page(found, [Listed("<b>", "", "<i>", "&lt;", False)], "be"))
    assert not {"img", "b", "i"}.intersection(tag for tag, _ in Elements(text).found)
    assert html.fromstring(text).xpath("//bdi/text()") == [query]


def test_nothing_is_loaded(archive: Archive) -> None:
    text = made(archive)
    named = ("src", "href", "srcset", "action", "data", "poster")
    led = [attrs[name] for _, attrs in Elements(text).found for name in named if name in attrs]
    assert led == ["#letters"]
    assert not re.search(r"url\(|@import|https?:", text)
    (policy,) = html.fromstring(text).xpath("//meta[@http-equiv]/@content")
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


@pytest.mark.parametrize("with_secret", [False, True])
def test_secret_letters_are_on_it_only_when_asked_for(archive: Archive, with_secret: bool) -> None:
    text = made(archive, with_secret=with_secret)
    assert ("เรื่องปกปิด" in text) is with_secret
    assert ("มีเอกสารลับรวมอยู่" in text) is with_secret


def test_the_era(archive: Archive) -> None:
    text = made(archive, era="ce")
    assert "ปี ค.ศ." in text and "2562" not in text and "2019-03-01" in text


def test_the_list(archive: Archive) -> None:
    found = counted(archive)
    lines = listed(archive, found)
    assert len(lines) == found.documents
    assert [one.date for one in lines][-2:] == ["1936-02-19", ""]
    assert [one.number for one in lines if one.cancelled] == ["มท 0810.3/ว12"] * 2
