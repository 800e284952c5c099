"""A browser context with Playwright attached."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from e2e.engine.backstage import Backstage
from e2e.engine.errors import StageError
from e2e.engine.line import Line
from e2e.engine.window import get_new_host

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from e2e.engine.session import Session


class AttachedWindow:
    """A `Window` whose pages Playwright drives: for traces, screenshots, DevTools, and a person."""

    script_host = None
    shares_document = False

    def __init__(
        self,
        context: BrowserContext,
        backstage: Backstage,
        get_host: Callable[[], str] = get_new_host,
    ) -> None:
        self.context = context
        self.host = get_host()
        self._get_host = get_host
        self._backstage = backstage
        self._first: Page = context.new_page()
        self._pages: dict[Line, Page] = {}

    @property
    def is_usable(self) -> bool:
        """Whether another stage can be set up in it."""
        return not self._first.is_closed()

    def take_line(self, backstage: Backstage) -> Line:
        """See Window."""
        return backstage.add_line()

    def open(self, line: Line, address: str) -> None:
        """See Window."""
        page = self._get_or_open(line)
        self._backstage.call(line.link.expect_document)
        response = page.goto(address, wait_until="commit")
        if response is not None and not response.ok:
            # Chromium may never answer a close that comes in the middle of a navigation.
            page.wait_for_load_state()
            raise StageError(f"Failed to open the page: {address} answered {response.status}.")

    def get_page(self, line: Line) -> Page:
        """See Window. The first line has a page even before `open`."""
        return self._get_or_open(line)

    def enter(self) -> None:
        """See Window."""

    def leave(self, session: Session) -> None:
        """See Window."""

    def end_stage(self, lines: list[Line], *, is_endless: bool) -> None:
        """See Window."""
        from playwright.sync_api import Error as PlaywrightError

        with contextlib.suppress(PlaywrightError):
            for page in self._pages.values() if is_endless else ():
                page.close()

        def dismiss() -> None:
            for line in lines:
                line.link.expect_document()
                self._backstage.links.remove(line.link)

        self._backstage.call(dismiss)

    def clear(self) -> None:
        """Prepares for the next stage: takes a new host, and closes all pages but the first."""
        for page in self.context.pages:
            if page is not self._first:
                page.close()
        self._pages.clear()
        self.host = self._get_host()

    def close(self) -> None:
        """Closes the context with its pages."""
        self.context.close()

    def _get_or_open(self, line: Line) -> Page:
        if line not in self._pages:
            self._pages[line] = self.context.new_page() if self._pages else self._first
        return self._pages[line]
