"""No example of the guides is false: commands are run or checked for their form, links lead on.

``python -m tests.docs`` writes what the commands print now into the guides.
"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from tests import docs, house
from tests.letters import ROOT
from thaidoc.cli.main import VERBS, thaidoc
from thaidoc.record import Record

PAGES = [*sorted(docs.DOCS.glob("*.md")), ROOT / "README.md"]
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", docs.pages(), ids=lambda page: page.name)
def test_a_guide_shows_what_the_commands_print(page: Path) -> None:
    shown = docs.shown(page)
    assert len(shown) >= (1 if page.name.startswith("record") else 3)
    for before, now in zip(shown, docs.printed(page), strict=True):
        assert before.is_said_by(now.output), f"{before}\n--- now\n{now}"


def test_what_differs_each_time_may_be_left_out() -> None:
    left_out = docs.Shown("thaidoc check", "a\n…\nd … f\n")
    assert left_out.is_said_by("a\nb\nc\nd e f\n")
    assert left_out.is_said_by("a\nd e f\n")
    assert not left_out.is_said_by("a\nb\nd e g\n")
    assert not left_out.is_said_by("a\nb\nd e f\nmore\n")


def test_the_picture_of_the_house_is_current() -> None:
    assert {page.name for page in house.pages()} == {"developer.md", "developer.th.md"}
    for page in house.pages():
        assert house.picture() in read(page), "run python -m tests.docs"


def test_the_picture_has_every_room_that_import_linter_knows() -> None:
    rooms = [room for layer in house.layers() for room in layer]
    assert {"cli", "search", "errors"} <= set(rooms)
    for room in rooms:
        assert re.search(rf"^│ {room} +│ \S", house.picture(), re.MULTILINE)


def typed(page: str) -> Iterator[str]:
    """Every command line that a page tells a person to type, also in the middle of a line."""
    blocks = [body for kind, body in _FENCE.findall(page) if kind != "json"]
    lines = [line for body in blocks for line in body.splitlines() if line[:1] != "│"]
    outside = _FENCE.sub("", page)
    for text in [*lines, *_SPAN.findall(outside)]:
        for found in re.finditer(r"(?<![\w./:-])thaidoc (?!\.\.\.|…|\[|COMMAND)([^;&)]+)", text):
            yield found[1]


def mistake(line: str) -> str | None:
    """What is wrong with the verb or an option of a command line; None where nothing is."""
    try:
        words = shlex.split(
            line.replace("\\|", "|").partition(" | ")[0].partition(" > ")[0].partition(" # ")[0]
        )
    except ValueError:
        return None  # half of a sentence in quotation marks
    context = click.Context(thaidoc, info_name="thaidoc")
    while words[:1] and words[0] in ("--archive", "--lang", "--color"):
        words = words[2:]
    if not words or words[0] not in VERBS:
        return None if not words or not re.fullmatch(r"[a-z]+", words[0]) else f"no verb {words[0]}"
    verb = thaidoc.get_command(context, words[0])
    assert verb
    known = {
        o for p in verb.params if isinstance(p, click.Option) for o in (*p.opts, *p.secondary_opts)
    }
    known |= {"-h", "--help"}
    for word in words[1:]:
        if re.fullmatch(r"-\w|--[\w-]+(=.*)?", word) and word.partition("=")[0] not in known:
            return f"{words[0]} has no {word}"
    return None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_command_or_option_is_named_that_is_not_there(page: Path) -> None:
    assert [f"{line}: {wrong}" for line in typed(read(page)) if (wrong := mistake(line))] == []


def test_a_command_that_is_not_there_is_seen() -> None:
    assert list(typed("`thaidoc fnd x`, or\n```sh\nthaidoc add --jbs 2 x\n```\n")) == [
        "add --jbs 2 x",
        "fnd x",
    ]
    assert mistake("fnd x") == "no verb fnd"
    assert mistake("add --jbs 2 x") == "add has no --jbs"
    assert mistake("add --jobs 2 x | less") is None


def anchors(page: Path) -> set[str]:
    """What a page's headings are called in links to them."""
    heads = re.findall(r"^#+ (.+)$", _FENCE.sub("", read(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in _LINK.findall(_FENCE.sub("", read(page))):
        if "://" in link:
            continue
        name, _, anchor = unquote(link).partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", sorted(docs.DOCS.glob("*.th.md")), ids=lambda page: page.name)
def test_a_guide_and_its_thai_know_each_other(page: Path) -> None:
    english = page.with_name(page.name.replace(".th.md", ".md"))
    assert f"[English]({english.name})" in read(page)
    assert f"[ภาษาไทย]({page.name})" in read(english)


@pytest.mark.parametrize("name", ["archivist", "officer", "operations", "record"])
def test_a_guide_shows_the_same_commands_in_both_languages(name: str) -> None:
    english, thai = (
        [one.command.split()[:2] for one in docs.shown(docs.DOCS / f"{name}{ending}")]
        for ending in (".md", ".th.md")
    )
    assert english == thai


@pytest.mark.parametrize("name", ["record.md", "record.th.md"])
def test_the_record_is_described_whole(name: str) -> None:
    import msgspec

    page = _FENCE.sub("", read(docs.DOCS / name))
    (_, parts) = msgspec.json.schema_components([Record])
    keys = {key for part in parts.values() for key in part.get("properties", {})}
    assert keys
    assert {key for key in keys if f"`{key}`" not in page} == set()
