"""One page in front of a person: what it records, and what is on its screen."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from e2e.history.history import History
from e2e.history.page_events import DocumentOpened, PageEvent, Shown, Unmounted
from e2e.stage.errors import NotShown
from e2e.stage.observer_link import ObserverLink
from e2e.stage.page_side import PageSide
from e2e.stage.timers import Timers

if TYPE_CHECKING:
    from playwright.sync_api import Page


class Tab:
    """A page with its line to the stage, its history and its timers.

    `history` has what this page recorded, together with everything of backend and stage.
    """

    def __init__(self, page: Page, side: PageSide, now: Callable[[], int]) -> None:
        self.page = page
        self.history = History()
        self.timers = Timers()
        self.link = ObserverLink(secrets.token_hex(8), self._take, now)
        self._side = side

    @property
    def has_asked(self) -> bool:
        """Whether this document has asked the backend for anything, or made a socket."""
        return self._side.has_asked

    def get_shown(self) -> Shown | None:
        """What is on the screen now; None before anything was rendered."""
        last: Shown | None = None
        for _, event in self.history.of_type(PageEvent):
            if isinstance(event, Shown):
                last = event
            elif isinstance(event, DocumentOpened | Unmounted):
                last = None
        return last

    def expect_shown(self, *, status: str) -> None:
        """Asserts that the screen says `status` now; raises NotShown with what it says instead."""
        shown = self.get_shown()
        if shown is None or shown.status != status:
            raise NotShown(status, shown, self.history.entries[-1])

    def _take(self, event: PageEvent) -> None:
        self._side.apply(event)
        self.timers.apply(event)
        self.history.append("page", event)
