"""Options of pytest-playwright have the same meaning here, or are refused with a message."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from e2e.gate.tests.conftest import LIMIT
from e2e.gate.tests.forked_command import PYTEST, run_forked
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE, ROOT, SCENARIOS

SCENARIO = "missed-while-connected"


@pytest.fixture(scope="module")
def build() -> Path:
    return build_pages([PageSource("reference", REFERENCE)], lambda page: None)["reference"].folder


def run_pytest(build: Path, *options: str) -> subprocess.CompletedProcess[str]:
    page = {"name": "reference", "build": str(build), "scenarios": [SCENARIO]}
    words = (PYTEST, SCENARIOS, f"--pages={json.dumps([page])}", "--numprocesses", "0", "-q")
    without = ("-p", "no:randomly", "-p", "no:cacheprovider")
    return run_forked(*words, *without, *options, cwd=ROOT, limit=LIMIT)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--tracing", "on"], "Failed to begin with --tracing"),
        (["--video", "retain-on-failure"], "Failed to begin with --video"),
        (["--screenshot", "only-on-failure"], "Failed to begin with --screenshot"),
        (["--browser", "firefox"], "Failed to begin with --browser firefox"),
        (["--device", "iPhone 13"], "Failed to begin with --device"),
    ],
)
def test_an_option_that_a_scenario_cannot_heed_is_refused_with_the_way_out(
    build: Path, options: list[str], words: str
) -> None:
    """A pytest of its own, as below: the reason for their length."""
    done = run_pytest(build, *options)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert words in done.stderr
    assert "passed" not in done.stdout


@pytest.mark.slow
def test_slow_motion_and_evidence_play_a_scenario_in_a_context(
    build: Path, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    browser = pytestconfig.getoption("--browser-path")
    done = run_pytest(
        build, f"--browser-path={browser or ''}", "--slowmo", "1", f"--evidence={tmp_path}"
    )
    assert done.returncode == pytest.ExitCode.OK, done.stdout
    kept = {file.name for file in (tmp_path / SCENARIO).iterdir()}
    assert kept == {"screen.png", "trace.zip", "history.jsonl"}
