"""Measures the time of the whole defence table."""

from __future__ import annotations

import os
import time

from e2e.caches.kinds import KINDS
from e2e.gate.run.caches import run_caches


def measure() -> dict[str, float]:
    """Returns `caches_seconds`: the real seconds of one table, on all cores, with built pages."""
    run_caches(list(KINDS)[:1], browser=None, workers=1, on_cell=lambda cell: None)
    began = time.monotonic()
    run_caches(list(KINDS), browser=None, workers=os.cpu_count() or 1, on_cell=lambda cell: None)
    return {"caches_seconds": time.monotonic() - began}
