"""Last rung: a browser that set-up fetched into the project's cache."""

from __future__ import annotations

import os
from pathlib import Path

from e2e.engine.browser.found import Candidate, RungBroke

FETCHED = Path(__file__).parents[3] / ".cache" / "browser" / "chromium"


def get_candidates() -> list[Candidate]:
    """Returns the browser that `make setup` unpacked; raises RungBroke where it unpacked none."""
    if not os.access(FETCHED, os.X_OK):
        raise RungBroke("set-up has fetched none into .cache/browser.")
    return [Candidate("fetched by set-up", FETCHED)]
