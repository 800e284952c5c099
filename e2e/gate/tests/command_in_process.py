"""The command in the process of its test: for runs that end before a browser is there.

A process of its own costs two seconds of imports each time. `test_command_in_process.py` holds both
ways against each other.
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
"""How a run ended: `returncode`, `stdout` and `stderr`."""


def run_in_process(
    *arguments: str | Path,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Finished:
    """Runs `jobstatus-e2e` with these arguments in this process, without a terminal.

    `environment` goes over that of the test. Raises whatever the command does not catch, where a
    process would print its traceback. Signals stay those of pytest, and what is global to the process
    stays as the command leaves it: a run that builds or plays a page has one of its own.
    """
    words = [str(each) for each in arguments]

    def invoke() -> Result:
        return CliRunner().invoke(
            app, words, env=environment, prog_name="jobstatus-e2e", catch_exceptions=False
        )

    # Where Playwright's sync API has begun, its loop has the main thread for good.
    with chdir(cwd) if cwd else nullcontext(), ThreadPoolExecutor(max_workers=1) as thread:
        result = thread.submit(invoke).result()
    return Finished(["jobstatus-e2e", *words], int(result.exit_code), result.stdout, result.stderr)
