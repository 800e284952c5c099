"""Which cache answered a request, where one did."""

from __future__ import annotations

from collections.abc import Mapping

from e2e.causes.received import Received
from e2e.diagrams.sequence import Lane
from e2e.history.history import History
from e2e.history.page_events import BodyRead, FetchStarted, ProxyAnswered

_FROM_ITSELF = ("HIT", "STALE", "UPDATING")
"""What nginx says where it asked no server."""


def find_caches(history: History, told: Mapping[int, Received]) -> dict[int, Lane]:
    """Returns the lane of the cache by the entry at which the page asked, and by that at which it read.

    `told` is what the page took in, by the entry at which it did. A cache that asked the server whether
    its answer still holds is not there: the request went on.
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
