"""Records and gold as plain values, as small as a test needs them."""

from collections.abc import Callable
from typing import Any

import pytest

from thaidoc.evaluation.gold import Gold
from thaidoc.evaluation.score import Judgement, judge

Judge = Callable[..., list[Judgement]]


@pytest.fixture
def judged() -> Judge:
    """The values of a file's own letter, for gold and found fields given as plain values."""

    def judged(
        gold: dict[str, Any],
        found: dict[str, Any] | None,
        *uncertain: str,
        text: str | None = None,
    ) -> list[Judgement]:
        known = Gold(gold, "gold.json", frozenset(uncertain))
        return list(judge(known, found, given_text=text)[0].values)

    return judged
