"""The timer that a page waits for before its next poll."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from e2e.causes.polls import Poll
from e2e.history.entry import Entry
from e2e.history.page_events import TimerCleared, TimerFired, TimerSet
from e2e.history.stage_events import CameToRest


def find_timer_of_next_poll(
    entries: Sequence[Entry], last: Poll, *, least: int
) -> tuple[Entry, int] | None:
    """Returns the timer that the page waits for to poll again, and its wait from `last` on (ms).

    That is a timeout which the page set when `last` had ended, or the interval whose tick asked `last`.
    None where there is no such timer, where it has fired or been cleared since, and where the wait is
    below `least` (ms).
    """
    if last.ended is None:
        return None
    after = entries[last.ended.index + 1 :]
    for entry, timer in (*_get_timeouts(after), *_get_interval(entries[: last.asked.index])):
        wait = round(timer.every) if timer.every is not None else timer.due - timer.at
        if wait >= least and not _is_over(entries[entry.index + 1 :], timer, last):
            return entry, wait
    return None


def _get_timeouts(after: Sequence[Entry]) -> Iterator[tuple[Entry, TimerSet]]:
    """Yields the first timeout that is set before the page comes to rest."""
    for entry in after:
        if isinstance(entry.event, CameToRest):
            return
        if isinstance(entry.event, TimerSet) and entry.event.every is None:
            yield entry, entry.event
            return


def _get_interval(before: Sequence[Entry]) -> Iterator[tuple[Entry, TimerSet]]:
    """Yields the interval that ticked since the page was last at rest."""
    ticked: int | None = None
    for entry in reversed(before):
        match entry.event:
            case CameToRest() if ticked is None:
                return
            case TimerFired(timer=timer) if ticked is None:
                ticked = timer
            case TimerSet(timer=timer) if timer == ticked:
                if entry.event.every is not None:
                    yield entry, entry.event
                return
            case _:
                pass


def _is_over(since: Sequence[Entry], timer: TimerSet, last: Poll) -> bool:
    """Whether the timer was cleared, or has fired after `last`."""
    for entry in since:
        match entry.event:
            case TimerCleared(timer=cleared) if cleared == timer.timer:
                return True
            case TimerFired(timer=fired) if fired == timer.timer:
                if entry.index > last.asked.index:
                    return True
            case _:
                pass
    return False
