"""Handshakes that get no answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mock_backend.job_control import JobControl
from mock_backend.socket_faults.socket_fault import Aftermath


@dataclass(frozen=True, slots=True)
class HeldHandshakes:
    """The sockets are cut, and no handshake is answered."""

    then: ClassVar[Aftermath] = "held"

    @property
    def effect(self) -> str:
        """See SocketFault."""
        return "get no answer to their handshakes"

    def strike(self, control: JobControl) -> None:
        """Cuts the open sockets, and holds handshakes from now on."""
        control.handshakes.hold()
        for socket in control.sockets:
            socket.cut()

    def heal(self, control: JobControl) -> None:
        """Accepts the held handshakes, and all later ones."""
        control.handshakes.pass_through()
        for handshake in control.handshakes.held:
            handshake.accept()
