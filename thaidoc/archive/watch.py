"""What appears in folders while they are watched, each file when it has stopped growing.

A scanner or a copy over the network writes a file for a while; one that is taken too early is half
a letter. So a file is given when its size and time have not changed for some seconds.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import monotonic

from thaidoc.archive.sources import collect, passed_over
from thaidoc.errors import ThaidocError

#: seconds that a file must have stood still
SETTLED = 2.0
#: how often is looked, in milliseconds
_STEP = 500
#: size and time of a file
_State = tuple[int, int]


class Arrivals:
    """Files that were seen and not given yet.

    :param folders: what is watched: what is passed over when they are added is passed over here.
    """

    def __init__(
        self,
        settled: float = SETTLED,
        clock: Callable[[], float] = monotonic,
        folders: Iterable[Path] = (),
    ):
        self._settled = settled
        self._tops = {path for one in folders for path in (one.absolute(), one.resolve())}
        self._clock = clock
        self._seen: dict[Path, tuple[_State, float]] = {}

    def see(self, paths: Iterable[Path]) -> None:
        """Files that appeared or changed, and folders, that may have come with all in them."""
        for path in paths:
            for source in collect([path]) if self._is_wanted(path) else ():
                state = _state(source.path) if source.path and not source.fault else None
                if source.path and state:
                    self._seen[source.path] = (state, self._clock())

    def _is_wanted(self, path: Path) -> bool:
        """Whether somebody who walks the folders would come to it; also where none is given."""
        tops = [top for top in self._tops or {path.parent} if path.is_relative_to(top)]
        return path.exists() and not any(passed_over(path, top) for top in tops)

    def ready(self) -> list[Path]:
        """The files that stopped growing, each once; a file that is gone is forgotten."""
        now, found = self._clock(), []
        for path, (before, since) in list(self._seen.items()):
            state = _state(path)
            if state is None:
                del self._seen[path]
            elif state != before:
                self._seen[path] = (state, now)
            elif now - since >= self._settled:
                del self._seen[path]
                found.append(path)
        return sorted(found)


def arriving(folders: list[Path], settled: float = SETTLED) -> Iterator[list[Path]]:
    """The files that appear in folders, as they are complete; goes on until Ctrl-C.

    An empty list is given now and then while nothing happens, and as soon as the folders are
    watched: what appears from then on is kept in mind, also while nobody asks.

    :raises ThaidocError: where watchfiles is not installed, or a folder is none.
    :raises KeyboardInterrupt: at Ctrl-C.
    """
    for folder in folders:
        if not folder.is_dir():
            raise ThaidocError("only a folder can be watched", where=folder)
    try:
        from watchfiles import Change, watch
    except ImportError as error:
        raise ThaidocError(
            "watching folders needs watchfiles", hint="Install it with pip install 'thaidoc[watch]'"
        ) from error
    seen = Arrivals(settled, folders=folders)
    changes = watch(
        *folders,
        watch_filter=None,
        step=_STEP,
        debounce=_STEP,
        rust_timeout=_STEP,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )
    for change in changes:
        seen.see(Path(path) for kind, path in change if kind is not Change.deleted)
        yield seen.ready()
    raise KeyboardInterrupt  # watchfiles ends quietly at Ctrl-C


def _state(path: Path) -> _State | None:
    try:
        at = path.stat()
    except OSError:
        return None
    return at.st_size, at.st_mtime_ns
