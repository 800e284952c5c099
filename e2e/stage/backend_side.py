"""The backend's half of the accounts, folded from its journal."""

from __future__ import annotations

from collections import Counter

from e2e.history.entry import Event
from mock_backend.journal.events import (
    AnswerDrips,
    AnswerSent,
    CloseWaitsTurn,
    ConnectionCut,
    FrameReceived,
    FrameSent,
    HandshakeAbandoned,
    HandshakeAccepted,
    HandshakeArrived,
    HandshakeHeld,
    HandshakeRefused,
    HandshakeWaitsTurn,
    RequestAbandoned,
    RequestArrived,
    RequestHeld,
    RequestReleased,
    RequestWaitsTurn,
    SocketClosed,
    SocketCut,
)


class BackendSide:
    """Requests that wait or are being answered, handshakes and sockets by state, frames by socket."""

    def __init__(self) -> None:
        self.arrived: Counter[str] = Counter()
        self.pending: dict[int, str] = {}
        self.held: dict[int, str] = {}
        self.dripping: dict[int, str] = {}
        self.arrived_handshakes: set[int] = set()
        self.held_handshakes: set[int] = set()
        self.open: set[int] = set()
        self.held_closes: set[int] = set()
        self.sent: dict[int, int] = {}
        self.received: dict[int, int] = {}

    def held_targets(self) -> Counter[str]:
        """How many requests are held for each target (path and query)."""
        return Counter(self.held.values())

    def get_unanswered(self, target: str) -> list[int]:
        """The requests for `target` that are held, or whose answer drips, oldest first."""
        waiting = {**self.held, **self.dripping}
        return sorted(request for request, asked in waiting.items() if asked == target)

    def apply(self, event: Event) -> None:
        """Takes in one event of the journal; the page's records change nothing."""
        match event:
            case RequestArrived(request=request, target=target):
                self.arrived[target] += 1
                self.pending[request] = target
            case RequestHeld(request=request) | RequestWaitsTurn(request=request):
                if request in self.pending:
                    self.held[request] = self.pending[request]
            case AnswerDrips(request=request):
                if request in self.pending:
                    self.dripping[request] = self.pending.pop(request)
            case RequestReleased(request=request):
                self.held.pop(request, None)
            case (
                AnswerSent(request=request)
                | RequestAbandoned(request=request)
                | ConnectionCut(request=request)
            ):
                self.pending.pop(request, None)
                self.held.pop(request, None)
                self.dripping.pop(request, None)
            case _:
                self._apply_socket(event)

    def _apply_socket(self, event: Event) -> None:
        match event:
            case HandshakeArrived(socket=socket):
                self.arrived_handshakes.add(socket)
            case HandshakeHeld(socket=socket) | HandshakeWaitsTurn(socket=socket):
                self.arrived_handshakes.discard(socket)
                self.held_handshakes.add(socket)
            case HandshakeAccepted(socket=socket):
                self._end_handshake(socket)
                self.open.add(socket)
                self.sent[socket] = self.received[socket] = 0
            case HandshakeRefused(socket=socket) | HandshakeAbandoned(socket=socket):
                self._end_handshake(socket)
            case FrameSent(socket=socket) if socket in self.sent:
                self.sent[socket] += 1
            case FrameReceived(socket=socket) if socket in self.received:
                self.received[socket] += 1
            case CloseWaitsTurn(socket=socket):
                self._end_socket(socket)
                self.held_closes.add(socket)
            case SocketClosed(socket=socket) | SocketCut(socket=socket):
                self.held_closes.discard(socket)
                self._end_socket(socket)
            case _:
                pass

    def _end_socket(self, socket: int) -> None:
        self.open.discard(socket)
        self.sent.pop(socket, None)
        self.received.pop(socket, None)

    def _end_handshake(self, socket: int) -> None:
        self.arrived_handshakes.discard(socket)
        self.held_handshakes.discard(socket)
