"""Serves a backend in this process."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import uvicorn

from mock_backend.backend import Backend
from mock_backend.dialects import Dialect
from mock_backend.protocols import INTAKE, SteerableHttpProtocol, SteerableWebSocketProtocol

# uvicorn must not close an idle connection after a time, because no act would be the reason.
_NEVER = 24 * 3600


@asynccontextmanager
async def serve_backend(
    *,
    now: Callable[[], int],
    has_no_cache_middleware: bool = False,
    port: int = 0,
    dialect: Dialect | None = None,
    answers_head: bool = False,
) -> AsyncIterator[Backend]:
    """Serves a new backend on 127.0.0.1 until the block ends; see `Backend` for its arguments.

    For port 0 the system chooses a free port, and the socket is kept from then on. Raises OSError where
    another `port` is in use. The end does not wait: held answers and open sockets are cut.
    """
    backend = Backend(
        now=now,
        has_no_cache_middleware=has_no_cache_middleware,
        dialect=dialect,
        answers_head=answers_head,
    )
    listener = socket.create_server(("127.0.0.1", port))
    server = uvicorn.Server(
        uvicorn.Config(
            backend.app,
            http=SteerableHttpProtocol,
            ws=SteerableWebSocketProtocol,
            ws_ping_interval=None,
            ws_per_message_deflate=False,
            ws_max_size=64 * 1024 * 1024,
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            timeout_keep_alive=_NEVER,
        )
    )
    server.config.load()
    server.lifespan = server.config.lifespan_class(server.config)
    server.lifespan.state[INTAKE] = backend.intake
    await server.startup(sockets=[listener])
    backend.port = listener.getsockname()[1]
    try:
        yield backend
    finally:
        await end_server(server, listener)


async def end_server(server: uvicorn.Server, listener: socket.socket) -> None:
    """Ends `server` at once: connections are cut, and handlers in flight are cancelled."""
    # uvicorn's own shutdown waits for connections in steps of a tenth of a second.
    for each in server.servers:
        each.close()
    listener.close()
    for connection in list(server.server_state.connections):
        connection.transport.abort()
    tasks = list(server.server_state.tasks)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
