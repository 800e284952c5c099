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
    """Requests that wait or are being answered, handshakes and sockets by state, frames by socket.

    `arrived`, `abandoned` and `cut` (by target), `made_handshakes` and `abandoned_handshakes` count from
    the beginning of the play. `newly_arrived` has the targets of requests that the accounts have not
    matched with a fetch of a page yet. `arrived_handshakes` and `held_handshakes` map each socket to its
    job.
    """

    def __init__(self) -> None:
        self.arrived: Counter[str] = Counter()
        self.newly_arrived: set[str] = set()
        self.abandoned: Counter[str] = Counter()
        self.cut: Counter[str] = Counter()
        self.made_handshakes = 0
        self.abandoned_handshakes = 0
        self.pending: dict[int, str] = {}
        self.held: dict[int, str] = {}
        self.dripping: dict[int, str] = {}
        self.arrived_handshakes: dict[int, str] = {}
        self.held_handshakes: dict[int, str] = {}
        self.open: set[int] = set()
        self.held_closes: set[int] = set()
        self.sent: dict[int, int] = {}
        self.received: dict[int, int] = {}

    def held_targets(self) -> Counter[str]:
        """Returns how many requests are held for each target (path and query)."""
        return Counter(self.held.values())

    def count_waiting(self, target: str) -> int:
        """Returns how many requests for `target` have got no headers yet."""
        return sum(asked == target for asked in self.pending.values())

    def count_handshakes(self) -> int:
        """Returns how many handshakes have not been answered yet."""
        return len(self.arrived_handshakes) + len(self.held_handshakes)

    def get_unanswered(self, target: str) -> list[int]:
        """Returns the requests for `target` that are held, or whose answer drips, oldest first."""
        waiting = {**self.held, **self.dripping}
        return sorted(request for request, asked in waiting.items() if asked == target)

    def apply(self, event: Event) -> None:
        """Takes in one event of the journal; the page's records change nothing."""
        match event:
            case RequestArrived(request=request, target=target):
                self.arrived[target] += 1
                self.newly_arrived.add(target)
                self.pending[request] = target
            case RequestHeld(request=request) | RequestWaitsTurn(request=request):
                if request in self.pending:
                    self.held[request] = self.pending[request]
            case AnswerDrips(request=request):
                if request in self.pending:
                    self.dripping[request] = self.pending.pop(request)
            case RequestReleased(request=request):
                self.held.pop(request, None)
            case RequestAbandoned(request=request):
                if request in self.pending:
                    self.abandoned[self.pending[request]] += 1
                self._forget(request)
            case AnswerSent(request=request):
                self._forget(request)
            case ConnectionCut(request=request):
                if request in self.pending:
                    self.cut[self.pending[request]] += 1
                self._forget(request)
            case _:
                self._apply_socket(event)

    def _apply_socket(self, event: Event) -> None:
        match event:
            case HandshakeArrived(socket=socket, job=job):
                self.made_handshakes += 1
                self.arrived_handshakes[socket] = job
            case HandshakeHeld(socket=socket) | HandshakeWaitsTurn(socket=socket):
                if socket in self.arrived_handshakes:
                    self.held_handshakes[socket] = self.arrived_handshakes.pop(socket)
            case HandshakeAccepted(socket=socket):
                self._end_handshake(socket)
                self.open.add(socket)
                self.sent[socket] = self.received[socket] = 0
            case HandshakeAbandoned(socket=socket):
                self.abandoned_handshakes += 1
                self._end_handshake(socket)
            case HandshakeRefused(socket=socket):
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

    def _forget(self, request: int) -> None:
        self.pending.pop(request, None)
        self.held.pop(request, None)
        self.dripping.pop(request, None)

    def _end_socket(self, socket: int) -> None:
        self.open.discard(socket)
        self.sent.pop(socket, None)
        self.received.pop(socket, None)

    def _end_handshake(self, socket: int) -> None:
        self.arrived_handshakes.pop(socket, None)
        self.held_handshakes.pop(socket, None)
