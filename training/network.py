"""The recogniser's network: a line's picture to a class at each step, for CTC."""

import torch
from torch import Tensor, nn


class Recogniser(nn.Module):
    """Convolutions to a quarter of the width, two residual blocks, one recurrent layer both ways.

    Input: ``(lines, 1, 48, width)``, ink 1 on paper 0, width a multiple of 4. Output: scores
    ``(width / 4, lines, classes)``.
    """

    def __init__(self, classes: int, hidden: int = 192):
        super().__init__()
        self.picture = nn.Sequential(
            _convolved(1, 16, 5, 2),
            _convolved(16, 32),
            nn.MaxPool2d(2),
            _convolved(32, 64),
            _convolved(64, 96),
            nn.MaxPool2d((2, 1)),
            _convolved(96, 128),
            nn.MaxPool2d((2, 1)),
        )
        self.column = nn.Sequential(
            nn.Conv1d(128 * 3, 208, 1, bias=False), nn.BatchNorm1d(208), nn.ReLU(inplace=True)
        )
        self.around = nn.Sequential(_Residual(208, 3, 1), _Residual(208, 3, 2))
        self.along = nn.LSTM(208, hidden, bidirectional=True)
        self.dropped = nn.Dropout(0.1)
        self.scores = nn.Linear(2 * hidden, classes)

    def forward(self, lines: Tensor) -> Tensor:
        """The scores of every class at every step."""
        found = self.picture(lines)
        number, channels, height, width = found.shape
        found = self.around(self.column(found.reshape(number, channels * height, width)))
        along, _ = self.along(found.permute(2, 0, 1))
        scores: Tensor = self.scores(self.dropped(along))
        return scores


class _Residual(nn.Module):
    def __init__(self, channels: int, kernel: int, dilation: int):
        super().__init__()
        padding = dilation * (kernel // 2)
        self.convolution = nn.Conv1d(
            channels, channels, kernel, padding=padding, dilation=dilation, bias=False
        )
        self.norm = nn.BatchNorm1d(channels)

    def forward(self, found: Tensor) -> Tensor:
        added: Tensor = found + torch.relu(self.norm(self.convolution(found)))
        return added


def _convolved(taken: int, given: int, kernel: int = 3, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(taken, given, kernel, stride, kernel // 2, bias=False),
        nn.BatchNorm2d(given),
        nn.ReLU(inplace=True),
    )
