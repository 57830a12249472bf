"""The recogniser: pictures of lines to text, by a small network that onnxruntime runs.

Lines of like width go through it together. Each character comes with a probability; what is read is
the best path through Thai orthography (:mod:`thaidoc.reading.ocr.decoding`), then names, words
and numbers that cannot be are read a second time. What that changed is kept beside it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thaidoc.reading.ocr.alphabet import CLASSES
from thaidoc.reading.ocr.changes import Change
from thaidoc.reading.ocr.decoding import Decoded, decode_scores
from thaidoc.reading.ocr.fit import fit_of, mark_of
from thaidoc.reading.ocr.geometry import HEIGHT, STEP
from thaidoc.reading.ocr.known_words import read_words
from thaidoc.reading.ocr.misspelt import read_misspelt
from thaidoc.reading.ocr.number_shapes import read_numbers

#: columns of picture that go through the network at once: more take memory and save no time
_COLUMNS = 4_000
_BATCH = 16
#: second readings of a line in their order: a date's day is known by its month
_SECOND: dict[str, Callable[[Decoded, NDArray[np.float32]], Decoded]] = {
    "known-words": read_words,
    "misspelt": read_misspelt,
    "number-shape": read_numbers,
}


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What was read of one picture: text, probability of each character, its step on the picture.

    ``sure`` tells how likely a stretch is right, ``clear`` how clearly its characters show: a blot
    that language makes a word of is sure of what it could be and not clear. ``changes`` is what
    second readings did, the first of them to what the picture alone says.
    """

    text: str
    sure: tuple[float, ...]
    clear: tuple[float, ...]
    steps: tuple[int, ...]
    changes: tuple[Change, ...] = ()

    @property
    def confidence(self) -> float:
        """The mean clearness of the characters; 0 where nothing was read."""
        return float(np.mean(self.clear)) if self.clear else 0.0


class Recogniser:
    """A loaded model. Not for several threads at once.

    :param model: an ONNX file: from pictures (lines, 1, height, width) to scores (steps, lines,
        classes).
    :raises ValueError: for one with other classes than the alphabet's, or with a spoiled fit.
    """

    def __init__(self, model: Path, threads: int = 1):
        self._session = _session(model, threads)
        self.mark = mark_of(model)
        self.fit = fit_of(model, self.mark)
        self._input = self._session.get_inputs()[0].name
        blank = np.zeros((HEIGHT, 2 * STEP), np.uint8)
        if self._scores([blank]).shape[-1] != len(CLASSES):
            raise ValueError("the model has another alphabet")

    def read(self, pictures: Sequence[NDArray[np.uint8]]) -> list[ReadLine]:
        """The text of each picture, as :func:`~thaidoc.reading.ocr.lines.crop` cuts them."""
        found: dict[int, ReadLine] = {}
        for batch in _batches(pictures):
            scores = self._scores([pictures[index] for index in batch])
            for row, index in enumerate(batch):
                steps = pictures[index].shape[1] // STEP + 1
                found[index] = _line(scores[:steps, row])
        return [found[index] for index in range(len(pictures))]

    def _scores(self, pictures: Sequence[NDArray[np.uint8]]) -> NDArray[np.float32]:
        widest = max(picture.shape[1] for picture in pictures)
        width = -(-(widest + STEP) // 8) * 8
        lines = np.zeros((len(pictures), 1, HEIGHT, width), np.float32)
        for row, picture in enumerate(pictures):
            lines[row, 0, :, : picture.shape[1]] = picture / np.float32(255)
        scores: NDArray[np.float32] = self._session.run(None, {self._input: lines})[0]
        scores -= scores.max(-1, keepdims=True)
        scores -= np.log(np.exp(scores).sum(-1, keepdims=True))
        return scores


def _line(scores: NDArray[np.float32]) -> ReadLine:
    read = decode_scores(scores)
    changes = [Change("letter-model", read.raw, read.text)]
    for rule, reread in _SECOND.items():
        before = read.text
        read = reread(read, scores)
        changes.append(Change(rule, before, read.text))
    changed = tuple(change for change in changes if change.before != change.after)
    return ReadLine(read.text, read.sure, read.clear, read.steps, changed)


def _batches(pictures: Sequence[NDArray[np.uint8]]) -> Iterator[list[int]]:
    """Indexes of pictures of like width."""
    order = sorted(range(len(pictures)), key=lambda index: pictures[index].shape[1])
    batch: list[int] = []
    for index in order:
        width = pictures[index].shape[1]
        full = len(batch) >= _BATCH or width * (len(batch) + 1) > _COLUMNS
        if batch and (full or width > 1.25 * pictures[batch[0]].shape[1] + STEP * 4):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _session(model: Path, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(model), options, ["CPUExecutionProvider"])
