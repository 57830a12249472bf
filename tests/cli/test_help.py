"""The help pages, and that what they show is so."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from thaidoc.cli.query_page import SECTIONS, examples
from thaidoc.search.dates import DATE_FIELDS
from thaidoc.search.field_names import FIELDS
from thaidoc.search.language import parse
from thaidoc.search.query import And, Field, Or, Query, leaves
from thaidoc.search.tokens import OPERATORS
from thaidoc.search.written import written

Run = Callable[..., Result]


@pytest.mark.parametrize("example", list(examples()))
def test_every_example_of_the_page_can_be_searched(
    run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch, example: str
) -> None:
    monkeypatch.setenv("THAIDOC_ARCHIVE", str(archive))
    done = run("search", "--count", "--", example)
    assert done.exit_code in (0, 1), done.stderr
    assert done.stdout.strip().isdigit()
    assert parse(written(parse(example))) == parse(example)


def test_no_example_means_something_else_than_it_says() -> None:
    """An example that is one thing is read as one, and of words as many as there are."""
    for heading, _, rows in SECTIONS:
        for typed, _, _ in rows:
            query = parse(typed)
            if "Fields" not in heading and isinstance(query, And | Or):
                assert len(leaves(query)) <= len(typed.split())
    numbers = [parse(typed) for typed, _, _ in SECTIONS[1][2]]
    assert not any(isinstance(query, And) for query in numbers)
    assert not any(isinstance(parse(typed), And) for typed, _, _ in SECTIONS[2][2])


def test_the_page_names_every_field_and_operator(run: Run) -> None:
    page = run("help", "query").stdout
    for field in FIELDS:
        assert all(f"{name}:" in page for name in field.names)
    assert all(operator in page for operator in OPERATORS)


def test_every_kind_of_time_and_most_fields_have_an_example() -> None:
    shown = "\n".join(examples())
    for field in DATE_FIELDS:
        assert f"{field.names[0]}:" in shown

    def keys(query: Query) -> set[str]:
        return {leaf.key for leaf in leaves(query) if isinstance(leaf, Field)}

    found = set().union(*(keys(parse(example)) for example in examples()))
    assert found >= {"number", "subject", "issuer", "addressee", "phone", "cites", "cancels"}


def test_the_page_of_a_command_and_of_all(run: Run) -> None:
    assert run("help", "search").stdout == run("search", "--help").stdout
    assert run("help").stdout == run("--help").stdout
    wrong = run("help", "serch")
    assert wrong.exit_code == 2 and "Did you mean 'search'" in wrong.stderr
