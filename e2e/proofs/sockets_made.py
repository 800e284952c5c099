"""Pages that use no WebSocket: races that need one cannot happen to them."""

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
"""Virtual seconds within which every page that reconnects has made another socket, even one that backs
off."""


def has_no_socket(entries: Sequence[Entry]) -> bool:
    """Returns whether the open document has no socket at the end, not even one that connects."""
    return not _get_sockets(entries)[0]


def does_without_socket(entries: Sequence[Entry], since: int) -> bool:
    """Returns whether the page has had no socket for the last `RECONNECTS_WITHIN` seconds of the history.

    It is False as well where the page made a socket after entry `since`: even one that the page closed
    again was an opportunity, which the backend did not use.
    """
    if any(isinstance(each.event, SocketConnecting) for each in entries[since:]):
        return False
    sockets, none_since = _get_sockets(entries)
    rests = [each.event.at for each in entries if isinstance(each.event, CameToRest)]
    return not sockets and bool(rests) and rests[-1] - none_since >= RECONNECTS_WITHIN * 1000


def _get_sockets(entries: Sequence[Entry]) -> tuple[frozenset[int], int]:
    """Returns the sockets of the last document, and the virtual time (ms) of their last change."""
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
