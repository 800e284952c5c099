"""The gate in front of the WebSocket handshakes of one job."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from mock_backend.job_life import Truth
from mock_backend.wire import Frame, frame_for

ACCEPT = 101
"""The status that opens a socket (RFC 6455, 4.2.2)."""


CUT = 0
"""In the place of a status: the connection is cut without an answer."""


class Greeting(Protocol):
    """The frames that the server sends right after it has accepted a handshake."""

    def get_frames(self, truth: Truth) -> list[Frame]:
        """Returns the frames to send, for the truth at that moment."""


@dataclass(frozen=True, slots=True)
class Silent:
    """No frame, as the team's server does."""

    def get_frames(self, truth: Truth) -> list[Frame]:
        """Returns no frame."""
        return []


@dataclass(frozen=True, slots=True)
class SendPending:
    """`pending` for any truth, as from a server that has forgotten the job."""

    def get_frames(self, truth: Truth) -> list[Frame]:
        """Returns one frame with that status."""
        return [{"job_id": truth.job_id, "status": "pending"}]


@dataclass(frozen=True, slots=True)
class SendSnapshot:
    """The present truth, in the frame that its last change had."""

    def get_frames(self, truth: Truth) -> list[Frame]:
        """Returns one frame; no frame where the contract has none for the truth."""
        frame = frame_for(truth)
        return [] if frame is None else [frame]


@dataclass(frozen=True, slots=True)
class SendFrame:
    """A frame of any kind."""

    frame: Frame

    def get_frames(self, truth: Truth) -> list[Frame]:
        """Returns that frame."""
        return [self.frame]


class HeldHandshake:
    """A handshake that waits at the gate. It ends once: accepted, refused, or by the client's leaving."""

    def __init__(self, socket: int, end: Callable[[HeldHandshake, int], None]) -> None:
        self.socket = socket
        self.decided: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._end = end

    def accept(self) -> None:
        """Opens the socket."""
        self._end(self, ACCEPT)

    def refuse(self, status: int = 403) -> None:
        """Answers with the HTTP error `status`."""
        self._end(self, status)


class HandshakeGate:
    """Decides for each handshake that arrives: accepted, refused, or held.

    A refusal that is planned for the next handshakes takes precedence over holding, and holding over a
    standing refusal. With `take_turns`, a handshake that would be decided at once waits for
    `let_next_through`.
    """

    def __init__(self, decide: Callable[[int, int], None]) -> None:
        self._decide = decide
        self._held: list[HeldHandshake] = []
        self._turns: list[tuple[HeldHandshake, int]] = []
        self._takes_turns = False
        self._planned: deque[int] = deque()
        self._standing = ACCEPT
        self._is_holding = False
        self.greeting: Greeting = Silent()

    @property
    def is_holding(self) -> bool:
        """Whether each handshake that arrives is held."""
        return self._is_holding

    @property
    def held(self) -> tuple[HeldHandshake, ...]:
        """The held handshakes, oldest first."""
        return tuple(self._held)

    def take_turns(self) -> None:
        """Makes handshakes that pass wait for `let_next_through` from now on, in the order of arrival."""
        self._takes_turns = True

    @property
    def turns(self) -> tuple[HeldHandshake, ...]:
        """The handshakes that only wait for their turn, oldest first."""
        return tuple(handshake for handshake, _ in self._turns)

    def let_next_through(self) -> bool:
        """Decides the oldest handshake that waits for its turn; returns False where none waits."""
        if not self._turns:
            return False
        handshake, status = self._turns.pop(0)
        self._decide(handshake.socket, status)
        handshake.decided.set_result(status)
        return True

    def is_held(self, handshake: HeldHandshake) -> bool:
        """Returns whether `handshake` is held, and does not only wait for its turn."""
        return handshake in self._held

    def hold(self) -> None:
        """Holds each handshake from now on."""
        self._is_holding = True

    def pass_through(self) -> None:
        """Stops holding; handshakes that are held stay held."""
        self._is_holding = False

    def refuse(self, status: int = 403) -> None:
        """Refuses each handshake from now on, until `heal`."""
        self._standing = status

    def refuse_next(self, status: int = 403, count: int = 1) -> None:
        """Refuses the next `count` handshakes."""
        self._planned.extend([status] * count)

    def heal(self) -> None:
        """Accepts handshakes again, and drops planned refusals."""
        self._standing = ACCEPT
        self._planned.clear()

    def admit(self, socket: int) -> HeldHandshake | int:
        """Takes in a handshake that arrived; returns it held, or the status that answers it."""
        if self._planned:
            return self._pass(socket, self._planned.popleft())
        if self._is_holding:
            held = HeldHandshake(socket, self._end)
            self._held.append(held)
            return held
        return self._pass(socket, self._standing)

    def forget(self, held: HeldHandshake) -> None:
        """Drops a handshake whose client went away."""
        if held in self._held:
            self._held.remove(held)
        self._turns = [turn for turn in self._turns if turn[0] is not held]

    def _pass(self, socket: int, status: int) -> HeldHandshake | int:
        if not self._takes_turns:
            return status
        handshake = HeldHandshake(socket, self._end)
        self._turns.append((handshake, status))
        return handshake

    def _end(self, held: HeldHandshake, status: int) -> None:
        if held not in self._held:
            raise ValueError(
                f"Failed to end the handshake of socket {held.socket}: it is not held any more. "
                "Was it ended before, or did the page go away?"
            )
        self._held.remove(held)
        self._decide(held.socket, status)
        held.decided.set_result(status)
