"""Watches a checkout for files that are saved."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from os.path import commonpath, relpath
from pathlib import Path

from watchfiles import DefaultFilter, watch

_OUTPUT = ("dist", "build", "coverage", ".vite", ".cache")
"""Folders of a checkout that tools write into, beside those that watchfiles passes over itself."""

_ROUND = 200
"""Milliseconds after which watchfiles says that nothing was saved; then it is known to watch."""

OnChange = Callable[[tuple[str, ...]], None]


class _Sources(DefaultFilter):
    ignore_dirs = (*DefaultFilter.ignore_dirs, *_OUTPUT)


@contextmanager
def watch_sources(paths: Sequence[Path], on_change: OnChange) -> Iterator[None]:
    """Calls `on_change` with the names of what was saved below `paths`, until the block ends.

    It is called in a thread of its own, once for what is saved together. Installed packages, output of
    tools and editors' own files are passed over. When the block begins, it watches.
    """
    stop, is_watching = threading.Event(), threading.Event()
    root = commonpath([str(each.resolve()) for each in paths])
    root = root if Path(root).is_dir() else str(Path(root).parent)

    def follow() -> None:
        for changes in watch(
            *paths,
            watch_filter=_Sources(),
            stop_event=stop,
            raise_interrupt=False,
            yield_on_timeout=True,
            rust_timeout=_ROUND,
        ):
            is_watching.set()
            if changes:
                on_change(tuple(sorted(relpath(path, root) for _, path in changes)))

    thread = threading.Thread(target=follow, name="watches the sources", daemon=True)
    thread.start()
    try:
        is_watching.wait()
        yield
    finally:
        stop.set()
        thread.join()
