"""Connections that end without a close frame: 1006 in the page (RFC 6455, 7.1.5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mock_backend.job_control import JobControl
from mock_backend.socket_faults.socket_fault import Aftermath, StrikesOnce


@dataclass(frozen=True, slots=True)
class Cut(StrikesOnce):
    """Cut at once; unsent bytes are lost."""

    then: ClassVar[Aftermath] = "ended"

    @property
    def effect(self) -> str:
        """See SocketFault."""
        return "are cut"

    def strike(self, control: JobControl) -> None:
        """Cuts the open sockets."""
        for socket in control.sockets:
            socket.cut()


@dataclass(frozen=True, slots=True)
class Reset(StrikesOnce):
    """Reset with a TCP RST (RFC 9293, 3.10.4)."""

    then: ClassVar[Aftermath] = "ended"

    @property
    def effect(self) -> str:
        """See SocketFault."""
        return "are reset"

    def strike(self, control: JobControl) -> None:
        """Resets the open sockets."""
        for socket in control.sockets:
            socket.reset()


@dataclass(frozen=True, slots=True)
class Finished(StrikesOnce):
    """Ended in the regular way of TCP, with a FIN, but without a close frame of the WebSocket."""

    then: ClassVar[Aftermath] = "ended"

    @property
    def effect(self) -> str:
        """See SocketFault."""
        return "end with a FIN and no close frame"

    def strike(self, control: JobControl) -> None:
        """Ends the open sockets."""
        for socket in control.sockets:
            socket.finish()
