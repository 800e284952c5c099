"""Finds the cache that answered a request."""

from __future__ import annotations

from collections.abc import Mapping

from e2e.causes.received import Received
from e2e.diagrams.sequence import Lane
from e2e.history.history import History
from e2e.history.page_events import BodyRead, FetchStarted, ProxyAnswered

_FROM_ITSELF = ("HIT", "STALE", "UPDATING")
"""The cache statuses of nginx for answers without a request to the server."""


def find_caches(history: History, told: Mapping[int, Received]) -> dict[int, Lane]:
    """Returns the lanes of the caches that answered, by the indexes of the request and of its reading.

    `told` are the answers and frames that the page took in, by the index of the entry. A cache that
    revalidated its answer at the server has no lane here, because the request went on to the server.
    """
    lanes: dict[int, Lane] = {}
    asked: dict[int, int] = {}
    for entry in history:
        match entry.event:
            case FetchStarted(fetch=fetch):
                asked[fetch] = entry.index
            case ProxyAnswered(fetch=fetch, cache_status=said) if said in _FROM_ITSELF:
                lanes[asked.get(fetch, entry.index)] = "proxy"
            case BodyRead(fetch=fetch):
                began = asked.get(fetch, entry.index)
                by = told.get(entry.index)
                if began not in lanes and by is not None and by.sent is None:
                    lanes[began] = "cache"
                if began in lanes:
                    lanes[entry.index] = lanes[began]
    return lanes
