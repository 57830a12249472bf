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

from thaidoc.export.values import for_people
from thaidoc.statistics.charts import bar, columns
from thaidoc.statistics.figures import TABLES, By, Statistics
from thaidoc.statistics.labels import TITLE, Era, figures, heading, percent, rows
from thaidoc.statistics.listing import Listed

#: so many agencies and ministries have a row of their own
_MOST = 20
#: what ends a script or begins a comment in HTML stands in JSON as an escape
_IN_SCRIPT = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


def page(found: Statistics, letters: Sequence[Listed], era: Era) -> Iterator[str]:
    """The page piece by piece.

    :param letters: what the list shows, in its order.
    """
    style, script = (_part(name) for name in ("page.css", "page.js"))
    yield from _head(style, script)
    yield f"<header><h1>{TITLE}</h1>{_asked(found)}"
    yield '<p class="jump"><a href="#letters">ค้นหาหนังสือ</a></p></header>\n<main>\n'
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
    yield '<!doctype html>\n<html lang="th">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="color-scheme" content="light dark">\n'
    yield f"<title>{TITLE}</title>\n<style>{style}</style>\n</head>\n<body>\n"


def _hash(text: str) -> str:
    """How a Content Security Policy names a text: https://www.w3.org/TR/CSP3/#source-expression."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _asked(found: Statistics) -> str:
    """Of what the figures are, and whether secret documents are among them."""
    told = []
    if found.query is not None:
        told.append(f'<p>เฉพาะที่พบด้วยคำค้น <bdi class="query">{escape(found.query)}</bdi></p>')
    if found.with_secret and found.secret:
        told.append('<p class="alarm">มีเอกสารลับรวมอยู่ในตัวเลขและรายการ</p>')
    return "".join(told)


def _figures(found: Statistics, era: Era) -> Iterator[str]:
    yield '<section aria-labelledby="figures"><h2 id="figures">ภาพรวม</h2>\n<dl class="figures">\n'
    for name, value, note in figures(found, era):
        small = f"<small>{escape(note)}</small>" if note else ""
        yield f"<div><dt>{escape(name)}</dt><dd>{escape(value)}{small}</dd></div>\n"
    yield "</dl></section>\n"


def _years(found: Statistics, era: Era) -> Iterator[str]:
    told = [row for row in rows("year", found.tables.year, era, None) if row.name.isdecimal()]
    if len(told) > 1:
        label = f"จำนวนเอกสารตาม{heading('year', era)} ตั้งแต่ {told[0].name} ถึง {told[-1].name}"
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
    yield '<thead><tr><td></td><th scope="col">เอกสาร</th>'
    yield '<th scope="col">ร้อยละ</th><td></td></tr></thead>\n<tbody>\n'
    for row in shown:
        chart = "" if row.rest else bar(row.documents / largest)
        yield f'<tr><th scope="row">{escape(row.name)}</th><td>{row.documents:,}</td>'
        yield f"<td>{escape(percent(row.documents, every))}</td><td>{chart}</td></tr>\n"
    yield "</tbody></table></section>\n"


def _list(letters: Sequence[Listed], era: Era) -> Iterator[str]:
    """The search box, an empty table for the script to fill, and what it searches."""
    yield '<section aria-labelledby="letters"><h2 id="letters">ค้นหาหนังสือ</h2>\n'
    yield '<p class="box"><label for="typed">เลขที่ เรื่อง หรือส่วนราชการ (เลขไทยหรือเลขอารบิกก็ได้)</label>'
    yield '<input type="search" id="typed" autocomplete="off" spellcheck="false"></p>\n'
    yield '<p id="told" role="status"></p><noscript><p>ต้องเปิด JavaScript จึงจะค้นได้</p></noscript>\n'
    yield '<table class="letters"><caption>หนังสือที่พบ ใหม่ที่สุดก่อน</caption>\n<thead><tr>'
    for name in ("ที่", "ลงวันที่", "จาก", "เรื่อง"):
        yield f'<th scope="col">{name}</th>'
    yield '</tr></thead>\n<tbody id="found"></tbody></table>\n'
    yield '<p><button type="button" id="more" hidden>แสดงเพิ่ม</button></p></section>\n'
    yield f'<script type="application/json" id="data">{_data(letters, era)}</script>\n'


def _data(letters: Sequence[Listed], era: Era) -> str:
    """The letters as JSON that cannot end its element; an issuer stands once, then by its place."""
    issuers = {one.issuer: 0 for one in letters}
    places = {name: place for place, name in enumerate(issuers)}
    plain = [
        (
            one.number,
            for_people(one.date, era) if one.date else "",
            places[one.issuer],
            one.subject,
            int(one.cancelled),
        )
        for one in letters
    ]
    data = msgspec.json.encode({"issuers": list(issuers), "letters": plain})
    return data.decode().translate(_IN_SCRIPT)
