"""Each command starts every browser in Chromium's sandbox where that works."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.gate.tests.conftest import COMMAND, LIMIT
from e2e.gate.tests.forked_command import run_forked
from e2e.pages.places import SCENARIOS

SCHEDULES = SCENARIOS / "schedules"
COMMANDS = {
    "gate": ("--scenario", "missed-while-connected"),
    "replay": (str(min(SCHEDULES.glob("*.json"))),),
    "explore": ("--exhaustive", "--acts", "1", "--disturbances", "0", "--workers", "1"),
    "caches": ("--cache", "max-age", "--workers", "1"),
    "mutate": (
        *("--scenario", "missed-while-connected", "--files", "src/state/memory.ts:1-12"),
        *("--workers", "1"),
    ),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_browser_is_asked_for_its_sandbox(
    pytestconfig: pytest.Config, tmp_path: Path, command: str
) -> None:
    """A run of each command: the reason for their length. Its browser runs without a sandbox anyway."""
    starts, browser = tmp_path / "starts", tmp_path / "browser"
    real = pytestconfig.getoption("--browser-path")
    browser.write_text(f'#!/bin/sh\necho "$@" >> {starts}\nexec {real} --no-sandbox "$@"\n')
    browser.chmod(0o755)
    words: list[str | Path] = [COMMAND, command, *COMMANDS[command], "--browser", browser]
    if command != "replay":
        words += ["--report-dir", tmp_path / "reports"]
    done = run_forked(*words, cwd=tmp_path, limit=LIMIT)
    assert (done.returncode, done.stderr) == (0, "")
    asked = [line.split() for line in starts.read_text().splitlines()]
    assert len(asked) > 1
    assert not [each for each in asked if "--no-sandbox" in each]
