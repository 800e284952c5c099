"""The virtual clock of page and backend together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from e2e.stage.backstage import VirtualNow

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
"""Virtual time 0, the same in each scenario, so that two plays carry the same timestamps."""


class VirtualClock:
    """Playwright's clock, installed and paused at the epoch, with the backend's reading kept in step.

    It stands still but for `advance`. Freshness in the browser's cache is not on it: that runs on
    real time (page-contract.md).
    """

    def __init__(self, context: BrowserContext, now: VirtualNow) -> None:
        self._clock = context.clock
        self._now = now
        now.milliseconds = 0
        # `pause_at` only goes forward, and the clock runs between `install` and the pause.
        self._clock.install(time=EPOCH - timedelta(hours=1))
        self._clock.pause_at(EPOCH)

    def begin_anew(self) -> None:
        """Sets virtual time to 0 for the document that is opened next."""
        self._now.milliseconds = 0
        self._clock.set_system_time(EPOCH)

    @property
    def now(self) -> int:
        """Virtual milliseconds since the epoch."""
        return self._now.milliseconds

    def advance(self, milliseconds: int) -> None:
        """Moves time forward, firing the timers that are due on the way, 0 ms: those due now.

        An exception in a timer's handler is the page's affair: the observer has recorded it.
        """
        self._now.milliseconds += milliseconds
        with _exceptions_left_to_the_page():
            self._clock.run_for(milliseconds)

    def fast_forward(self, milliseconds: int) -> None:
        """Moves time forward at one go: each timer that is due by then fires once, at the end."""
        self._now.milliseconds += milliseconds
        with _exceptions_left_to_the_page():
            self._clock.fast_forward(milliseconds)

    def set_ahead(self, milliseconds: int) -> None:
        """Sets what the page's `Date` says to the true time and `milliseconds`, negative ones too."""
        self._clock.set_system_time(EPOCH + timedelta(milliseconds=self.now + milliseconds))


@contextmanager
def _exceptions_left_to_the_page() -> Iterator[None]:
    from playwright.sync_api import Error as PlaywrightError

    try:
        yield
    except PlaywrightError as error:
        if "has been closed" in error.message or "crashed" in error.message:
            raise
