"""The resources that a worker keeps open from task to task: a browser, a backend, a proxy."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TypeVar, cast

Resource = TypeVar("Resource")


class Resources:
    """The open resources of one worker, by key. Any thread may close them."""

    def __init__(self) -> None:
        # A worker of a cluster is cleaned up in the middle of a task that may be making one.
        self._lock = threading.RLock()
        self._is_closed = False
        self._stack = ExitStack()
        self._by_key: dict[Hashable, object] = {}

    def keep(self, key: Hashable, make: Callable[[], AbstractContextManager[Resource]]) -> Resource:
        """Returns the resource of `key`; the first call makes it with `make`.

        Raises RuntimeError once they are closed.
        """
        with self._lock:
            if self._is_closed:
                raise RuntimeError(
                    "Failed to keep a resource open: the work of this worker is over."
                )
            if key not in self._by_key:
                self._by_key[key] = self._stack.enter_context(make())
            return cast("Resource", self._by_key[key])

    def close(self) -> None:
        """Closes all resources, the newest first; one that is being made is waited for."""
        with self._lock:
            self._is_closed = True
            self._by_key.clear()
            self._stack.close()


class _Current(threading.local):
    resources: Resources | None = None


_current = _Current()


def keep_open(key: Hashable, make: Callable[[], AbstractContextManager[Resource]]) -> Resource:
    """Returns the resource of `key`. The first call makes it with `make`, and the worker keeps it.

    Each thread of each worker has resources of its own, because Playwright's objects belong to one
    thread. An error of `make` is raised, and then no resource is kept. Raises RuntimeError outside of a
    worker.
    """
    if _current.resources is None:
        raise RuntimeError("Failed to keep a resource open: no worker is running in this thread.")
    return _current.resources.keep(key, make)


@contextmanager
def using(resources: Resources) -> Iterator[None]:
    """Makes tasks within the block keep their resources in `resources`; for pools."""
    _current.resources = resources
    try:
        yield
    finally:
        _current.resources = None
