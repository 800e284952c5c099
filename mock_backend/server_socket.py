"""An accepted WebSocket at the backend."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from mock_backend.journal.events import (
    CloseWaitsTurn,
    FrameReceived,
    FrameSent,
    SocketClosed,
    SocketCut,
)
from mock_backend.journal.journal import Journal
from mock_backend.wire import Frame, as_frame

if TYPE_CHECKING:
    from mock_backend.protocols import SteerableWebSocketProtocol

LONGEST = 2_000
"""The most characters of a frame in the journal; each frame of the contract is far shorter."""


class ServerSocket:
    """Sends frames, closes, or cuts. Each is journalled once, an end with the side that began it.

    `is_mute`: no event and no pong reaches the page any more. `answers_pings`: pings get a pong.
    `is_left`: the page has begun to close the socket, and its close frame is not answered yet.
    """

    def __init__(
        self,
        socket_id: int,
        connection: SteerableWebSocketProtocol,
        journal: Journal,
        now: Callable[[], int],
    ) -> None:
        self.id = socket_id
        self.is_open = True
        self.is_mute = False
        self.is_left = False
        self.answers_pings = True
        self._connection = connection
        self._journal = journal
        self._now = now

    @property
    def is_heard(self) -> bool:
        """Whether the page takes frames; it takes none once it has begun to close the socket."""
        return self.is_open and not self.is_left

    @property
    def can_pong(self) -> bool:
        """Whether a ping of the page gets its pong."""
        return self.is_heard and self.answers_pings and not self.is_mute

    def send(self, frame: Frame) -> None:
        """Writes a frame before it returns: a dict as JSON, text and bytes as they are."""
        written = as_frame(frame)
        self._connection.send_frame(written)
        self._journal.record(FrameSent(self._now(), self.id, _shorten(written)))

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Starts the closing handshake with `code` (RFC 6455, 7.4).

        Where the page's own close frame waits for its answer, the two close frames cross: the page gets
        `code`, as if the server's frame had been in flight before the page began to close.
        """
        self._end(SocketClosed(self._now(), self.id, code, "server"))
        if self.is_left:
            self._connection.cross_close(code)
        else:
            self._connection.start_close(code, reason)

    def cut(self) -> None:
        """Aborts the transport without a close frame; the page sees a real 1006."""
        self._end(SocketCut(self._now(), self.id))
        self._connection.cut()

    def reset(self) -> None:
        """Aborts the transport as `cut` does, but with a TCP RST."""
        self._end(SocketCut(self._now(), self.id))
        self._connection.reset()

    def finish(self) -> None:
        """Ends the sending side of the connection with a FIN, without a close frame."""
        self._end(SocketCut(self._now(), self.id))
        self._connection.finish()

    def close_illegally(self, code: int) -> None:
        """Sends a close frame with a code that must not be sent; the page ends the connection."""
        self._end(SocketClosed(self._now(), self.id, code, "server"))
        self._connection.send_raw_close(code)

    def hold_close(self, admit: Callable[[Callable[[], None]], None]) -> None:
        """Calls `admit` when the page begins to close, with a function that completes the close."""

        def hold(code: int, answer: Callable[[], None]) -> None:
            self._journal.record(CloseWaitsTurn(self._now(), self.id))
            self.is_left = True

            def complete() -> None:
                if self.is_open:
                    self.note_gone(code)
                    answer()

            admit(complete)

        self._connection.hold_close(hold)

    def note_received(self, frame: str) -> None:
        """Journals a frame from the page."""
        self._journal.record(FrameReceived(self._now(), self.id, frame))

    def note_gone(self, code: int, by: Literal["page", "server"] = "page") -> None:
        """Journals the end of the socket, unless it was journalled when the server began to close."""
        if self.is_open:
            self._end(SocketClosed(self._now(), self.id, code, by))

    def _end(self, event: SocketClosed | SocketCut) -> None:
        if not self.is_open:
            raise ValueError(f"Failed to end socket {self.id}: it is not open any more.")
        self.is_open = False
        self._journal.record(event)


def _shorten(frame: str | bytes) -> str:
    if isinstance(frame, bytes):
        return "(binary)"
    return frame if len(frame) <= LONGEST else f"{frame[:LONGEST]}… ({len(frame)} characters)"
