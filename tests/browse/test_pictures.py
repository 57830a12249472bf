"""The pictures of the documentation, and those of pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browse.pictures import FOLDER, PICTURES, archive_to_draw, drawn
from thaidoc.archive.store import Archive
from thaidoc.browse.pictures import drawer, page_picture

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def shelf() -> Iterator[tuple[Archive, Path]]:
    with archive_to_draw() as archive:
        yield archive, Path.cwd()


@pytest.mark.parametrize("name", PICTURES)
def test_what_the_documentation_shows_is_what_is_drawn(
    shelf: tuple[Archive, Path], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """``python -m tests.browse.pictures`` draws them anew."""
    archive, folder = shelf
    monkeypatch.chdir(folder)
    assert drawn(archive, name) == (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert f"browse/{name}.svg" in (FOLDER.parent / "browse.md").read_text(encoding="utf-8")


def test_no_terminal_no_picture() -> None:
    assert drawer() is None


@pytest.mark.parametrize(("name", "draws"), [("kitty(0.26.5)", False), ("kitty(0.42.1)", True)])
def test_a_terminal_that_would_show_boxes_draws_no_picture(
    monkeypatch: pytest.MonkeyPatch, name: str, draws: bool
) -> None:
    from textual_image import renderable, widget

    monkeypatch.setattr(renderable, "Image", renderable.TGPImage)
    monkeypatch.setattr("thaidoc.browse.terminal.name", lambda: name)
    assert drawer() is (widget.TGPImage if draws else None)
    monkeypatch.setattr(renderable, "Image", renderable.SixelImage)
    assert drawer() is widget.SixelImage


def test_a_page_or_the_strip_around_a_value() -> None:
    archive = Archive.open(ROOT)
    scan = next(i for i in archive.ids() if archive.original(i).suffix == ".png")
    bbox = next(span.bbox for span in archive.record(scan).spans if span.bbox)
    page, strip = page_picture(archive, scan, 1), page_picture(archive, scan, 1, bbox)
    assert page is not None and strip is not None
    assert strip.width == page.width and 0 < strip.height < page.height / 2
    text = next(i for i in archive.ids() if archive.original(i).suffix == ".txt")
    assert page_picture(archive, text, 1) is None
