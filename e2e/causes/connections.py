"""The sockets of a page, whether its tab is seen, and its laptop online, at one moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from e2e.history.entry import Entry
from e2e.history.page_events import (
    DocumentOpened,
    NetworkFound,
    NetworkLost,
    PageSocketClosed,
    SocketClosing,
    SocketConnecting,
    SocketOpened,
    TabHidden,
    TabShown,
)


@dataclass(slots=True)
class Connections:
    """The sockets of the document by state.

    `opened` and `closed` are where a socket did so last, `hidden_at` and `seen_at` where the tab was
    hidden and seen again last, `offline_at` and `online_at` where the laptop was offline and online
    again; None where that has not been in this document.
    """

    connecting: set[int] = field(default_factory=set)
    open: set[int] = field(default_factory=set)
    opened: Entry | None = None
    closed: Entry | None = None
    hidden_at: Entry | None = None
    seen_at: Entry | None = None
    offline_at: Entry | None = None
    online_at: Entry | None = None


def get_connections(entries: Iterable[Entry]) -> Connections:
    """Returns how these things stand in the document that is there after the last of `entries`."""
    now = Connections()
    for entry in entries:
        match entry.event:
            case DocumentOpened():
                now = Connections()
            case SocketConnecting(socket=socket):
                now.connecting.add(socket)
            case SocketOpened(socket=socket):
                now.connecting.discard(socket)
                now.open.add(socket)
                now.opened = entry
            case SocketClosing(socket=socket) | PageSocketClosed(socket=socket):
                now.connecting.discard(socket)
                now.open.discard(socket)
                now.closed = entry
            case TabHidden():
                now.hidden_at = entry
            case TabShown():
                now.seen_at = entry
            case NetworkLost():
                now.offline_at = entry
            case NetworkFound():
                now.online_at = entry
            case _:
                pass
    return now
