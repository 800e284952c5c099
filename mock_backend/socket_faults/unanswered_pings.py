"""Pings without pongs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mock_backend.job_control import JobControl
from mock_backend.socket_faults.socket_fault import Aftermath, StrikesOnce


@dataclass(frozen=True, slots=True)
class UnansweredPings(StrikesOnce):
    """The open sockets carry every event and answer no ping."""

    then: ClassVar[Aftermath] = "deaf"

    @property
    def effect(self) -> str:
        """See SocketFault."""
        return "answer no ping"

    def strike(self, control: JobControl) -> None:
        """Stops the pongs of the open sockets."""
        for socket in control.sockets:
            socket.answers_pings = False
