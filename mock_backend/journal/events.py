"""The events of the journal. `at` is virtual milliseconds; ids are unique in one backend."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True)
class JournalEvent:
    """An event at the backend."""

    kind: ClassVar[str] = ""
    at: int


@dataclass(frozen=True, slots=True)
class TruthChanged(JournalEvent):
    """The job was created or changed; `delivered_to` counts the sockets that its broadcast reached."""

    job: str
    status: str
    progress: float | None
    message: str | None
    version: int
    delivered_to: int


@dataclass(frozen=True, slots=True)
class RequestArrived(JournalEvent):
    """A request arrived; `target` is its path and query as on the wire.

    `ordinal` counts the `GET /v1/jobs/{id}` of one job from 1; it is 0 for any other request.
    """

    request: int
    job: str | None
    ordinal: int
    method: str
    target: str
    if_none_match: str | None


@dataclass(frozen=True, slots=True)
class RequestHeld(JournalEvent):
    """The answer to a request is held at the gate."""

    request: int


@dataclass(frozen=True, slots=True)
class RequestWaitsTurn(JournalEvent):
    """The answer to a request is decided, and waits for its turn."""

    request: int


@dataclass(frozen=True, slots=True)
class RequestReleased(JournalEvent):
    """The gate let the answer go, with the truth at the moment `as_of`."""

    request: int
    as_of: Literal["arrival", "release"]


@dataclass(frozen=True, slots=True)
class AnswerSpoiled(JournalEvent):
    """A fault takes the place of the answer; its effect is in words."""

    request: int
    effect: str


@dataclass(frozen=True, slots=True)
class AnswerDrips(JournalEvent):
    """The headers were sent, and the body follows with virtual time."""

    request: int


@dataclass(frozen=True, slots=True)
class AnswerSent(JournalEvent):
    """The last byte was handed to the transport; `version` is that of the truth in the answer."""

    request: int
    status: int
    job_status: str | None
    job_progress: float | None
    version: int | None


@dataclass(frozen=True, slots=True)
class RequestAbandoned(JournalEvent):
    """The client went away before the answer."""

    request: int


@dataclass(frozen=True, slots=True)
class ConnectionCut(JournalEvent):
    """The backend cut the connection of a request, as a fault."""

    request: int


@dataclass(frozen=True, slots=True)
class HandshakeArrived(JournalEvent):
    """A WebSocket handshake arrived."""

    socket: int
    job: str


@dataclass(frozen=True, slots=True)
class HandshakeHeld(JournalEvent):
    """A handshake is held at the gate."""

    socket: int


@dataclass(frozen=True, slots=True)
class HandshakeWaitsTurn(JournalEvent):
    """A handshake is decided, and waits for its turn."""

    socket: int


@dataclass(frozen=True, slots=True)
class HandshakeAccepted(JournalEvent):
    """A handshake is answered with 101: the socket is open at the backend."""

    socket: int


@dataclass(frozen=True, slots=True)
class HandshakeRefused(JournalEvent):
    """A handshake is answered with another HTTP status than 101, or its connection is cut (status 0)."""

    socket: int
    status: int


@dataclass(frozen=True, slots=True)
class HandshakeAbandoned(JournalEvent):
    """The client went away while its handshake was held."""

    socket: int


@dataclass(frozen=True, slots=True)
class SocketFaultStruck(JournalEvent):
    """A fault struck the sockets of a job: its effect in words, and the number of open sockets.

    `then` is the aftermath that the journal must show (`mock_backend.socket_faults.Aftermath`).
    """

    job: str
    effect: str
    sockets: int
    then: str


@dataclass(frozen=True, slots=True)
class FrameSent(JournalEvent):
    """A frame went to the page."""

    socket: int
    frame: str


@dataclass(frozen=True, slots=True)
class FrameReceived(JournalEvent):
    """A frame came from the page."""

    socket: int
    frame: str


@dataclass(frozen=True, slots=True)
class CloseWaitsTurn(JournalEvent):
    """The page began to close a socket; the answer to its close frame waits for its turn."""

    socket: int


@dataclass(frozen=True, slots=True)
class SocketClosed(JournalEvent):
    """A socket is closed, by the page or by the server.

    Code 1005 or 1006 from the page means that it went away without a code.
    """

    socket: int
    code: int
    by: Literal["page", "server"]


@dataclass(frozen=True, slots=True)
class SocketCut(JournalEvent):
    """The backend aborted the transport without a close frame."""

    socket: int


for _event_type in JournalEvent.__subclasses__():
    _event_type.kind = re.sub(r"(?<!^)(?=[A-Z])", "_", _event_type.__name__).lower()
