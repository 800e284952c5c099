"""Plays a schedule again and again, to know whether it always breaks its property."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from e2e.explorer.player import Played
from e2e.explorer.schedule import Schedule
from e2e.explorer.shrink import Acts, shrink

TIMES = 10
"""How often a schedule is played before it is believed."""

Play = Callable[[Schedule], Played]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """`broke` of `times` plays on a fresh page broke the property."""

    broke: int
    times: int

    @property
    def is_steady(self) -> bool:
        """Whether every play did."""
        return self.broke == self.times

    def describe(self) -> str:
        """Half a sentence."""
        if self.is_steady:
            return f"breaks it {self.broke} of {self.times} times on a fresh page"
        if self.broke == 0:
            return f"does not break it on a fresh page, {self.times} times played"
        return f"breaks it only sometimes: {self.broke} of {self.times} times on a fresh page"


def confirm(schedule: Schedule, property: str, play: Play, *, times: int = TIMES) -> Confirmed:
    """Plays `schedule` `times` times with `play`, on a fresh page each, and counts."""
    plays = (play(schedule) for _ in range(times))
    return Confirmed(sum(each.get_violation(property) is not None for each in plays), times)


def shrink_schedule(schedule: Schedule, property: str, play: Play) -> Schedule:
    """Returns the 1-minimal schedule that breaks the same property (see `shrink`).

    What the schedule says beside its acts stays, and `breaks` becomes `property`. Raises DoesNotBreak
    where it breaks it not even once, StageError where a play could not be brought to an end.
    """

    def breaks(acts: Acts) -> Acts | None:
        played = play(schedule.model_copy(update={"acts": acts}))
        return played.acts if played.get_violation(property) else None

    acts = shrink(schedule.acts, breaks)
    return schedule.model_copy(update={"acts": acts, "breaks": property})
