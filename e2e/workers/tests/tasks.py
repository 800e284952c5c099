"""Tasks for the tests of a worker pool; a worker imports them."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from e2e.workers import WorkerBroken, get_recall, keep_open


def get_pid() -> int:
    return os.getpid()


def die(ledger: Path, times: int) -> int:
    """Kills its own worker in the first `times` calls; each call adds a line to `ledger`."""
    return _end_with(ledger, times, lambda: os.kill(os.getpid(), signal.SIGKILL))


def break_worker(ledger: Path, times: int) -> int:
    return _end_with(ledger, times, _break)


def refuse(word: str) -> None:
    raise ValueError(word)


def return_a_lock() -> object:
    return threading.Lock()


def run_until_recalled(begun: Path) -> str:
    """Runs until it is recalled. It signals its start by opening the named pipe `begun`."""
    begun.open("w").close()
    is_recalled = get_recall()
    while not is_recalled():
        pass
    return "recalled"


def is_recalled_now() -> bool:
    return get_recall()()


def note_in_kept(ledger: Path) -> int:
    """Returns how many tasks have used the same resource; its start and its end are lines of `ledger`."""
    used = keep_open(ledger, lambda: _open_noted(ledger))
    used.append("used")
    return len(used)


@contextmanager
def _open_noted(ledger: Path) -> Iterator[list[str]]:
    _write(ledger, "opened")
    yield []
    _write(ledger, "closed")


def _end_with(ledger: Path, times: int, end: object) -> int:
    assert callable(end)
    _write(ledger, str(os.getpid()))
    if len(ledger.read_text().splitlines()) <= times:
        end()
    return os.getpid()


def _break() -> None:
    raise WorkerBroken("the browser is gone")


def _write(ledger: Path, line: str) -> None:
    with ledger.open("a") as file:
        print(line, file=file)
