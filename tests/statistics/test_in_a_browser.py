"""The page as Chromium shows it: its list is searched, nothing is complained of."""

from pathlib import Path

import pytest
from PIL import Image

from tests.browser import CHROMIUM, Browser, opened
from tests.statistics.conftest import HOSTILE
from tests.statistics.test_page import made
from thaidoc.archive.store import Archive
from thaidoc.messages import Language
from thaidoc.statistics.counting import counted
from thaidoc.statistics.listing import Listed
from thaidoc.statistics.page import page

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


def rows(browser: Browser) -> list[str]:
    found = browser.run("[...document.querySelectorAll('#found tr')].map(row => row.innerText)")
    assert isinstance(found, list)
    return found


def test_searching_in_the_page(archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(made(archive), encoding="utf-8")
    with opened(tmp_path / "browser") as browser:
        browser.open(file)
        assert len(rows(browser)) == 7
        for typed, count in (
            ("๐๘๑๐.๓/ว ๑๒", 2),
            ("0810.3/ว12", 2),
            ("ว๙๙", 1),
            ("น้ำท่วม", 2),
            ("นํ้าท่วม", 2),
            ("แผนงาน 0810", 2),
            ("กรมเก่า", 1),
            ("ปลาวาฬ", 0),
            ("</SCRIPT>", 1),
            ("", 7),
        ):
            browser.type("#typed", typed)
            assert len(rows(browser)) == count, typed
        assert any(HOSTILE in row for row in rows(browser))
        assert browser.run("document.title") == "Statistics of the archive"
        told = "document.getElementById('told').textContent"
        assert browser.run(told) == "7 of 7 letters found, 7 shown"
        for width in (1280, 400):
            for dark in (False, True):
                picture = tmp_path / f"page-{width}-{'dark' if dark else 'light'}.png"
                browser.picture(picture, width, dark=dark)
                wide = browser.run("document.documentElement.scrollWidth")
                assert wide <= width, "it must not have to be scrolled sideways"
                with Image.open(picture) as shown:
                    corner = shown.convert("L").getpixel((2, 2))
                assert isinstance(corner, int) and (corner < 60) is dark
        assert browser.errors == []


def test_a_long_list_is_shown_in_parts(archive: Archive, tmp_path: Path) -> None:
    letters = [Listed(f"มท 1/{n}", "2019", "กรมสมมุติ", "ก", n % 2 == 0) for n in range(120)]
    file = tmp_path / "page.html"
    file.write_text("".join(page(counted(archive), letters, "be")), encoding="utf-8")
    with opened(tmp_path / "browser") as browser:
        browser.open(file)
        for shown in (50, 100, 120):
            assert len(rows(browser)) == shown
            assert browser.run("document.getElementById('more').hidden") is (shown == 120)
            browser.run("document.getElementById('more').click()")
        assert rows(browser)[0].count("cancelled") == 1
        assert browser.errors == []
        browser.run("document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9'}))")
        browser.run("document.body.offsetHeight")
        assert "Content Security Policy" in str(browser.errors)


def test_the_page_speaks_the_language_it_was_made_in(
    archive: Archive, tmp_path: Path, lang: Language
) -> None:
    file = tmp_path / "page.html"
    file.write_text(made(archive), encoding="utf-8")
    with opened(tmp_path / "browser") as browser:
        browser.open(file)
        assert browser.run("document.documentElement.lang") == lang
        told = "document.getElementById('told').textContent"
        thai = lang == "th"
        assert browser.run(told) == (
            "พบ 7 จาก 7 ฉบับ แสดง 7" if thai else "7 of 7 letters found, 7 shown"
        )
        browser.type("#typed", "ปลาวาฬ")
        assert browser.run(told) == ("ไม่พบใน 7 ฉบับ" if thai else "none of 7 letters found")
        browser.type("#typed", "ว ๑๒")
        subject = browser.run("document.querySelector('#found td:last-child').lang")
        mark = browser.run("document.querySelector('#found .alarm').lang")
        assert (subject, mark) == ("th", lang)
        assert browser.errors == []
