"""Playwright's own browser is started where Playwright downloaded it, and not asked for elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

FIND = """
from e2e.engine.browser import find_browser
print(find_browser().rung)
"""
START_WITHOUT_LOOKING = """
import re
from playwright.sync_api import Error, sync_playwright
with sync_playwright() as playwright:
    try:
        playwright.chromium.launch()
    except Error as error:
        print(re.search(r"Executable doesn't exist at (.*)", error.message)[1])
"""


@pytest.fixture
def browsers(tmp_path: Path) -> Path:
    """The folder that Playwright downloads to, still empty."""
    return tmp_path / "browsers"


def test_a_browser_that_was_never_downloaded_leaves_no_temporary_folder(browsers: Path) -> None:
    assert run(FIND, browsers) != "Playwright's own"
    assert list((browsers.parent / "temporary").iterdir()) == []


def test_a_downloaded_browser_is_preferred_to_that_of_the_system(
    pytestconfig: pytest.Config, browsers: Path
) -> None:
    """Two processes start Playwright: the reason for its length."""
    shell = Path(run(START_WITHOUT_LOOKING, browsers))
    shell.parent.mkdir(parents=True)
    shell.write_text(f'#!/bin/sh\nexec {pytestconfig.getoption("--browser-path")} "$@"\n')
    shell.chmod(0o755)
    assert run(FIND, browsers) == "Playwright's own"


def run(script: str, browsers: Path) -> str:
    """Returns the output of a script in a process with its own folder for temporary files."""
    temporary = browsers.parent / "temporary"
    temporary.mkdir(exist_ok=True)
    own = {"PLAYWRIGHT_BROWSERS_PATH": str(browsers), "TMPDIR": str(temporary)}
    without = {k: v for k, v in os.environ.items() if k != "PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH"}
    command = [sys.executable, "-c", script]
    done = subprocess.run(
        command, env={**without, **own}, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()
