"""Handshakes that are refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mock_backend.job_control import JobControl
from mock_backend.socket_faults.socket_fault import Aftermath


@dataclass(frozen=True, slots=True)
class RefusedHandshakes:
    """The sockets are cut, and each handshake is answered with `status` (RFC 6455, 4.2.2).

    A page sees close code 1006 whatever the status. Chromium puts off connecting again, in real
    time, when dozens are refused in a row: heal it before that.
    """

    status: int = 503

    then: ClassVar[Aftermath] = "refused"

    @property
    def effect(self) -> str:
        """See SocketFault."""
        return f"are refused with status {self.status}"

    def strike(self, control: JobControl) -> None:
        """Cuts, and refuses from now on."""
        control.handshakes.refuse(self.status)
        for socket in control.sockets:
            socket.cut()

    def heal(self, control: JobControl) -> None:
        """Accepts again."""
        control.handshakes.heal()
