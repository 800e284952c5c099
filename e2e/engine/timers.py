"""The timers, animation frames and animations of a page and its workers, as the observers report them."""

from __future__ import annotations

from e2e.history.entry import Event
from e2e.history.page_events import (
    AnimationBegan,
    AnimationEnded,
    AnimationFrameBegan,
    AnimationFrameCancelled,
    AnimationFrameRequested,
    DocumentOpened,
    TimerCleared,
    TimerFired,
    TimerSet,
    WorkerEnded,
    get_worker,
)

FRAMES_GRANTED = 2
"""Animation frames that a page may paint before an act is over.

One is for a page that paints in the next frame, the other for a page that lets a frame pass first. A page
that asks for another frame in each frame, as an animation does, gets no more than these two.
"""


class Timers:
    """Folds the page's records into the timers that are set now. Pure: `apply` is its only input."""

    def __init__(self) -> None:
        self._set: dict[int, TimerSet] = {}
        self._frames: dict[int, int] = {}
        self._animations: dict[int, int] = {}

    def apply(self, event: Event) -> None:
        """Takes in one event of the history; events that are not about timers change nothing."""
        match event:
            case DocumentOpened():
                self._set.clear()
                self._frames.clear()
                self._animations.clear()
            case TimerSet(timer=timer):
                self._set[timer] = event
            case TimerCleared(timer=timer):
                self._set.pop(timer, None)
            case WorkerEnded(worker=worker):
                for timer in [each for each in self._set if get_worker(each) == worker]:
                    del self._set[timer]
            case TimerFired(timer=timer, at=at):
                self._fire(timer, at)
            case AnimationFrameRequested(animation=animation, due=due):
                self._frames[animation] = due
            case AnimationFrameBegan(animation=animation):
                self._frames.pop(animation, None)
            case AnimationFrameCancelled(animation=animation):
                self._frames.pop(animation, None)
            case AnimationBegan(animation=animation, due=due):
                self._animations[animation] = due
            case AnimationEnded(animation=animation):
                self._animations.pop(animation, None)
            case _:
                pass

    def get_next_frame(self) -> int | None:
        """Returns the virtual time (ms) of the next animation frame that the page asked for, or None."""
        return min(self._frames.values(), default=None)

    def get_next_timer(self) -> int | None:
        """Returns the virtual time (ms) at which the next timer is due; None without a timer."""
        return min((timer.due for timer in self._set.values()), default=None)

    def get_next_end(self) -> int | None:
        """Returns the virtual time (ms) at which the next animation ends; None without an animation."""
        return min(self._animations.values(), default=None)

    def get_first_due(self, now: int) -> int | None:
        """Returns 0 where a timer or animation of the page is due by `now` (ms), else a worker's number.

        The page's timers fire before those of its workers. None when nothing is due.
        """
        if any(due <= now for due in self._animations.values()):
            return 0
        return min((get_worker(t.timer) for t in self._set.values() if t.due <= now), default=None)

    def get_due(self, now: int) -> frozenset[tuple[int, int]]:
        """Returns the timers and animations that are due by `now`, each as its number and time (ms)."""
        timers = {(each.timer, each.due) for each in self._set.values() if each.due <= now}
        return frozenset(timers | {each for each in self._animations.items() if each[1] <= now})

    def get_count(self) -> int:
        """Returns how many timers are set."""
        return len(self._set)

    def _fire(self, timer: int, at: int) -> None:
        fired = self._set.pop(timer, None)
        if fired is not None and fired.every is not None:
            # After a sleep, an interval counts on from the moment at which it fired late.
            due = max(fired.due, at) + max(1, round(fired.every))
            self._set[timer] = TimerSet(at, timer, due, fired.every)
