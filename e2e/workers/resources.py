"""What a worker keeps open from one task to the next: a browser, a backend, a proxy."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TypeVar, cast

Resource = TypeVar("Resource")


class Resources:
    """The open resources of one worker, by key."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._by_key: dict[Hashable, object] = {}

    def keep(self, key: Hashable, make: Callable[[], AbstractContextManager[Resource]]) -> Resource:
        """Returns the resource of that key; the first time it is made."""
        if key not in self._by_key:
            self._by_key[key] = self._stack.enter_context(make())
        return cast("Resource", self._by_key[key])

    def close(self) -> None:
        """Closes them all, the last one first."""
        self._by_key.clear()
        self._stack.close()


class _Current(threading.local):
    resources: Resources | None = None


_current = _Current()


def keep_open(key: Hashable, make: Callable[[], AbstractContextManager[Resource]]) -> Resource:
    """Returns the resource of that key; the first time it is made, and then kept with the worker.

    Each worker, or thread of one, has its own, as Playwright's objects are of one thread. What `make`
    raises is passed on, and nothing is kept. Raises RuntimeError outside of a worker.
    """
    if _current.resources is None:
        raise RuntimeError("Failed to keep a resource open: no worker is running in this thread.")
    return _current.resources.keep(key, make)


@contextmanager
def using(resources: Resources) -> Iterator[None]:
    """For pools: tasks within the block keep theirs open in `resources`."""
    _current.resources = resources
    try:
        yield
    finally:
        _current.resources = None
