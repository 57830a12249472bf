"""The page shows all figures and obeys nothing that stands in a letter."""

import json
import re
from html.parser import HTMLParser

import pytest
from lxml import html

from tests.statistics.conftest import HOSTILE
from thaidoc.archive.store import Archive
from thaidoc.messages import Language
from thaidoc.search.codes import KINDS, URGENCIES
from thaidoc.statistics.counting import counted
from thaidoc.statistics.figures import TABLES
from thaidoc.statistics.labels import Era, day, figures, heading, shown
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


def test_every_figure_and_table_is_there(archive: Archive, lang: Language) -> None:
    found = counted(archive)
    tree = html.fromstring(made(archive))
    assert tree.get("lang") == lang
    captions = [one.text for one in tree.iter("caption")]
    assert captions[:-1] == [heading(by, "be") for by in TABLES]
    for by, drawn in zip(TABLES, tree.xpath("//div[@class='tables']//table"), strict=True):
        cells = drawn.xpath("./tbody/tr/td[1]/text()")
        assert [int(cell) for cell in cells] == [one.documents for one in found.table(by)]
        assert len(drawn.xpath("./tbody/tr/th[@scope='row']")) == len(cells)
        assert len(drawn.xpath("./tbody//svg[@aria-hidden='true']")) == len(cells)
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
    assert ("Secret documents are among" in text) is with_secret


def test_the_era(archive: Archive) -> None:
    text = made(archive, era="ce")
    assert "Year C.E." in text and "2562" not in text and "2019-03-01" in text


def test_the_list(archive: Archive) -> None:
    found = counted(archive)
    lines = listed(archive, found)
    assert len(lines) == found.documents
    assert [one.date for one in lines][-2:] == ["1936-02-19", ""]
    assert [one.number for one in lines if one.cancelled] == ["มท 0810.3/ว12"] * 2


def own_words(text: str) -> str:
    """What the page itself says, without what stands as in a letter or a query."""
    tree = html.fromstring(text)
    for one in tree.xpath("//style | //script | //bdi | //*[@lang='th'][not(self::html)]"):
        one.drop_tree()
    (data,) = html.fromstring(text).xpath("//script[@id='data']/text()")
    return " ".join([*tree.itertext(), *json.loads(data)["said"].values()])


@pytest.mark.parametrize("era", ["be", "ce"])
def test_the_page_is_in_one_language(archive: Archive, lang: Language, era: Era) -> None:
    said = own_words(made(archive, "วันที่:2561..2562", era, with_secret=True))
    if lang == "en":
        assert not re.search("[ก-๙]+", said)
        for word in ("Agency", "External letter", "Documents by year", "Secret 1", "Find a letter"):
            assert word in said
        assert "3 Jan 2561 to 6 Mar 2562 B.E." in said or era == "ce"
    else:
        said = re.sub(r"{\w+}", "", said)
        assert not set(re.findall("[A-Za-z]{2,}", said)) - {"JavaScript", "PDF"}


def test_a_kind_has_its_name_in_every_language(lang: Language) -> None:
    names = [shown("kind", kind, "be") for kind in KINDS]
    assert len(set(names)) == len(KINDS)
    assert all(bool(re.search("[ก-๙]", name)) == (lang == "th") for name in names)
    urgencies = [shown("urgency", one, "be") for one in URGENCIES]
    assert urgencies == (
        list(URGENCIES) if lang == "th" else ["Most urgent", "Very urgent", "Urgent"]
    )


def test_a_day_has_its_month_in_the_language(lang: Language) -> None:
    told = [day(f"2019-{month:02d}-05", "be") for month in range(1, 13)]
    assert len(set(told)) == 12
    assert told[5] == ("5 มิ.ย. 2562" if lang == "th" else "5 Jun 2562")
    assert day("1936-02", "be") == ("ก.พ. 2478" if lang == "th" else "Feb 2478")
    assert day("2019-06-05", "ce") == "2019-06-05"
