"""Explorations by the installed command, for tests that disturb their processes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from e2e.gate.tests.conftest import COMMAND

SMALL = ("explore", "--exhaustive", "--acts", "3", "--disturbances", "0")
"""Some dozens of schedules."""


@contextmanager
def start(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Starts the command in `folder`, and yields its process, whose end the block waits for.

    Where the block raises, the process is killed: it may wait for a worker that has ended with the test.
    """
    with subprocess.Popen(
        [str(COMMAND), *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        try:
            yield run
        except BaseException:
            run.kill()
            raise


def read(folder: Path) -> dict[str, Any]:
    """Returns the exploration that was written in `folder`."""
    written: dict[str, Any] = json.loads((folder / "exploration.json").read_text())
    return written
