"""One HTML page of statistics, to be sent to people who have no archive.

It is whole in itself: styles, script, charts and the list of letters stand in it, and its policy
lets a browser load nothing and run nothing but just this script. The same figures give the same
bytes, for nothing in it tells when or where it was made.
"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files

import msgspec

from thaidoc.messages import language, plural
from thaidoc.messages import text as _
from thaidoc.statistics.charts import bar, columns
from thaidoc.statistics.figures import TABLES, By, Statistics
from thaidoc.statistics.labels import ERAS, TITLE, Era, day, figures, heading, percent, rows
from thaidoc.statistics.listing import Listed

#: so many agencies and ministries have a row of their own
_MOST = 20
#: tables whose values stand as a letter has them, in Thai whatever language is spoken
_IN_THAI, _THAI = frozenset({"ministry", "issuer"}), ' lang="th"'
#: what ends a script or begins a comment in HTML stands in JSON as an escape
_IN_SCRIPT = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


def page(found: Statistics, letters: Sequence[Listed], era: Era) -> Iterator[str]:
    """The page piece by piece.

    :param letters: what the list shows, in its order.
    """
    style, script = (_part(name) for name in ("page.css", "page.js"))
    yield from _head(style, script)
    yield f"<header><h1>{_(TITLE)}</h1>{_asked(found)}"
    yield f'<p class="jump"><a href="#letters">{_("Find a letter")}</a></p></header>\n<main>\n'
    yield from _figures(found, era)
    yield from _years(found, era)
    yield '<div class="tables">\n'
    for by in TABLES:
        yield from _table(found, by, era)
    yield "</div>\n"
    yield from _list(letters, era)
    yield f"</main>\n<script>{script}</script>\n</body>\n</html>\n"


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _head(style: str, script: str) -> Iterator[str]:
    """What stands before the page, with its policy: only this style and this script."""
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}"
    yield f'<!doctype html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="color-scheme" content="light dark">\n'
    yield f"<title>{_(TITLE)}</title>\n<style>{style}</style>\n</head>\n<body>\n"


def _hash(text: str) -> str:
    """How a Content Security Policy names a text: https://www.w3.org/TR/CSP3/#source-expression."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _asked(found: Statistics) -> str:
    """Of what the figures are, and whether secret documents are among them."""
    told = []
    if found.query is not None:
        query = f'<bdi class="query">{escape(found.query)}</bdi>'
        told.append(f"<p>{_('Only what is found by')} {query}</p>")
    if found.with_secret and found.secret:
        said = _("Secret documents are among the figures and in the list.")
        told.append(f'<p class="alarm">{said}</p>')
    return "".join(told)


def _figures(found: Statistics, era: Era) -> Iterator[str]:
    yield f'<section aria-labelledby="figures"><h2 id="figures">{_("In all")}</h2>\n'
    yield '<dl class="figures">\n'
    for name, value, note in figures(found, era):
        small = f"<small>{escape(note)}</small>" if note else ""
        yield f"<div><dt>{escape(name)}</dt><dd>{escape(value)}{small}</dd></div>\n"
    yield "</dl></section>\n"


def _years(found: Statistics, era: Era) -> Iterator[str]:
    told = [row for row in rows("year", found.tables.year, era, None) if row.name.isdecimal()]
    if len(told) > 1:
        label = _("Documents by year, {first} to {last} {era}").format(
            first=told[0].name, last=told[-1].name, era=_(ERAS[era])
        )
        chart = columns([(int(row.name), row.documents) for row in told], label)
        yield f'<section aria-labelledby="years"><h2 id="years">{escape(label)}</h2>\n'
        yield f"{chart}\n</section>\n"


def _table(found: Statistics, by: By, era: Era) -> Iterator[str]:
    shown = rows(by, found.table(by), era, _MOST)
    if not shown:
        return
    every = sum(row.documents for row in shown)
    largest = max(row.documents for row in shown if not row.rest)
    yield f"<section><table>\n<caption>{escape(heading(by, era))}</caption>\n"
    yield f'<thead><tr><td></td><th scope="col">{_("Documents")}</th>'
    yield f'<th scope="col">{_("Percent")}</th><td></td></tr></thead>\n<tbody>\n'
    for row in shown:
        chart = "" if row.rest else bar(row.documents / largest)
        lang = _THAI if by in _IN_THAI and row.is_value else ""
        yield f'<tr><th scope="row"{lang}>{escape(row.name)}</th><td>{row.documents:,}</td>'
        yield f"<td>{escape(percent(row.documents, every))}</td><td>{chart}</td></tr>\n"
    yield "</tbody></table></section>\n"


def _list(letters: Sequence[Listed], era: Era) -> Iterator[str]:
    """The search box, an empty table for the script to fill, and what it searches."""
    title, dated = _("Find a letter"), f"{_('Dated')} ({_(ERAS[era])})"
    label = _("Number, subject or agency, in Thai or Arabic digits")
    yield f'<section aria-labelledby="letters"><h2 id="letters">{title}</h2>\n'
    yield f'<p class="box"><label for="typed">{label}</label>'
    yield '<input type="search" id="typed" autocomplete="off" spellcheck="false"></p>\n'
    yield '<p id="told" role="status"></p>'
    yield f"<noscript><p>{_('Searching needs JavaScript.')}</p></noscript>\n"
    yield f'<table class="letters"><caption>{_("Letters, newest first")}</caption>\n<thead><tr>'
    for name in (_("Number"), dated, _("From"), _("Subject")):
        yield f'<th scope="col">{name}</th>'
    yield '</tr></thead>\n<tbody id="found"></tbody></table>\n'
    yield f'<p><button type="button" id="more" hidden>{_("Show more")}</button></p></section>\n'
    yield f'<script type="application/json" id="data">{_data(letters, era)}</script>\n'


def _data(letters: Sequence[Listed], era: Era) -> str:
    """The letters as JSON that cannot end its element; an issuer stands once, then by its place."""
    issuers = {one.issuer: 0 for one in letters}
    places = {name: place for place, name in enumerate(issuers)}
    plain = [
        (
            one.number,
            day(one.date, era),
            places[one.issuer],
            one.subject,
            int(one.cancelled),
        )
        for one in letters
    ]
    said = {
        "cancelled": _("cancelled"),
        "found": plural(
            "{found} of {all} letter found, {shown} shown",
            "{found} of {all} letters found, {shown} shown",
            len(letters),
        ),
        "none": plural("none of {all} letter found", "none of {all} letters found", len(letters)),
    }
    data = msgspec.json.encode({"said": said, "issuers": list(issuers), "letters": plain})
    return data.decode().translate(_IN_SCRIPT)
