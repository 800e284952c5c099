"""`explore`, `replay`, `debug` and `doctor` with the browser of a Playwright server."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from e2e.debug.tests.running import LIMIT, run_debug
from e2e.gate.tests import processes
from e2e.gate.tests.command_in_process import run_in_process
from e2e.gate.tests.conftest import RunCommand
from e2e.gate.tests.explorations import start
from e2e.gate.tests.playwright_servers import TOKEN, PlaywrightServer, launch_server, run_server
from e2e.gate.tests.relay import relay_to
from e2e.pages.places import SCHEDULES

SERVER = "--browser-server"
EXPLORE = [
    "explore",
    "--regression",
    "polling-never-stops",
    "--exhaustive",
    "--acts",
    "0",
    "--no-shrink",
]
ONE_ACT = ("explore", "--exhaustive", "--acts", "1", "--disturbances", "0", "--workers", "1")
OLDER = SCHEDULES / "older-answer-wins.json"
REPLAY = ("replay", str(OLDER), "--regression", "older-answer-wins")


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[PlaywrightServer]:
    folder = tmp_path_factory.mktemp("server") / "browsers"
    with run_server(folder, pytestconfig.option.browser_path) as running:
        yield running


@pytest.fixture
def of_its_own(tmp_path: Path, pytestconfig: pytest.Config) -> Iterator[PlaywrightServer]:
    """A server that the test may end."""
    with run_server(tmp_path / "server" / "browsers", pytestconfig.option.browser_path) as running:
        yield running


def read(file: Path) -> dict[str, Any]:
    """Returns the result without its seconds, and with the same id for all jobs."""
    text = re.sub(r"\b[0-9a-f]{8}\b", "JOB", file.read_text())
    said: dict[str, Any] = json.loads(text)
    said.pop("seconds", None)
    return said


def name(server: PlaywrightServer) -> str:
    return f"the server at {server.address.removesuffix('/' + TOKEN)}"


def test_an_exploration_comes_to_what_a_browser_of_this_machine_comes_to(
    run_command: RunCommand, server: PlaywrightServer, tmp_path: Path
) -> None:
    """Two runs, each with browsers: the reason for its length."""
    here = run_command(*EXPLORE, "--workers", "1", "--report-dir", "here")
    there = run_command(*EXPLORE, "--workers", "1", "--report-dir", "there", SERVER, server.address)

    assert (here.code, there.code) == (1, 1), there.err
    found = read(tmp_path / "there" / "exploration.json")
    assert found == read(tmp_path / "here" / "exploration.json")
    assert found["causes"][0]["belief"] == "confirmed"
    assert TOKEN not in there.out + there.err + json.dumps(found)


def test_a_replay_tells_what_a_browser_of_this_machine_shows(
    run_command: RunCommand, server: PlaywrightServer, tmp_path: Path
) -> None:
    here = run_command(*REPLAY, "--report-dir", "here")
    there = run_command(*REPLAY, "--report-dir", "there", SERVER, server.address)

    assert (here.code, there.code) == (1, 1), there.err
    assert read(tmp_path / "there" / "report.json") == read(tmp_path / "here" / "report.json")
    assert f"{name(server)}, each scenario in a context of its own" in there.out
    for kept in ("screen.png", "trace.zip"):
        assert (tmp_path / "there" / kept).stat().st_size > 0
    assert TOKEN not in there.out + there.err


def test_the_panel_shows_the_page_of_a_server_as_a_picture_until_the_server_ends(
    of_its_own: PlaywrightServer, tmp_path: Path
) -> None:
    with run_debug("reconnect-silent", SERVER, of_its_own.address, cwd=tmp_path) as running:
        running.wait_until_waiting()
        assert running.post("run", {"to": 1}).status_code == 200
        assert running.get("picture.png").content.startswith(b"\x89PNG")
        assert running.get_state()["screen"]["lines"]
        assert "has no window here" in " ".join(running.said)
        assert not any(
            processes.is_browser(each) for each in processes.get_descendants(running.process.pid)
        )
        os.kill(of_its_own.pid, signal.SIGKILL)
        # The command looks for its browser when a panel is closed.
        with running.client.stream("GET", running.events, headers=running.bearer) as answer:
            next(answer.iter_lines())
        _, err = running.process.communicate(timeout=LIMIT)
    assert running.process.returncode == 3
    assert f"{name(of_its_own)} is gone" in err
    assert "Traceback" not in err
    assert TOKEN not in err


def test_an_exploration_whose_server_ends_is_undecided_and_names_it(
    of_its_own: PlaywrightServer, tmp_path: Path
) -> None:
    command = ("explore", "--exhaustive", "--acts", "6", "--workers", "1")
    with start(tmp_path, *command, SERVER, of_its_own.address) as run:
        assert run.stdout is not None
        for line in run.stdout:
            if "schedules" in line:
                break
        os.kill(of_its_own.pid, signal.SIGKILL)
        _, err = run.communicate(timeout=LIMIT)
    assert run.returncode == 3, err
    assert f"{name(of_its_own)} is gone" in err
    assert "Start the server again, or leave --browser-server out" in err
    assert "Were they killed" not in err
    assert "Traceback" not in err
    assert TOKEN not in err


def test_the_doctor_says_that_the_server_answers_and_has_a_way_back(
    run_command: RunCommand, server: PlaywrightServer
) -> None:
    done = run_command("doctor", "--json", SERVER, server.address)
    answers, way = json.loads(done.out)[-2:]
    assert (done.code, answers["name"], way["name"]) == (
        0,
        name(server),
        "its way back to this machine",
    )
    assert (answers["is_there"], way["is_there"]) == (True, True)
    assert answers["found"].startswith("Chromium ")
    assert "Playwright 1." in answers["found"]
    assert TOKEN not in done.out


def test_the_doctor_says_that_the_way_back_is_missing(
    run_command: RunCommand, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """The browser is behind a proxy that is not there, and the server has no tunnel."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        proxy = {"server": f"http://127.0.0.1:{free.getsockname()[1]}"}
    with launch_server(tmp_path, pytestconfig.option.browser_path, proxy=proxy) as without:
        done = run_command("doctor", "--json", SERVER, without.address)
    answers, way = json.loads(done.out)[-2:]
    assert (done.code, answers["is_there"], way["is_there"]) == (3, True, False)
    assert "does not reach this machine" in way["found"]
    assert "setup_would" not in way or way["setup_would"] is None


def test_the_doctor_says_that_no_server_answers(run_command: RunCommand) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    done = run_command("doctor", "--json", SERVER, f"ws://127.0.0.1:{port}/{TOKEN}")
    answers, way = json.loads(done.out)[-2:]
    assert (done.code, answers["is_there"], way["is_there"]) == (3, False, False)
    assert "ECONNREFUSED" in answers["found"]
    assert TOKEN not in done.out


def test_a_connection_that_goes_silent_costs_an_exploration_one_schedule_at_most(
    server: PlaywrightServer, tmp_path: Path
) -> None:
    """The limit of rest has to pass: the reason for its length."""
    with (
        relay_to(server.address) as relay,
        start(tmp_path, *ONE_ACT, SERVER, relay.address, "--browser-server-limit", "5") as run,
    ):
        assert run.stdout is not None
        for line in run.stdout:
            if "schedules" in line:
                break
        relay.go_silent()
        _, err = run.communicate(timeout=LIMIT)
    said = read(tmp_path / "reports" / "exploration" / "exploration.json")
    assert said["is_complete"]
    assert len(said["unplayable"]) <= 1
    assert run.returncode == (3 if said["unplayable"] else 0), err
    assert (TOKEN in err, "Traceback" in err) == (False, False)


@pytest.mark.parametrize("command", ["explore", "replay FILE", "debug", "doctor"])
def test_an_address_that_cannot_be_used_is_exit_code_2_and_not_repeated(
    command: str, tmp_path: Path
) -> None:
    words = command.replace("FILE", str(OLDER)).split()
    done = run_in_process(*words, SERVER, f"http://127.0.0.1/{TOKEN}", cwd=tmp_path)
    assert (done.returncode, TOKEN in done.stdout + done.stderr) == (2, False)
    assert "ws://HOST:PORT/PATH" in done.stderr


@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("explore", "--browser /no/browser"),
        ("explore", "--cluster tcp://127.0.0.1:9"),
        ("replay FILE", "--browser /no/browser"),
        ("replay FILE", "--headed"),
        ("replay FILE", "--slowmo 9"),
        ("debug", "--browser /no/browser"),
    ],
)
def test_an_option_that_needs_a_browser_of_this_machine_is_refused(
    command: str, option: str, tmp_path: Path
) -> None:
    words = [*command.replace("FILE", str(OLDER)).split(), *option.split()]
    done = run_in_process(*words, SERVER, "ws://127.0.0.1:9", cwd=tmp_path)
    assert done.returncode == 2
    assert f"{option.split()[0]} needs another browser than that of {SERVER}" in done.stderr
