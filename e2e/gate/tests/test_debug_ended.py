"""The end of `jobstatus-e2e debug`: its exit code, and no process left."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from e2e.debug.tests.running import LIMIT, run_debug
from e2e.gate.tests import processes

pytestmark = pytest.mark.timeout(2 * LIMIT)


@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["Ctrl-C", "SIGTERM"]
)
@pytest.mark.parametrize("is_playing", [False, True], ids=["while it waits", "while it plays"])
def test_a_signal_ends_everything(
    tmp_path: Path, sent: signal.Signals, code: int, is_playing: bool
) -> None:
    """A command of its own each time, as all tests of this file: the reason for their length."""
    scenario = "long-job-polled" if is_playing else "reconnect-silent"
    with run_debug(scenario, cwd=tmp_path) as running:
        if not is_playing:
            running.wait_until_waiting()
        else:
            while not any(
                processes.is_browser(each)
                for each in processes.get_descendants(running.process.pid)
            ):
                assert running.process.poll() is None
        started = processes.get_descendants(running.process.pid)
        os.kill(running.process.pid, sent)
        _, err = running.process.communicate(timeout=LIMIT)
    assert (running.process.returncode, "Traceback" in err) == (code, False)
    assert "the browser is closed" in err
    assert processes.wait_until_ended(started, LIMIT) == []


def test_a_browser_that_the_person_closes_ends_the_command(tmp_path: Path) -> None:
    with run_debug("reconnect-silent", cwd=tmp_path) as running:
        running.wait_until_waiting()
        started = processes.get_descendants(running.process.pid)
        for each in filter(processes.is_browser, started):
            os.kill(each.pid, signal.SIGTERM)
        assert processes.wait_until_ended(list(filter(processes.is_browser, started)), LIMIT) == []
        # In a window the panel closes together with the browser; here the test opens and closes it.
        with running.client.stream("GET", running.events, headers=running.bearer) as answer:
            next(answer.iter_lines())
        out, err = running.process.communicate(timeout=LIMIT)
    assert (running.process.returncode, err) == (0, "")
    assert "The browser was closed." in out
    assert processes.get_alive(started) == []


def test_a_port_that_is_taken_is_bad_usage(tmp_path: Path) -> None:
    with run_debug(cwd=tmp_path) as running:
        port = running.origin.rpartition(":")[2]
        with (
            pytest.raises(AssertionError, match=f"port {port}: Address already in use"),
            run_debug("--port", port, cwd=tmp_path),
        ):
            pass
