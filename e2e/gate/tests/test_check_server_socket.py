"""The findings of `check-server` about a job's WebSocket."""

from __future__ import annotations

import threading

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from e2e.gate.tests.job_servers import (
    MockServer,
    check_here,
    run_check_server,
    run_command,
    serve_mock,
)
from mock_backend import SendFrame, SendPending, SendSnapshot
from mock_backend.gates import Greeting
from mock_backend.job_control import JobControl
from mock_backend.journal import JournalEvent
from mock_backend.journal.events import HandshakeAbandoned

LONG_ENOUGH = ("--listen", "9")
"""A limit that no check here reaches: it stops listening at the first frame or the close."""


def greet(server: MockServer, job: JobControl, greeting: Greeting) -> None:
    def set_greeting() -> None:
        job.handshakes.greeting = greeting

    server.portal.call(set_greeting)


def test_a_silent_server_is_said_to_send_no_snapshot() -> None:
    with serve_mock() as server:
        server.create_job(status="completed")
        checked = run_check_server(server.url)
    assert checked.code == 0
    assert "no snapshot on connect, nothing within 0.05 s: as the contract has it" in checked.notes


@pytest.mark.parametrize("status", ["running", "completed", "failed"])
def test_a_snapshot_of_what_is_true_is_noted_and_no_finding(status: str) -> None:
    with serve_mock() as server:
        greet(server, server.create_job(status=status, progress=40), SendSnapshot())
        checked = check_here(server.url, listen=9)
    assert (checked.code, checked.found) == (0, set())
    assert "on connect it sent 1 frame within 9 s, first {" in checked.notes


@pytest.mark.parametrize(
    ("status", "greeting", "rule"),
    [
        ("completed", SendPending(), "no-false-snapshot"),
        ("running", SendPending(), "no-false-snapshot"),
        (
            "completed",
            SendFrame(
                {"job_id": "x", "current_frame": 190, "total_frames": 200, "percent": 95}
            ),
            "no-false-snapshot",
        ),
        ("failed", SendFrame({"job_id": "x", "status": "completed"}), "no-false-snapshot"),
        ("pending", SendPending(), "websocket-frames"),
        ("running", SendFrame({"job_id": "x", "percent": 40}), "websocket-frames"),
        ("running", SendFrame("not JSON"), "websocket-frames"),
        ("running", SendFrame(b"\x00"), "websocket-frames"),
        ("running", SendFrame("[1]"), "websocket-frames"),
    ],
    ids=[
        "pending after completed", "pending after running", "95 % after completed",
        "completed after failed", "a status that no frame has", "progress without its frames",
        "no JSON", "binary", "a list",
    ],
)  # fmt: skip
def test_a_frame_on_connect_that_misleads_the_page_is_a_finding(
    status: str, greeting: Greeting, rule: str
) -> None:
    with serve_mock() as server:
        greet(server, server.create_job(status=status), greeting)
        checked = check_here(server.url, listen=9)
    assert checked.code == 1
    assert {each["rule"] for each in checked.report["findings"]} == {rule}


def test_a_handshake_that_is_refused_is_a_finding_with_its_status() -> None:
    with serve_mock() as server:
        job = server.create_job()
        server.portal.call(job.handshakes.refuse, 403)
        checked = run_check_server(server.url)
    (finding,) = checked.report["findings"]
    assert (checked.code, finding["rule"]) == (1, "websocket-opens")
    assert "403 instead of 101" in finding["came"]
    assert "RFC 6455, section 4.2.2" in finding["clause"]


def test_a_handshake_that_nobody_answers_is_given_up_in_time() -> None:
    with serve_mock() as server:
        job = server.create_job()
        server.portal.call(job.handshakes.hold)
        given_up = threading.Event()

        def note(event: JournalEvent) -> None:
            if isinstance(event, HandshakeAbandoned):
                given_up.set()

        server.portal.call(server.backend.journal.subscribe, note)
        checked = run_check_server(server.url, "--timeout", "2")
        # The check has ended by now, and the server notices the end of the connection a little later.
        assert given_up.wait(10)
    (finding,) = checked.report["findings"]
    assert (checked.code, finding["rule"]) == (1, "websocket-opens")
    assert "within 2 s" in finding["came"]


def test_a_handshake_that_leads_elsewhere_is_not_followed() -> None:
    class Redirecting:
        def __init__(self, app: ASGIApp) -> None:
            self._app = app

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "websocket":
                await self._app(scope, receive, send)
                return
            await receive()
            there = (b"location", b"ws://localhost:1/elsewhere")
            start = {"type": "websocket.http.response.start", "status": 302, "headers": [there]}
            await send(start)
            await send({"type": "websocket.http.response.body", "body": b""})

    with serve_mock(wrap=Redirecting) as server:
        server.create_job()
        checked = run_check_server(server.url)
    (finding,) = checked.report["findings"]
    assert finding["rule"] == "websocket-opens"
    assert "302" in finding["came"]
    assert "ws://localhost:1/elsewhere" in finding["came"]


def test_a_server_that_closes_the_socket_again_is_a_finding() -> None:
    with serve_mock() as server:
        job = server.create_job(status="running")

        def close_each() -> None:
            add = job.add_socket

            def add_and_close(socket: object) -> None:
                add(socket)  # type: ignore[arg-type]
                socket.close(4404)  # type: ignore[attr-defined]

            job.add_socket = add_and_close  # type: ignore[method-assign]

        server.portal.call(close_each)
        checked = run_check_server(server.url, *LONG_ENOUGH)
    (finding,) = checked.report["findings"]
    assert (checked.code, finding["rule"]) == (1, "websocket-stays")
    assert "closed it again with 4404" in finding["came"]


def test_a_key_goes_to_the_socket_only_where_the_server_wants_one() -> None:
    seen: list[bool] = []

    class Keyed:
        def __init__(self, app: ASGIApp) -> None:
            self._app = app

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "websocket":
                has_key = any(name == b"x-api-key" for name, _ in scope["headers"])
                seen.append(has_key)
                if not has_key:
                    await receive()
                    await send({"type": "websocket.close"})
                    return
            await self._app(scope, receive, send)

    with serve_mock(wrap=Keyed) as server:
        server.create_job()
        checked = run_check_server(server.url, "--header", "X-API-Key: s3cret")
    assert (checked.code, seen) == (0, [False, True])
    assert "a browser cannot send one on a WebSocket" in checked.notes
    assert "s3cret" not in checked.out


def test_people_read_what_was_heard() -> None:
    with serve_mock() as server:
        greet(server, server.create_job(status="completed"), SendPending())
        checked = run_command("check-server", server.url, *LONG_ENOUGH)
    for words in (
        "no-false-snapshot",
        '"status": "pending"',
        "Codebase Verification 1",
        "FINDINGS: 1",
    ):
        assert words in checked.out
