"""What a search was asked for: which hits, in what order and form, and what cannot be meant."""

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from thaidoc.messages import text as _

if TYPE_CHECKING:
    from thaidoc.search.engine import Order

#: hits on a page where nothing else is asked for
PAGE = 20
#: forms in which all hits are written where no limit is given
_ENDLESS = frozenset({"ids", "jsonl", "csv", "template"})
#: orders by what a person calls them
ORDERS: dict[str, "Order"] = {
    "rank": "rank",
    "date": "newest",
    "oldest": "oldest",
    "number": "number",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for besides the settings that all verbs have."""

    words: tuple[str, ...]
    limit: int | None
    page: int
    sort: str | None
    facets: str | None
    related: str | None
    save: str | None
    saved: str | None
    searches: bool
    forget: str | None
    form: str | None
    template: str | None
    null: bool

    @property
    def shape(self) -> str:
        """The form that is wanted, of :data:`~thaidoc.cli.search_forms.FORMS`."""
        return "template" if self.template is not None else self.form or "people"

    @property
    def size(self) -> int:
        """How many hits are wanted."""
        if self.shape == "count":
            return 1
        return self.limit or (sys.maxsize if self.shape in _ENDLESS else PAGE)

    @property
    def offset(self) -> int:
        """How many hits come before those."""
        return (self.page - 1) * self.size if self.size < sys.maxsize else 0

    @property
    def order(self) -> "Order":
        """In which order they are wanted."""
        return ORDERS[self.sort or "rank"]

    @property
    def end(self) -> str:
        """What ends a line."""
        return "\0" if self.null else "\n"

    def refuse_what_does_not_go_together(self) -> None:
        """Say at once what of the options cannot be meant.

        :raises click.UsageError: where something cannot.
        """
        for wrong, sentence in (
            (
                (self.searches or self.forget is not None) and (self.has_query or self.save),
                _("--searches and --forget go without a query."),
            ),
            (
                not (self.searches or self.forget is not None or self.has_query),
                _("Missing argument 'QUERY...'. `thaidoc help query` shows queries."),
            ),
            (
                self.template is not None and self.form,
                _("--format and --{form} are two forms: choose one.").format(form=self.form),
            ),
            (
                self.null and self.shape not in ("ids", "template"),
                _("-0 goes with --ids or --format."),
            ),
            (
                self.facets is not None and self.shape not in ("people", "json", "count"),
                _("--facets goes with --json, --count or neither."),
            ),
            (
                self.related and self.sort,
                _("--related has an order of its own: the likest first."),
            ),
        ):
            if wrong:
                raise click.UsageError(sentence)

    @property
    def has_query(self) -> bool:
        """Whether something is to be looked for."""
        return bool(self.words or self.saved is not None or self.related)
