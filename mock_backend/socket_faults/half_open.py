"""Sockets that are open in the page and dead behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mock_backend.job_control import JobControl
from mock_backend.socket_faults.socket_fault import Aftermath, StrikesOnce


@dataclass(frozen=True, slots=True)
class HalfOpen(StrikesOnce):
    """The open sockets stay open and fall silent: no event, no pong, no close.

    It is the fault of a laptop that changed its network, or of a proxy that lost its server.
    """

    then: ClassVar[Aftermath] = "silent"

    @property
    def effect(self) -> str:
        """See SocketFault."""
        return "stay open and fall silent"

    def strike(self, control: JobControl) -> None:
        """Silences the open sockets for ever."""
        for socket in control.sockets:
            socket.is_mute = True
