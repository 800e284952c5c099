"""`jobstatus-e2e soak`: it compares repeated plays on a busy machine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from e2e.gate.run.stress import Stress, under_stress
from e2e.gate.tests import processes
from e2e.gate.tests.conftest import COMMAND, RunCommand
from e2e.gate.tests.troubled_pages import write_page

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

ASKS_BY_CHANCE = """
  useEffect(() => {
    void fetch(`/v1/jobs/${jobId}?by=${crypto.getRandomValues(new Uint32Array(1))[0]}`);
  }, [jobId]);"""

TWO = ["--runs", "2", "--scenario", "missed-while-connected", "--scenario", "missed-at-100"]


def test_a_soak_of_our_page_and_its_patches_finds_nothing_and_tells_the_bound(
    run_command: RunCommand,
) -> None:
    """Each of our patches is built: the reason for its length."""
    done = run_command("soak", *TWO, "--patches", "--stress", "cpu=1", "--stress", "memory=16")
    assert (done.code, done.err) == (0, ""), done
    assert "Soak: 2 runs" in done.out
    assert "cpu=1, memory=16" in done.out
    plays = int(done.out.partition("Soak: 2 runs")[2].partition("Soak: ")[2].partition(" plays")[0])
    lines = [line for line in done.out.splitlines() if line.startswith("  ")]
    assert lines[-1] == f"  {plays}/{plays}: 0 misses, 0 flakes"
    assert 1 < len(lines) <= 10, "its progress is told between the runs too"
    assert "at 95 % confidence (3/n)" in done.out


def test_a_page_that_is_not_the_same_each_time_is_a_flake(
    run_command: RunCommand, tmp_path: Path
) -> None:
    page = write_page(tmp_path / "page", ASKS_BY_CHANCE)
    done = run_command("soak", *TWO, "--web-ui", page)
    assert done.code == 1, done
    assert "missed-at-100 on page-under-test: 2 histories:" in done.out
    told, _, end = done.out.partition("  4/4: ")
    assert "missed-at-100 on page-under-test: another history, judged alike: " in told, "as found"
    assert re.search(r"^    -.*\?by=\d+", told, re.MULTILINE), "and the line that differs"
    assert "another history" not in end
    assert "0 misses and 2 flakes in 4 plays." in done.out


@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["Ctrl-C", "SIGTERM"]
)
def test_an_interrupted_soak_leaves_no_process(
    tmp_path: Path, sent: signal.Signals, code: int
) -> None:
    command = [str(COMMAND), "soak", "--scenario", "long-job-polled", "--stress", "cpu=1"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as soak:
        while not any(processes.is_browser(e) for e in processes.get_descendants(soak.pid)):
            assert soak.poll() is None
        started = processes.get_descendants(soak.pid)
        os.kill(soak.pid, sent)
        _, err = soak.communicate(timeout=120)
    assert (soak.returncode, "Traceback" in err) == (code, False)
    assert "the soak is not over" in err
    assert processes.get_alive(started) == []


def test_stress_ends_with_its_block() -> None:
    before = _get_stress()
    with under_stress([Stress("cpu", 2), Stress("memory", 1), Stress("disk", 1)]):
        started = [each for each in _get_stress() if each not in before]
        assert len(started) == 4
    assert processes.get_alive(started) == []


def _get_stress() -> list[processes.Process]:
    # Only the interpreter is compared, because `ps` cuts off the line at COLUMNS.
    children = processes.get_descendants(os.getpid())
    return [each for each in children if each.command.startswith(sys.executable)]


@pytest.mark.parametrize("said", ["cpu", "cpu=0", "cpu=-1", "network=1", "disk=9999"])
def test_a_stress_that_is_none_is_bad_usage(run_command: RunCommand, said: str) -> None:
    done = run_command("soak", "--stress", said)
    assert done.code == 2
    assert f"Failed to read --stress {said!r}: expected cpu=N" in done.err
