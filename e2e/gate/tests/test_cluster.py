"""`explore --cluster`: a real Dask scheduler, and workers in processes of their own on loopback."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from e2e.gate.tests.command_in_process import run_in_process
from e2e.gate.tests.conftest import LIMIT
from e2e.gate.tests.dask_cluster import (
    OTHER_SUITE,
    get_browsers,
    make,
    read_until,
    start_worker,
    wait_until_browser,
)
from e2e.gate.tests.dask_cluster import address as address
from e2e.gate.tests.explorations import SMALL, read, start

LONG = ("explore", "--exhaustive", "--acts", "6")
"""Thousands of schedules: its progress is told long before its end."""


@pytest.mark.timeout(1500)
def test_a_cluster_that_loses_a_worker_comes_to_the_result_of_one_machine(
    address: str, tmp_path: Path
) -> None:
    with (
        start_worker(address, make(tmp_path / "a")) as first,
        start_worker(address, make(tmp_path / "b")) as second,
        start(tmp_path, *SMALL, "--cluster", address, "--report-dir", "far") as run,
    ):
        read_until(run, "Cluster tcp://127.0.0.1")
        wait_until_browser(first, run)
        first.send_signal(signal.SIGKILL)
        _, said = run.communicate(timeout=LIMIT)
        assert run.returncode == 0, said
        assert get_browsers(second) == []

    with start(tmp_path, *SMALL, "--workers", "1", "--report-dir", "near") as near:
        near.communicate(timeout=LIMIT)
    for kept in ("played", "pruned", "fingerprint", "causes", "is_complete", "unplayable"):
        assert read(tmp_path / "far")[kept] == read(tmp_path / "near")[kept]


def test_an_interrupted_exploration_leaves_the_cluster_clean(address: str, tmp_path: Path) -> None:
    with (
        start_worker(address, make(tmp_path / "a")) as worker,
        start(tmp_path, *LONG, "--cluster", address) as run,
    ):
        read_until(run, "schedules")
        wait_until_browser(worker, run)
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=LIMIT)

        assert run.returncode == 130, said
        assert "Go on with: jobstatus-e2e explore" in said
        assert get_browsers(worker) == []
        assert worker.poll() is None


def test_a_worker_with_another_suite_is_refused_and_both_are_named(
    address: str, tmp_path: Path
) -> None:
    with (
        start_worker(address, make(tmp_path / "a"), code=OTHER_SUITE),
        start(tmp_path, *SMALL, "--cluster", address) as run,
    ):
        _, said = run.communicate(timeout=LIMIT)

    assert run.returncode == 3
    assert "UNDECIDED: Failed to work on tcp://127.0.0.1" in said
    assert "its suite is another-suite-of, and " in said
    assert "Traceback" not in said


def test_a_cluster_without_workers_is_told_how_to_have_one(address: str, tmp_path: Path) -> None:
    with start(tmp_path, *SMALL, "--cluster", address) as run:
        _, said = run.communicate(timeout=LIMIT)

    assert run.returncode == 3
    assert f"the cluster at {address}: it has no workers" in said
    assert f"dask worker {address} --nthreads 1" in said


@pytest.mark.parametrize("option", ["--recorded", "--browser"])
def test_a_file_of_this_machine_is_refused(tmp_path: Path, option: str) -> None:
    (tmp_path / "file").touch()
    done = run_in_process(*SMALL, "--cluster", "tcp://127.0.0.1:1", option, "file", cwd=tmp_path)

    assert done.returncode == 2
    assert option in done.stderr
    assert "the workers of a cluster do not have" in done.stderr
