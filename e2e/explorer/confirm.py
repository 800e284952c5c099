"""Plays a schedule again and again, to know whether it always shows its cause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from e2e.explorer.leading_cause import Shows
from e2e.explorer.player import Played
from e2e.explorer.schedule import Schedule
from e2e.explorer.shrink import Acts, shrink

TIMES = 10
"""How often a schedule is played before its cause counts as confirmed."""

Play = Callable[[Schedule], Played]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """`broke` of `times` plays on a fresh page went wrong in the same way."""

    broke: int
    times: int

    @property
    def is_steady(self) -> bool:
        """Whether every play went wrong in the same way."""
        return self.broke == self.times

    def describe(self) -> str:
        """Returns a predicate that continues a sentence about the schedule."""
        if self.is_steady:
            return f"breaks it {self.broke} of {self.times} times on a fresh page"
        if self.broke == 0:
            return f"does not break it on a fresh page, {self.times} times played"
        return f"breaks it only sometimes: {self.broke} of {self.times} times on a fresh page"


def confirm(schedule: Schedule, shows: Shows, play: Play, *, times: int = TIMES) -> Confirmed:
    """Plays `schedule` `times` times, each on a fresh page, and counts the plays for which `shows` holds.

    Raises the errors of `play`.
    """
    return Confirmed(sum(shows(play(schedule)) for _ in range(times)), times)


@dataclass(frozen=True, slots=True)
class Shrunk:
    """The shortest schedule that was found; `is_shortest` says whether it is 1-minimal."""

    schedule: Schedule
    is_shortest: bool


def shrink_schedule(
    schedule: Schedule, shows: Shows, play: Play, *, most: int | None = None
) -> Shrunk:
    """Returns the 1-minimal schedule for which `shows` still holds (see `shrink`).

    After `most` plays it returns the best schedule so far. Only the acts change; the other fields of the
    schedule stay. Raises DoesNotBreak where `shows` does not hold for the first play, StageError where a
    play could not be brought to its end.
    """
    plays = 0
    is_shortest = True

    def breaks(acts: Acts) -> Acts | None:
        nonlocal plays, is_shortest
        if most is not None and plays >= most:
            is_shortest = False
            return None
        plays += 1
        played = play(schedule.model_copy(update={"acts": acts}))
        return played.acts if shows(played) else None

    acts = shrink(schedule.acts, breaks)
    return Shrunk(schedule.model_copy(update={"acts": acts}), is_shortest)
