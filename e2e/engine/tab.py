"""One page in front of a person: its records, and the state on its screen."""

from __future__ import annotations

from collections.abc import Callable

from e2e.engine.errors import NotAsExpected, NotShown
from e2e.engine.line import Line, drop
from e2e.engine.observer_link import ObserverLink
from e2e.engine.page_side import PageSide
from e2e.history.history import History
from e2e.history.page_events import DocumentOpened, PageEvent, Shown, Unmounted


def _keep_all(event: PageEvent) -> bool:
    return True


class Tab:
    """A page in one play: its history, and its half of the accounts.

    `history` has the records of this page, and all events of backend and stage. Records for which `keeps`
    is False are neither in the history nor in the accounts.
    """

    def __init__(
        self, line: Line, side: PageSide, keeps: Callable[[PageEvent], bool] = _keep_all
    ) -> None:
        self.line = line
        self.is_shared = keeps is not _keep_all
        """Whether earlier plays used its document."""
        self.has_opened = False
        """Whether the play has opened a document in it."""
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
        """Whether this document has made a request or a socket."""
        return self._side.has_asked

    @property
    def has_connected(self) -> bool:
        """Whether this document has made a socket."""
        return self._side.has_connected

    def end(self) -> None:
        """Takes in no more records of the page."""
        self.line.take = drop

    def get_shown(self) -> Shown | None:
        """Returns the state on the screen now; None where nothing is rendered."""
        last: Shown | None = None
        for _, event in self.history.of_type(PageEvent):
            if isinstance(event, Shown):
                last = event
            elif isinstance(event, DocumentOpened | Unmounted):
                last = None
        return last

    def expect_shown(self, *, status: str) -> None:
        """Asserts that the screen shows `status` now; raises NotShown, with the state that it shows."""
        shown = self.get_shown()
        if shown is None or shown.status != status:
            raise NotShown(status, shown, self.history.entries[-1])

    def expect_lines(self, *lines: str) -> None:
        """Asserts that the screen shows exactly these lines of text now; raises NotAsExpected."""
        shown = self.get_shown()
        found = shown.lines if shown else ()
        self.expect(found == lines, f"the lines {list(lines)}; the screen has {list(found)}")

    def expect(self, holds: bool, said: str) -> None:
        """Asserts that `holds`; `said` names what is expected. Raises NotAsExpected."""
        if not holds:
            raise NotAsExpected(f"expected {said}", self.history.entries[-1])

    def _take(self, event: PageEvent) -> None:
        if self._keeps(event):
            self._side.apply(event)
            self.history.append("page", event)
