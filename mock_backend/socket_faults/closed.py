"""Sockets that the server closes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mock_backend.job_control import JobControl
from mock_backend.socket_faults.socket_fault import Aftermath, StrikesOnce


@dataclass(frozen=True, slots=True)
class Closed(StrikesOnce):
    """Closed with a close frame that carries `code` (RFC 6455, 7.4.1)."""

    code: int = 1001

    then: ClassVar[Aftermath] = "ended"

    @property
    def effect(self) -> str:
        """See SocketFault."""
        return f"are closed with {self.code}"

    def strike(self, control: JobControl) -> None:
        """Closes the open sockets."""
        for socket in control.sockets:
            socket.close(self.code)


@dataclass(frozen=True, slots=True)
class ClosedWithoutCode(StrikesOnce):
    """Closed with a close frame that has no code: the page is told 1005 (RFC 6455, 7.1.5)."""

    then: ClassVar[Aftermath] = "ended"

    @property
    def effect(self) -> str:
        """See SocketFault."""
        return "are closed without a code"

    def strike(self, control: JobControl) -> None:
        """Writes that frame to the open sockets."""
        for socket in control.sockets:
            socket.close_illegally(1005)


@dataclass(frozen=True, slots=True)
class ClosedIllegally(StrikesOnce):
    """Closed with a frame that carries 1006, which no endpoint may send (RFC 6455, 7.4.1)."""

    then: ClassVar[Aftermath] = "ended"

    @property
    def effect(self) -> str:
        """See SocketFault."""
        return "are closed with a frame that says 1006"

    def strike(self, control: JobControl) -> None:
        """Writes that frame to the open sockets."""
        for socket in control.sockets:
            socket.close_illegally(1006)
