"""Every fault of a WebSocket by its name in scenarios, schedules and reports."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mock_backend.socket_faults.broken_connection import Cut, Finished, Reset
from mock_backend.socket_faults.closed import Closed, ClosedIllegally, ClosedWithoutCode
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
from mock_backend.socket_faults.socket_fault import SocketFault
from mock_backend.socket_faults.unanswered_pings import UnansweredPings

SOCKET_FAULTS: Mapping[str, SocketFault] = MappingProxyType(
    {
        **{f"refused-{each}": RefusedHandshakes(each) for each in (401, 403, 404, 426, 502, 503)},
        "handshake-held": HeldHandshakes(),
        "half-open": HalfOpen(),
        "cut": Cut(),
        "reset": Reset(),
        "fin": Finished(),
        **{f"closed-{each}": Closed(each) for each in (1000, 1001, 1008, 1011, 1012, 1013, 4000)},
        "closed-1005": ClosedWithoutCode(),
        "closed-1006": ClosedIllegally(),
        "garbage-frame": GarbageFrame(),
        "null-frame": NullFrame(),
        "binary-frame": BinaryFrame(),
        "huge-frame": HugeFrame(),
        "frames-of-another-job": FramesOfAnotherJob(),
        "duplicated-frames": DuplicatedFrames(),
        "frames-out-of-order": FramesOutOfOrder(),
        "unanswered-pings": UnansweredPings(),
    }
)
"""A name is an interface: it does not change after a release."""
