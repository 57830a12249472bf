"""The recogniser: pictures of lines to text, by a small network that onnxruntime runs.

Lines of like width go through it together. Each character comes with a probability; what is read is
the best path through Thai orthography (:mod:`thaidoc.reading.ocr.decoding`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thaidoc.reading.ocr.alphabet import CLASSES
from thaidoc.reading.ocr.decoding import Decoded, decode_scores
from thaidoc.reading.ocr.geometry import HEIGHT, STEP

#: columns of picture that go through the network at once: more take memory and save no time
_COLUMNS = 4_000
_BATCH = 16


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What was read of one picture: text, probability of each character, its step on the picture.

    ``scores`` are log probabilities, steps by classes, for a second reading with a field's grammar.
    """

    text: str
    sure: tuple[float, ...]
    steps: tuple[int, ...]
    scores: NDArray[np.float32]

    @property
    def confidence(self) -> float:
        """The mean probability of the characters; 0 where nothing was read."""
        return float(np.mean(self.sure)) if self.sure else 0.0


class Recogniser:
    """A loaded model. Not for several threads at once.

    :param model: an ONNX file: from pictures (lines, 1, height, width) to scores (steps, lines,
        classes).
    :raises ValueError: for one with other classes than the alphabet's.
    """

    def __init__(self, model: Path, threads: int = 1):
        self._session = _session(model, threads)
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
    decoded: Decoded = decode_scores(scores)
    return ReadLine(decoded.text, decoded.sure, decoded.steps, scores)


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
