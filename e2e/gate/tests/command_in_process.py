"""Runs the command in the process of its test: for runs that end before a browser starts.

A process of its own costs two seconds of imports each time. `test_command_in_process.py` compares both
ways.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir, nullcontext
from pathlib import Path

from typer.testing import CliRunner, Result

from e2e.gate.cli.command_line import app

Finished = subprocess.CompletedProcess[str]
"""The result of a run: `returncode`, `stdout` and `stderr`."""


def run_in_process(
    *arguments: str | Path,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Finished:
    """Runs `jobstatus-e2e` with these arguments in this process, without a terminal.

    `environment` adds to that of the test. Raises each error that the command does not catch; a process
    would print its traceback. The signal handlers stay those of pytest. Changes of the command to global
    state of the process stay, so a run that builds or plays a page needs a process of its own.
    """
    words = [str(each) for each in arguments]

    def invoke() -> Result:
        return CliRunner().invoke(
            app, words, env=environment, prog_name="jobstatus-e2e", catch_exceptions=False
        )

    # Once Playwright's sync API has started, its event loop occupies the main thread for ever.
    with chdir(cwd) if cwd else nullcontext(), ThreadPoolExecutor(max_workers=1) as thread:
        result = thread.submit(invoke).result()
    return Finished(["jobstatus-e2e", *words], int(result.exit_code), result.stdout, result.stderr)
