"""The sockets that a document has now."""

from __future__ import annotations

from e2e.history.entry import Event
from e2e.history.page_events import (
    DocumentOpened,
    PageSocketClosed,
    SocketClosing,
    SocketConnecting,
    SocketOpened,
)


class PageSockets:
    """Folds the page's records into the job of each socket that it has not closed."""

    def __init__(self) -> None:
        self._connecting: dict[int, str] = {}
        self._open: dict[int, str] = {}

    @property
    def open(self) -> tuple[str, ...]:
        """The job of each open socket; sockets that still connect are left out, as they get no frames."""
        return tuple(self._open.values())

    def is_open_for(self, job: str) -> bool:
        """Returns whether a socket for `job` is open."""
        return job in self._open.values()

    def apply(self, event: Event) -> None:
        """Takes in one event; those that are not about sockets change nothing."""
        match event:
            case DocumentOpened():
                self._connecting.clear()
                self._open.clear()
            case SocketConnecting(socket=socket, target=target):
                self._connecting[socket] = target.rstrip("/").rpartition("/")[2]
            case SocketOpened(socket=socket) if socket in self._connecting:
                self._open[socket] = self._connecting.pop(socket)
            case SocketClosing(socket=socket) | PageSocketClosed(socket=socket):
                self._connecting.pop(socket, None)
                self._open.pop(socket, None)
            case _:
                pass
