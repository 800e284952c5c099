"""The held answers, handshakes and sockets that each act of a history dealt with, by job."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from e2e.history.history import History
from mock_backend.journal.events import (
    AnswerSpoiled,
    HandshakeAccepted,
    HandshakeArrived,
    HandshakeRefused,
    RequestAbandoned,
    RequestArrived,
    RequestHeld,
    RequestReleased,
    SocketClosed,
    SocketCut,
    TruthChanged,
)


@dataclass(slots=True)
class Dealt:
    """The answer, the handshake and the sockets that one act dealt with at the backend's gates.

    `answer` is the number of the job and the number of its held answer (the oldest is 0).
    `handshake` is the job of the handshake that was accepted or refused. `sockets` are the jobs of
    the sockets that the server ended.
    """

    answer: tuple[int, int] | None = None
    handshake: int | None = None
    sockets: list[int] = field(default_factory=list)


def get_dealt(history: History) -> dict[int, Dealt]:
    """Returns the answers, handshakes and sockets of each act, by its number; jobs are 1 and 2."""
    jobs: dict[str | None, int] = {}
    asked: dict[int, int] = {}
    sockets: dict[int, int] = {}
    held: dict[int, list[int]] = defaultdict(list)
    dealt: dict[int, Dealt] = defaultdict(Dealt)
    for entry in history:
        now = dealt[entry.act]
        match entry.event:
            case TruthChanged(job=job):
                jobs.setdefault(job, len(jobs) + 1)
            case RequestArrived(request=request, job=job):
                asked[request] = jobs.get(job, 0)
            case RequestHeld(request=request):
                held[asked[request]].append(request)
            case RequestReleased(request=request) | AnswerSpoiled(request=request):
                waiting = held[asked[request]]
                if request in waiting:
                    now.answer = now.answer or (asked[request], waiting.index(request))
                    waiting.remove(request)
            case RequestAbandoned(request=request) if request in held[asked.get(request, 0)]:
                held[asked[request]].remove(request)
            case HandshakeArrived(socket=socket, job=job):
                sockets[socket] = jobs.get(job, 0)
            case HandshakeAccepted(socket=socket) | HandshakeRefused(socket=socket):
                now.handshake = now.handshake or sockets.get(socket)
            case SocketCut(socket=socket) | SocketClosed(socket=socket, by="server"):
                now.sockets.append(sockets.get(socket, 0))
            case _:
                pass
    return dealt
