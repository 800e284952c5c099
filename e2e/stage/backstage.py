"""What a worker keeps from scenario to scenario: one loop in a thread, one backend, one link server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from anyio.from_thread import BlockingPortal, start_blocking_portal

from e2e.stage.observer_link import LinkServer, serve_links
from mock_backend import Backend, serve_backend

T = TypeVar("T")


class VirtualNow:
    """The one reading of virtual time (ms since the epoch) that backend and stage share.

    The stage moves it together with the page's clock; nothing else does.
    """

    def __init__(self) -> None:
        self.milliseconds = 0

    def __call__(self) -> int:
        """Returns the reading."""
        return self.milliseconds


class Backstage:
    """Backend and link server on an event loop of their own thread.

    Everything of the backend is touched on that loop only: reach it with `portal`.
    """

    def __init__(
        self,
        portal: BlockingPortal,
        backend: Backend,
        links: LinkServer,
        now: VirtualNow,
    ) -> None:
        self.portal = portal
        self.backend = backend
        self.links = links
        self.now = now
        self._published: dict[Path, str] = {}

    def publish(self, page: Path) -> str:
        """Serves the built page in folder `page` and returns its path; twice costs nothing."""
        if page not in self._published:
            key = page.name
            self.portal.call(self.backend.publish, key, page)
            self._published[page] = f"/pages/{key}/index.html"
        return self._published[page]

    def call(self, do: Callable[[], T]) -> T:
        """Runs `do` on the backend's loop and returns what it returns."""
        return self.portal.call(do)


@contextmanager
def open_backstage() -> Iterator[Backstage]:
    """Starts loop, backend and link server, and ends them with the block, whatever is still held."""
    now = VirtualNow()
    with (
        start_blocking_portal("asyncio") as portal,
        portal.wrap_async_context_manager(serve_backend(now=now)) as backend,
        portal.wrap_async_context_manager(serve_links()) as links,
    ):
        yield Backstage(portal, backend, links, now)
