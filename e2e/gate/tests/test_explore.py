"""`jobstatus-e2e explore`, as a person or a CI job runs it: processes with a browser of their own.

Input that it refuses before a browser starts is tested in this process.
"""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from e2e.explorer.schedule import read_schedule
from e2e.gate.tests.command_in_process import run_in_process
from e2e.gate.tests.conftest import COMMAND, LIMIT
from e2e.gate.tests.forked_command import run_forked

SMALL = ("--exhaustive", "--acts", "3", "--disturbances", "0", "--workers", "1")
"""Some dozens of schedules."""

Explore = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def explore(tmp_path: Path) -> Explore:
    """Runs the command in an empty folder, without a terminal."""

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return run_forked(COMMAND, "explore", *arguments, cwd=tmp_path, limit=LIMIT)

    return run


def read(file: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(file.read_text())
    return said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--exhaustive", "--random"], ["--exhaustive and --random"]),
        (["--keep-going", "--stop-at-first"], ["--keep-going and --stop-at-first"]),
        (["--keep-going", "--shard", "0/2"], ["--keep-going is the default now"]),
        (["--exhaustive", "--budget", "5s"], ["--budget", "--random", "--shard"]),
        (["--budget", "soon"], ["'soon'", "90s, 2m or 1h"]),
        (["--budget", "0s"], ["'0s'"]),
        (["--shard", "3/2"], ["3/2", "1/2 to 2/2"]),
        (["--shard", "0/2"], ["0/2", "1/2 to 2/2"]),
        (["--shard", "half"], ["'half'", "1/4"]),
        (["--regression", "isue-231"], ["isue-231", "Did you mean 'issue-231'"]),
        (["--regression", "issue-231", "--web-ui", "x"], ["--regression", "--web-ui"]),
        (["--web-ui", "nowhere"], ["nowhere", "no such folder"]),
        (["--resume"], ["exploration.json", "There is nothing to go on with"]),
        (["--network", "tunel"], ["'tunel'", "Did you mean 'tunnel'?"]),
        (["--workers", "0"], ["--workers"]),
        (["merge", "nowhere.json"], ["nowhere.json", "No such file"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_unusable_input_is_exit_code_2(
    tmp_path: Path, arguments: list[str], words: list[str]
) -> None:
    done = run_in_process("explore", *arguments, cwd=tmp_path)

    assert done.returncode == 2
    for word in words:
        assert word in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.timeout(1500)
def test_a_whole_run_its_shards_and_an_interrupted_one_come_to_the_same(
    explore: Explore, tmp_path: Path
) -> None:
    """Five runs of the command, each with a browser, take half a minute: the reason for its length."""
    whole = explore(*SMALL, "--report-dir", "whole")
    assert whole.returncode == 0, whole.stderr
    assert "NOTHING FOUND" in whole.stdout
    expected = read(tmp_path / "whole" / "exploration.json")
    assert f"{expected['played']} of {expected['played']} schedules" in whole.stdout

    for shard in ("1/2", "2/2"):
        done = explore(*SMALL, "--report-dir", "parts", "--shard", shard)
        assert done.returncode == 0, done.stderr
    parts = sorted((tmp_path / "parts").glob("exploration-*.json"))
    assert explore("merge", *parts, "--out", "joined.json").returncode == 0
    played = [read(part)["played"] for part in parts]
    assert min(played) > 0
    assert sum(played) == expected["played"]
    for kept in ("played", "pruned", "fingerprint", "is_complete", "of", "shards"):
        assert read(tmp_path / "joined.json")[kept] == expected[kept]

    interrupted = subprocess.Popen(
        [str(COMMAND), "explore", *SMALL, "--report-dir", "cut"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert interrupted.stdout is not None
    assert "schedules" in interrupted.stdout.readline()
    interrupted.send_signal(signal.SIGINT)
    _, said = interrupted.communicate(timeout=LIMIT)
    assert interrupted.returncode == 130
    assert "Go on with: jobstatus-e2e explore" in said
    assert "--resume" in said
    assert 0 < read(tmp_path / "cut" / "exploration.json")["played"] < expected["played"]

    assert explore(*SMALL, "--report-dir", "cut", "--resume").returncode == 0
    for kept in ("played", "pruned", "fingerprint", "is_complete"):
        assert read(tmp_path / "cut" / "exploration.json")[kept] == expected[kept]


def test_a_bad_page_is_found_and_its_schedule_kept(explore: Explore, tmp_path: Path) -> None:
    """Three explorations of a page, one of them with shrinking: the reason for its length."""
    page = ("--regression", "polling-never-stops", "--no-database", "--workers", "1")
    drawn = ("--seed", "1", "--acts", "0", "--schedules", "2")
    done = explore(*page, *drawn)

    assert done.returncode == 1, done.stderr
    result = tmp_path / "reports" / "exploration"
    kept = read_schedule(result / "schedules" / "polls-after-the-end.json")
    assert (kept.page, kept.breaks) == ("polling-never-stops", "polling-stops")
    assert kept.cause == "polls-after-the-end"
    said = read(result / "exploration.json")
    (cause,) = said["causes"]
    assert (cause["broke"], cause["times"], cause["is_shortest"]) == (10, 10, True)
    assert (cause["decides"], cause["properties"][0]) == (True, "polling-stops")
    # The whole budget is played, also after the first cause, and each schedule that shows it counts.
    assert (said["drawn"], said["is_complete"]) == (2, True)
    assert cause["found"] == said["failing"] == said["played"] > said["drawn"]
    told = [
        f"1. polls-after-the-end, {cause['found']} schedules",
        f"  {cause['sentence']}",
        "  The analysis: Change 3: the polling guard.",
        "  Schedule: The page is opened, and nothing happens before the ending. (10 of 10 times on a "
        "fresh page)",
        "  Play it: jobstatus-e2e replay reports/exploration/schedules/polls-after-the-end.json "
        "--regression polling-never-stops",
        f"FOUND: 1 cause; {said['failing']} of {said['played']} schedules break a property",
    ]
    for line in told:
        assert line in done.stdout

    assert explore(*page, *drawn, "--no-shrink").returncode == 1
    again = read(result / "exploration.json")
    assert again["fingerprint"] == said["fingerprint"]
    for kept_alike in ("id", "found", "acts"):
        assert again["causes"][0][kept_alike] == cause[kept_alike]

    first = explore(*page, "--exhaustive", "--acts", "1", "--stop-at-first", "--no-shrink")
    stopped = read(result / "exploration.json")
    assert first.returncode == 1
    assert (stopped["is_complete"], stopped["causes"][0]["times"]) == (False, 0)


def test_parts_of_different_pages_are_not_joined(explore: Explore, tmp_path: Path) -> None:
    """Two explorations of one schedule each, on two pages: the reason for its length."""
    for page, shard in (("--regression=no-failed-lock", "1/2"), ("--regression=issue-231", "2/2")):
        explore("--exhaustive", "--acts", "0", page, "--shard", shard, "--workers", "1")
    parts = sorted((tmp_path / "reports" / "exploration").glob("*-of-2.json"))
    done = run_in_process("explore", "merge", *parts)

    assert done.returncode == 2
    assert "Only shards of one page can be joined" in done.stderr
