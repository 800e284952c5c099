"""`gate --cluster`: a real Dask scheduler, and workers in processes of their own on loopback."""

from __future__ import annotations

import json
import re
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
from distributed import Client, Event

from e2e.engine.browser import find_browser
from e2e.gate.run.catalogue import get_scenarios
from e2e.gate.run.cluster.playing import open_player
from e2e.gate.run.play import Plays, PlaySettings
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
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE
from e2e.pages.regressions import get_regression

pytestmark = pytest.mark.timeout(1500)

IDS = (
    "reconnect-late-progress",
    "reconnect-silent",
    "listed-as-ended",
    "missed-while-connected",
    "cached-max-age",
    "proxied-stubbornly",
    "cached-over-refresh",
    "refresh-first-poll-lost",
    "missed-with-no-timer-left",
    "error-while-connected",
    "guard-after-reconnect",
    "unmount-stops-everything",
)
SCENARIOS = [f"--scenario={id}" for id in IDS]
GATE = ("gate", "--regression", "issue-231", *SCENARIOS)
OTHER_BROWSER = """
import dataclasses
import e2e.engine.browser as here
find = here.find_browser
here.find_browser = lambda *a, **k: dataclasses.replace(find(*a, **k), version="77.0.1.2")
"""


def read(folder: Path) -> Any:
    """Returns the verdict without times, and with the same id for all jobs."""
    text = (folder / "verdict.json").read_text()
    return _drop(json.loads(re.sub(r"\b[0-9a-f]{8}\b", "JOB", text)))


def _drop(said: Any) -> Any:
    if isinstance(said, dict):
        left_out = ("began_at", "seconds")
        return {name: _drop(value) for name, value in said.items() if name not in left_out}
    return [_drop(each) for each in said] if isinstance(said, list) else said


def test_a_gate_on_a_cluster_that_loses_a_worker_has_the_verdict_of_one_machine(
    address: str, tmp_path: Path
) -> None:
    with (
        start_worker(address, make(tmp_path / "a")) as first,
        start_worker(address, make(tmp_path / "b")) as second,
        start(tmp_path, *GATE, "--cluster", address, "--report-dir", "far") as far,
    ):
        told = read_until(far, "Cluster tcp://127.0.0.1")
        assert told.count("with Chromium") == 2
        wait_until_browser(first, far)
        first.send_signal(signal.SIGKILL)
        out, said = far.communicate(timeout=LIMIT)
        assert far.returncode == 1, said
        assert get_browsers(second) == []

    with start(tmp_path, *GATE, "--workers", "1", "--report-dir", "near") as near:
        near_out, _ = near.communicate(timeout=LIMIT)
    assert read(tmp_path / "far") == read(tmp_path / "near")
    outcomes = [each["outcome"] for each in read(tmp_path / "far")["scenarios"]]
    assert {"passed", "failed"} < set(outcomes)
    assert len(outcomes) == len(IDS)
    whole = next(line for line in near_out.splitlines() if line.startswith("  12/12:"))
    assert whole in out
    assert "could not be played" not in out


def test_each_play_on_a_cluster_has_the_history_of_one_machine(
    address: str, tmp_path: Path
) -> None:
    patch = PageSource("under-test", REFERENCE, get_regression("issue-231"))
    page = build_pages([patch], lambda built: None)[patch.name]
    plays = [Plays(patch.name, page.folder, IDS[:6])]
    settings = PlaySettings(find_browser(), workers=1)
    keys = []
    with start_worker(address, make(tmp_path / "a")):
        for where in (address, None):
            told: list[str] = []
            with open_player(where, [page.folder], told.append) as play_all:
                results = play_all(plays, settings, get_scenarios(), lambda result: None)
            keys.append({each.id: (each.outcome, each.history_key) for each in results})
            assert len(told) == (1 if where else 0)

    far, near = keys
    assert far == near
    assert len({key for _, key in far.values()}) == 6


def test_the_canary_is_played_on_the_cluster_as_well(
    address: str, tmp_path: Path, another_page: Path
) -> None:
    """A tier on two workers: the reason for its length."""
    tier = ("gate", "--tier", "regression", "--web-ui", str(another_page))
    with (
        start_worker(address, make(tmp_path / "a")),
        start_worker(address, make(tmp_path / "b")),
        start(tmp_path, *tier, "--cluster", address) as run,
    ):
        out, said = run.communicate(timeout=LIMIT)

    assert run.returncode == 0, said
    verdict = read(tmp_path / "reports")
    assert verdict["canary"]["passed"]
    pages = {each["page"]: each["caught_by"] for each in verdict["canary"]["pages"]}
    assert (pages["reference"], len(pages["issue-231"]) >= 2) == ([], True)
    assert {each["outcome"] for each in verdict["scenarios"]} == {"passed"}
    assert "Canary: " in out


def test_an_interrupted_gate_leaves_the_cluster_clean(address: str, tmp_path: Path) -> None:
    with (
        start_worker(address, make(tmp_path / "a")) as worker,
        start(tmp_path, *GATE, "--cluster", address) as run,
    ):
        read_until(run, " 3/12: ")
        assert get_browsers(worker) != []
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=LIMIT)

        assert run.returncode == 130, said
        assert "Interrupted: there is no verdict." in said
        assert get_browsers(worker) == []
        assert worker.poll() is None
        assert not (tmp_path / "reports" / "verdict.json").exists()
        with Client(address, set_as_default=False) as client:
            assert not any(client.processing().values())


@pytest.mark.parametrize(
    ("code", "theirs"),
    [(OTHER_SUITE, "its suite is another-suite-of"), (OTHER_BROWSER, "Chromium 77.0.1.2")],
    ids=["suite", "browser"],
)
def test_a_worker_that_differs_is_refused_and_both_are_named(
    address: str, tmp_path: Path, code: str, theirs: str
) -> None:
    with (
        start_worker(address, make(tmp_path / "a"), code=code),
        start(tmp_path, *GATE, "--cluster", address) as run,
    ):
        out, said = run.communicate(timeout=LIMIT)

    assert run.returncode == 3
    assert "UNDECIDED: Failed to work on tcp://127.0.0.1" in said
    assert theirs in said
    assert re.search(r"and \S.* here\. Two versions may come to different results", said)
    assert "Traceback" not in said
    assert "plays" not in out


def test_a_worker_of_another_suite_that_joins_late_is_named_and_leaves_the_gate_undecided(
    address: str, tmp_path: Path
) -> None:
    """The first worker is busy after its first plays, so the one that joins gets the others.

    Our own page passes: a page with a regression that was seen before would be failed.
    """
    with (
        start_worker(address, make(tmp_path / "a")),
        Client(address, set_as_default=False) as client,
        start(tmp_path, "gate", *SCENARIOS, "--cluster", address) as run,
    ):
        read_until(run, " 3/12: ")
        is_over = Event("is over", client=client)
        busy = client.submit(lambda: Event("is over").wait(), priority=1, pure=False)
        with start_worker(address, make(tmp_path / "b"), code=OTHER_SUITE) as late:
            named = read_until(run, "A worker came later: ")
            out, said = run.communicate(timeout=LIMIT)
            assert get_browsers(late) == []
            is_over.set()
            assert busy.result()

    assert run.returncode == 3, said
    assert re.search(
        r"came later: tcp://127\.0\.0\.1:\d+, its suite is another-suite-of, and \S+ here", named
    )
    assert ("UNDECIDED" in out, "Traceback" in out + said) == (True, False)
    outcomes = {each["id"]: each for each in read(tmp_path / "reports")["scenarios"]}
    lost = [each for each in outcomes.values() if each["outcome"] != "passed"]
    assert {each["outcome"] for each in lost} == {"inconclusive"}
    assert len(lost) <= len(IDS) - 3
    for each in lost:
        assert "a worker that came later cannot be used" in each["reason"]
        assert "its suite is another-suite-of" in each["reason"]


@pytest.mark.parametrize(
    "option", [("--recorded", "file"), ("--browser", "file"), ("--shard", "1/2"), ("--headed",)]
)
def test_what_needs_this_machine_is_refused(tmp_path: Path, option: tuple[str, ...]) -> None:
    (tmp_path / "file").touch()
    done = run_in_process(*GATE, "--cluster", "tcp://127.0.0.1:1", *option, cwd=tmp_path)

    assert done.returncode == 2
    assert option[0] in done.stderr
    assert "Failed to begin: " in done.stderr
    assert not (tmp_path / "reports").exists()


def test_without_dask_the_way_to_install_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = run_in_process(*GATE, "--cluster", "tcp://127.0.0.1:1", cwd=tmp_path)

    assert done.returncode == 2
    assert "pip install -e '.[cluster]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path) -> None:
    with start(tmp_path, *GATE, "--cluster", "tcp://127.0.0.1:1") as run:
        _, said = run.communicate(timeout=LIMIT)

    assert run.returncode == 3
    assert "UNDECIDED: Failed to reach the cluster at tcp://127.0.0.1:1" in said
    assert "Traceback" not in said
