"""Which processes a gate started; Playwright gives browsers a session of their own."""

from __future__ import annotations

import os
import select
import subprocess
from dataclasses import dataclass


@dataclass(frozen=True)
class Process:
    """One that runs: its id, its parent's, and its command."""

    pid: int
    parent: int
    command: str


def get_descendants(root: int) -> list[Process]:
    """All that `root` started, and what those started."""
    every = _get_all()
    found: list[Process] = []
    parents = {root}
    while parents:
        children = [each for each in every if each.parent in parents]
        found += children
        parents = {each.pid for each in children}
    return found


def get_alive(processes: list[Process]) -> list[Process]:
    """Those that still run, under any parent."""
    running = {(each.pid, each.command) for each in _get_all()}
    return [each for each in processes if (each.pid, each.command) in running]


def wait_until_ended(processes: list[Process], limit: float) -> list[Process]:
    """Waits at most `limit` seconds for each to end; returns those that still run."""
    for each in processes:
        try:
            handle = os.pidfd_open(each.pid)
        except ProcessLookupError:
            continue
        try:
            select.select([handle], [], [], limit)
        finally:
            os.close(handle)
    return get_alive(processes)


def is_browser(process: Process) -> bool:
    """A browser's main process; its children carry a --type."""
    return "chrom" in process.command.split()[0] and "--type=" not in process.command


def _get_all() -> list[Process]:
    listed = subprocess.run(
        ["ps", "-e", "-ww", "-o", "pid=,ppid=,stat=,args="],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    rows = [line.split(maxsplit=3) for line in listed.splitlines()]
    return [
        Process(int(row[0]), int(row[1]), row[3])
        for row in rows
        if len(row) == 4 and not row[2].startswith("Z")
    ]
