"""What a worker keeps open from one task to the next: a browser, a backend, a proxy."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TypeVar, cast

Resource = TypeVar("Resource")


class _Kept(threading.local):
    """Of each thread its own, as Playwright's objects are of one thread."""

    def __init__(self) -> None:
        self.stack: ExitStack | None = None
        self.by_key: dict[Hashable, object] = {}


_kept = _Kept()


def keep_open(key: Hashable, make: Callable[[], AbstractContextManager[Resource]]) -> Resource:
    """Returns the resource of that key; the first time it is made, and then kept with the worker.

    What `make` raises is passed on, and nothing is kept. Raises RuntimeError outside of a worker.
    """
    if _kept.stack is None:
        raise RuntimeError("Failed to keep a resource open: no worker is running in this thread.")
    if key not in _kept.by_key:
        _kept.by_key[key] = _kept.stack.enter_context(make())
    return cast("Resource", _kept.by_key[key])


@contextmanager
def keeping_resources() -> Iterator[None]:
    """For pools: tasks within the block may keep resources open; they are closed with it."""
    with ExitStack() as stack:
        _kept.stack = stack
        try:
            yield
        finally:
            _kept.stack = None
            _kept.by_key.clear()
