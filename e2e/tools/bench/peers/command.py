"""Runs the command of a tool."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_running: set[int] = set()
"""The process groups of the commands that are under way."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that has ended: its exit code, its real seconds, and all that it printed."""

    code: int
    seconds: float
    output: str

    @property
    def last_words(self) -> str:
        """The last lines of its output, for a note."""
        return " | ".join(line.strip() for line in self.output.splitlines() if line.strip())[-600:]


def run_command(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    limit: float = 600,
) -> Ran:
    """Runs `command` to its end and returns what became of it.

    After `limit` seconds its whole process group is killed, and its code is that of the signal: a tool
    that hangs has no verdict.
    """
    began = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in command],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    _running.add(process.pid)
    try:
        output, _ = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise
    finally:
        _running.discard(process.pid)
    return Ran(process.returncode, time.perf_counter() - began, output)


def end_commands() -> None:
    """Kills the process groups of all commands that are under way, those of other threads too."""
    for group in tuple(_running):
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
