"""A gate that checks a server beside the page. Each plays one scenario, as only the server matters here.

Tests that play a scenario do so in a real browser: the reason for their length.
"""

from __future__ import annotations

import socket
from xml.etree import ElementTree as ET

import pytest
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from e2e.gate.tests.conftest import RunGate
from e2e.gate.tests.job_servers import serve_mock
from e2e.gate.verdict.verdict import join_server
from e2e.gate.verdict.verdict_word import VerdictWord
from e2e.server_check import ServerCheck

ONE = ("--scenario", "missed-with-no-timer-left")


class Locked:
    """Answers HTTP requests with 401 unless they carry the key."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_key = (b"x-api-key", b"s3cret") in scope["headers"]
        answer = self._app if has_key or scope["type"] != "http" else Response(status_code=401)
        await answer(scope, receive, send)


def test_a_good_server_leaves_a_pass_a_pass_and_its_key_is_never_shown(run_gate: RunGate) -> None:
    with serve_mock(wrap=Locked) as server:
        job = server.create_job(status="completed")
        key = ("--server-header", "X-API-Key: s3cret")
        done = run_gate(*ONE, "--server", server.url, "--server-job", job.id, *key)
    assert "s3cret" not in done.out + done.err
    assert [path for path in done.reports.glob("*.*") if "s3cret" in path.read_text()] == []
    assert (done.code, done.verdict["verdict"]) == (0, "pass")
    checked = done.verdict["server"]
    assert (checked["schema_version"], checked["verdict"], checked["job"]) == (1, "pass", job.id)
    suite = ET.parse(done.reports / "junit.xml").getroot().find(".//testsuite[@name='server']")
    assert suite is not None
    assert {each.get("name") for each in suite} >= {"no-store", "wire", "everything-checked"}
    assert (suite.get("failures"), suite.get("errors")) == ("0", "0")


def test_a_finding_at_the_server_is_a_regression_in_every_report(run_gate: RunGate) -> None:
    with serve_mock(has_no_cache_middleware=False) as server:
        server.create_job(status="completed")
        done = run_gate(*ONE, "--server", server.url)
    assert (done.code, done.verdict["verdict"]) == (1, "regression")
    assert done.outcomes == {"missed-with-no-timer-left": "passed"}
    assert done.verdict["reason"] == f"the server at {server.url}: 12 findings"
    assert {each["rule"] for each in done.verdict["server"]["findings"]} == {"no-store", "pragma"}
    html = (done.reports / "index.html").read_text()
    for words in ("no Cache-Control", "RFC 9111, section 4.2.2", "Send `Cache-Control: no-store"):
        assert words in done.out
        assert words in html
    failures = ET.parse(done.reports / "junit.xml").getroot().findall(".//failure")
    assert len(failures) == 2


def test_a_server_that_cannot_be_reached_takes_a_pass_away(run_gate: RunGate) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    done = run_gate(*ONE, "--server", url)
    assert (done.code, done.verdict["verdict"]) == (3, "undecided")
    assert done.outcomes == {"missed-with-no-timer-left": "passed"}
    assert "connection refused" in done.verdict["reason"]
    assert "connection refused" in (done.reports / "index.html").read_text()
    (error,) = ET.parse(done.reports / "junit.xml").getroot().findall(".//error")
    assert "Is it running" in (error.get("message") or "")


@pytest.mark.parametrize(
    ("page", "server", "both"),
    [
        ("pass", "pass", "pass"),
        ("pass", "findings", "regression"),
        ("pass", "undecided", "undecided"),
        ("regression", "pass", "regression"),
        ("regression", "findings", "regression"),
        ("regression", "undecided", "regression"),
        ("undecided", "pass", "undecided"),
        ("undecided", "findings", "regression"),
        ("undecided", "undecided", "undecided"),
    ],
)
def test_page_and_server_together_are_as_bad_as_what_is_known(
    page: VerdictWord, server: str, both: str
) -> None:
    check = ServerCheck.model_construct(verdict=server, url="http://h", reason="why not")
    reason = None if page == "pass" else "the page"
    word, why = join_server(page, reason, check)
    assert word == both
    assert ("why not" in (why or "")) == (server != "pass")
    assert ("the page" in (why or "")) == (page != "pass")
    assert join_server(page, reason, None) == (page, reason)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--server", "localhost:8000"], "Did you mean 'http://localhost:8000'?"),
        (["--server", ""], "no http or https address"),
        (["--server", "http://h", "--server-header", "s3cret"], "no colon"),
        (["--server-job", "x"], "need --server URL"),
        (["--server-header", "X-API-Key: s3cret"], "need --server URL"),
    ],
    ids=["no address", "empty", "no header", "a job alone", "a header alone"],
)
def test_a_server_that_cannot_be_named_so_is_exit_code_2(
    gate_in_process: RunGate, arguments: list[str], words: str
) -> None:
    done = gate_in_process(*arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert "s3cret" not in done.err


def test_a_job_that_the_server_does_not_know_is_exit_code_2(
    gate_in_process: RunGate,
) -> None:
    with serve_mock() as server:
        done = gate_in_process(*ONE, "--server", server.url, "--server-job", "nobody")
    assert done.code == 2
    assert "it knows no such job" in done.err
    assert not (done.reports / "verdict.json").exists()
