"""How well, how fast and at what cost scans are read: ``make bench-ocr``.

``python -m tests.bench.ocr [--real FOLDER] [--rival MODEL.onnx]... [--letters N]``: the project's
recogniser beside Tesseract, where that is installed, and beside other models, all in one run on
scans made of corpus/ (:mod:`tests.bench.scans`) and on real letters with gold
(:mod:`tests.bench.real`). What was read is kept in build/bench-ocr.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import click
from rapidfuzz.distance import Levenshtein
from rich.console import Console
from rich.table import Table

from tests.bench import cost
from tests.bench.engines import Cost, Engine, cost_of, keeping, own, rival, tesseract
from tests.bench.real import STOOD, Found, Real, Standing, found_in, real_letters
from tests.bench.scans import CONDITIONS, scans
from tests.letters import ROOT
from thaidoc.evaluation.compare import Level
from thaidoc.reading.ocr.engine import own_model
from thaidoc.reading.recognition import NoRecogniserError
from thaidoc.thai.text import normal_form

BUILD = ROOT / "build" / "bench-ocr"
DIGITS = {"Thai": frozenset("๐๑๒๓๔๕๖๗๘๙"), "Arabic": frozenset("0123456789")}
#: files that the cost is measured on: of each sort so many, the smallest
_TIMED = 5


@dataclass
class Errors:
    """Characters and edits, and digits with those that are wrong, lost or made up."""

    characters: int = 0
    edits: int = 0
    digits: dict[str, int] = field(default_factory=lambda: dict.fromkeys(DIGITS, 0))
    wrong: dict[str, int] = field(default_factory=lambda: dict.fromkeys(DIGITS, 0))

    def take(self, true: str, read: str) -> None:
        """Count a text against the true one, blanks left out."""
        wanted, found = ("".join(normal_form(text).split()) for text in (true, read))
        edits = Levenshtein.editops(wanted, found)
        self.characters += len(wanted)
        self.edits += len(edits)
        for name, digits in DIGITS.items():
            self.digits[name] += sum(letter in digits for letter in wanted)
            self.wrong[name] += sum(
                wanted[edit.src_pos] in digits
                if edit.tag != "insert"
                else found[edit.dest_pos] in digits
                for edit in edits
            )


@dataclass
class Measured:
    """All that is found of one engine."""

    errors: dict[str, Errors] = field(
        default_factory=lambda: {name: Errors() for name in CONDITIONS}
    )
    found: Found | None = None
    cost: Cost | None = None


def made_scans(count: int) -> Iterator[tuple[str, Path, str]]:
    """Condition, file and true text of each made scan."""
    folder = BUILD / "scans"
    folder.mkdir(parents=True, exist_ok=True)
    for scan in scans(count, BUILD / "fonts"):
        path = folder / f"{scan.name} {scan.condition}.tif"
        path.write_bytes(scan.data)
        yield scan.condition, path, scan.true


def measure(engine: Engine, made: list[tuple[str, Path, str]], real: Real | None) -> Measured:
    """Read everything with one engine."""
    measured = Measured()
    with keeping(engine, BUILD / "read") as read:
        for done, (condition, path, true) in enumerate(made, 1):
            _tell(f"{engine.name}: made scan {done} of {len(made)}")
            measured.errors[condition].take(true, read(path).text)
        if real:
            _tell(f"{engine.name}: {len(real.letters)} real letters")
            measured.found = found_in(real, read)
    _tell(f"{engine.name}: cost")
    measured.cost = cost_of(engine, _timed(made, real))
    return measured


def _timed(made: list[tuple[str, Path, str]], real: Real | None) -> list[Path]:
    """Files of every sort, few pages each."""
    paths = [path for _, path, _ in made[:: max(1, len(made) // _TIMED)]][:_TIMED]
    if real:
        pdfs = [path for path, _ in real.letters if path.suffix == ".pdf"]
        paths += sorted(pdfs, key=lambda path: path.stat().st_size)[:_TIMED]
    return paths


# --- tables ----------------------------------------------------------------------------------

Rows = Iterator[tuple[str, list[str]]]


def table_of(measured: Mapping[str, Measured]) -> Table:
    """One column for each engine."""
    table = Table(title="Scans", title_justify="left", caption_justify="left")
    table.add_column("what")
    for name in measured:
        table.add_column(name, justify="right")
    found = [one.found for one in measured.values() if one.found]
    sections = [_made_rows(measured), _real_rows(found), _cost_rows(measured)]
    for section in sections:
        for what, cells in section:
            table.add_row(what, *cells)
        table.add_section()
    table.caption = (
        "CER: edits of characters that are no blanks · digit error: digits wrong, lost or made up\n"
        "stands: letters whose true value stands in the text, blanks, punctuation and the form of "
        "digits aside\nsoft, near, whole letter: as `thaidoc evaluate` counts"
    )
    return table


def _made_rows(measured: Mapping[str, Measured]) -> Rows:
    for condition in CONDITIONS:
        errors = [one.errors[condition] for one in measured.values()]
        yield f"CER %, {condition}", [_percent(e.edits, e.characters, 2) for e in errors]
    for name in DIGITS:
        everything = [list(one.errors.values()) for one in measured.values()]
        yield (
            f"digit error %, {name} ({sum(e.digits[name] for e in everything[0])} digits)",
            [
                _percent(sum(e.wrong[name] for e in all_), sum(e.digits[name] for e in all_), 2)
                for all_ in everything
            ],
        )


def _real_rows(found: list[Found]) -> Rows:
    if not found:
        return
    labels = dict.fromkeys(label for one in found for label in one.standing)
    for label in sorted(labels, key=lambda label: STOOD.index(label.partition(", ")[0])):
        stands = [one.standing.get(label, Standing()) for one in found]
        yield (
            f"stands %: {label} ({stands[0].letters})",
            [_percent(one.stands, one.letters) for one in stands],
        )
    levels: tuple[Level, ...] = ("soft", "near")
    for level in levels:
        yield (
            f"parser, F1 micro, {level}",
            [_share(one.summary.all.micro.at(level).f1 if one.summary else None) for one in found],
        )
    yield (
        f"parser, whole letter, soft ({found[0].summary.all.letters if found[0].summary else 0})",
        [_share(one.summary.all.whole.soft if one.summary else None) for one in found],
    )
    yield (
        "numbers wrong and in no doubt",
        [f"{len(one.wrong)} of {sum(one.given.values())}" for one in found],
    )


def _cost_rows(measured: Mapping[str, Measured]) -> Rows:
    costs = [one.cost for one in measured.values()]
    yield "CPU seconds a page, all included", [f"{c.page:.2f}" if c else "" for c in costs]
    yield "CPU seconds to load", [f"{c.load:.2f}" if c else "" for c in costs]
    yield "memory at most, MB", [f"{c.memory:.0f}" if c else "" for c in costs]


def letters_table(measured: Mapping[str, Measured]) -> Table:
    """For each real letter, what does not stand in its text, by engine."""
    table = Table(title="Real letters: what does not stand in the text", title_justify="left")
    table.add_column("letter")
    for name in measured:
        table.add_column(name)
    names = next(one.found.missing for one in measured.values() if one.found)
    for name in names:
        cells = [one.found.missing.get(name, []) for one in measured.values() if one.found]
        table.add_row(name, *(", ".join(missing) or "–" for missing in cells))
    return table


def _percent(part: int, whole: int, places: int = 1) -> str:
    return f"{100 * part / whole:.{places}f}" if whole else ""


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _tell(what: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{what}", nl=False, err=True)


def engines(rivals: tuple[Path, ...]) -> Iterator[Engine]:
    """Those that there are: the project's own, Tesseract, other models."""
    model = Path(os.environ.get("THAIDOC_RECOGNISER") or own_model())
    if model.is_file():
        yield own(model)
    else:
        click.echo("thaidoc's own recogniser has no model here: THAIDOC_RECOGNISER names one")
    try:
        yield tesseract()
    except NoRecogniserError as fault:
        click.echo(f"without Tesseract: {fault}")
    for path in rivals:
        yield rival(path)


@click.command()
@click.option("--real", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--rival", "rivals", multiple=True, type=click.Path(path_type=Path, exists=True))
@click.option("--letters", default=12, show_default=True, help="How many letters are made scans.")
def main(real: Path | None, rivals: tuple[Path, ...], letters: int) -> None:
    """Measure and print."""
    console = Console(width=120)
    for line in cost.conditions():
        console.print(line, highlight=False)
    known = real_letters(real) if real else None
    made = list(made_scans(letters))
    measured = {one.name: measure(one, made, known) for one in engines(rivals)}
    _tell("")
    if not measured:
        raise click.ClickException("there is nothing to measure")
    console.print(table_of(measured))
    if known:
        console.print(letters_table(measured))
        for name, one in measured.items():
            for wrong in one.found.wrong + one.found.failed if one.found else ():
                console.print(f"{name}: {wrong}", highlight=False)


if __name__ == "__main__":
    main()
