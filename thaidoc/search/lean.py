"""Importing a library without what it imports for nothing: half of a search's start, measured.

Whoosh asks for ``urllib.request`` (with it ssl, http and email) for a name that it never uses, and
for ``cached_property``, which loads asyncio, for what functools has. While it is being imported
small modules stand in for those; whoever imports the real ones afterwards gets them.
"""

import functools
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType

#: names that Whoosh takes from these modules, and what it gets
WHOOSH_ASKS: Mapping[str, Mapping[str, object]] = {
    "urllib.request": {"urlretrieve": None},
    "cached_property": {"cached_property": functools.cached_property},
}


@contextmanager
def standing_in(modules: Mapping[str, Mapping[str, object]]) -> Iterator[None]:
    """Have small modules with just these names in place of those that are not imported yet."""
    placed = []
    for name, names in modules.items():
        if name not in sys.modules:
            module = ModuleType(name)
            vars(module).update(names)
            sys.modules[name] = module
            placed.append(module)
    try:
        yield
    finally:
        for module in placed:
            if sys.modules.get(module.__name__) is module:
                del sys.modules[module.__name__]
