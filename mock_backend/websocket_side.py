"""The WebSocket side of the wire."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, WebSocket
from starlette.responses import Response

from mock_backend.gates.handshakes import ACCEPT, CUT, HeldHandshake
from mock_backend.http_side import Jobs
from mock_backend.job_control import JobControl
from mock_backend.journal.events import (
    HandshakeAbandoned,
    HandshakeAccepted,
    HandshakeArrived,
    HandshakeHeld,
    HandshakeRefused,
    HandshakeWaitsTurn,
)
from mock_backend.protocols import websocket_connection_of
from mock_backend.server_socket import ServerSocket


def build_router(jobs: Jobs, now: Callable[[], int]) -> APIRouter:
    """Returns the route `/v1/ws/jobs/{job_id}`, as page-contract.md specifies it."""
    router = APIRouter()
    numbers = itertools.count(1)

    @router.websocket("/v1/ws/jobs/{job_id}")
    async def watch_job(websocket: WebSocket, job_id: str) -> None:
        number = next(numbers)
        jobs.journal.record(HandshakeArrived(now(), number, job_id))
        job = jobs.find_job(job_id)
        await websocket.receive()
        if job is None:
            jobs.journal.record(HandshakeRefused(now(), number, 404))
            await websocket.send_denial_response(Response(status_code=404))
            return
        status = await _pass_gate(websocket, job, number, jobs, now)
        if status is None:
            return
        if status == CUT:
            websocket_connection_of(websocket.scope).cut()
            return
        if status != ACCEPT:
            await websocket.send_denial_response(Response(status_code=status))
            return
        await websocket.accept()
        await _serve(
            websocket,
            job,
            ServerSocket(number, websocket_connection_of(websocket.scope), jobs.journal, now),
        )

    return router


async def _pass_gate(
    websocket: WebSocket,
    job: JobControl,
    number: int,
    jobs: Jobs,
    now: Callable[[], int],
) -> int | None:
    """Returns the status that answers the handshake; None where its client went away."""
    admitted = job.handshakes.admit(number)
    if not isinstance(admitted, HeldHandshake):
        jobs.journal.record(
            HandshakeAccepted(now(), number)
            if admitted == ACCEPT
            else HandshakeRefused(now(), number, admitted)
        )
        return admitted
    waits = HandshakeHeld if job.handshakes.is_held(admitted) else HandshakeWaitsTurn
    jobs.journal.record(waits(now(), number))
    leaving = asyncio.ensure_future(websocket.receive())
    either: set[asyncio.Future[Any]] = {admitted.decided, leaving}
    try:
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    finally:
        leaving.cancel()
    if admitted.decided.done():
        return admitted.decided.result()
    job.handshakes.forget(admitted)
    jobs.journal.record(HandshakeAbandoned(now(), number))
    return None


async def _serve(websocket: WebSocket, job: JobControl, socket: ServerSocket) -> None:
    job.add_socket(socket)
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                socket.note_gone(message.get("code", 1005))
                return
            text = message.get("text")
            socket.note_received("(binary)" if text is None else text)
            if text is not None and _is_ping(text) and socket.can_pong:
                job.say_to(socket, {"type": "pong"})
    finally:
        job.remove_socket(socket)


def _is_ping(text: str) -> bool:
    try:
        said = json.loads(text)
    except ValueError:
        return False
    return isinstance(said, dict) and said.get("type") == "ping"
