"""What a fault of a WebSocket must do."""

from __future__ import annotations

from typing import Literal, Protocol

from mock_backend.job_control import JobControl

Aftermath = Literal["ended", "refused", "held", "silent", "deaf", "frames", "frames of its own"]
"""What the journal shows of a fault: the open sockets end; they end, and new handshakes are refused or
held; no frame goes out on them; no pong does; frames do; frames do, once the job has progress to tell."""


class SocketFault(Protocol):
    """Befalls the sockets of a job. A frozen dataclass, so that it can be named and compared."""

    @property
    def effect(self) -> str:
        """What becomes of the sockets, as it reads on after "the job's sockets"."""

    @property
    def then(self) -> Aftermath:
        """What the journal must have of the open sockets afterwards."""

    def strike(self, control: JobControl) -> None:
        """Does it to the sockets that are open, and to the handshakes that come, as the kind has it."""

    def heal(self, control: JobControl) -> None:
        """From now on new sockets are well; those that were struck stay as they are."""


class StrikesOnce:
    """A fault that is over as soon as it has struck."""

    def heal(self, control: JobControl) -> None:
        """Nothing is left to heal."""
