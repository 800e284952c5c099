"""Servers that cannot be checked, and mistakes of a person: each gets one clear message."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import trustme

from e2e.gate.tests.conftest import COMMAND, LIMIT
from e2e.gate.tests.job_servers import (
    Checked,
    Said,
    Script,
    run_check_server,
    run_command,
    serve_mock,
    serve_script,
)

LIST = {"jobs": [], "count": 0}


def expect_undecided(checked: Checked, *words: str) -> None:
    """Asserts exit code 3, no finding, and `words` in the only part that was not checked."""
    assert (checked.code, checked.report["verdict"], checked.report["findings"]) == (
        3,
        "undecided",
        [],
    )
    (gap,) = checked.report["unchecked"]
    said = f"{gap['what']}: {gap['why']}. {gap['way_out']}"
    assert [word for word in words if word not in said] == []
    assert "Traceback" not in checked.err


def never_answer(request: BaseHTTPRequestHandler) -> None:
    request.rfile.read(1)


def drip(request: BaseHTTPRequestHandler) -> None:
    """Sends a byte every tenth of a second until the client hangs up: bytes must not extend the limit."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n")
    request.connection.settimeout(0.1)
    while True:
        try:
            request.wfile.write(b" ")
            request.connection.recv(1)
        except TimeoutError:
            continue
        except OSError:
            pass
        return


def speak_otherwise(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n")


def break_off(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")


@pytest.mark.parametrize("script", [never_answer, drip], ids=["never answers", "drips"])
def test_a_server_that_is_slow_is_asked_once_and_given_up_in_time(script: Script) -> None:
    with serve_script(script) as url:
        checked = run_check_server(url, "--timeout", "0.3")
    expect_undecided(checked, "no whole answer", "within 0.3 s", "--timeout")
    assert len(checked.report["asked"]) == 1


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (speak_otherwise, ["no whole HTTP answer", "Is this the port of an HTTP server?"]),
        (break_off, ["no whole HTTP answer"]),
        (lambda request: Said(200, "<!doctype html>"), ["text/html", "no JSON", "not of the page"]),
        (lambda request: Said(200, [1]), ["no JSON object"]),
        (lambda request: Said(404, {"detail": "Not Found"}), ["404", "the job server"]),
        (lambda request: Said(401, {}), ["401", "wants a key", "--header 'X-API-Key"]),
        (lambda request: Said(403, {}), ["403", "--header"]),
        (lambda request: Said(503, "busy"), ["503", "when the server is well"]),
        (lambda request: Said(429, {}), ["429"]),
        (lambda request: Said(302, "", {"Location": request.path}), ["more than 5 redirects"]),
        (lambda request: Said(302, "", {"Location": "http://[oops"}), ["another host"]),
    ],
    ids=[
        "no HTTP", "breaks off", "a page", "a list", "404", "401", "403",
        "503", "429", "leads in circles", "leads nowhere",
    ],
)  # fmt: skip
def test_a_server_that_cannot_be_checked_leaves_it_undecided(
    script: Script, words: list[str]
) -> None:
    with serve_script(script) as url:
        checked = run_check_server(url)
    expect_undecided(checked, *words)
    assert len(checked.report["asked"]) == 1


def test_without_a_job_to_check_a_good_server_is_undecided() -> None:
    with serve_mock() as server:
        checked = run_check_server(server.url)
    expect_undecided(checked, "its 304 and its WebSocket", "no job to ask for", "--job ID")
    asked = "\n".join(each["asked"] for each in checked.report["asked"])
    assert "HEAD /v1/jobs?" in asked
    assert "GET /openapi.json" in asked


def test_a_key_that_is_not_enough_is_said_so() -> None:
    with serve_script(lambda request: Said(401, {})) as url:
        checked = run_check_server(url, "--header", "X-API-Key: wrong")
    expect_undecided(checked, "your --header was not enough")


def test_a_server_that_is_down_is_undecided() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    checked = run_check_server(f"http://127.0.0.1:{port}")
    expect_undecided(checked, f"nothing listens at 127.0.0.1:{port}", "Is it running")


def test_a_host_that_does_not_exist_is_undecided() -> None:
    expect_undecided(run_check_server("http://jobs.invalid"), "no such host: jobs.invalid")


@contextmanager
def serve_tls(name: str) -> Iterator[tuple[str, trustme.CA]]:
    """Serves with a certificate for `name` of an unknown authority; yields the URL and the authority."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    with serve_script(lambda request: Said(200, LIST), tls=context) as url:
        yield url, authority


def test_a_certificate_of_an_unknown_authority_is_undecided_until_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve_tls("127.0.0.1") as (url, authority):
        expect_undecided(run_check_server(url), "certificate", "SSL_CERT_FILE")
        authority.cert_pem.write_to_path(tmp_path / "ca.pem")
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        assert run_check_server(url).report["asked"][0]["came"].startswith("200")


def test_a_certificate_of_another_host_is_undecided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve_tls("jobs.example") as (url, authority):
        authority.cert_pem.write_to_path(tmp_path / "ca.pem")
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        expect_undecided(run_check_server(url), "certificate", "IP address mismatch")


def test_https_where_the_server_speaks_http_is_undecided() -> None:
    with serve_script(lambda request: Said(200, LIST)) as url:
        checked = run_check_server(url.replace("http:", "https:"))
    expect_undecided(checked, "speaks no TLS", "http://")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"], ids=["another host", "another port"])
def test_a_redirect_to_another_host_is_said_and_not_followed(host: str) -> None:
    visited: list[str] = []

    def note(request: BaseHTTPRequestHandler) -> Said:
        visited.append(request.path)
        return Said(200, LIST)

    with serve_script(note) as there:
        target = there.replace("127.0.0.1", host) + "/v1/jobs"
        with serve_script(lambda request: Said(307, "", {"Location": target})) as url:
            checked = run_check_server(url, "--header", "X-API-Key: s3cret")
    expect_undecided(checked, f"307 leads to {target}, another host, and was not followed")
    assert visited == []


def test_a_redirect_on_the_same_host_is_followed_and_noted() -> None:
    def lead(request: BaseHTTPRequestHandler) -> Said:
        if request.path.startswith("/v1/jobs?"):
            return Said(307, "", {"Location": "/jobs/all"})
        return Said(200, LIST) if request.path == "/jobs/all" else Said(404, {})

    with serve_script(lead) as url:
        checked = run_check_server(url)
    assert "redirected to" in checked.notes
    assert "/jobs/all on the same host, and followed" in checked.notes


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["foo"], ["'foo'", "no http or https address", "http://localhost:8000"]),
        (["localhost:8000"], ["Did you mean 'http://localhost:8000'?"]),
        (["ftp://host"], ["'ftp://host'", "no http or https address"]),
        (["http://"], ["names no host"]),
        (["http://host:port"], ["names no host and port"]),
        (["http://ho st"], ["names no host"]),
        (["http://me:s3cret@host"], ["password", "Authorization: Basic"]),
        (["http://host/?a=1"], ["without a query"]),
        (["http://host", "--header", "s3cret"], ["no colon", "X-API-Key: value"]),
        (["http://host", "--header", "X-API-Key s3cret"], ["'X-API-Key'", "no colon"]),
        (["http://host", "--header", ": s3cret"], ["no name of a header"]),
        (["http://host", "--header", "X-API-Key:"], ["'X-API-Key'", "empty"]),
        (["http://host", "--header", "X-API-Key: s3cret\r\nX-Other: 1"], ["no header"]),
        (["http://host", "--timeout", "11"], ["--timeout"]),
        (["http://host", "--timeout", "0"], ["--timeout"]),
        ([], ["URL"]),
    ],
    ids=lambda value: " ".join(map(repr, value)) if isinstance(value, list) else None,
)  # fmt: skip
def test_unusable_input_is_exit_code_2(arguments: list[str], words: list[str]) -> None:
    checked = run_command("check-server", *arguments)
    assert (checked.code, checked.out) == (2, "")
    assert [word for word in words if word not in checked.err] == []
    assert "s3cret" not in checked.err
    assert "Traceback" not in checked.err


def test_a_proxy_that_cannot_be_used_is_exit_code_2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "gopher://127.0.0.1:1")
    checked = run_command("check-server", "http://jobs.invalid")
    assert checked.code == 2
    assert "Failed to use the proxy" in checked.err
    assert "NO_PROXY" in checked.err


def test_a_job_that_the_server_does_not_know_is_exit_code_2_with_the_nearest() -> None:
    with serve_mock() as server:
        server.create_job(job_id="video-of-monday")
        near = run_command("check-server", server.url, "--job", "video-of-munday")
        far = run_command("check-server", server.url, "--job", "../x")
    assert (near.code, far.code) == (2, 2)
    assert "'video-of-munday'" in near.err
    assert "Did you mean 'video-of-monday'?" in near.err
    assert "It lists video-of-monday." in far.err


def test_a_job_of_the_list_that_is_then_unknown_is_no_bad_usage() -> None:
    def forget(request: BaseHTTPRequestHandler) -> Said:
        if request.path.startswith("/v1/jobs?"):
            return Said(200, {"jobs": [{"job_id": "x", "status": "running"}], "count": 1})
        return Said(404, {"detail": "Job not found"})

    with serve_script(forget) as url:
        checked = run_check_server(url, "--job", "x")
    assert any(each["why"] == "it answers 404" for each in checked.report["unchecked"])


@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["Ctrl-C", "SIGTERM"]
)
def test_an_interrupted_check_ends_at_once_and_says_so(sent: signal.Signals, code: int) -> None:
    asked: list[subprocess.Popen[str]] = []

    def interrupt(request: BaseHTTPRequestHandler) -> None:
        os.kill(asked[0].pid, sent)
        request.rfile.read(1)

    with serve_script(interrupt) as url:
        command = [str(COMMAND), "check-server", url]
        check = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        asked.append(check)
        out, err = check.communicate(timeout=LIMIT)
    assert (check.returncode, out) == (code, "")
    assert "not checked to the end" in err
    assert "Traceback" not in err
