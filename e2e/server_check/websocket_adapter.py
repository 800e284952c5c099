"""Listens on a WebSocket, with the package websockets."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TypeVar
from urllib.parse import urlsplit

import anyio
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from e2e.server_check.address import Address, get_job_target
from e2e.server_check.failures import explain
from e2e.server_check.observation import Listened, Refused

T = TypeVar("T")
MOST_FRAMES = 100
LARGEST = 16 * 1024 * 1024
_WANTS_KEY = (401, 403)
_A_BROWSER_SENDS = ("cookie",)
_CLOSING_SECONDS = 1.0


class _Connect(connect):
    """A handshake that follows no redirect, like a browser's."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        """Returns the error: no redirect is followed."""
        return exc


async def listen(
    address: Address,
    job: str,
    headers: Sequence[tuple[str, str]],
    *,
    limit: float,
    seconds: float,
    trust: ssl.SSLContext,
) -> Listened | Refused:
    """Opens the job's WebSocket as a browser does, listens, and sends nothing but its close.

    Returns the first frames, or why the socket did not open. The handshake may take `limit` seconds, and
    the first frame after it `seconds`. Of the person's `headers` it sends only cookies, because a browser
    can send no other; if the server then wants a key, it tries again with all of them.
    """
    browsers = [each for each in headers if each[0].lower() in _A_BROWSER_SENDS]
    heard = await _open(address, job, browsers, limit, seconds, trust)
    is_refused = isinstance(heard, Refused) and heard.status in _WANTS_KEY
    if is_refused and len(browsers) < len(headers):
        heard = await _open(address, job, headers, limit, seconds, trust)
        if isinstance(heard, Listened):
            return replace(heard, needed_headers=True)
    return heard


async def stream(
    address: Address,
    job: str,
    headers: Sequence[tuple[str, str]],
    note_open: Callable[[], None],
    take: Callable[[str | bytes], None],
    *,
    limit: float,
    trust: ssl.SSLContext,
) -> Refused | int | None:
    """Opens the job's WebSocket as `listen` does, and passes each frame to `take`; sends nothing.

    Calls `note_open` when it opens. Returns the close code when the server closes it, or why it did not
    open.
    """
    browsers = [each for each in headers if each[0].lower() in _A_BROWSER_SENDS]
    ended = await _stream(address, job, browsers, note_open, take, limit, trust)
    is_refused = isinstance(ended, Refused) and ended.status in _WANTS_KEY
    if is_refused and len(browsers) < len(headers):
        return await _stream(address, job, headers, note_open, take, limit, trust)
    return ended


async def _stream(
    address: Address,
    job: str,
    headers: Sequence[tuple[str, str]],
    note_open: Callable[[], None],
    take: Callable[[str | bytes], None],
    limit: float,
    trust: ssl.SSLContext,
) -> Refused | int | None:
    async def hand_on(connection: ClientConnection) -> int | None:
        note_open()
        try:
            while True:
                take(await connection.recv())
        except ConnectionClosed:
            return connection.close_code
        finally:
            # `follow` cancels this task once both channels have told the end.
            with anyio.CancelScope(shield=True):
                await connection.close()

    return await _connect(address, job, headers, limit, trust, hand_on)


async def _open(
    address: Address,
    job: str,
    headers: Sequence[tuple[str, str]],
    limit: float,
    seconds: float,
    trust: ssl.SSLContext,
) -> Listened | Refused:
    target = get_job_target(job, is_socket=True)

    async def gather(connection: ClientConnection) -> Listened:
        frames = await _gather(connection, seconds)
        return Listened(target, seconds, frames, connection.close_code)

    return await _connect(address, job, headers, limit, trust, gather)


async def _connect(
    address: Address,
    job: str,
    headers: Sequence[tuple[str, str]],
    limit: float,
    trust: ssl.SSLContext,
    use: Callable[[ClientConnection], Awaitable[T]],
) -> T | Refused:
    target = get_job_target(job, is_socket=True)
    url = address.get_socket_url(target)
    connecting = _Connect(
        url,
        ssl=trust if url.startswith("wss") else None,
        additional_headers=list(headers),
        user_agent_header="jobstatus-e2e",
        open_timeout=limit,
        close_timeout=_CLOSING_SECONDS,
        ping_interval=None,
        max_size=LARGEST,
    )
    try:
        async with connecting as connection:
            return await use(connection)
    except InvalidStatus as error:
        status = error.response.status_code
        location = error.response.headers.get("Location")
        led = f", which leads to {location}; a browser does not follow it" if location else ""
        return Refused(target, status, f"the handshake is answered {status} instead of 101{led}")
    except (WebSocketException, TimeoutError, OSError) as error:
        said = explain(error, urlsplit(url).netloc, limit)
        return Refused(target, None, f"it does not open: {said.reason}")


async def _gather(connection: ClientConnection, seconds: float) -> tuple[str | bytes, ...]:
    """Returns the first frame that comes within `seconds`, and all frames that came together with it."""
    frames: list[str | bytes] = []
    with contextlib.suppress(TimeoutError, ConnectionClosed):
        async with asyncio.timeout(seconds):
            frames.append(await connection.recv())
        async with asyncio.timeout(0):
            while len(frames) < MOST_FRAMES:
                frames.append(await connection.recv())
    return tuple(frames)
