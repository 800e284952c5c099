"""The polls of the page, each from its request to its end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from e2e.history.entry import Entry
from e2e.history.page_events import (
    BodyFailed,
    BodyRead,
    DocumentOpened,
    FetchAnswered,
    FetchFailed,
    FetchStarted,
    Mounted,
    ProxyAnswered,
)
from e2e.properties.polling_stops import get_job_asked_for

_GIVEN_UP = frozenset({"AbortError", "abort", "TimeoutError", "timeout"})
_FROM_A_PROXY = frozenset({"HIT", "STALE", "UPDATING"})


@dataclass(slots=True)
class Poll:
    """A request of the page for the state of a job.

    `mount` counts instances of the component over the history. `ended` is the entry at which its body
    was read or it failed, None while it is in flight. `error` says how it failed: the HTTP status, or
    the browser's word for it. `from_proxy` is the proxy's cache status, where the proxy's cache answered.
    """

    asked: Entry
    mount: int
    target: str
    cache: str
    ended: Entry | None = None
    status: int | None = None
    job_status: str | None = None
    error: str | None = None
    from_proxy: str | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether the poll is in flight: neither read nor failed."""
        return self.ended is None

    @property
    def has_failed(self) -> bool:
        """Whether the poll ended with an error and the page did not cancel it."""
        return self.error is not None and self.error not in _GIVEN_UP

    @property
    def is_given_up(self) -> bool:
        """Whether the page itself cancelled the poll."""
        return self.error in _GIVEN_UP

    @property
    def is_given_up_at_once(self) -> bool:
        """Whether the page cancelled the poll as it sent it, for example by a signal of before."""
        ended, asked = self.ended, self.asked
        if ended is None or not self.is_given_up:
            return False
        return ended.act == asked.act and ended.event.at == asked.event.at


def get_polls(entries: Iterable[Entry], job: str) -> list[Poll]:
    """Returns the polls for `job` in the order of their requests."""
    polls: list[Poll] = []
    open_: dict[int, Poll] = {}
    mount = 0
    for entry in entries:
        match entry.event:
            case DocumentOpened():
                open_.clear()
            case Mounted():
                mount += 1
            case FetchStarted(fetch=fetch, method="GET", target=target, cache=cache):
                if get_job_asked_for(entry) == job:
                    open_[fetch] = Poll(entry, mount, target, cache)
                    polls.append(open_[fetch])
            case ProxyAnswered(fetch=fetch, cache_status=said) if fetch in open_:
                open_[fetch].from_proxy = said if said in _FROM_A_PROXY else None
            case FetchAnswered(fetch=fetch, status=status) if fetch in open_:
                open_[fetch].status = status
                if status >= 400:
                    _end(open_, fetch, entry, str(status))
            case FetchFailed(fetch=fetch, error=error) | BodyFailed(fetch=fetch, error=error):
                _end(open_, fetch, entry, error)
            case BodyRead(fetch=fetch, job_status=said) if fetch in open_:
                open_[fetch].job_status = said
                _end(open_, fetch, entry, None if said else "an answer without a job")
            case _:
                pass
    return polls


def _end(open_: dict[int, Poll], fetch: int, entry: Entry, error: str | None) -> None:
    poll = open_.pop(fetch, None)
    if poll is not None:
        poll.ended, poll.error = entry, error
