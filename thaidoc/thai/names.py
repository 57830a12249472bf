"""Names of Thai administration: which ministry, agency or province owns a letter's code.

The table is ``data/codes.json``: 20 current ministries with five former ones, independent agencies,
and the 77 provinces with their two-letter codes. Codes carry no dots (``กค`` is the Ministry of
Finance, ``ก.ค.`` is July); no code belongs to an agency and to a province at once.
"""

import json
from functools import cache
from importlib import resources
from typing import Any


@cache
def _tables() -> dict[str, list[dict[str, Any]]]:
    data = resources.files("thaidoc.thai.data").joinpath("codes.json").read_text(encoding="utf-8")
    tables: dict[str, list[dict[str, Any]]] = json.loads(data)
    return tables


@cache
def _owners() -> dict[str, str]:
    rows = [*_tables()["ministries"], *_tables()["agencies"]]
    return {row["code"]: row["name"] for row in rows}


@cache
def province_codes() -> dict[str, str]:
    """Province names by their two-letter code, other codes in use included."""
    codes: dict[str, str] = {}
    for row in _tables()["provinces"]:
        for code in (row["code"], *row.get("aliases", [])):
            codes[code] = row["name"]
    return codes


@cache
def ministry_names() -> tuple[str, ...]:
    """The ministries' names, former ones included, longest first."""
    return tuple(sorted((row["name"] for row in _tables()["ministries"]), key=len, reverse=True))


@cache
def agency_names() -> tuple[str, ...]:
    """The names of the independent agencies, longest first."""
    return tuple(sorted((row["name"] for row in _tables()["agencies"]), key=len, reverse=True))


def owner_of(prefix: str) -> str | None:
    """The ministry, agency or province that owns a letter's prefix; None for an unknown one.

    >>> owner_of("มท"), owner_of("ชร"), owner_of("ขข")
    ('กระทรวงมหาดไทย', 'จังหวัดเชียงราย', None)
    """
    agency = _owners().get(prefix)
    province = province_codes().get(prefix)
    if agency or not province:
        return agency
    return province if province == "กรุงเทพมหานคร" else f"จังหวัด{province}"


def is_code(prefix: str) -> bool:
    """Whether the letters are a code that some ministry, agency or province writes."""
    return prefix in _owners() or prefix in province_codes()
