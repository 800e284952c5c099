"""The interface of a fault of a WebSocket."""

from __future__ import annotations

from typing import Literal, Protocol

from mock_backend.job_control import JobControl

Aftermath = Literal["ended", "refused", "held", "silent", "deaf", "frames", "frames of its own"]
"""The trace of a fault in the journal, for the sockets that were open:

- `ended`: they end; `refused`, `held`: they end, and new handshakes are refused or held;
- `silent`: no frame goes out on them; `deaf`: no pong goes out on them;
- `frames`: frames go out on them; `frames of its own`: frames go out once the job has progress.
"""


class SocketFault(Protocol):
    """Strikes the sockets of a job. Implementations are frozen dataclasses, to be named and compared."""

    @property
    def effect(self) -> str:
        """The effect on the sockets, in words that continue "the job's sockets"."""

    @property
    def then(self) -> Aftermath:
        """The trace that the journal must have of the open sockets afterwards."""

    def strike(self, control: JobControl) -> None:
        """Strikes the open sockets, and for some kinds the later handshakes."""

    def heal(self, control: JobControl) -> None:
        """Ends the fault for new sockets; those that were struck stay as they are."""


class StrikesOnce:
    """A fault that is over as soon as it has struck."""

    def heal(self, control: JobControl) -> None:
        """Does nothing, because the fault is over."""
