"""Runs the command, or pytest, in a fork of a process that has done the imports.

As for a person, each run has a process of its own with its folder, environment, threads and exit code.
But the two seconds of imports are paid once for each worker of pytest, and not for each run.
`test_command_in_process.py` compares it with the installed command. A test that sends signals, or checks
the imports or the processes left behind, starts the installed command.
"""

from __future__ import annotations

import multiprocessing
import os
import pkgutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired
from tempfile import TemporaryDirectory

import pytest

import e2e.scenarios
from e2e.gate.cli.command_line import COMMANDS, main

PYTEST = Path(sys.prefix) / "bin" / "pytest"
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(
    [
        *(f"e2e.gate.cli.{module}" for module, _ in COMMANDS.values()),
        *(each.name for each in pkgutil.iter_modules(e2e.scenarios.__path__, "e2e.scenarios.")),
        *("fastapi", "hypothesis", "playwright.sync_api", "pytest", "uvicorn"),
    ]
)


def run_forked(
    *words: str | Path, cwd: Path, environment: Mapping[str, str] | None = None, limit: float
) -> CompletedProcess[str]:
    """Runs a command line that begins with our `jobstatus-e2e` or `pytest`, and returns its result.

    It has no terminal and an empty standard input; `environment` adds to that of the test. Raises
    TimeoutExpired after `limit` seconds of real time.
    """
    argv = list(map(str, words))
    with TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("out", "err")]
        for file in files:
            file.touch()
        process = _CONTEXT.Process(
            target=_run, args=(argv, cwd, {**os.environ, **(environment or {})}, files)
        )
        process.start()
        process.join(limit)
        code = process.exitcode
        if code is None:
            process.kill()
            process.join()
        process.close()
        out, err = (file.read_text() for file in files)
    if code is None:
        raise TimeoutExpired(argv, limit, out, err)
    return CompletedProcess(argv, code, out, err)


def _run(argv: list[str], cwd: Path, environment: Mapping[str, str], files: Sequence[Path]) -> None:
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[:] = argv
    for stream, file in zip((sys.stdout, sys.stderr), files, strict=True):
        with file.open("w") as opened:
            os.dup2(opened.fileno(), stream.fileno())
    _ENTRIES[Path(argv[0]).name]()


def _run_pytest() -> None:
    # Plugins are already imported here, and pytest cannot rewrite the assertions of such modules.
    sys.exit(pytest.main([*sys.argv[1:], "--assert=plain"]))


_ENTRIES: dict[str, Callable[[], object]] = {"jobstatus-e2e": main, "pytest": _run_pytest}
