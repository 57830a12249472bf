import re

import pytest

from thaidoc.thai.pattern import Pattern


def test_a_pattern_is_compiled_once_and_when_it_is_first_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compiled: list[str] = []
    real = re.compile

    def counting(source: str) -> re.Pattern[str]:
        compiled.append(source)
        return real(source)

    monkeypatch.setattr("thaidoc.thai.pattern.re.compile", counting)
    pattern = Pattern("[ก-ฮ]+")
    assert not compiled
    assert pattern.ready.findall("กค 1 มท") == ["กค", "มท"]
    assert pattern.ready is pattern.ready
    assert compiled == ["[ก-ฮ]+"]
