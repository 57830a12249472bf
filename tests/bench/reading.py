"""How well and how fast documents are read: ``python -m tests.bench.reading [FOLDER]``.

Without a folder it reads invented letters that it makes itself by every producer at hand, and the
originals of corpus/ against their reviewed text. FOLDER holds true texts (``NAME.txt``) with the
same letters by other producers beside (``NAME.PRODUCER.EXTENSION``).
"""

import random
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice, product
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench import cost
from tests.bench.agreement import Agreement, agreement, columns_apart
from tests.bench.letters import LETTERS
from tests.bench.producers import Sample, libreoffice_samples, samples
from thaidoc.errors import UnreadableFileError
from thaidoc.reading import read_bytes
from thaidoc.reading.document import Document
from thaidoc.reading.encoding import text_encoding
from thaidoc.reading.recognition import Recognition, in_force

#: a text layer that differs more than this from the truth is of no use: the page is for OCR
USELESS = 0.1
SLICES = 200
CODECS = ("cp874", "mac-thai", "utf-8", "utf-16-le", "utf-16-be")
LENGTHS = (20, 60, 200, 1000)


@dataclass
class Score:
    """All files of one producer: counts, columns kept apart, and pages to OCR right and wrong."""

    files: int = 0
    text: Agreement = field(default_factory=Agreement)
    read: int = 0
    columns: list[bool] = field(default_factory=list)
    right_to_ocr: int = 0
    wrongly_to_ocr: int = 0
    missed_ocr: int = 0
    unreadable: list[str] = field(default_factory=list)


def measured(found: Iterable[Sample]) -> dict[tuple[str, str], Score]:
    """Scores by format and producer."""
    scores: dict[tuple[str, str], Score] = {}
    for sample in found:
        extension = sample.name.rpartition(".")[2]
        score = scores.setdefault((extension, sample.producer), Score())
        score.files += 1
        try:
            _add(score, sample, read_bytes(sample.data, sample.name))
        except UnreadableFileError as fault:
            score.unreadable.append(f"{sample.name}: {fault.what}")
    return scores


def _add(score: Score, sample: Sample, document: Document) -> None:
    if any(page.decision == "needs-ocr" for page in document.pages):
        if sample.needs_ocr:
            score.right_to_ocr += 1
        else:
            score.wrongly_to_ocr += 1
        return
    found = agreement(sample.true, document.text)
    score.missed_ocr += sample.needs_ocr or found.error_rate > USELESS
    score.text += found
    score.read += 1
    rows = [[segment.text for segment in line.segments] for _, line in document.lines()]
    score.columns += columns_apart(sample.true, rows)


def folder_samples(folder: Path) -> Iterator[Sample]:
    """The files of a folder that have their true text beside them.

    Images are left out: their text is OCR's. Whether a PDF needs OCR, pdfium's plain text tells: a
    layer that differs from the truth by more than a tenth even after repair is useless.
    """
    for true in sorted(folder.glob("*.txt")):
        text = true.read_text(encoding="utf-8")
        for path in sorted(folder.glob(f"{true.stem}.*")):
            producer = path.name.removeprefix(f"{true.stem}.").rpartition(".")[0]
            if path == true or path.suffix in (".jpg", ".png", ".tif", ".tiff"):
                continue
            data = path.read_bytes()
            hopeless = path.suffix == ".pdf" and _layer_error(data, text) > USELESS
            yield Sample(path.name, producer or "as is", data, text, needs_ocr=hopeless)


def _layer_error(data: bytes, true: str) -> float:
    import pypdfium2

    from thaidoc.thai.repair import repair

    pdf = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_range() for page in pdf]
    pdf.close()
    return agreement(true, "\n".join(repair(page).text for page in pages)).error_rate


def corpus_samples() -> Iterator[Sample]:
    """The originals of corpus/ that are no plain text, against the text kept beside them.

    That text is what reading made of them when they were added and people reviewed: it shows what
    changed since, not how good the reading is.
    """
    from tests.letters import letters

    for original, record in letters():
        if record.source and original.suffix != ".txt":
            true = (original.parent / "text.txt").read_text(encoding="utf-8")
            yield Sample(record.source.name, "corpus (kept text)", original.read_bytes(), true)


def encoding_scores(text: str, slices: int = SLICES) -> dict[tuple[str, int], float]:
    """The share of slices of a text whose encoding is guessed right, by encoding and bytes.

    Slices are of at least half Thai letters and cut between characters.
    """
    chance = random.Random(2562)
    shares = {}
    for codec, length in product(CODECS, LENGTHS):
        pieces = _pieces(text, codec, length, chance)
        right = sum(_guessed(piece, codec) for piece in islice(pieces, slices))
        shares[codec, length] = right / slices
    return shares


def _pieces(text: str, codec: str, length: int, chance: random.Random) -> Iterator[str]:
    while True:
        start = chance.randrange(len(text))
        piece = text[start : start + length]
        while len(piece.encode(codec, "ignore")) > length:
            piece = piece[:-1]
        if sum("ก" <= letter <= "๛" for letter in piece) * 2 >= max(1, len(piece)):
            yield piece


def _guessed(piece: str, codec: str) -> bool:
    data = piece.encode(codec, "ignore")
    found = text_encoding(data)
    return found is not None and data.decode(found, "replace") == data.decode(codec)


# --- tables ----------------------------------------------------------------------------------


def _accuracy_table(scores: dict[tuple[str, str], Score]) -> Table:
    table = Table(title="Text against the truth", title_justify="left")
    for heading in ("format", "producer"):
        table.add_column(heading)
    for heading in ("files", "characters", "CER %", "false", "lost", "columns", "OCR", "wrong"):
        table.add_column(heading, justify="right")
    for (extension, producer), score in sorted(scores.items()):
        text = score.text
        share = 1000 / max(1, text.characters)
        read = bool(score.read)
        table.add_row(
            extension,
            producer,
            str(score.files),
            f"{text.characters:,}" if read else "",
            ("> 40" if text.edits is None else f"{100 * text.error_rate:.2f}") if read else "",
            f"{text.false_blanks * share:.1f}" if read else "",
            f"{text.lost_blanks * share:.1f}" if read else "",
            f"{sum(score.columns)}/{len(score.columns)}" if score.columns else "",
            str(score.right_to_ocr or ""),
            str(score.wrongly_to_ocr + score.missed_ocr or ""),
        )
    table.caption = (
        "false, lost: blanks inside a line for each 1,000 characters · columns: lines with several "
        "columns kept apart\nOCR: files rightly sent there · wrong: sent without need or not sent"
    )
    table.caption_justify = "left"
    return table


def _encoding_table(text: str) -> Table:
    table = Table(title=f"Encodings guessed right, % of {SLICES} slices", title_justify="left")
    table.add_column("encoding")
    for length in LENGTHS:
        table.add_column(f"{length} bytes", justify="right")
    scores = encoding_scores(text)
    for codec in CODECS:
        shares = [f"{100 * scores[codec, length]:.1f}" for length in LENGTHS]
        table.add_row(codec, *shares)
    return table


def _speed_table(files: list[bytes]) -> Table:
    table = Table(title="PDF on one core, best of 5 rounds in turn", title_justify="left")
    table.add_column("extractor")
    table.add_column("pages/s", justify="right")
    table.add_column("its time / ours", justify="right")
    for name, (speed, ratio) in cost.pdf_speeds(files).items():
        table.add_row(name, f"{speed:.0f}", f"{ratio:.2f}")
    return table


def main(folder: Path | None) -> None:
    """Measure and print."""
    console = Console(width=110)
    for line in cost.conditions():
        console.print(line, highlight=False)
    if folder:
        found = list(folder_samples(folder))
        text = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt")))
    else:
        found = list(chain(samples(), libreoffice_samples(), corpus_samples()))
        text = "".join(letter.text for letter in LETTERS)
    scores = measured(found)
    console.print(_accuracy_table(scores))
    for fault in chain.from_iterable(score.unreadable for score in scores.values()):
        console.print(f"not read: {fault}", highlight=False)
    console.print(_encoding_table(text))
    pdfs = [
        sample.data for sample in found if sample.name.endswith(".pdf") and not sample.needs_ocr
    ]
    long = cost.long_pdf(pdfs, 100)
    console.print(_speed_table([long]))
    for name, speed in cost.repair_speeds(text).items():
        console.print(f"{name}: {speed:.1f} million characters/s on sound pages", highlight=False)
    for data in (long, cost.long_pdf(pdfs, 2000)):
        pages, peak = cost.peak_memory(data)
        console.print(f"memory at most, {pages:,} pages: {peak:.0f} MB", highlight=False)


if __name__ == "__main__":
    with in_force(Recognition("never")):  # what stands in files is measured, not what is seen
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
