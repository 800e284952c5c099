"""A page that schedules are played on, one after another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

from e2e.engine.address import get_address
from e2e.engine.line import Line
from e2e.engine.network import DIRECT
from e2e.engine.observer_link import LinkServer
from e2e.engine.session import Session
from e2e.engine.window import VIEWPORT


class PageOnLine:
    """A document with the harness, and its line.

    No debugger is attached, because the messages to DevTools about a request cost more than the request
    itself. With `paints` the browser draws frames, as it does for a person. Without `paints` it computes
    layout only on request, and the observer needs no more. `network` is the profile of the network
    between page and backend.
    """

    def __init__(
        self,
        browser: CDPSession,
        context: str,
        address: str,
        links: LinkServer,
        now: Callable[[], int],
        *,
        paints: bool,
        network: str,
    ) -> None:
        self.network = network
        self.line = Line(now)
        self.is_spent = True
        self._browser = browser
        self._context = context
        self._links = links
        self._paints = paints
        self._target: str | None = None
        self._address = address
        links.add(self.line.link)

    @property
    def is_proxied(self) -> bool:
        """Whether a caching proxy stands between page and backend."""
        return self.network != DIRECT

    async def open_document(self, session: Session) -> None:
        """Opens a new document without a component, and returns when `session` finds it at rest.

        Raises NotAtRest where it does not come to rest.
        """
        tab = session.add_tab(self.line)
        self.line.link.expect_document()
        old = self._target
        self._target = await self._create_target()
        if old is not None:
            await self._close_target(old)
        await session.settle()
        tab.end()
        self.line.ahead = 0
        self.is_spent = False

    async def close_document(self) -> None:
        """Closes the open document, if there is one; afterwards its scripts run no more."""
        self.line.link.expect_document()
        self.is_spent = True
        if self._target is not None:
            await self._close_target(self._target)
        self._target = None

    def close(self) -> None:
        """Closes the page's line; its records are ignored from now on."""
        self._links.remove(self.line.link)

    async def _close_target(self, target: str) -> None:
        await self._browser.send("Target.closeTarget", {"targetId": target})

    async def _create_target(self) -> str:
        wanted: dict[str, Any] = {
            "url": self._get_address(),
            "browserContextId": self._context,
            **VIEWPORT,
        }
        if not self._paints:
            try:
                made = await self._browser.send(
                    "Target.createTarget", {**wanted, "enableBeginFrameControl": True}
                )
                return str(made["targetId"])
            except PlaywrightError:
                # Only Chromium's headless shell knows how to hold frames back.
                self._paints = True
                wanted["url"] = self._get_address()
        made = await self._browser.send("Target.createTarget", wanted)
        return str(made["targetId"])

    def _get_address(self) -> str:
        return get_address(
            self._address,
            observer=self._links.address_of(self.line.link),
            clock=0,
            ahead=0,
            is_shared=True,
            is_painted=self._paints,
        )
