"""The portions of schedules to draw. The seed decides them, not the number of workers."""

from __future__ import annotations

import random
import time

from e2e.explorer.exploration import Exploration
from e2e.explorer.tasks import DrawSchedules, TaskResult

PORTION = 50
"""The number of schedules that Hypothesis draws from one seed; the next portion has the next seed."""


class Draws:
    """The portions that are to be drawn: until `until` (of the monotonic clock), or `count` schedules.

    Hypothesis may draw fewer schedules than it was asked for, where no others exist. Portions are
    therefore taken in rounds, and each round draws the number that the round before left undrawn.
    Without `count` there is one round, and it does not end.
    """

    def __init__(
        self, exploration: Exploration, lot: random.Random, until: float | None, count: int | None
    ) -> None:
        self._exploration = exploration
        self._lot = lot
        self._until = until
        self._left = None if count is None else max(0, count - exploration.drawn)
        self._to_take = 0
        self._is_begun = False
        # An exploration that is continued must not draw the same schedules again.
        lot.seed(f"{exploration.seed} {exploration.shards} {exploration.of} {exploration.drawn}")

    def begin_round(self) -> bool:
        """Begins a round and returns whether schedules are left to draw; `take` returns its portions."""
        if self._is_late() or (self._left is None and self._is_begun):
            return False
        self._is_begun = True
        self._to_take = self._left or 0
        return self._left is None or self._left > 0

    def take(self) -> DrawSchedules | None:
        """Returns the next portion of this round; None after the last one, or when the time is over."""
        if self._is_late() or (self._left is not None and self._to_take == 0):
            return None
        count = PORTION if self._left is None else min(PORTION, self._to_take)
        self._to_take -= min(count, self._to_take)
        return DrawSchedules(
            self._lot.getrandbits(64),
            self._exploration.acts,
            self._exploration.bounds,
            None if self._until is None else self._until - time.monotonic(),
            count,
            self._exploration.network,
        )

    def note(self, result: TaskResult) -> None:
        """Subtracts the schedules that were drawn for a portion from those that are left."""
        if self._left is not None:
            # At least one, so that the rounds end where Hypothesis can draw no schedule.
            self._left = max(0, self._left - max(1, result.drawn))

    def _is_late(self) -> bool:
        return self._until is not None and time.monotonic() >= self._until
