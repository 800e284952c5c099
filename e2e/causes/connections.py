"""The sockets of a page at one moment, and when its tab, its window and its laptop last changed."""

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
from e2e.history.stage_events import ActBegan


@dataclass(slots=True)
class Connections:
    """The sockets of the document by state, and the last changes of sockets, tab and laptop.

    `opened` and `closed` are the last entries at which a socket opened and closed, `hidden_at` and
    `seen_at` those at which the tab was hidden and seen again, `offline_at` and `online_at` those at
    which the laptop went offline and online again, `unfocused_at` and `focused_at` those at which
    another window got the focus and this one got it back. Each is None where this did not happen in this
    document.
    """

    connecting: set[int] = field(default_factory=set)
    open: set[int] = field(default_factory=set)
    opened: Entry | None = None
    closed: Entry | None = None
    hidden_at: Entry | None = None
    seen_at: Entry | None = None
    unfocused_at: Entry | None = None
    focused_at: Entry | None = None
    offline_at: Entry | None = None
    online_at: Entry | None = None


def get_connections(entries: Iterable[Entry]) -> Connections:
    """Returns the connections of the document that is open after the last of `entries`."""
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
            case ActBegan(name="leave_window"):
                now.unfocused_at = entry
            case ActBegan(name="enter_window"):
                now.focused_at = entry
            case NetworkLost():
                now.offline_at = entry
            case NetworkFound():
                now.online_at = entry
            case _:
                pass
    return now
