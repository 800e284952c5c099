"""Handshakes that are refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mock_backend.job_control import JobControl
from mock_backend.socket_faults.socket_fault import Aftermath


@dataclass(frozen=True, slots=True)
class RefusedHandshakes:
    """The sockets are cut, and each handshake is answered with `status` (RFC 6455, 4.2.2).

    A page sees close code 1006 for every status. After dozens of refusals in a row Chromium delays the
    next connect, in real time: heal it before that.
    """

    status: int = 503

    then: ClassVar[Aftermath] = "refused"

    @property
    def effect(self) -> str:
        """See SocketFault."""
        return f"are refused with status {self.status}"

    def strike(self, control: JobControl) -> None:
        """Cuts the open sockets, and refuses handshakes from now on."""
        control.handshakes.refuse(self.status)
        for socket in control.sockets:
            socket.cut()

    def heal(self, control: JobControl) -> None:
        """Accepts handshakes again."""
        control.handshakes.heal()
