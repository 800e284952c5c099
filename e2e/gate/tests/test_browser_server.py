"""A gate in the browser of a Playwright server comes to the verdict of a gate on this machine."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from e2e.gate.tests.conftest import Done, RunGate
from e2e.gate.tests.playwright_servers import TOKEN, PlaywrightServer, launch_server, run_server

SCENARIOS = (
    "--scenario=reconnect-late-progress",
    "--scenario=reconnect-silent",
    "--scenario=download-while-connected",
    "--scenario=failure-without-a-reason",
)
"""One that Issue 231 fails, one more, one that downloads, and one that is about the time zone."""


@pytest.fixture(scope="module")
def with_tunnel(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[PlaywrightServer]:
    folder = tmp_path_factory.mktemp("server") / "browsers"
    with run_server(folder, pytestconfig.option.browser_path) as server:
        yield server


@pytest.fixture(scope="module")
def without_tunnel(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[PlaywrightServer]:
    folder = tmp_path_factory.mktemp("server")
    with launch_server(folder, pytestconfig.option.browser_path) as server:
        yield server


def read(done: Done) -> tuple[dict[str, Any], dict[str, Any]]:
    """Returns the verdict without times and with one id for all jobs, and apart how it was played."""
    text = (done.reports / "verdict.json").read_text()
    said: dict[str, Any] = json.loads(re.sub(r"\b[0-9a-f]{8}\b", "JOB", text))
    del said["began_at"], said["seconds"]
    return said, {**said.pop("browser"), "isolation": said.pop("isolation")}


@pytest.mark.parametrize("server", ["with_tunnel", "without_tunnel"])
@pytest.mark.parametrize(
    ("page", "code"), [((), 0), (("--regression", "issue-231"), 1)], ids=["reference", "issue-231"]
)
def test_the_verdict_is_that_of_a_browser_on_this_machine_to_the_letter(
    run_gate: RunGate,
    gate_once: RunGate,
    request: pytest.FixtureRequest,
    server: str,
    page: tuple[str, ...],
    code: int,
) -> None:
    """Two gates, each with a browser: the reason for its length."""
    address = request.getfixturevalue(server).address
    here = gate_once(*SCENARIOS, *page)
    local, how = read(here)
    assert how["isolation"] == "cheapest"
    there = run_gate(*SCENARIOS, *page, "--browser-server", address)
    remote, how = read(there)
    assert (here.code, there.code) == (code, code), there.err
    assert remote == local
    rung = f"the server at {address.removesuffix('/' + TOKEN)}"
    assert (how["rung"], how["is_sandboxed"], how["isolation"]) == (rung, None, "context")
    assert rung in (there.reports / "index.html").read_text()
    assert f"{rung}, each scenario in a context of its own" in " ".join(there.out.split())
    assert not [file for file in there.reports.rglob("*") if has_token(file)]
    assert TOKEN not in there.out + there.err


def test_the_browser_reaches_the_backend_through_the_tunnel_alone(
    run_gate: RunGate, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """A gate, whose browsers write down how they were started: the reason for its length."""
    starts, recorder = tmp_path / "starts", tmp_path / "browser"
    real = pytestconfig.option.browser_path
    recorder.write_text(f'#!/bin/sh\necho "$@" >> {starts}\nexec {real} "$@"\n')
    recorder.chmod(0o755)
    with run_server(tmp_path / "server" / "browsers", str(recorder)) as server:
        done = run_gate("--scenario=reconnect-silent", "--browser-server", server.address)
    assert done.code == 0, done.err
    asked = starts.read_text().splitlines()
    assert len(asked) >= 2
    through = [each for each in asked if "--proxy-server=socks5://127.0.0.1:" in each]
    assert [each for each in through if "<-loopback>" in each] == asked


def has_token(file: Path) -> bool:
    return file.is_file() and TOKEN.encode() in file.read_bytes()
