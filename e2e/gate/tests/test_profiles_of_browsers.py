"""A browser leaves no profile, even where Playwright's driver is killed before it has removed it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from e2e.pages.places import ROOT

KILL_THE_DRIVER = """
import os, signal
from playwright.sync_api import sync_playwright
from e2e.engine.backstage import open_backstage
from e2e.engine.browser import find_browser
from e2e.engine.kept_browser import KeptBrowser

def get_parent(process):
    status = open(f"/proc/{process}/status").read()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("PPid:")))

source = find_browser().source
playwright = sync_playwright().start()
with open_backstage() as backstage:
    kept = KeptBrowser(lambda: source.start(playwright.chromium), backstage)
    kept.get_windows()
    above = kept.process
    while (parent := get_parent(above)) != os.getpid():
        above = parent
    os.kill(above, signal.SIGKILL)
    print("driver killed", flush=True)
    kept.end()
    # Without its driver Playwright has no end of its own.
    os._exit(0)
"""


@pytest.mark.slow
def test_a_browser_whose_driver_is_killed_leaves_no_profile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    command = [sys.executable, "-c", KILL_THE_DRIVER]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "driver killed\n"), done.stderr
    assert [each.name for each in tmp_path.glob("playwright_chromiumdev_profile-*")] == []
