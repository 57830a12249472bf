import subprocess
import sys
from importlib import import_module

import pytest

from thaidoc.search.lean import WHOOSH_ASKS, standing_in


def test_a_module_stands_in_only_while_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with standing_in({"colorsys": {"answer": 42}, "sys": {"answer": 42}}):
        assert vars(import_module("colorsys"))["answer"] == 42 and not hasattr(sys, "answer")
    import colorsys

    assert colorsys.rgb_to_hsv(0, 0, 0) == (0, 0, 0)


def test_a_word_is_searched_without_what_a_start_would_wait_for() -> None:
    heavy = ("ssl", "http.client", "asyncio", "pythainlp", "numpy", "urllib.request", "sqlite3")
    code = (
        "import sys, thaidoc.search.searcher, thaidoc.search.update, thaidoc.search.whoosh;"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_table_of_hits_loads_nothing_that_an_export_needs() -> None:
    code = "\n".join(
        [
            "import sys",
            "from thaidoc.cli.hit_forms import print_csv",
            "from thaidoc.cli.options import Settings",
            "from thaidoc.search.query import All",
            "from thaidoc.search.results import SearchResult",
            "print_csv(Settings(), SearchResult(All(), 0, ()))",
            "print(*(name for name in sys.modules if name.startswith('thaidoc.export.')))",
        ]
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    head, loaded = done.stdout.splitlines()
    assert head.startswith("id,number,") and loaded == "thaidoc.export.formulas"


def test_whoosh_asks_for_no_other_names() -> None:
    """When this fails, see what Whoosh takes from the modules now."""
    code = "\n".join(
        [
            "import sys",
            "from thaidoc.search import whoosh as words",
            "import whoosh.compat, whoosh.reading",
            "assert whoosh.compat.urlretrieve is None",
            "import urllib.request, cached_property",
            "assert urllib.request.urlopen and cached_property.threaded_cached_property",
        ]
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert set(WHOOSH_ASKS) == {"urllib.request", "cached_property"}
