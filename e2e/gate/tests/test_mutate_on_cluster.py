"""`mutate --cluster`: a real Dask scheduler, and workers in processes of their own on loopback."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import Any

import pytest
from distributed import Client

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
from e2e.gate.tests.explorations import start
from e2e.gate.tests.test_mutate import RUN, read_orders

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]

MUTATE = ("mutate", *RUN)


def read_mutants(folder: Path) -> list[dict[str, Any]]:
    """Returns each mutant without the scenario that killed it first, which may vary, and its time."""
    report = json.loads((folder / "mutation.json").read_text())
    return [
        {name: each[name] for name in ("id", "status", "location", "replacement", "coveredBy")}
        for file in report["files"].values()
        for each in file["mutants"]
    ]


def test_mutants_on_a_cluster_that_loses_a_worker_are_judged_as_on_one_machine(
    address: str, tmp_path: Path
) -> None:
    with (
        start_worker(address, make(tmp_path / "a")) as first,
        start_worker(address, make(tmp_path / "b")) as second,
        start(tmp_path, *MUTATE, "--cluster", address, "--report-dir", "far") as far,
    ):
        read_until(far, "Cluster tcp://127.0.0.1")
        wait_until_browser(first, far)
        first.send_signal(signal.SIGKILL)
        _, said = far.communicate(timeout=LIMIT)
        assert (far.returncode, said) == (0, "")
        assert get_browsers(second) == []

    with start(tmp_path, *MUTATE, "--workers", "1", "--report-dir", "near") as near:
        near.communicate(timeout=LIMIT)
    mutants = read_mutants(tmp_path / "far")
    assert mutants == read_mutants(tmp_path / "near")
    assert {"Killed", "Survived", "NoCoverage"} <= {each["status"] for each in mutants}


def test_interrupted_mutation_leaves_the_cluster_clean_and_can_go_on(
    address: str, tmp_path: Path
) -> None:
    with (
        start_worker(address, make(tmp_path / "a")) as worker,
        start(tmp_path, *MUTATE, "--cluster", address) as run,
    ):
        read_until(run, "Each scenario was played without a mutant")
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=LIMIT)

        assert run.returncode == 130, said
        assert "go on with --resume" in said
        assert get_browsers(worker) == []
        with Client(address, set_as_default=False) as client:
            assert not any(client.processing().values())
        before = read_orders(tmp_path / "reports/mutation")
        with start(tmp_path, *MUTATE, "--cluster", address, "--resume") as again:
            _, said = again.communicate(timeout=LIMIT)

    assert again.returncode == 0, said
    after = read_orders(tmp_path / "reports/mutation")
    assert after[: len(before)] == before
    assert len(after) > len(before) >= 2
    mutants = read_mutants(tmp_path / "reports/mutation")
    assert "Pending" not in {each["status"] for each in mutants}


def test_a_worker_with_another_suite_is_refused_and_both_are_named(
    address: str, tmp_path: Path
) -> None:
    with (
        start_worker(address, make(tmp_path / "a"), code=OTHER_SUITE),
        start(tmp_path, *MUTATE, "--cluster", address) as run,
    ):
        _, said = run.communicate(timeout=LIMIT)

    assert run.returncode == 3
    assert "UNDECIDED: Failed to work on tcp://127.0.0.1" in said
    assert "its suite is another-suite-of, and " in said
    assert "Traceback" not in said


@pytest.mark.parametrize("option", ["--recorded", "--browser", "--own-scenarios"])
def test_a_file_of_this_machine_is_refused(tmp_path: Path, option: str) -> None:
    (tmp_path / "file").touch()
    done = run_in_process(*MUTATE, "--cluster", "tcp://127.0.0.1:1", option, "file", cwd=tmp_path)

    assert done.returncode == 2
    assert option in done.stderr
    assert "the workers of a cluster do not have" in done.stderr
    assert not (tmp_path / "reports").exists()
