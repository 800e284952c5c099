"""The mock backend as a server of its own, started as a person starts it."""

from __future__ import annotations

import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from e2e.gate.tests.conftest import COMMAND, LIMIT
from e2e.gate.tests.job_servers import run_check_server, run_command


@contextmanager
def start_mock_server(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Yields the server's process and its address; ends the process with the block."""
    command = [str(COMMAND), "mock-server", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.terminate()
        process.communicate(timeout=LIMIT)


@pytest.mark.parametrize(
    ("policy", "code"), [("middleware", 0), ("no-store", 1), ("etag", 1), ("no-headers", 1)]
)
def test_a_mock_server_is_checked_as_its_policy_deserves(policy: str, code: int) -> None:
    with start_mock_server("--cache-policy", policy) as (_, url):
        checked = run_check_server(url)
    assert checked.code == code
    of_the_job = {asked for _, asked in checked.found if asked.endswith((" job", " 304"))}
    assert bool(of_the_job) == (policy in ("etag", "no-headers"))


def test_a_mock_server_shows_a_job_in_each_status() -> None:
    with start_mock_server() as (_, url):
        jobs = httpx.get(f"{url}/v1/jobs").json()["jobs"]
    assert [each["status"] for each in jobs] == ["pending", "running", "completed", "failed"]


def test_an_empty_mock_server_shows_none() -> None:
    with start_mock_server("--empty") as (_, url):
        assert httpx.get(f"{url}/v1/jobs").json() == {"jobs": [], "count": 0}


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_a_mock_server_ends_well_when_it_is_told_to(sent: signal.Signals) -> None:
    with start_mock_server() as (process, url):
        process.send_signal(sent)
        assert process.stdout is not None
        assert process.stderr is not None
        # `communicate` would miss lines that came together with the line that was read.
        out, err = process.stdout.read(), process.stderr.read()
        assert (process.wait(LIMIT), err) == (0, "")
        with pytest.raises(httpx.ConnectError):
            httpx.get(url)
    assert "Ctrl-C ends it" in out


def test_a_port_that_is_taken_is_exit_code_2() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with start_mock_server("--port", port) as (process, url):
            out, err = process.communicate(timeout=LIMIT)
    assert (process.returncode, url + out) == (2, "")
    assert f"Failed to serve at port {port}" in err


def test_a_policy_that_does_not_exist_is_exit_code_2_with_the_nearest() -> None:
    done = run_command("mock-server", "--cache-policy", "no-stroe")
    assert done.code == 2
    assert "Did you mean 'no-store'?" in done.err
