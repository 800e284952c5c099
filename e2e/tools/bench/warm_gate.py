"""Measures how long a person waits for a verdict when every page is built."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from e2e.tools.bench.ground import get_seconds, open_ground, play_floor

COMMAND = Path(sys.prefix) / "bin" / "jobstatus-e2e"
WORKERS = 2
FLOORS = 20
"""The number of floors before the gates, and again after them: the machine may slow down meanwhile."""
WORST_PAGE = "issue-231"


def measure() -> dict[str, float]:
    """Returns `warm_gate_seconds`, `warm_gate_plays_per_floor` and `bad_page_gate_ratio`.

    The first is the time of a gate on our page, both tiers and canary, on two workers; the second that
    time times the workers, divided by the number of scenarios and by the floor (`play_floor`); the third
    the time of the same gate on the page of Issue 231, divided by the first. The first gate of each page
    fills the cache of builds and is not counted. Raises RuntimeError with the output of a gate that ends
    otherwise than it must.
    """
    bad = ("--regression", WORST_PAGE)
    floors = _measure_floors()
    play_gate(code=0)
    play_gate(*bad, code=1)
    with tempfile.TemporaryDirectory() as folder:
        seconds = get_seconds(lambda: play_gate("--report-dir", folder, code=0))
        verdict = json.loads((Path(folder) / "verdict.json").read_text(encoding="utf-8"))
    bad_seconds = get_seconds(lambda: play_gate(*bad, code=1))
    floors += _measure_floors()
    plays = len(verdict["scenarios"])
    return {
        "warm_gate_seconds": seconds,
        "warm_gate_plays_per_floor": seconds * WORKERS / (plays * median(floors)),
        "bad_page_gate_ratio": bad_seconds / seconds,
    }


def _measure_floors() -> list[float]:
    with open_ground() as ground:
        browser = ground.playwright.chromium.launch(executable_path=ground.browser.source.path)
        floors = [get_seconds(lambda: play_floor(ground, browser)) for _ in range(FLOORS)]
        browser.close()
    return floors


def play_gate(*options: str, code: int, workers: int = WORKERS) -> None:
    """Runs a gate on both tiers; raises RuntimeError with its output if it does not end with `code`."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(COMMAND), "gate", "--tier", "all", "--workers", str(workers)]
        done = subprocess.run(
            [*command, "--report-dir", folder, *options],
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode != code:
        raise RuntimeError(
            f"Failed to measure: the gate ended with {done.returncode}, expected {code}. It said\n"
            f"{done.stdout}{done.stderr}"
        )
