"""The recognisers that are measured beside each other, and what each of them costs.

Whatever one has read of a picture is kept under a folder, by the recogniser, its code and the
picture: a run that was interrupted goes on, and one after a change reads only anew what it changes.

``python -m tests.bench.engines NAME MODEL FILE...`` is the process of its own in which the cost is
measured: nothing kept is used there.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from thaidoc.reading import limits, read
from thaidoc.reading.document import Document, Page
from thaidoc.reading.recognition import (
    RECOGNISERS,
    PageReader,
    Picture,
    Recognition,
    demand,
    in_force,
)

_MEASURED = "measured"
#: a busy machine must not cost a program its pages
_PATIENT = limits.Limits(recognising=600.0)
#: classes of a model whose output is no more than a list of another order, in the file beside it
_CLASSES = ".classes.json"


@dataclass(frozen=True)
class Engine:
    """A recogniser: how it is called here, the code that makes it, and its reader."""

    name: str
    package: str
    make: Callable[[], PageReader]
    model: Path | None = None

    def key(self) -> str:
        """What its readings are kept under: they change with its model and its code."""
        digest = sha256()
        if self.model:
            digest.update(self.model.read_bytes())
        for path in sorted(Path(str(files(self.package))).rglob("*")):
            if path.is_file() and path.suffix not in (".pyc", ".onnx"):
                digest.update(path.read_bytes())
        return f"{self.name.replace('/', '-')}-{digest.hexdigest()[:12]}"


class _Kept(msgspec.Struct):
    """A page that was read."""

    page: Page


class _Keeping:
    """Reads pages with a reader, and each picture only once."""

    def __init__(self, engine: Engine, folder: Path):
        self._make = engine.make
        self._reader: PageReader | None = None
        self._folder = folder / engine.key()
        self._folder.mkdir(parents=True, exist_ok=True)
        self.name = engine.name

    def read(self, picture: Picture, number: int) -> Page:
        """The page, read now or before."""
        shape = f"{picture.pixels.shape} {picture.width} {picture.height}"
        name = sha256(shape.encode() + picture.pixels.tobytes()).hexdigest()[:32]
        path = self._folder / f"{name}.json"
        if path.is_file():
            return replace(msgspec.json.decode(path.read_bytes(), type=_Kept).page, number=number)
        if self._reader is None:
            self._reader = self._make()
        page = self._reader.read(picture, number)
        part = path.with_suffix(".part")
        part.write_bytes(msgspec.json.encode(_Kept(page)))
        part.replace(path)  # an interrupted run leaves no half of one
        return page


@contextmanager
def keeping(engine: Engine, folder: Path) -> Iterator[Callable[[Path], Document]]:
    """A function that reads files with an engine; what was read of them is kept in the folder."""
    with _registered(_Keeping(engine, folder)):

        def read_file(path: Path) -> Document:
            with in_force(Recognition("auto", _MEASURED)), limits.in_force(_PATIENT):
                return read(path)

        yield read_file


@contextmanager
def _registered(reader: PageReader) -> Iterator[None]:
    """The reader among the recognisers, as :data:`_MEASURED`."""
    module: Any = ModuleType(f"thaidoc.reading.{_MEASURED}")
    module.page_reader = lambda: reader
    sys.modules[module.__name__], RECOGNISERS[_MEASURED] = module, _MEASURED
    try:
        yield
    finally:
        del sys.modules[module.__name__], RECOGNISERS[_MEASURED]


# --- which there are -------------------------------------------------------------------------


def own(model: Path) -> Engine:
    """The project's recogniser with a model of its own alphabet."""

    def make() -> PageReader:
        from thaidoc.reading.ocr.engine import OwnReader

        return OwnReader(model)

    return Engine("thaidoc", "thaidoc.reading.ocr", make, model)


def rival(model: Path) -> Engine:
    """Another model behind the project's own line finder, perhaps with an alphabet of its own."""
    return Engine(model.name, "thaidoc.reading.ocr", lambda: _Rival(model), model)


def tesseract() -> Engine:
    """The program Tesseract.

    :raises NoRecogniserError: where it is not there.
    """
    demand(Recognition("always", "tesseract"))
    return Engine("tesseract", "thaidoc.reading.tesseract", _Tesseract)


class _Tesseract:
    """Tesseract as the recogniser in force, whoever asks."""

    def __init__(self) -> None:
        from thaidoc.reading.tesseract.engine import page_reader

        self._reader = page_reader()
        self.name = "tesseract"

    def read(self, picture: Picture, number: int) -> Page:
        with in_force(Recognition("always", "tesseract")):
            return self._reader.read(picture, number)


class _Rival:
    """A model whose classes may stand in another order, or be fewer."""

    def __init__(self, model: Path):
        import cv2

        from thaidoc.reading.ocr.alphabet import CLASSES
        from thaidoc.reading.ocr.recogniser import Recogniser

        cv2.setNumThreads(1)
        theirs = _classes_of(model)

        class Reordered(Recogniser):
            def _scores(self, pictures: Any) -> NDArray[np.float32]:
                scores = super()._scores(pictures)
                if theirs is None:
                    return scores
                missing = np.full((*scores.shape[:2], 1), -30.0, np.float32)
                wider = np.concatenate([scores, missing], -1)
                places = {text: index for index, text in enumerate(theirs)}
                order = np.array([places.get(text, scores.shape[-1]) for text in CLASSES])
                return np.ascontiguousarray(wider[..., order])

        self._recogniser = Reordered(model)
        self.name = model.name

    def read(self, picture: Picture, number: int) -> Page:
        from thaidoc.reading.ocr.page import read_page

        return read_page(picture, number, self._recogniser)


def _classes_of(model: Path) -> list[str] | None:
    """A model's own classes, the blank first: from the file beside it, or known by their number.

    None for the project's alphabet.
    """
    from thaidoc.reading.ocr.alphabet import CLASSES

    beside = model.with_suffix(_CLASSES)
    if beside.is_file():
        return [str(text) for text in json.loads(beside.read_text("utf-8"))]
    count = _count(model)
    if count == len(CLASSES):
        return None
    first = _first_alphabet()
    if count == len(first):
        return first
    raise ValueError(f"{model} has {count} classes: list them in {beside.name} (JSON, blank first)")


def _count(model: Path) -> int:
    import onnxruntime

    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    blank = np.zeros((1, 1, 48, 64), np.float32)
    (scores,) = session.run(None, {session.get_inputs()[0].name: blank})
    return int(scores.shape[-1])


def _first_alphabet() -> list[str]:
    """The 225 classes that line recognisers of this shape first had."""
    vowels = ["", *"ัิีึื็ํฺุู"]
    tones = ["", *"่้๊๋์"]
    thai = [chr(code) for code in range(0x0E01, 0x0E2F)] + list("ฯะาำเแโใไๅๆ๐๑๒๓๔๕๖๗๘๙")
    latin = [chr(code) for code in range(0x21, 0x7F) if chr(code) not in "`^~\\|{}$<>"]
    marks = [vowel + tone for vowel in vowels for tone in tones if vowel + tone]
    return ["", *thai, *latin, *" –“”‘’…•", *marks]


# --- cost ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cost:
    """CPU seconds to load and for a page, all included, and the most memory, in MB."""

    load: float
    page: float
    memory: float


def cost_of(engine: Engine, paths: list[Path]) -> Cost:
    """What the engine needs for these files, in a process of its own on one core."""
    which = "tesseract" if engine.model is None else engine.name
    command = [sys.executable, "-m", "tests.bench.engines", which, str(engine.model or "")]
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    said = subprocess.run(
        [*command, *map(str, paths)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **threads},
    ).stdout
    return Cost(**json.loads(said.splitlines()[-1]))


def _measured(which: str, model: str, paths: list[Path]) -> Cost:
    start = _spent()
    engine = tesseract() if which == "tesseract" else own(Path(model))
    if which not in ("tesseract", "thaidoc"):
        engine = rival(Path(model))
    wanted = Recognition("auto", _MEASURED)
    with _registered(engine.make()), in_force(wanted), limits.in_force(_PATIENT):
        loaded = _spent()
        pages = sum(len(read(path).pages) for path in paths)
        done = _spent()
    return Cost(loaded - start, (done - loaded) / pages, _peak())


def _spent() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _peak() -> float:
    """The most memory of this process, or of one that it started, in MB."""
    own = 0
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss would count what the parent had when it forked
        lines = status.read_text().splitlines()
        own = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


if __name__ == "__main__":
    found = _measured(sys.argv[1], sys.argv[2], [Path(path) for path in sys.argv[3:]])
    sys.stdout.write(json.dumps({"load": found.load, "page": found.page, "memory": found.memory}))
