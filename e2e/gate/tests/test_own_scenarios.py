"""The example of a team's project: scenarios of its own, played by pytest on the page beside them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from e2e.debug.tests.running import run_debug
from e2e.gate.tests.command_in_process import run_in_process
from e2e.gate.tests.conftest import LIMIT, RunGate
from e2e.gate.tests.forked_command import PYTEST, run_forked
from e2e.pages.places import ROOT

EXAMPLE = ROOT / "docs" / "examples" / "own-scenarios"
NONE = """
const NONE = { close() {}, onmessage: null as ((message: { data: unknown }) => void) | null };
"""
NEXT_POLL = "if (!isOver) timer = window.setTimeout(poll, 2000);"
RECONNECTING = (
    *("reconnect-late-progress", "error-while-connected"),
    "missed-between-reconnect-and-handshake",
)
pytestmark = pytest.mark.slow


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "project"))


def run_pytest(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run_forked(PYTEST, *arguments, cwd=project, limit=LIMIT)


def test_its_scenarios_pass_on_its_page(project: Path) -> None:
    done = run_pytest(project, "-q")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed" in done.stdout


def test_they_fail_with_the_cause_on_a_page_that_stops_asking(project: Path) -> None:
    component = project / "web-ui" / "src" / "components" / "JobStatus.tsx"
    before = component.read_text()
    component.write_text(before.replace(NEXT_POLL, ""))
    assert component.read_text() != before
    done = run_pytest(project, "-q")
    assert done.returncode == 1
    assert "2 failed" in done.stdout
    assert "our-proxy-cuts-the-socket on web-ui: failed" in done.stdout
    assert "polling-ended-" in done.stdout
    assert "the page still shows" in done.stdout


def test_a_page_that_is_none_is_a_usage_error(project: Path) -> None:
    done = run_pytest(project, "--web-ui", "nowhere")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr


def test_one_of_them_is_stepped_through(project: Path) -> None:
    scenario = "races/test_our_proxy.py::our-proxy-is-restarted"
    with run_debug(scenario, "--web-ui", "web-ui", cwd=project) as running:
        state = running.wait_until_waiting()
        assert state["title"] == "our-proxy-is-restarted"
        says = [each["detail"] for each in state["acts"]]
        assert says[1:3] == [
            "job 1: the next 1 answer(s): the server answers with status 502",
            "job 1: its sockets are cut",
        ]
        over = running.post("run", {"to": None}).json()
        assert (over["is_at_end"], over["message"]) == (True, None)


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("races/nowhere.py::any", "there is no such file"),
        (
            "races/test_our_proxy.py",
            "it has 2 scenarios. Known: races/test_our_proxy.py::our-proxy-cuts",
        ),
        ("races/test_our_proxy.py::none", "it has no scenario 'none'"),
        ("races/broken.py::any", "ModuleNotFoundError: No module named 'nothing_of_that_name'"),
    ],
)
def test_a_file_without_that_scenario_is_bad_usage(project: Path, named: str, told: str) -> None:
    (project / "races" / "broken.py").write_text("import nothing_of_that_name\n")
    done = run_in_process("debug", named, "--web-ui", "web-ui", cwd=project)
    assert done.returncode == 2
    assert told in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("socket", ["is never made again", "is never made"])
def test_a_page_without_a_socket_keeps_out_of_the_races_of_a_reconnect(
    run_gate: RunGate, project: Path, socket: str
) -> None:
    component = project / "web-ui" / "src" / "components" / "JobStatus.tsx"
    if socket == "is never made":
        before = component.read_text()
        without = re.sub(r"const socket = new WebSocket\(.*\);", "const socket = NONE;", before)
        assert without != before
        component.write_text(without + NONE)
    named = (word for each in RECONNECTING for word in ("--scenario", each))
    done = run_gate("--web-ui", project / "web-ui", *named)
    assert (done.code, done.outcomes) == (0, dict.fromkeys(RECONNECTING, "passed"))
    for case in done.verdict["scenarios"]:
        (note,) = case["notes"]
        assert note.startswith("the page keeps out of the race: ")
        assert "the page makes no WebSocket for 60 s" in note or case["id"].startswith("missed")
