"""Playing the whole table, in as many processes as there are workers."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from e2e.caches.cell import Cell
from e2e.caches.defences import ALL_DEFENCES
from e2e.caches.kinds import KINDS

Order = tuple[str, str]
"""A cache and a combination of defences, by name."""


class CellNotPlayed(Exception):
    """A cell could not be played to its end; the message names it, and why."""


def get_orders(caches: Sequence[str]) -> list[Order]:
    """Every cell of `caches`, one cache after the other."""
    return [(cache, defences) for cache in caches for defences in ALL_DEFENCES]


def run_cells(
    orders: Sequence[Order],
    *,
    builds: Mapping[str | None, Path],
    browser: Path | None,
    workers: int,
    on_cell: Callable[[Cell], None],
) -> list[Cell]:
    """Plays the cells of `orders` and returns them in the table's order.

    `builds` has the built page for each of the patches in `Defences.regression`. Raises CellNotPlayed
    for the first that could not be played. Whatever ends this, no worker outlives it: each ends when
    its standard input does.
    """
    waiting: queue.SimpleQueue[Order] = queue.SimpleQueue()
    for order in orders:
        waiting.put(order)
    processes = [_start(browser) for _ in range(min(workers, len(orders)))]
    with ThreadPoolExecutor(len(processes)) as threads:
        try:
            futures = [threads.submit(_feed, each, waiting, builds, on_cell) for each in processes]
            cells = [cell for future in futures for cell in future.result()]
        except BaseException:
            for process in processes:
                process.terminate()
            raise
        finally:
            while not waiting.empty():
                waiting.get()
    place = {order: number for number, order in enumerate(get_orders(list(KINDS)))}
    return sorted(cells, key=lambda cell: place[cell.cache, cell.defences])


def _start(browser: Path | None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "e2e.caches.worker", str(browser or "")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _feed(
    process: subprocess.Popen[str],
    waiting: queue.SimpleQueue[Order],
    builds: Mapping[str | None, Path],
    on_cell: Callable[[Cell], None],
) -> list[Cell]:
    cells: list[Cell] = []
    with process:
        while (order := _take(waiting)) is not None:
            cell = _play(process, order, builds[ALL_DEFENCES[order[1]].regression])
            cells.append(cell)
            on_cell(cell)
    return cells


def _take(waiting: queue.SimpleQueue[Order]) -> Order | None:
    try:
        return waiting.get_nowait()
    except queue.Empty:
        return None


def _play(process: subprocess.Popen[str], order: Order, build: Path) -> Cell:
    cache, defences = order
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        line = json.dumps({"cache": cache, "defences": defences, "build": str(build)})
        print(line, file=process.stdin, flush=True)
        answer = json.loads(process.stdout.readline() or '{"error": "its process ended"}')
    except OSError:
        answer = {"error": "its process is gone"}
    if "error" in answer:
        raise CellNotPlayed(f"Failed to play {cache} against {defences}: {answer['error']}")
    return Cell.model_validate(answer["cell"])
