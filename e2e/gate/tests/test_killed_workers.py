"""Workers of `jobstatus-e2e explore` and `caches` that are killed, each a process with a browser."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from pathlib import Path

from e2e.gate.tests import processes
from e2e.gate.tests.conftest import LIMIT
from e2e.gate.tests.explorations import SMALL, read, start


def get_workers(run: subprocess.Popen[str]) -> list[int]:
    started = processes.get_descendants(run.pid)
    return [each.pid for each in started if "spawn_main" in each.command]


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def test_an_exploration_loses_nothing_with_its_workers(tmp_path: Path) -> None:
    with start(tmp_path, *SMALL, "--workers", "2", "--report-dir", "killed") as run:
        assert run.stdout is not None
        assert "schedules" in run.stdout.readline()
        workers = get_workers(run)
        for worker in workers:
            kill(worker)
        _, said = run.communicate(timeout=LIMIT)
    assert run.returncode == 0, said
    with start(tmp_path, *SMALL, "--workers", "2", "--report-dir", "whole") as whole:
        whole.communicate(timeout=LIMIT)

    for kept in ("played", "pruned", "fingerprint", "is_complete", "unplayable"):
        assert read(tmp_path / "killed")[kept] == read(tmp_path / "whole")[kept]
    assert len(workers) == 2


def test_a_task_that_ends_two_workers_ends_the_exploration_and_is_named(tmp_path: Path) -> None:
    with start(tmp_path, *SMALL, "--workers", "1") as run:
        while run.poll() is None:
            for worker in get_workers(run):
                kill(worker)
        _, said = run.communicate(timeout=LIMIT)

    assert run.returncode == 3, said
    assert "UNDECIDED: Failed to go on: a worker ended (exit code -9), then a worker" in said
    assert "with the same task: the schedules that begin with no act" in said
    assert "Traceback" not in said


def test_a_defence_table_loses_nothing_with_a_worker(tmp_path: Path) -> None:
    with start(tmp_path, "caches", "--cache", "max-age", "--cache", "reload") as run:
        while not (workers := get_workers(run)) and run.poll() is None:
            pass
        kill(workers[0])
        out, said = run.communicate(timeout=LIMIT)

    assert run.returncode == 0, said
    assert "16 cells, each forced and proven" in out
