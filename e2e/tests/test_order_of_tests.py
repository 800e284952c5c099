"""Async tests run before Playwright's sync API has begun: its loop leaves no room for another."""

from __future__ import annotations

import os
import subprocess
import sys

from e2e.pages.places import ROOT

ASYNC = "mock_backend/tests/test_answer_gate.py"
LONG = "e2e/gate/tests/test_interrupted.py"
SHORT = "e2e/gate/tests/test_canary.py"


def test_async_tests_are_first_and_the_longest_of_the_others_next() -> None:
    """A pytest that collects and runs nothing, in a process of its own: the reason for its length."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", SHORT, LONG, ASYNC]
    # Options that a person gave to the tests around this one would change the form of the list.
    plain = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}
    collected = subprocess.run(
        command, cwd=ROOT, env=plain, capture_output=True, text=True, check=True
    )
    files = [line.split("::")[0] for line in collected.stdout.splitlines() if "::" in line]
    assert list(dict.fromkeys(files)) == [ASYNC, LONG, SHORT]
