"""A page that asks no more once its component was put back, or handed another job."""

from __future__ import annotations

from collections.abc import Sequence

from e2e.causes import kinds
from e2e.causes.cause import Cause, CauseKind, get_time
from e2e.causes.polls import Poll
from e2e.history.entry import Entry
from e2e.history.page_events import (
    DocumentOpened,
    FetchStarted,
    Mounted,
    TimerFired,
    TimerSet,
    Unmounted,
)
from e2e.properties.polling_stops import get_job_asked_for


def explain_never_asked_anew(entries: Sequence[Entry], alone: CauseKind) -> Cause | None:
    """Returns the cause that the last instance has not asked at all, but one before it had.

    None where no instance before it in the same document has asked. `alone` is the cause of the same
    silence in a first instance: the page's other failures may show that one.
    """
    mounted: Entry | None = None
    has_asked = before = False
    for entry in entries:
        match entry.event:
            case DocumentOpened():
                mounted, has_asked, before = None, False, False
            case Mounted():
                mounted, before = entry, has_asked
            case FetchStarted() if get_job_asked_for(entry) is not None:
                has_asked = True
            case _:
                pass
    if mounted is None or not before:
        return None
    said = f"it was mounted at {get_time(mounted)}, and has not asked since"
    return Cause(kinds.ENDED_AFTER_A_REMOUNT, said, mounted, (alone,))


def find_timer_of_the_instance_before(entries: Sequence[Entry], last: Poll) -> Entry | None:
    """Returns the firing, after the poll `last`, of a timer that an instance before set as it went.

    None where there is no such firing.
    """
    timers: set[int] = set()
    going: list[int] = []
    act = -1
    for entry in entries:
        if entry.act != act:
            act, going = entry.act, []
        match entry.event:
            case DocumentOpened():
                timers.clear()
            case TimerSet(timer=timer):
                going.append(timer)
            case Unmounted():
                timers.update(going)
            case TimerFired(timer=timer) if timer in timers and entry.index > last.asked.index:
                return entry
            case _:
                pass
    return None
