"""A component that was unmounted leaves no timer that goes on."""

from __future__ import annotations

from e2e.history.history import History
from e2e.history.page_events import (
    DocumentOpened,
    Mounted,
    TimerCleared,
    TimerFired,
    TimerSet,
    Unmounted,
)
from e2e.history.stage_events import CameToRest
from e2e.properties.violation import Property, Violation

GRACE = 60_000
"""Virtual milliseconds after the unmount in which a timer that was set may run out by itself."""

TEARDOWN = 5_000
"""Virtual milliseconds after the unmount in which a library may still set the timer of its cache."""


def find(history: History) -> Violation | None:
    """Returns the first rest, `GRACE` or more after the unmount, at which a timer still goes on.

    Such a timer is an interval, or a timeout that was set more than `TEARDOWN` after the unmount: it
    belongs to a chain, in which each timeout sets the next one. An earlier timeout runs out by itself, as
    the timer of a library's cache does after minutes. Sockets are judged by `one-job-at-a-time`, and
    polls by `polling-stops`.
    """
    timers: dict[int, TimerSet] = {}
    gone_since: int | None = None
    for entry in history:
        match entry.event:
            case DocumentOpened():
                timers.clear()
                gone_since = None
            case Mounted():
                gone_since = None
            case Unmounted(at=at):
                gone_since = at
            case TimerSet(timer=timer):
                timers[timer] = entry.event
            case TimerFired(timer=timer) if timer in timers and timers[timer].every is None:
                del timers[timer]
            case TimerCleared(timer=timer):
                timers.pop(timer, None)
            case CameToRest(at=at) if gone_since is not None and at - gone_since >= GRACE:
                since = gone_since + TEARDOWN
                left = [t for t in timers.values() if t.every is not None or t.at > since]
                if left:
                    return Violation(
                        NOTHING_LEFT_BEHIND.id,
                        f"{len(left)} timer(s) still set {(at - gone_since) / 1000:g} s after "
                        "the component went",
                        entry,
                        "advice",
                    )
            case _:
                pass
    return None


NOTHING_LEFT_BEHIND = Property(
    "nothing-left-behind",
    "A minute after the component is gone, none of its timers is set any more.",
    find,
)
