"""Finds the cache that answered the page with an older state."""

from __future__ import annotations

from collections.abc import Sequence

from e2e.causes import kinds
from e2e.causes.cause import Cause
from e2e.causes.polls import get_polls
from e2e.causes.received import get_received
from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.properties.scenes import Scene
from mock_backend.journal.events import TruthChanged


def find_cached(history: History, last: Scene) -> Cause | None:
    """Returns the cause that a cache answered the polls of `last` with an older state.

    Returns None where no cache did. Only the polls since the last change of the job count.
    """
    entries = history.entries[: last.entry.index + 1]
    assert last.job is not None
    changed = _get_change(entries, last)
    polls = [
        each
        for each in get_polls(entries, last.job)
        if each.mount == last.mount and each.asked.index > changed
    ]
    told = {each.applied.index: each for each in get_received(history)}
    for poll in reversed(polls):
        if poll.ended is None:
            continue
        answer = told.get(poll.ended.index)
        if answer is not None and last.truth is not None and answer.version >= last.truth.version:
            return None
        query = poll.target.partition("?")[2]
        defences = f"{query or 'no query in the address'}, cache: {poll.cache}"
        if poll.from_proxy:
            said = f"the proxy says {poll.from_proxy}; {defences}"
            return Cause(kinds.ANSWERED_FROM_A_CACHE, said, poll.ended)
        if answer is not None and answer.is_from_cache:
            said = f"the browser answered by itself; {defences}"
            return Cause(kinds.ANSWERED_FROM_A_CACHE, said, poll.ended)
    return None


def _get_change(entries: Sequence[Entry], last: Scene) -> int:
    """Returns the index of the last change of the job, or 0 where it never changed."""
    changes = [
        e.index for e in entries if isinstance(e.event, TruthChanged) and e.event.job == last.job
    ]
    return changes[-1] if changes else 0
