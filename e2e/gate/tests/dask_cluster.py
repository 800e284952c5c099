"""A Dask scheduler and its workers, each a process of its own on loopback, for tests of `--cluster`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from e2e.gate.tests import processes

DASK = str(Path(sys.executable).with_name("dask"))
QUIET = ("--host", "127.0.0.1", "--no-dashboard")
# The scheduler prints its address only in a line of its log, on standard error.
SAYS = "Scheduler at:"
JOINED = "Registered to:"

OTHER_SUITE = (
    "import e2e.pages.suite_key as here\nhere.get_suite_key = lambda: 'another-suite-of-theirs'\n"
)
"""The text of a sitecustomize that makes a worker look like one of another suite."""


@pytest.fixture
def address() -> Iterator[str]:
    """The address of a scheduler, which ends with the test."""
    with start_scheduler() as address:
        yield address


def make(folder: Path) -> Path:
    folder.mkdir()
    return folder


def read_until(run: subprocess.Popen[str], word: str) -> str:
    assert run.stdout is not None
    for line in run.stdout:
        if word in line:
            return line
    raise AssertionError(f"it ended without {word!r}: {run.communicate()[1]}")


def get_browsers(worker: subprocess.Popen[str]) -> list[processes.Process]:
    return [each for each in processes.get_descendants(worker.pid) if processes.is_browser(each)]


def wait_until_browser(worker: subprocess.Popen[str], run: subprocess.Popen[str]) -> None:
    while not get_browsers(worker):
        assert run.poll() is None


@contextmanager
def start_scheduler() -> Iterator[str]:
    """Starts a scheduler, and yields its address."""
    with _start("scheduler", *QUIET, "--port", "0") as process:
        line = _read_until(process, SAYS)
        yield line.split(SAYS)[1].strip()


@contextmanager
def start_worker(address: str, folder: Path, *, code: str = "") -> Iterator[subprocess.Popen[str]]:
    """Starts a worker of one thread, and yields its process once it has joined the scheduler.

    `code` is the text of a sitecustomize, which can make it look like another installation.
    """
    (folder / "sitecustomize.py").write_text(code)
    arguments = (address, *QUIET, "--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
    with _start("worker", *arguments, path=folder) as process:
        _read_until(process, JOINED)
        yield process


@contextmanager
def _start(*arguments: str, path: Path | None = None) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [DASK, *arguments],
        env={**os.environ, **({"PYTHONPATH": str(path)} if path else {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate()


def _read_until(process: subprocess.Popen[str], word: str) -> str:
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if word in line:
            return line
    raise AssertionError(f"it ended without {word!r}: {''.join(said)}")
