"""Finds the processes that a gate started; Playwright gives each browser a session of its own."""

from __future__ import annotations

import os
import select
import subprocess
from dataclasses import dataclass


@dataclass(frozen=True)
class Process:
    """A running process: its id, the id of its parent, and its command line."""

    pid: int
    parent: int
    command: str


def get_descendants(root: int) -> list[Process]:
    """Returns all descendants of the process `root`."""
    every = _get_all()
    found: list[Process] = []
    parents = {root}
    while parents:
        children = [each for each in every if each.parent in parents]
        found += children
        parents = {each.pid for each in children}
    return found


def get_alive(processes: list[Process]) -> list[Process]:
    """Returns the processes that still run, also if their parent has changed."""
    running = {(each.pid, each.command) for each in _get_all()}
    return [each for each in processes if (each.pid, each.command) in running]


def wait_until_ended(processes: list[Process], limit: float) -> list[Process]:
    """Waits at most `limit` seconds for each process to end; returns those that still run."""
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
    """Whether it is the main process of a browser; the browser's child processes have a `--type`."""
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
