"""The faults of a WebSocket. Each file has one kind."""

from mock_backend.socket_faults.broken_connection import Cut, Finished, Reset
from mock_backend.socket_faults.closed import Closed, ClosedIllegally
from mock_backend.socket_faults.garbled_frames import (
    BinaryFrame,
    GarbageFrame,
    HugeFrame,
    NullFrame,
)
from mock_backend.socket_faults.half_open import HalfOpen
from mock_backend.socket_faults.held_handshakes import HeldHandshakes
from mock_backend.socket_faults.misplaced_frames import (
    DuplicatedFrames,
    FramesOfAnotherJob,
    FramesOutOfOrder,
)
from mock_backend.socket_faults.refused_handshakes import RefusedHandshakes
from mock_backend.socket_faults.registry import SOCKET_FAULTS
from mock_backend.socket_faults.socket_fault import SocketFault
from mock_backend.socket_faults.unanswered_pings import UnansweredPings

__all__ = [
    "SOCKET_FAULTS",
    "BinaryFrame",
    "Closed",
    "ClosedIllegally",
    "Cut",
    "DuplicatedFrames",
    "Finished",
    "FramesOfAnotherJob",
    "FramesOutOfOrder",
    "GarbageFrame",
    "HalfOpen",
    "HeldHandshakes",
    "HugeFrame",
    "NullFrame",
    "RefusedHandshakes",
    "Reset",
    "SocketFault",
    "UnansweredPings",
]
