"""The loop, backend, link server and proxies that a worker keeps from scenario to scenario."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from anyio.from_thread import BlockingPortal, start_blocking_portal

from e2e.engine.line import Line
from e2e.engine.network_ports import NetworkPorts
from e2e.engine.observer_link import LinkServer, serve_links
from e2e.engine.virtual_now import VirtualNow

if TYPE_CHECKING:
    from mock_backend import Backend

T = TypeVar("T")


class Backstage:
    """Backend and link server on an event loop of their own thread, and proxies in front of the backend.

    Only code on that loop may touch the backend: reach it with `portal` or `call`. A proxy is started
    for the first stage that asks for it, and kept. Later stages can share it, because each stage has a
    host of its own, and so its own entries in each cache.
    """

    def __init__(
        self,
        portal: BlockingPortal,
        backend: Backend,
        links: LinkServer,
        now: VirtualNow,
        open_things: ExitStack,
    ) -> None:
        self.portal = portal
        self.backend = backend
        self.links = links
        self.now = now
        self._published: dict[Path, str] = {}
        self._ports = NetworkPorts(backend.port, open_things)

    def get_port(self, network: str) -> int:
        """Returns the port for a page on `network`; raises StageError when its proxy does not start."""
        return self._ports.get_port(network)

    def publish(self, page: Path) -> str:
        """Serves the built page in folder `page` and returns its path; a second call costs nothing."""
        if page not in self._published:
            key = page.name
            self.portal.call(self.backend.publish, key, page)
            self._published[page] = f"/pages/{key}/index.html"
        return self._published[page]

    def add_line(self) -> Line:
        """Returns a new line, which a document can reach under its token from now on."""
        line = Line(self.now)
        self.links.add(line.link)
        return line

    def call(self, do: Callable[[], T]) -> T:
        """Runs `do` on the backend's loop and returns what it returns."""
        return self.portal.call(do)


@contextmanager
def open_backstage() -> Iterator[Backstage]:
    """Starts loop, backend and link server; ends them with the block, even with answers still held."""
    from mock_backend import serve_backend

    now = VirtualNow()
    with ExitStack() as stack:
        with _signals_wait():
            portal = stack.enter_context(start_blocking_portal("asyncio"))
            backend = stack.enter_context(portal.wrap_async_context_manager(serve_backend(now=now)))
            links = stack.enter_context(portal.wrap_async_context_manager(serve_links()))
        open_things = stack.enter_context(ExitStack())
        yield Backstage(portal, backend, links, now, open_things)


@contextmanager
def _signals_wait() -> Iterator[None]:
    """Delays Ctrl-C until the block is over: in the middle it would leave a loop running."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
