"""Measures how long a person waits for a verdict when every page is built."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from e2e.tools.bench.ground import get_seconds

COMMAND = Path(sys.prefix) / "bin" / "jobstatus-e2e"
WORKERS = 2


def measure() -> dict[str, float]:
    """Returns `warm_gate_seconds`: our page, both tiers and canary, on two workers.

    The first gate fills the cache of builds and is not counted. Raises RuntimeError with the output of
    the gate where a gate does not pass.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = [
            *(str(COMMAND), "gate", "--tier", "all"),
            *("--workers", str(WORKERS), "--report-dir", folder),
        ]

        def run() -> None:
            done = subprocess.run(
                command, capture_output=True, text=True, check=False, env=os.environ
            )
            if done.returncode != 0:
                raise RuntimeError(f"Failed to measure: the gate said\n{done.stdout}{done.stderr}")

        run()
        return {"warm_gate_seconds": get_seconds(run)}
