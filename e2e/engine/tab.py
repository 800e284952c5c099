"""One page in front of a person: what it records, and what is on its screen."""

from __future__ import annotations

from collections.abc import Callable

from e2e.engine.errors import NotShown
from e2e.engine.line import Line, drop
from e2e.engine.observer_link import ObserverLink
from e2e.engine.page_side import PageSide
from e2e.history.history import History
from e2e.history.page_events import DocumentOpened, PageEvent, Shown, Unmounted


def _keep_all(event: PageEvent) -> bool:
    return True


class Tab:
    """A page in one play: its history, and its half of the accounts.

    `history` has what this page recorded, together with everything of backend and stage. Records that
    `keeps` says no to are in neither.
    """

    def __init__(
        self, line: Line, side: PageSide, keeps: Callable[[PageEvent], bool] = _keep_all
    ) -> None:
        self.line = line
        self.history = History()
        self._side = side
        self._keeps = keeps
        line.take = self._take

    @property
    def link(self) -> ObserverLink:
        """The observer's link of this page."""
        return self.line.link

    @property
    def has_asked(self) -> bool:
        """Whether this document has asked the backend for anything, or made a socket."""
        return self._side.has_asked

    def end(self) -> None:
        """From now on nothing of the page is taken in."""
        self.line.take = drop

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
        if self._keeps(event):
            self._side.apply(event)
            self.history.append("page", event)
