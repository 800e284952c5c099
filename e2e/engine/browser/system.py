"""Third rung: a Chromium that is installed on the system."""

from __future__ import annotations

import shutil
from pathlib import Path

from e2e.engine.browser.found import Candidate, RungBroke

HEADLESS_ONLY = ("chromium-headless-shell", "chrome-headless-shell")
"""Tried first, as they start in half the time of a full Chromium."""

FULL = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def get_candidates(*, headed: bool) -> list[Candidate]:
    """Returns every Chromium on the PATH, the quickest first; raises RungBroke when the PATH has none."""
    names = FULL if headed else (*HEADLESS_ONLY, *FULL)
    found = [
        Candidate(f"the system's {name}", Path(path))
        for name in names
        if (path := shutil.which(name))
    ]
    if not found:
        raise RungBroke(f"the system has none of {', '.join(names)} on the PATH.")
    return found
