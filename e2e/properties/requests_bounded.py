"""The page asks no more often than the contract says."""

from __future__ import annotations

from collections import deque

from e2e.history.history import History
from e2e.history.page_events import (
    Mounted,
    NetworkFound,
    PageSocketClosed,
    SocketConnecting,
    SocketOpened,
    TabShown,
)
from e2e.properties.polling_stops import get_job_asked_for
from e2e.properties.violation import Property, Violation

WINDOW = 20_000
"""Virtual milliseconds over which polls and connects are counted."""

EVERY = 2_000
"""Virtual milliseconds between polls, and before a reconnect (page-contract.md, Timing)."""

EXTRA = 2
"""Further polls for each mount, for each socket that opens or closes, and for each time that the person
or the network is back; further connects for each mount and for each such time."""


def find(history: History) -> Violation | None:
    """Returns the first poll or connect that exceeds the number allowed within `WINDOW`."""
    recent: dict[str, deque[int]] = {"poll": deque(), "connect": deque()}
    mounts: deque[int] = deque()
    changes: deque[int] = deque()
    returns: deque[int] = deque()
    occasions: tuple[deque[int], ...]
    for entry in history:
        event, at = entry.event, entry.event.at
        match event:
            case Mounted():
                mounts.append(at)
                continue
            case SocketOpened() | PageSocketClosed():
                changes.append(at)
                continue
            case TabShown() | NetworkFound():
                returns.append(at)
                continue
            case SocketConnecting():
                kind, occasions = "connect", (mounts, returns)
            case _ if get_job_asked_for(entry) is not None:
                kind, occasions = "poll", (mounts, changes, returns)
            case _:
                continue
        recent[kind].append(at)
        for counted in (*recent.values(), mounts, changes, returns):
            while counted and counted[0] <= at - WINDOW:
                counted.popleft()
        allowed = WINDOW // EVERY + 1 + EXTRA * sum(len(each) for each in occasions)
        if len(recent[kind]) > allowed:
            return Violation(
                REQUESTS_BOUNDED.id,
                f"{len(recent[kind])} {kind}s within {WINDOW // 1000} s, where {allowed} would do",
                entry,
                "advice",
            )
    return None


REQUESTS_BOUNDED = Property(
    "requests-bounded", "The page asks no more often than every two seconds.", find
)
