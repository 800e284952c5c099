"""Serves the control panel."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp

from mock_backend.server import end_server


def listen(host: str, port: int) -> socket.socket:
    """Returns a listening socket; for port 0 the system chooses one. Raises OSError for a port in use."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


@asynccontextmanager
async def serve_panel(app: ASGIApp, listener: socket.socket) -> AsyncIterator[None]:
    """Serves `app` on `listener` until the block ends, which cuts open connections. It logs nothing."""
    server = uvicorn.Server(
        uvicorn.Config(
            app, lifespan="off", log_config=None, log_level="critical", access_log=False, ws="none"
        )
    )
    server.config.load()
    server.lifespan = server.config.lifespan_class(server.config)
    await server.startup(sockets=[listener])
    try:
        yield
    finally:
        await end_server(server, listener)
