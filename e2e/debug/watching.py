"""Watches a checkout for files that are saved."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from os.path import commonpath, relpath
from pathlib import Path

from watchfiles import DefaultFilter, watch

_OUTPUT = ("dist", "build", "coverage", ".vite", ".cache")
"""Folders of a checkout with the output of tools, beside those that watchfiles ignores by default."""

_ROUND = 200
"""Milliseconds after which watchfiles reports that no file was saved, which shows that it watches."""

OnChange = Callable[[tuple[str, ...]], None]


class _Sources(DefaultFilter):
    ignore_dirs = (*DefaultFilter.ignore_dirs, *_OUTPUT)


@contextmanager
def watch_sources(paths: Sequence[Path], on_change: OnChange) -> Iterator[None]:
    """Calls `on_change` with the names of the files saved below `paths`, until the block ends.

    It is called in a thread of its own, once for files that are saved together. Installed packages,
    output of tools and temporary files of editors are ignored. Watching has begun when the block begins.
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
