"""Which schedules are drawn, in portions: the seed decides, and not how many workers there are."""

from __future__ import annotations

import random
import time

from e2e.explorer.exploration import Exploration
from e2e.explorer.tasks import DrawSchedules, TaskResult

PORTION = 50
"""Schedules that Hypothesis draws in one go; then it begins anew, from the next seed."""


class Draws:
    """The portions that are to be drawn: until `until` (of the monotonic clock), or `count` schedules.

    Hypothesis may draw fewer than it was asked for, where there are no others. Portions are therefore
    taken in rounds, and a round makes up for the one before; without `count` there is one, without end.
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
        # Going on, not anew: what was drawn before is not drawn again.
        lot.seed(f"{exploration.seed} {exploration.shards} {exploration.of} {exploration.drawn}")

    def begin_round(self) -> bool:
        """Whether there is anything left to draw; then `take` hands it out."""
        if self._is_late() or (self._left is None and self._is_begun):
            return False
        self._is_begun = True
        self._to_take = self._left or 0
        return self._left is None or self._left > 0

    def take(self) -> DrawSchedules | None:
        """Returns the next portion; None where this round has no other, or the time is over."""
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
        """Takes into account how many schedules a portion came to."""
        if self._left is not None:
            # At least one, so that it comes to an end where nothing can be drawn.
            self._left = max(0, self._left - max(1, result.drawn))

    def _is_late(self) -> bool:
        return self._until is not None and time.monotonic() >= self._until
