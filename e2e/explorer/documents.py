"""A browser context of a page that schedules are played on, and the documents that are opened in it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, Protocol

from playwright.async_api import Browser, BrowserContext, CDPSession
from playwright.async_api import Error as PlaywrightError

from e2e.engine.browser.server import BrowserServer
from e2e.engine.browser.source import TIME_ZONE
from e2e.engine.window import VIEWPORT

Close = Callable[[], Awaitable[None]]
"""Closes a document that was opened; afterwards its scripts run no more."""

GetAddress = Callable[[bool], str]
"""Returns the address of a document; its argument is whether the browser draws frames of it."""


class Documents(Protocol):
    """Opens documents in one browser context."""

    async def open(self, get_address: GetAddress, *, paints: bool) -> Close:
        """Opens a document, and returns the function that closes it.

        Without `paints` the browser need not draw frames of it; it tells `get_address` whether it does.
        """


class BareDocuments:
    """Opens documents without a debugger, because DevTools' word on a request costs more than it."""

    def __init__(self, browser: CDPSession, context: str) -> None:
        self._browser = browser
        self._context = context
        self._can_hold_frames = True

    async def open(self, get_address: GetAddress, *, paints: bool) -> Close:
        """See Documents."""
        if not paints and self._can_hold_frames:
            with suppress(PlaywrightError):
                return await self._create(get_address(False), enableBeginFrameControl=True)
            # Only Chromium's headless shell knows how to hold frames back.
            self._can_hold_frames = False
        return await self._create(get_address(True))

    async def _create(self, address: str, **more: bool) -> Close:
        wanted: dict[str, Any] = {
            "url": address,
            "browserContextId": self._context,
            **VIEWPORT,
            **more,
        }
        made = await self._browser.send("Target.createTarget", wanted)

        async def close() -> None:
            await self._browser.send("Target.closeTarget", {"targetId": str(made["targetId"])})

        return close


class DocumentsOnServer:
    """Opens documents with Playwright attached, which gives them the suite's time zone.

    A call that takes longer than the server's limit raises Playwright's Error: a connection that has gone
    silent would never let it return.
    """

    def __init__(self, context: BrowserContext, server: BrowserServer) -> None:
        self._context = context
        self._server = server

    async def open(self, get_address: GetAddress, *, paints: bool) -> Close:
        """See Documents. The browser always draws frames."""
        async with in_time(self._server):
            page = await self._context.new_page()
            await page.goto(get_address(True), wait_until="commit")

        async def close() -> None:
            async with in_time(self._server):
                await page.close()

        return close


@asynccontextmanager
async def open_bare_documents(browser: CDPSession) -> AsyncIterator[BareDocuments]:
    """Opens a browser context that Playwright does not know of, and closes it with the block."""
    made = await browser.send("Target.createBrowserContext")
    context = str(made["browserContextId"])
    try:
        yield BareDocuments(browser, context)
    finally:
        # A browser that has ended, perhaps in the middle of this, has no context any more.
        with suppress(PlaywrightError):
            await browser.send("Target.disposeBrowserContext", {"browserContextId": context})


@asynccontextmanager
async def open_documents_on_server(
    browser: Browser, server: BrowserServer
) -> AsyncIterator[DocumentsOnServer]:
    """Opens a browser context in the browser of a server, and closes it with the block.

    Raises Playwright's Error where the server does not open it in its limit.
    """
    async with in_time(server):
        context = await browser.new_context(viewport=VIEWPORT, timezone_id=TIME_ZONE)
    try:
        yield DocumentsOnServer(context, server)
    finally:
        with suppress(PlaywrightError):
            async with in_time(server):
                await context.close()


@asynccontextmanager
async def in_time(server: BrowserServer | None) -> AsyncIterator[None]:
    """Raises Playwright's Error where the block takes longer than the server's limit; None has none."""
    try:
        async with asyncio.timeout(server.limit if server else None):
            yield
    except TimeoutError:
        assert server is not None
        raise PlaywrightError(
            f"it did not answer in {server.limit:g} s (--browser-server-limit)"
        ) from None
