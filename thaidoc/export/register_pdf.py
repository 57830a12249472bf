"""The register of incoming letters as a PDF to print and bind: A4 across, its head on each page.

WeasyPrint sets it in Sarabun, which comes as a Python package (the extra ``pdf`` brings both), so
that every machine gives the same pages. Lines are broken here, not there.
"""

import html
from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from thaidoc.errors import ThaidocError
from thaidoc.export.formats import Choice, Sink
from thaidoc.export.letters import Letter
from thaidoc.export.line_breaks import lines
from thaidoc.export.register import COLUMNS, TITLE, Row, rows
from thaidoc.export.values import for_people, xml_text
from thaidoc.record import ThaiDate

#: millimetres: the table's width on A4 across, and what a cell leaves free at either side
_WIDTH, _PADDING = 273, 1.2
#: points, of which there are so many in a millimetre
_SIZE, _PER_MM = 10.5, 72 / 25.4
#: a line is made so much shorter than its column, for the typesetter measures otherwise by a hair
_SLACK = 0.98
#: lays a text in lines of this width
_Laid = Callable[[str, float], str]
_INSTALL = "Install it with: pip install 'thaidoc[pdf]'; or export the register as .xlsx"
_STYLE = (
    f"""
@page {{ size: A4 landscape; margin: 14mm 12mm 16mm; @bottom-center {{
  content: "หน้า " counter(page) " / " counter(pages); font: 10pt Sarabun }} }}
body {{ font: {_SIZE}pt/1.45 Sarabun; margin: 0 }}
td {{ padding: 0.6mm {_PADDING}mm }}
"""
    """
h1 { font-size: 16pt; text-align: center; margin: 0 0 3mm }
table { border-collapse: collapse; table-layout: fixed; width: 100% }
th, td { border: 0.4pt solid #555; vertical-align: top; text-align: left; white-space: nowrap }
th { padding: 0.6mm 0; background: #eee; text-align: center; vertical-align: middle }
tr { break-inside: avoid }
tr.day { break-after: avoid }
tr.day td { font-weight: bold; background: #f7f7f7 }
td:first-child { text-align: center }
tr.day td:first-child { text-align: left }
"""
)


def write(letters: Iterable[Letter], target: Sink, choice: Choice) -> None:
    """Write the register as one PDF.

    :raises ThaidocError: where WeasyPrint, or the libraries that it draws with, is not installed.
    """
    engine = _weasyprint()
    from weasyprint.urls import URLFetcher

    from thaidoc.thai.words import segmenter

    measure, cut = _measure(), segmenter().cut
    laid = cache(lambda text, room: _laid(text, room, measure, cut))
    made = [_row(row, choice, laid) for row in rows(letters, choice.era)]
    fonts_only = URLFetcher(allowed_protocols=("file",), allow_redirects=False)
    page = engine.HTML(string=_page(made, laid), url_fetcher=fonts_only)
    data: bytes = page.write_pdf()
    target.write(data)


def _weasyprint() -> Any:
    try:
        import weasyprint
    except ImportError as error:
        raise ThaidocError(
            "WeasyPrint, which makes PDFs, is not installed",
            hint=_INSTALL,
        ) from error
    except OSError as error:  # its libraries are loaded on import
        raise ThaidocError(
            "WeasyPrint lacks the Pango library, which it draws text with",
            hint="Install it (Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0; macOS: brew install pango); or export the register as .xlsx",
        ) from error
    return weasyprint


def _page(made: list[str], laid: _Laid) -> str:
    heads = "".join(f"<th>{laid(label, _room(width))}</th>" for label, width in COLUMNS)
    widths = "".join(f'<col style="width:{width}%">' for _, width in COLUMNS)
    return (
        f'<html lang="th"><head><title>{TITLE}</title><style>{_faces()}{_STYLE}</style></head>'
        f"<body><h1>{TITLE}</h1><table><colgroup>{widths}</colgroup>"
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(made)}</tbody></table></body></html>"
    )


def _row(row: Row, choice: Choice, laid: _Laid) -> str:
    above = f'<tr class="day"><td colspan="{len(COLUMNS)}">{row.day}</td></tr>' if row.day else ""
    cells = "".join(
        f"<td>{laid(_text(cell, choice), _room(width))}</td>"
        for cell, (_, width) in zip(row.cells, COLUMNS, strict=True)
    )
    return f"{above}<tr>{cells}</tr>"


def _room(width: int) -> float:
    """How wide a line may be in a column so many hundredths wide, in points."""
    return (_WIDTH * width / 100 - 2 * _PADDING) * _PER_MM * _SLACK


def _text(cell: str | int | ThaiDate | None, choice: Choice) -> str:
    if isinstance(cell, ThaiDate):
        return for_people(cell.iso, choice.era)
    return "" if cell is None else str(cell)


def _laid(
    text: str, room: float, measure: Callable[[str], float], cut: Callable[[str], list[str]]
) -> str:
    """The text as HTML, a line below the other."""
    return "<br>".join(map(html.escape, lines(xml_text(text), room, measure, cut)))


def _measure() -> Callable[[str], float]:
    """Measures a text in points, as it is set in a cell."""
    from PIL import ImageFont

    # at a size of a thousand, for at the real one each letter's width would be rounded
    font = ImageFont.truetype(_fonts()[400], 1000, layout_engine=ImageFont.Layout.BASIC)
    return lambda text: font.getlength(text) * _SIZE / 1000


@cache
def _fonts() -> dict[int, Path]:
    """The files of Sarabun by weight.

    :raises ThaidocError: where its package is not installed.
    """
    found = find_spec("fontpkg_sarabun")
    if found is None or found.origin is None:
        raise ThaidocError("the font Sarabun is not installed", hint=_INSTALL)
    folder = Path(found.origin).parent / "files"
    return {400: folder / "Sarabun-Regular.ttf", 700: folder / "Sarabun-Bold.ttf"}


def _faces() -> str:
    return "".join(
        f'@font-face{{font-family:Sarabun;font-weight:{weight};src:url("{file.as_uri()}")}}'
        for weight, file in _fonts().items()
    )
