"""Pages that do without a WebSocket: what needs one cannot befall them."""

from __future__ import annotations

from collections.abc import Sequence

from e2e.history.entry import Entry
from e2e.history.page_events import (
    DocumentOpened,
    PageSocketClosed,
    SocketConnecting,
)
from e2e.history.stage_events import CameToRest

RECONNECTS_WITHIN = 60
"""Virtual seconds in which a page that reconnects at all has made another socket, backing off or not."""


def has_no_socket(entries: Sequence[Entry]) -> bool:
    """Whether the document that is open has no socket at the end, connecting ones included."""
    return not _get_sockets(entries)[0]


def does_without_socket(entries: Sequence[Entry], since: int) -> bool:
    """Whether the page has had no socket for the last `RECONNECTS_WITHIN` seconds of the history.

    And from entry `since` on it made none either: one that it made and closed again was an opportunity
    that the backend did not use.
    """
    if any(isinstance(each.event, SocketConnecting) for each in entries[since:]):
        return False
    sockets, none_since = _get_sockets(entries)
    rests = [each.event.at for each in entries if isinstance(each.event, CameToRest)]
    return not sockets and bool(rests) and rests[-1] - none_since >= RECONNECTS_WITHIN * 1000


def _get_sockets(entries: Sequence[Entry]) -> tuple[frozenset[int], int]:
    """The sockets that the last document has, and since when (virtual ms) they are these."""
    sockets: frozenset[int] = frozenset()
    since = 0
    for entry in entries:
        match entry.event:
            case DocumentOpened(at=at):
                sockets, since = frozenset(), at
            case SocketConnecting(at=at, socket=socket):
                sockets, since = sockets | {socket}, at
            case PageSocketClosed(at=at, socket=socket):
                sockets, since = sockets - {socket}, at
            case _:
                pass
    return sockets, since
