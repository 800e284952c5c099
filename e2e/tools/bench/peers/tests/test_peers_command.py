from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from e2e.pages.places import ROOT
from e2e.tools.bench.peers.__main__ import app


@pytest.mark.slow
def test_a_peer_plays_a_scenario_and_catches_the_patch_that_it_is_about(tmp_path: Path) -> None:
    figures = tmp_path / "peers.json"

    # pytest-playwright alone needs no packages beside those of `make setup`.
    command = [sys.executable, "-m", "e2e.tools.bench.peers", "--tool", "pytest-playwright"]
    command += ["--scenario", "older-answer-after-a-frame", "--patches", "older-answer-wins"]
    command += ["--rounds", "0", "--runs", "0", "--json", str(figures)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    tool = json.loads(figures.read_text(encoding="utf-8"))["tools"][0]
    assert [(each["page"], each["verdict"], each["failed"]) for each in tool["patches"]] == [
        ("reference", "pass", []),
        ("older-answer-wins", "regression", ["older-answer-after-a-frame"]),
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--tool", "vitest"), "Failed to find tool 'vitest': there is no such tool."),
        (("--scenario", "reconnect"), "Failed to find scenario 'reconnect'"),
        (("--patches", "no-such"), "Failed to find regression 'no-such'"),
        (("--cases", "no-such-folder"), "Failed to find cases in no-such-folder"),
    ],
    ids=["tool", "scenario", "patch", "cases"],
)
def test_bad_usage_names_what_was_given_and_ends_with_2(
    options: tuple[str, ...], said: str
) -> None:
    done = CliRunner().invoke(app, options)

    assert (done.exit_code, said in done.output) == (2, True), done.output
