"""The request for the results of a job, which is no poll: the job has completed without it."""

from __future__ import annotations

from collections.abc import Sequence

from e2e.causes import kinds
from e2e.causes.cause import Cause, get_time
from e2e.history.entry import Entry
from e2e.history.page_events import BodyFailed, BodyRead, FetchAnswered, FetchFailed, FetchStarted
from e2e.properties.scenes import Scene


def is_of_results(entries: Sequence[Entry], entry: Entry) -> bool:
    """Whether `entry` is the answer to a request for results, or its failure."""
    if not isinstance(entry.event, FetchAnswered | FetchFailed | BodyFailed):
        return False
    started = _get_requests(entries[: entry.index])
    return bool(started) and entry.event.fetch in {_get_fetch(each) for each in started}


def explain_missing_results(entries: Sequence[Entry], last: Scene, knew: str) -> Cause | None:
    """Returns the cause that the page waits for results that it did not get; None where it does not.

    `knew` says in words that the page was told of the end.
    """
    if last.truth is None or last.truth.status != "completed":
        return None
    requests = _get_requests(entries[: last.entry.index + 1])
    if not requests:
        return None
    fetches = {_get_fetch(each) for each in requests}
    refused: set[int] = set()
    for entry in entries[requests[0].index : last.entry.index + 1]:
        match entry.event:
            case FetchAnswered(fetch=fetch, status=status) if status >= 400:
                refused.add(fetch)
            case BodyRead(fetch=fetch) if fetch in fetches - refused:
                return None
            case _:
                pass
    said = f"{knew}, and asked at {get_time(requests[-1])} for results that it did not get"
    return Cause(kinds.WAITS_FOR_THE_RESULTS, said, requests[-1])


def _get_requests(entries: Sequence[Entry]) -> list[Entry]:
    return [
        each
        for each in entries
        if isinstance(each.event, FetchStarted)
        and each.event.target.partition("?")[0].endswith("/result")
    ]


def _get_fetch(entry: Entry) -> int:
    assert isinstance(entry.event, FetchStarted)
    return entry.event.fetch
