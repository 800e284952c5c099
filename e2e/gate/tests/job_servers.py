"""Real job servers on loopback to check, right and wrong ones, and the command that checks them."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar

from anyio.from_thread import BlockingPortal, start_blocking_portal
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import mock_backend
from e2e.gate.tests.command_in_process import run_in_process
from e2e.server_check import CheckSettings, check_server
from mock_backend import DIALECTS, Backend, DialectName, JobControl, serve_backend

T = TypeVar("T")
RECORDED = Path(mock_backend.__file__).parent / "tests" / "recorded"
FILES: dict[DialectName, str] = {
    "inline": "inline-results-server.json",
    "result-url": "result-url-server.json",
}
_OF_TRANSPORT = ("content-length", "content-type", "connection")

NO_TIME = "0.05"
"""Seconds to listen on a WebSocket that will send no frame."""


@dataclass(frozen=True)
class Checked:
    """The result of a run of `check-server`."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        report: dict[str, Any] = json.loads(self.out)
        return report

    @property
    def found(self) -> set[tuple[str, str]]:
        """The rule and the request of each finding, without ids and queries."""
        job = self.report["job"]
        return {(each["rule"], _name(each["asked"], job)) for each in self.report["findings"]}

    @property
    def fields(self) -> dict[str, str]:
        """The outcome (`came`) for each field that differs from the wire contract."""
        return {each["field"]: each["came"] for each in self.report["findings"] if each["field"]}

    @property
    def notes(self) -> str:
        return "\n".join(f"{each['asked']}: {each['came']}" for each in self.report["notes"])


def run_check_server(url: str, *arguments: str) -> Checked:
    """Runs `jobstatus-e2e check-server URL --json`."""
    return run_command("check-server", url, "--json", "--listen", NO_TIME, *arguments)


def check_here(url: str, *, job: str | None = None, listen: float = 0.05) -> Checked:
    """Runs the same check without the command: for long tables of expected findings."""
    settings = CheckSettings(url, job, listen=listen)
    report = run_in_a_thread(lambda: check_server(settings, lambda request: None))
    code = {"pass": 0, "findings": 1, "undecided": 3}[report.verdict]
    return Checked(code, report.model_dump_json(), "")


def run_in_a_thread(do: Callable[[], T]) -> T:
    """Runs `do` in a thread of its own, and returns its result.

    Once Playwright's sync API has started, its event loop occupies the main thread for ever.
    """
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(do).result()


def run_command(*arguments: str) -> Checked:
    """Runs the command in this process, without a terminal."""
    done = run_in_process(*arguments)
    return Checked(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class MockServer:
    """The mock backend, served by an event loop in a thread of its own."""

    portal: BlockingPortal
    backend: Backend

    @property
    def url(self) -> str:
        return self.backend.base_url

    def create_job(self, **settings: Any) -> JobControl:
        return self.portal.call(lambda: self.backend.create_job(**settings))


Change = Callable[[str, Any], Any]
"""Gets a path and the JSON of its answer, and returns the JSON to answer instead."""


@contextmanager
def serve_mock(
    *,
    has_no_cache_middleware: bool = True,
    change: Change | None = None,
    wrap: Callable[[ASGIApp], ASGIApp] | None = None,
    dialect: DialectName = "inline",
) -> Iterator[MockServer]:
    """Serves the mock, by default with right headers: so each finding comes from the change of a test.

    It answers HEAD, unlike the team's server, because the rules for HEAD are tested here.
    """
    with (
        start_blocking_portal("asyncio") as portal,
        portal.wrap_async_context_manager(
            serve_backend(
                now=lambda: 0,
                has_no_cache_middleware=has_no_cache_middleware,
                dialect=DIALECTS[dialect],
                answers_head=True,
            )
        ) as backend,
    ):
        if change is not None:
            portal.call(lambda: backend.app.add_middleware(Drift, change=change))
        if wrap is not None:
            portal.call(lambda: backend.app.add_middleware(wrap))
        yield MockServer(portal, backend)


class Drift:
    """Changes the JSON of each answer: like a server whose next version differs from the mock."""

    def __init__(self, app: ASGIApp, change: Change) -> None:
        self._app = app
        self._change = change

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] == "HEAD":
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = b""

        async def send_changed(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            changed = json.dumps(self._change(scope["path"], json.loads(body))).encode()
            kept = [each for each in start["headers"] if each[0].lower() != b"content-length"]
            length = (b"content-length", str(len(changed)).encode())
            await send({**start, "headers": [*kept, length]})
            await send({"type": "http.response.body", "body": changed})

        await self._app(scope, receive, send_changed)


@dataclass(frozen=True)
class Said:
    """The answer of a scripted server; a body that is no text is sent as JSON."""

    status: int = 200
    body: object = ""
    headers: Mapping[str, str] | None = None


Script = Callable[[BaseHTTPRequestHandler], Said | None]
"""Returns the answer to a request, or None if it has handled the connection itself."""


@contextmanager
def serve_script(script: Script, *, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Runs a server of the standard library that answers by `script`; yields its root address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said = script(self)
            if said is None:
                return
            is_text = isinstance(said.body, str)
            body = said.body.encode() if is_text else json.dumps(said.body).encode()  # type: ignore[attr-defined]
            kind = "text/html" if is_text else "application/json"
            self.send_response(said.status)
            for name, value in {"Content-Type": kind, **(said.headers or {})}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = Quiet(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def serve_recorded(dialect: DialectName, headers: Mapping[str, str] | None = None) -> Iterator[str]:
    """Runs a server that gives the recorded answers of the team's server; it has no WebSocket.

    Yields its root address. `headers` replace recorded ones of the same name. The list of the dialect
    `inline` was not recorded, so it shows the completed job.
    """
    recorded = json.loads((RECORDED / FILES[dialect]).read_text(encoding="utf-8"))
    answers = {each["request"].split()[1]: each for each in recorded if each["status"] != 404}
    if dialect == "inline":
        job = next(each["body"] for each in recorded if each["body"].get("results"))
        answers = {f"/v1/jobs/{job['job_id']}": {"status": 200, "body": job}}
        answers["/v1/jobs"] = {"status": 200, "body": {"jobs": [job], "count": 1}}
    unknown = recorded[-1] if dialect == "inline" else {"body": {"detail": "Job not found"}}

    def answer(request: BaseHTTPRequestHandler) -> Said:
        path, _, query = request.path.partition("?")
        found = answers.get(path) or answers.get(f"{path}?{query}")
        if request.command == "HEAD":
            return Said(405, {"detail": "Method Not Allowed"})
        if found is None:
            return Said(404, unknown["body"], headers)
        kept = {k: v for k, v in found.get("headers", {}).items() if k not in _OF_TRANSPORT}
        return Said(found["status"], found["body"], {**kept, **(headers or {})})

    with serve_script(answer) as url:
        yield url


class Quiet(ThreadingHTTPServer):
    """A server that prints no error about a client that hangs up or speaks no TLS."""

    block_on_close = False
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass


def _name(asked: str, job: str | None) -> str:
    method, _, rest = asked.partition(" ")
    target = rest.split(",")[0].split(" ")[0].split("?")[0]
    if job is not None and target.endswith(job):
        kind = "job"
    elif target == "/v1/jobs":
        kind = "list"
    else:
        kind = "unknown" if target.startswith("/v1/jobs/") else target
    return f"{method} {kind}{' 304' if 'answered 304' in asked else ''}"
