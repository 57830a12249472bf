"""Trains the recogniser on made lines: ``python -m training.train POOL OUT --steps N``.

Resumable: everything is in ``OUT/state.pt`` after every evaluation, and a run that finds it goes
on. New files in the pool are taken as they come. What is measured and kept is the running average
of the weights, steadier than the last of them: the best by the validation set (faces and text never
trained on) is in ``OUT/best.pt``; ``OUT/log.jsonl`` has a line for each evaluation. With
``--minutes`` the rate falls by the clock where that is sooner than by steps, so that a night, or an
hour, is used to its end on any machine.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

from thaidoc.reading.ocr.alphabet import CLASSES, collapse, decode
from thaidoc.reading.ocr.geometry import HEIGHT, STEP
from training.lines import load, needed
from training.network import Recogniser

Line = tuple[NDArray[np.uint8], NDArray[np.int16]]
#: widths of batches; few, so that every shape's plan is made once
_WIDTHS = (64, 96, 128, 160, 192, 256, 320, 384, 480, 576, 704, 864, 1056, 1280, 1600)
#: columns of picture in a batch
_COLUMNS = 9000
#: training begins with very short lines, without which CTC finds nothing for long
_SHORT_STEPS = 350
_EVERY = 500
_WARM = 100
#: how much of the running average each step keeps
_KEPT = 0.999
#: a processor that only imitates bfloat16 is slower with it
_HAS_BFLOAT16 = bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


class Trainer:
    """A run: the pool, the network and how far it has come."""

    def __init__(self, pool: Path, out: Path, steps: int, rate: float, minutes: float):
        torch.set_flush_denormal(True)  # CTC's gradients underflow: ten times as slow without
        torch.manual_seed(1)
        random.seed(1)
        np.random.seed(1)
        self.pool, self.out, self.steps, self.rate = pool, out, steps, rate
        self.seconds, self.spent, self.begun = minutes * 60, 0.0, time.time()
        self.step, self.best, self.lines = 0, 1.0, 0
        self.seen: set[Path] = set()
        self.short: list[Line] = []
        self.long: list[Line] = []
        self.network = Recogniser(len(CLASSES)).to(memory_format=torch.channels_last)
        self.average = AveragedModel(self.network, multi_avg_fn=_averaged, use_buffers=True)
        self.optimiser = torch.optim.AdamW(self.network.parameters(), rate, weight_decay=0.01)
        out.mkdir(parents=True, exist_ok=True)
        self.validation = [
            line for path in sorted(pool.glob("validation-*.npz")) for line in load(path)
        ]
        if (out / "state.pt").exists():
            self._resume()

    def _resume(self) -> None:
        kept = torch.load(self.out / "state.pt", weights_only=True)
        self.network.load_state_dict(kept["network"])
        self.average.load_state_dict(kept["average"])
        self.optimiser.load_state_dict(kept["optimiser"])
        self.step, self.best, self.lines = kept["step"], kept["best"], kept["lines"]
        self.spent = kept["spent"]

    def run(self) -> None:
        """Train to the last step."""
        batches = self._batches()
        loss_kept = 0.0
        while self._done() < 1.0:
            for group in self.optimiser.param_groups:
                group["lr"] = self._rate()
            lines = next(batches)
            pictures, steps, classes, lengths = collate(lines, spoil=True)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=_HAS_BFLOAT16):
                scores = self.network(pictures)
            loss = nn.functional.ctc_loss(
                scores.float().log_softmax(-1), classes, steps, lengths, zero_infinity=True
            )
            self.optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
            nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)
            self.optimiser.step()
            self.average.update_parameters(self.network)
            self.step += 1
            self.lines += len(lines)
            loss_kept = 0.98 * loss_kept + 0.02 * loss.item() if loss_kept else loss.item()
            if self.step % _EVERY == 0 or self._done() >= 1.0:
                self._keep(loss_kept)

    def _done(self) -> float:
        """How much of the run is done, by steps or by the clock, whichever is further."""
        by_clock = (self.spent + time.time() - self.begun) / self.seconds if self.seconds else 0.0
        return max(self.step / self.steps, by_clock)

    def _rate(self) -> float:
        done = min(1.0, self._done())
        warm = min(1.0, (self.step + 1) / _WARM)
        falling = 1.0 if done < 0.3 else max(0.02, 0.5 * (1 + np.cos(np.pi * (done - 0.3) / 0.7)))
        return float(self.rate * warm * falling)

    def _batches(self) -> Iterator[list[Line]]:
        """Lines of like width together; the pool is looked at again after every round."""
        while True:
            self._take_new()
            source = self.short if self.step < _SHORT_STEPS else self.long
            if not source:
                time.sleep(5)
                continue
            by_width: dict[int, list[Line]] = {}
            for line in random.sample(source, min(len(source), 2048)):
                width = next((w for w in _WIDTHS if line[0].shape[1] <= w / 1.1), None)
                if width is not None:
                    by_width.setdefault(width, []).append(line)
            batches = [
                group[at : at + max(4, _COLUMNS // width)]
                for width, group in by_width.items()
                for at in range(0, len(group), max(4, _COLUMNS // width))
            ]
            random.shuffle(batches)
            was_short = self.step < _SHORT_STEPS
            for batch in batches:
                if len(batch) >= 3 and was_short == (self.step < _SHORT_STEPS):
                    yield batch

    def _take_new(self) -> None:
        for path in sorted(self.pool.glob("*.npz")):
            if path in self.seen or path.name.endswith(".half.npz"):
                continue
            self.seen.add(path)
            if path.name.startswith("short-"):
                self.short.extend(load(path))
            elif path.name.startswith("lines-"):
                self.long.extend(load(path))

    def _keep(self, loss: float) -> None:
        averaged: Recogniser = self.average.module
        error, whole = evaluate(averaged, self.validation)
        self.spent, self.begun = self.spent + time.time() - self.begun, time.time()
        row = {
            "step": self.step, "lines": self.lines, "pool": len(self.long), "loss": round(loss, 4),
            "error": round(error, 5), "whole": round(whole, 4), "seconds": round(self.spent),
        }  # fmt: skip
        with (self.out / "log.jsonl").open("a") as log:
            log.write(json.dumps(row) + "\n")
        print(row, flush=True)
        if error < self.best:
            self.best = error
            torch.save(averaged.state_dict(), self.out / "best.pt")
        state = {
            "network": self.network.state_dict(), "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(), "step": self.step, "best": self.best,
            "lines": self.lines, "spent": self.spent,
        }  # fmt: skip
        torch.save(state, self.out / "state.half")
        (self.out / "state.half").replace(self.out / "state.pt")


@torch.no_grad()
def _averaged(average: list[Tensor], weights: list[Tensor], count: int | Tensor) -> None:
    """A running average that soon forgets the first steps."""
    kept = min(_KEPT, (1 + float(count)) / (10 + float(count)))
    for one, new in zip(average, weights, strict=True):
        if one.is_floating_point():
            one.lerp_(new, 1 - kept)
        else:
            one.copy_(new)


def collate(lines: list[Line], spoil: bool) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """A batch: pictures, steps of each, classes of all, number of classes of each."""
    pictures = [_spoiled(picture) if spoil else picture for picture, _ in lines]
    widest = max(picture.shape[1] for picture in pictures)
    width = next((w for w in _WIDTHS if widest <= w), -(-widest // STEP) * STEP)
    batch = np.zeros((len(lines), 1, HEIGHT, width), np.float32)
    for row, picture in enumerate(pictures):
        batch[row, 0, :, : picture.shape[1]] = picture
    steps = [
        min(width // STEP, max(picture.shape[1] // STEP + 1, needed(list(classes))))
        for picture, (_, classes) in zip(pictures, lines, strict=True)
    ]
    every = np.concatenate([classes for _, classes in lines]).astype(np.int64)
    return (
        torch.from_numpy(batch / 255.0).contiguous(memory_format=torch.channels_last),
        torch.tensor(steps),
        torch.from_numpy(every),
        torch.tensor([len(classes) for _, classes in lines]),
    )


def _spoiled(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A kept line varied a little each time it is met: width, height of its place, ink, noise."""
    import cv2

    if random.random() < 0.5:
        width = max(20, int(picture.shape[1] * random.uniform(0.9, 1.1)))
        picture = cv2.resize(picture, (width, HEIGHT), interpolation=cv2.INTER_LINEAR)  # type: ignore[assignment]
    moved = random.randint(-2, 2)
    if moved:
        picture = np.roll(picture, moved, 0)
        picture[slice(0, moved) if moved > 0 else slice(moved, None)] = 0
    if random.random() < 0.3:
        noise = np.random.randn(*picture.shape) * random.uniform(0, 14)
        picture = np.clip(
            picture.astype(np.float32) * random.uniform(0.7, 1.3) + noise, 0, 255
        ).astype(np.uint8)
    return picture


def evaluate(network: Recogniser, lines: list[Line]) -> tuple[float, float]:
    """Character error rate and the share of lines read without any error, by the best path."""
    network.eval()
    wrong = characters = whole = 0
    ordered = sorted(lines, key=lambda line: line[0].shape[1])
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=_HAS_BFLOAT16):
        for at in range(0, len(ordered), 24):
            batch = ordered[at : at + 24]
            pictures, steps, _, _ = collate(batch, spoil=False)
            paths = network(pictures).argmax(-1).T.tolist()
            for path, count, (_, classes) in zip(paths, steps.tolist(), batch, strict=True):
                true, read = decode(classes), decode(collapse(path[:count]))
                distance = Levenshtein.distance(true, read)
                wrong, characters = wrong + distance, characters + len(true)
                whole += distance == 0
    network.train()
    return wrong / max(1, characters), whole / max(1, len(lines))


def main() -> None:
    """Train as the command line asks."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("pool", type=Path)
    asked.add_argument("out", type=Path)
    asked.add_argument("--steps", type=int, default=60_000)
    asked.add_argument("--rate", type=float, default=2e-3)
    asked.add_argument("--minutes", type=float, default=0, help="the rate falls by the clock, too")
    given = asked.parse_args()
    Trainer(given.pool, given.out, given.steps, given.rate, given.minutes).run()


if __name__ == "__main__":
    main()
