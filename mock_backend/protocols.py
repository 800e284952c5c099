"""Subclasses of uvicorn's protocols, in which the backend reaches the transport."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from starlette.types import Scope
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame

from mock_backend.intake import Intake

INTAKE = "jobstatus_intake"
"""The key of the backend's `Intake` in the state that uvicorn hands to each connection."""

_CONNECTION = "jobstatus_connection"

NO_CODE = 1005
"""The code that a page is told where a close frame has none."""


class _TakenIn(asyncio.Protocol):
    """A connection whose data, and whose end, the backend's intake lets through."""

    app_state: dict[str, Any]

    def data_received(self, data: bytes) -> None:
        """Reads `data` when the intake is open."""
        self._intake.take(partial(super().data_received, data))

    def connection_lost(self, exc: Exception | None) -> None:
        """Notes the end of the connection when the intake is open."""
        self._intake.take(partial(super().connection_lost, exc))

    @property
    def _intake(self) -> Intake:
        return cast(Intake, self.app_state[INTAKE])


class SteerableHttpProtocol(_TakenIn, H11Protocol):
    """HTTP/1.1 whose handler can cut the connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Puts this connection into the state that each of its scopes gets a copy of."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, _CONNECTION: self}

    def cut(self) -> None:
        """Ends the connection at once; unsent bytes are lost."""
        self.transport.abort()

    def break_off(self) -> None:
        """Ends the connection after the first byte of an answer."""
        self.transport.write(b"H")
        self.transport.abort()

    def reset(self) -> None:
        """Ends the connection at once with a TCP RST."""
        _reset(self.transport)


def _reset(transport: asyncio.BaseTransport) -> None:
    # With a linger of zero seconds the kernel answers a close with RST (socket(7), SO_LINGER).
    transport.get_extra_info("socket").setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
    )
    cast(asyncio.Transport, transport).abort()


class SteerableWebSocketProtocol(_TakenIn, WebSocketsSansIOProtocol):
    """A WebSocket that other code than its ASGI handler can write to, close and cut."""

    _admit_close: Callable[[int, Callable[[], None]], None] | None = None
    _answer_close: Callable[[], None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Puts this connection into the state that its scope gets a copy of."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, _CONNECTION: self}

    def hold_close(self, admit: Callable[[int, Callable[[], None]], None]) -> None:
        """Calls `admit` for each close frame of the page, with its code and a function to answer it."""
        self._admit_close = admit

    def handle_close(self, event: Frame) -> None:
        """Answers a close frame of the page (RFC 6455, 5.5.1), at once or when it is told to."""
        if self._admit_close is None or self.close_sent or self.transport.is_closing():
            super().handle_close(event)
            return
        received = self.conn.close_rcvd
        answer = super().handle_close
        self._answer_close = lambda: answer(event)
        self._admit_close(1005 if received is None else received.code, self._answer_close)

    def send_frame(self, frame: str | bytes) -> None:
        """Writes one text or binary frame before it returns."""
        if isinstance(frame, str):
            self.conn.send_text(frame.encode())
        else:
            self.conn.send_binary(frame)
        self.transport.write(b"".join(self.conn.data_to_send()))

    def start_close(self, code: int, reason: str) -> None:
        """Sends a close frame; the connection ends when the page has answered it."""
        close = self.loop.create_task(
            self.send({"type": "websocket.close", "code": code, "reason": reason})
        )
        self.tasks.add(close)
        close.add_done_callback(self.tasks.discard)

    def send_raw_close(self, code: int) -> None:
        """Writes a close frame with any code itself, because the library refuses an illegal code.

        A frame without a code is the one that the page is told 1005 for (RFC 6455, 7.4.1).
        """
        payload = b"" if code == NO_CODE else code.to_bytes(2, "big")
        self.transport.write(bytes((0x88, len(payload))) + payload)

    def cross_close(self, code: int) -> None:
        """Sends a close frame with `code` in the place of the held answer to the page's close frame."""
        if self._answer_close is None or self.transport.is_closing():
            return
        self.conn.data_to_send()  # Drops the answer that the library has written, with the page's code.
        self.send_raw_close(code)
        self._answer_close()

    def finish(self) -> None:
        """Ends the sending side with a FIN, without a close frame of RFC 6455."""
        self.transport.write_eof()

    def cut(self) -> None:
        """Ends the connection at once without a close frame: 1006 in the page (RFC 6455, 7.1.5)."""
        self.transport.abort()

    def reset(self) -> None:
        """Ends the connection as `cut` does, but with a TCP RST in the place of a FIN."""
        _reset(self.transport)


def http_connection_of(scope: Scope) -> SteerableHttpProtocol:
    """Returns the connection of an HTTP request."""
    return cast(SteerableHttpProtocol, scope["state"][_CONNECTION])


def websocket_connection_of(scope: Scope) -> SteerableWebSocketProtocol:
    """Returns the connection of a WebSocket handshake."""
    return cast(SteerableWebSocketProtocol, scope["state"][_CONNECTION])
