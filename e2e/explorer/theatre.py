"""Backend, line server and browser on one event loop, and pages to play schedules on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from e2e.explorer.conductor import Conductor
from e2e.explorer.page_on_line import PageOnLine
from e2e.explorer.player import Played
from e2e.explorer.schedule import Schedule
from e2e.stage.backstage import VirtualNow
from e2e.stage.observer_link import LinkServer, serve_links
from e2e.stage.window import LAUNCH_ARGUMENTS, VIEWPORT
from mock_backend import Backend, serve_backend


class Theatre:
    """Plays schedules on one built page: many on a shared page, or each in a context of its own."""

    def __init__(
        self, backend: Backend, links: LinkServer, browser: Browser, now: VirtualNow, build: Path
    ) -> None:
        self._backend = backend
        self._links = links
        self._browser = browser
        self._now = now
        backend.publish(build.name, build)
        self._address = f"{backend.base_url}/pages/{build.name}/index.html"

    @asynccontextmanager
    async def open_page(self) -> AsyncIterator[Conductor]:
        """A page in a context of its own, until the block ends."""
        context = await self._browser.new_context(viewport=VIEWPORT)
        page = PageOnLine(await context.new_page(), self._address, self._links, self._now)
        try:
            yield Conductor(self._backend, page, self._now)
        finally:
            page.close()
            if self._browser.is_connected():
                await context.close()

    async def play_on_fresh_page(self, schedule: Schedule) -> Played:
        """Plays `schedule` where nothing was played before."""
        async with self.open_page() as conductor:
            return await conductor.play(schedule)


@asynccontextmanager
async def open_theatre(build: Path, browser_path: Path | None) -> AsyncIterator[Theatre]:
    """Starts backend, line server and browser, and ends them with the block."""
    now = VirtualNow()
    async with (
        serve_backend(now=now) as backend,
        serve_links() as links,
        async_playwright() as playwright,
    ):
        browser = await playwright.chromium.launch(
            executable_path=browser_path, args=[*LAUNCH_ARGUMENTS]
        )
        try:
            yield Theatre(backend, links, browser, now, build)
        finally:
            if browser.is_connected():
                await browser.close()
