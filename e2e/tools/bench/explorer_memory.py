"""Measures whether the memory of a worker grows while it explores."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from anyio.from_thread import start_blocking_portal

from e2e.engine.browser import find_browser
from e2e.explorer.services import open_services
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE
from e2e.tools.bench.schedules_per_second import SCHEDULES

EARLY, LATE = 500, 10_000
"""The numbers of schedules after which memory is read."""

PROCESSES = Path("/proc")


def measure(
    early: int = EARLY, late: int = LATE, tell: Callable[[str], None] = lambda line: None
) -> dict[str, float]:
    """Returns `explorer_memory_growth`, on one page and in one worker.

    It is the memory of browser and Python after `late` schedules, divided by that after `early`. Memory
    is Linux's PSS: the private memory of the processes, and their share of the memory that they share.
    """
    page = build_pages([PageSource("explored", REFERENCE)], lambda built: None)["explored"]
    began = time.monotonic()
    with (
        start_blocking_portal("asyncio") as portal,
        portal.wrap_async_context_manager(
            open_services(page.folder, find_browser().source)
        ) as services,
        portal.wrap_async_context_manager(services.open_page()) as runner,
    ):
        readings: list[float] = []
        for number in range(1, late + 1):
            portal.call(runner.play, SCHEDULES[number % len(SCHEDULES)])
            if number in (early, late):
                readings.append(get_memory())
            if number % early == 0:
                tell(f"{number:6} {get_memory():7.1f} MB {time.monotonic() - began:6.0f} s")
    return {"explorer_memory_growth": readings[-1] / readings[0]}


def get_memory() -> float:
    """Returns the memory of this process and all its descendants, in megabytes."""
    return sum(_get_pss(each) for each in _get_family(os.getpid())) / 1024


def _get_family(root: int) -> set[int]:
    parents: dict[int, int] = {}
    for folder in PROCESSES.glob("[0-9]*"):
        if stat := _read(folder / "stat"):
            parents[int(folder.name)] = int(stat.rpartition(")")[2].split()[1])
    family = {root}
    while more := {each for each, parent in parents.items() if parent in family} - family:
        family |= more
    return family


def _get_pss(process: int) -> int:
    for line in _read(PROCESSES / str(process) / "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        return ""
