"""Requests that came and went within one act."""

from __future__ import annotations

from e2e.history.history import History
from mock_backend.journal.events import AnswerSent, RequestAbandoned, RequestArrived


def get_given_up_at_once(history: History) -> set[int]:
    """Returns the numbers of the requests that were abandoned in the act in which they arrived.

    The page started them and cancelled them before it came to rest. Whether the browser sends such a
    request depends on real time: another play of the same schedule may not have it.
    """
    arrived = {event.request: entry.act for entry, event in history.of_type(RequestArrived)}
    answered = {event.request for _, event in history.of_type(AnswerSent)}
    return {
        event.request
        for entry, event in history.of_type(RequestAbandoned)
        if arrived.get(event.request) == entry.act and event.request not in answered
    }
