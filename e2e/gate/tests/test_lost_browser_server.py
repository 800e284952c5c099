"""A server that goes away costs the plays under way; where it stays away, the gate is undecided."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from e2e.catalogue import Scenario
from e2e.catalogue.play import play
from e2e.catalogue.result import Result
from e2e.engine.browser import BrowserServer, BrowserSource
from e2e.engine.kept_browser import KeptBrowser
from e2e.gate.run.catalogue import choose_scenario, get_scenarios
from e2e.gate.tests.conftest import COMMAND, LIMIT, Done, RunGate, expect_one_message
from e2e.gate.tests.playwright_servers import TOKEN, PlaywrightServer, run_server
from e2e.gate.tests.relay import Relay, relay_to
from e2e.gate.tests.test_pages_that_hang import TROUBLES
from e2e.gate.tests.troubled_pages import build_troubled_pages
from e2e.stage import Backstage, Stage

PLAYS, WORKERS = 12, 2
IN_MID_PLAY = 400
"""The page has loaded long before that, and each of its 1,800 polls takes some chunks more."""

SCENARIO = choose_scenario("missed-while-connected")


@pytest.fixture(scope="module")
def browsers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server") / "browsers"


@pytest.fixture
def server(browsers: Path, pytestconfig: pytest.Config) -> Iterator[PlaywrightServer]:
    with run_server(browsers, pytestconfig.option.browser_path) as running:
        yield running


@contextmanager
def gate_in_mid_run(folder: Path, address: str) -> Iterator[subprocess.Popen[str]]:
    """Starts a gate, and yields it while its workers play."""
    command = [str(COMMAND), "gate", "--report-dir", str(folder), "--workers", str(WORKERS)]
    command += ["--browser-server", address]
    told = [each.id for each in get_scenarios() if each.tier == "regression"][:PLAYS]
    command += [word for each in told for word in ("--scenario", each)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as gate:
        assert gate.stdout is not None
        for line in gate.stdout:
            if f"  {PLAYS // 4}/" in line:
                break
        try:
            yield gate
        finally:
            gate.kill()


def end(gate: subprocess.Popen[str], folder: Path) -> tuple[Done, dict[str, str | None]]:
    """Returns the gate's result, and the reason of each scenario that is not passed."""
    out, err = gate.communicate(timeout=LIMIT)
    assert TOKEN not in out + err
    scenarios = json.loads((folder / "verdict.json").read_text())["scenarios"]
    assert {each["outcome"] for each in scenarios} == {"passed", "inconclusive"}
    lost = {each["id"]: each["reason"] for each in scenarios if each["outcome"] != "passed"}
    return Done(gate.returncode, out, err, folder), lost


def test_a_server_that_ends_half_way_leaves_the_gate_undecided_at_once(
    tmp_path: Path, server: PlaywrightServer
) -> None:
    """Workers and their browsers are started first: the reason for its length."""
    folder = tmp_path / "reports"
    with gate_in_mid_run(folder, server.address) as gate:
        os.kill(server.pid, signal.SIGKILL)
        done, lost = end(gate, folder)
    name = f"the server at {server.address.removesuffix('/' + TOKEN)}"
    expect_one_message(done, 3, "UNDECIDED", name, "ECONNREFUSED")
    assert len(lost) > WORKERS


def test_connections_that_are_cut_cost_one_play_a_worker_and_are_made_anew(
    tmp_path: Path, server: PlaywrightServer
) -> None:
    """Like the test above."""
    folder = tmp_path / "reports"
    with (
        relay_to(server.address) as relay,
        gate_in_mid_run(folder, relay.address) as gate,
    ):
        relay.cut()
        done, lost = end(gate, folder)
    expect_one_message(done, 3, "UNDECIDED", "inconclusive")
    assert 1 <= len(lost) <= WORKERS


@pytest.fixture
def relay(server: PlaywrightServer) -> Iterator[Relay]:
    with relay_to(server.address) as running:
        yield running


def test_an_interrupted_play_on_a_server_ends_as_one_on_this_machine_does(
    tmp_path: Path, relay: Relay
) -> None:
    """The limit of rest has to pass: the reason for its length. The scenario would play for minutes."""
    command = [str(COMMAND), "gate", "--scenario", "long-job-polled"]
    command += ["--report-dir", str(tmp_path), "--browser-server", relay.address]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as gate:
        relay.wait_for_chunks(IN_MID_PLAY)
        os.kill(gate.pid, signal.SIGINT)
        _, err = gate.communicate(timeout=60)
    assert (gate.returncode, "Traceback" in err) == (130, False)
    assert "there is no verdict" in err
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def browser(relay: Relay, playwright: Playwright, backstage: Backstage) -> Iterator[KeptBrowser]:
    on = BrowserServer(relay.address)
    kept = KeptBrowser(lambda: BrowserSource(server=on).start(playwright.chromium), backstage, on)
    yield kept
    kept.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return build_troubled_pages(tmp_path_factory.mktemp("pages"), TROUBLES)


def play_on(
    page: str,
    scenario: Scenario,
    pages: dict[str, Path],
    backstage: Backstage,
    browser: KeptBrowser,
) -> Result:
    described = {"name": page, "build": str(pages[page])}
    return play(scenario, described, backstage=backstage, browser=browser, limit=6.0)


@pytest.mark.parametrize("trouble", ["a script without an end", "a silent connection"])
def test_a_play_that_hangs_on_a_server_costs_itself_and_no_other(
    trouble: str,
    pages: dict[str, Path],
    backstage: Backstage,
    browser: KeptBrowser,
    relay: Relay,
) -> None:
    """The limit has to pass: the reason for its length."""

    def go_silent(stage: Stage) -> None:
        stage.show(stage.add_job(progress=40))
        assert stage.page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == (
            "Asia/Katmandu"
        )
        relay.go_silent()
        stage.page.evaluate("0")

    hanging = (
        choose_scenario("missed-after-many-polls")
        if trouble == "a script without an end"
        else replace(SCENARIO, play=go_silent)
    )
    result = play_on("hangs-in-a-timer", hanging, pages, backstage, browser)
    assert result.outcome == "inconclusive"
    assert "the page did not answer, as one whose script never ends" in str(result.reason)
    assert browser.process == 0
    again = play_on("hangs-in-a-timer", SCENARIO, pages, backstage, browser)
    assert (again.outcome, again.reason) == ("passed", None)


@pytest.mark.parametrize("chunks", [1, 2], ids=["before it hands over a browser", "after that"])
def test_a_server_that_goes_silent_at_the_start_is_given_up_after_its_limit(
    gate_in_process: RunGate, server: PlaywrightServer, chunks: int
) -> None:
    with relay_to(server.address, silent_after=chunks) as relay:
        done = gate_in_process("--browser-server", relay.address, "--browser-server-limit", "0.9")
    expect_one_message(done, 3, "0.9 s (--browser-server-limit)", "leave --browser-server out")
