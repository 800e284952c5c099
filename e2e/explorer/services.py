"""Backend, line server and browser on one event loop, and pages to play schedules on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager, suppress
from functools import partial
from pathlib import Path

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import async_playwright

from e2e.engine.browser import BrowserSource
from e2e.engine.network import DIRECT
from e2e.engine.network_ports import NetworkPorts
from e2e.engine.observer_link import LinkServer, serve_links
from e2e.engine.virtual_now import VirtualNow
from e2e.explorer.documents import (
    Documents,
    in_time,
    open_bare_documents,
    open_documents_on_server,
)
from e2e.explorer.page_on_line import PageOnLine
from e2e.explorer.player import Played
from e2e.explorer.runner import Runner
from e2e.explorer.schedule import Schedule
from mock_backend import Backend, Dialect, serve_backend

OpenDocuments = Callable[[], AbstractAsyncContextManager[Documents]]


class Services:
    """Opens pages of one build: one for many schedules, or a fresh one for each.

    The backend answers all of them in its dialect, `wire`.
    """

    def __init__(
        self,
        backend: Backend,
        links: LinkServer,
        open_documents: OpenDocuments,
        now: VirtualNow,
        build: Path,
        ports: NetworkPorts,
    ) -> None:
        self.wire = backend.dialect.name
        self._backend = backend
        self._links = links
        self._open_documents = open_documents
        self._now = now
        backend.publish(build.name, build)
        self._build = build
        self._ports = ports

    @asynccontextmanager
    async def open_page(
        self, *, paints: bool = False, network: str = DIRECT
    ) -> AsyncIterator[Runner]:
        """Yields the runner of a page in a browser context of its own, which closes with the block.

        Raises StageError where the proxy of `network` does not start. A started proxy is kept for the
        next pages. `paints`: the browser draws frames.
        """
        address = (
            f"http://127.0.0.1:{self._ports.get_port(network)}/pages/{self._build.name}/index.html"
        )
        async with self._open_documents() as documents:
            page = PageOnLine(
                documents, address, self._links, self._now, paints=paints, network=network
            )
            try:
                yield Runner(self._backend, page, self._now)
            finally:
                page.close()

    async def play_on_fresh_page(self, schedule: Schedule) -> Played:
        """Plays `schedule` on a fresh page in a browser that draws frames."""
        async with self.open_page(paints=True, network=schedule.network) as runner:
            return await runner.play(schedule)


@asynccontextmanager
async def open_services(
    build: Path, source: BrowserSource, dialect: Dialect | None = None
) -> AsyncIterator[Services]:
    """Starts backend, line server and browser, and ends them with the block.

    The backend answers in `dialect`, or in `inline` for None.
    """
    now, server = VirtualNow(), source.server
    async with (
        serve_backend(now=now, dialect=dialect) as backend,
        serve_links() as links,
        async_playwright() as playwright,
    ):
        browser = await source.start(playwright.chromium)
        try:
            open_documents: OpenDocuments
            if server is None:
                control = await browser.new_browser_cdp_session()
                open_documents = partial(open_bare_documents, control)
            else:
                open_documents = partial(open_documents_on_server, browser, server)
            with ExitStack() as proxies:
                ports = NetworkPorts(backend.port, proxies)
                yield Services(backend, links, open_documents, now, build, ports)
        finally:
            if browser.is_connected():
                # A server that has gone silent does not say that the browser is closed.
                with suppress(PlaywrightError):
                    async with in_time(server):
                        await browser.close()
