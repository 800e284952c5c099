"""What a fault of a WebSocket must do."""

from __future__ import annotations

from typing import Protocol

from mock_backend.job_control import JobControl


class SocketFault(Protocol):
    """Befalls the sockets of a job. A frozen dataclass, so that it can be named and compared."""

    @property
    def effect(self) -> str:
        """What becomes of the sockets, as it reads on after "the job's sockets"."""

    def strike(self, control: JobControl) -> None:
        """Does it to the sockets that are open, and to the handshakes that come, as the kind has it."""

    def heal(self, control: JobControl) -> None:
        """From now on new sockets are well; those that were struck stay as they are."""


class StrikesOnce:
    """A fault that is over as soon as it has struck."""

    def heal(self, control: JobControl) -> None:
        """Nothing is left to heal."""
