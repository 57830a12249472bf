"""The shape of statistics, and the contract of ``thaidoc stats --json``."""

from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

from thaidoc.contract import contract

#: version of what ``thaidoc stats --json`` prints; see :func:`json_schema`
VERSION = 1
#: what documents are counted by, in the order in which people are told
By = Literal["year", "ministry", "issuer", "kind", "urgency", "format", "quality"]
TABLES: tuple[By, ...] = get_args(By)


def _says(text: str) -> Meta:
    return Meta(description=text)


class Count(Struct, frozen=True, kw_only=True):
    """How many documents have one value."""

    value: Annotated[str | None, _says("as in a record; null: those that have none")]
    documents: Annotated[int, _says("how many documents")]


class Tables(Struct, frozen=True, kw_only=True):
    """The documents counted by each of these; every table adds up to ``documents``.

    Years ascend, other values stand by how many have them; those without a value come last.
    """

    year: Annotated[list[Count], _says("year of the date, Buddhist era")]
    ministry: Annotated[list[Count], _says("the ministry or body that owns the number")]
    issuer: Annotated[list[Count], _says("the agency as written")]
    kind: Annotated[list[Count], _says("the form of the document")]
    urgency: Annotated[list[Count], _says("ชั้นความเร็ว")]
    format: Annotated[list[Count], _says("media type of the original, by content")]
    quality: Annotated[
        list[Count],
        _says("read; doubtful: a person should look at a value; needs-ocr: pages still to be read"),
    ]


class Statistics(Struct, frozen=True, kw_only=True):
    """What an archive holds, or what of it a query finds."""

    version: Annotated[int, _says("version of this shape")] = VERSION
    query: Annotated[str | None, _says("as it was typed; null: all of the archive")]
    with_secret: Annotated[bool, _says("whether secret documents are among those counted")]
    documents: Annotated[int, _says("how many documents are counted here")]
    letters: Annotated[
        int | None, _says("how many letters: forms of one count once; null: it cannot be told now")
    ]
    pages: Annotated[int, _says("pages of all originals, as far as they are known")]
    first: Annotated[str | None, _says("the earliest date, ISO, cut to what is known")]
    last: Annotated[str | None, _says("the latest date, ISO, cut to what is known")]
    undated: Annotated[int, _says("documents without a date")]
    unnumbered: Annotated[int, _says("documents without a running number, or with a blank one")]
    recognised: Annotated[int, _says("documents of which a page was read from its picture")]
    cancelled: Annotated[
        int | None, _says("documents that another one cancels; null: it cannot be told now")
    ]
    secret: Annotated[int, _says("secret documents found, counted or not")]
    secrecy: Annotated[
        list[Count], _says("these by ชั้นความลับ; null: only a letter enclosed in it is secret")
    ]
    failed: Annotated[
        int | None, _says("files handed in that could not be read; null beside a query")
    ]
    unknown: Annotated[
        int | None,
        _says("documents that the index does not have, damaged or just added; null beside a query"),
    ]
    tables: Annotated[Tables, _says("the documents by year, agency, kind, format and quality")]

    def table(self, by: By) -> list[Count]:
        """The table of one of :data:`TABLES`."""
        found: list[Count] = getattr(self.tables, by)
        return found


def json_schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of statistics."""
    return contract(Statistics, "stats", VERSION)
