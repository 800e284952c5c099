"""The virtual clock of page and backend together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from playwright.sync_api import BrowserContext
from playwright.sync_api import Error as PlaywrightError

from e2e.stage.backstage import VirtualNow

EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
"""Virtual time 0, the same in each scenario, so that two plays carry the same timestamps."""

EPOCH_MILLISECONDS = round(EPOCH.timestamp() * 1000)


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

    @property
    def now(self) -> int:
        """Virtual milliseconds since the epoch."""
        return self._now.milliseconds

    def advance(self, milliseconds: int) -> None:
        """Moves time forward, firing the timers that are due on the way, 0 ms: those due now.

        An exception in a timer's handler is the page's affair: the observer has recorded it.
        """
        self._now.milliseconds += milliseconds
        try:
            self._clock.run_for(milliseconds)
        except PlaywrightError as error:
            if "has been closed" in error.message or "crashed" in error.message:
                raise
