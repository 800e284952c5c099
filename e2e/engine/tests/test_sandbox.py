"""A browser is started in its sandbox where that works, and without it where it does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

REFUSES = """case " $* " in *" --no-sandbox "*) ;; *) exit 1;; esac
"""
"""Ends with an error unless there is no sandbox, as Chromium does for root, and on a machine that forbids
user namespaces."""


@pytest.mark.parametrize(("first", "is_sandboxed"), [("", True), (REFUSES, False)])
def test_the_sandbox_is_tried_first_and_found_says_whether_it_held(
    pytestconfig: pytest.Config, tmp_path: Path, first: str, is_sandboxed: bool
) -> None:
    """Whether the sandbox works depends on the machine, so both scripts start the browser without it."""
    starts = tmp_path / "starts"
    browser = tmp_path / "browser"
    real = pytestconfig.getoption("--browser-path")
    browser.write_text(f'#!/bin/sh\necho "$@" >> {starts}\n{first}exec {real} --no-sandbox "$@"\n')
    browser.chmod(0o755)
    found = find_in_a_process(browser)
    assert found.startswith(f"{is_sandboxed} ")
    assert ("without a sandbox" in found) != is_sandboxed
    asked = ["--no-sandbox" in line.split() for line in starts.read_text().splitlines()]
    assert asked == ([False] if is_sandboxed else [False, True])


def find_in_a_process(browser: Path) -> str:
    """Returns whether the browser was in a sandbox, and what the ladder says of it.

    In a process of its own: this one may have begun Playwright's sync API, which a process has once.
    """
    script = (
        "import sys; from pathlib import Path; from e2e.engine.browser import find_browser; "
        "found = find_browser(Path(sys.argv[1])); print(found.source.is_sandboxed, found)"
    )
    command = [sys.executable, "-c", script, str(browser)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
