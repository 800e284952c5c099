"""A gate that is interrupted: its exit code, all reports or no report, no process and no file left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from e2e.gate.run.catalogue import get_scenarios
from e2e.gate.tests import processes
from e2e.gate.tests.conftest import COMMAND, LIMIT, Done, expect_one_message
from e2e.pages.places import EXAMPLE_PAGES

pytestmark = pytest.mark.timeout(1500)

PLAYS, WORKERS = 20, 2
"""Enough plays that at some moment both workers have ended some plays and have others left."""

REPORTS = {"verdict.json", "junit.xml", "index.html", "summary.md", "evidence"}


@pytest.fixture(autouse=True)
def temporary(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files of the gate and of its browsers."""
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@contextmanager
def gate_in_mid_run(
    folder: Path,
) -> Iterator[tuple[subprocess.Popen[str], list[processes.Process]]]:
    """Starts a gate, and yields it with all its descendants while its workers play a page."""
    command = [str(COMMAND), "gate", "--report-dir", str(folder), "--workers", str(WORKERS)]
    command += ["--web-ui", str(EXAMPLE_PAGES / "class-xhr")]
    command += [word for each in get_scenarios()[:PLAYS] for word in ("--scenario", each.id)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as gate:
        assert gate.stdout is not None
        for line in gate.stdout:
            if f"  {PLAYS // 4}/" in line:
                break
        try:
            yield gate, processes.get_descendants(gate.pid)
        finally:
            gate.kill()


@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["Ctrl-C", "SIGTERM"]
)
def test_an_interrupted_gate_says_so_and_leaves_neither_reports_nor_processes(
    tmp_path: Path, temporary: Path, sent: signal.Signals, code: int
) -> None:
    """Workers and their browsers are started first: the reason for its length."""
    older = tmp_path / "verdict.json"
    older.write_text('{"verdict": "pass"}')
    with gate_in_mid_run(tmp_path) as (gate, started):
        os.kill(gate.pid, sent)
        _, err = gate.communicate(timeout=60)
    assert gate.returncode == code
    assert "there is no verdict" in err
    assert "Traceback" not in err
    assert processes.get_alive(started) == []
    assert [*tmp_path.iterdir(), *temporary.iterdir()] == []


@contextmanager
def gate_of_one_long_scenario(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Starts a gate whose scenario polls for a virtual hour, long enough to interrupt it."""
    command = [str(COMMAND), "gate", "--scenario", "long-job-polled", "--report-dir", str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as gate:
        yield gate


@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["Ctrl-C", "SIGTERM"]
)
def test_a_single_scenario_is_interrupted_as_a_gate_is(
    tmp_path: Path, temporary: Path, sent: signal.Signals, code: int
) -> None:
    """The scenario runs in the gate's own process."""
    with gate_of_one_long_scenario(tmp_path) as gate:
        assert gate.stdout is not None
        assert any("Page under test" in line for line in gate.stdout)
        while not any(processes.is_browser(each) for each in processes.get_descendants(gate.pid)):
            assert gate.poll() is None
        started = processes.get_descendants(gate.pid)
        os.kill(gate.pid, sent)
        _, err = gate.communicate(timeout=60)
    assert (gate.returncode, "Traceback" in err) == (code, False)
    assert "there is no verdict" in err
    assert processes.get_alive(started) == []
    assert [*tmp_path.iterdir(), *temporary.iterdir()] == []


@pytest.mark.parametrize("line", ["Page:", "Browser:", "Pages:"])
def test_a_gate_that_is_interrupted_before_its_plays_leaves_nothing(
    tmp_path: Path, temporary: Path, line: str
) -> None:
    with gate_of_one_long_scenario(tmp_path) as gate:
        assert gate.stdout is not None
        assert any(each.startswith(line) for each in gate.stdout)
        os.kill(gate.pid, signal.SIGTERM)
        started = processes.get_descendants(gate.pid)
        _, err = gate.communicate(timeout=60)
    assert (gate.returncode, err) == (143, "Terminated: there is no verdict.\n")
    assert processes.get_alive(started) == []
    assert [*tmp_path.iterdir(), *temporary.iterdir()] == []


def test_a_browser_that_dies_in_mid_run_costs_its_play_and_leaves_the_gate_undecided(
    tmp_path: Path, temporary: Path
) -> None:
    """Like the tests above, but all browsers are killed instead of the gate."""
    with gate_in_mid_run(tmp_path) as (gate, started):
        for each in filter(processes.is_browser, started):
            os.kill(each.pid, signal.SIGKILL)
        out, err = gate.communicate(timeout=LIMIT)
    expect_one_message(Done(gate.returncode, out, err, tmp_path), 3, "UNDECIDED", "browser died")
    assert processes.get_alive(started) == []
    assert {each.name for each in tmp_path.iterdir()} == REPORTS
    assert list(temporary.iterdir()) == []
    scenarios = json.loads((tmp_path / "verdict.json").read_text())["scenarios"]
    lost = [each for each in scenarios if each["outcome"] == "inconclusive"]
    # Each worker had at most one play under way, and loses only that one.
    assert 1 <= len(lost) <= WORKERS
    assert {each["outcome"] for each in scenarios if each not in lost} == {"passed"}


def test_a_gate_that_is_killed_leaves_no_process_and_nothing_that_looks_like_a_report(
    tmp_path: Path,
) -> None:
    """After SIGKILL a gate runs no cleanup: its workers end alone, and the next gate cleans up."""
    with gate_in_mid_run(tmp_path) as (gate, started):
        gate.kill()
        gate.wait()
        assert processes.wait_until_ended(started, 30) == []
    assert not {each.name for each in tmp_path.iterdir()} & REPORTS
    command = [
        str(COMMAND),
        "gate",
        "--report-dir",
        str(tmp_path),
        "--scenario",
        "reconnect-silent",
    ]
    subprocess.run(command, capture_output=True, check=True)
    assert {each.name for each in tmp_path.iterdir()} == REPORTS - {"evidence"}
