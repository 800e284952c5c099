"""Plays the whole table, one cell at a time in each worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import as_completed
from pathlib import Path

from e2e.caches.cell import Cell
from e2e.caches.defences import ALL_DEFENCES
from e2e.caches.kinds import KINDS
from e2e.caches.play_order import NotPlayed, play_order
from e2e.engine.browser import BrowserSource
from e2e.workers import ProcessPool, WorkerLost

Order = tuple[str, str]
"""A cache and a combination of defences, by name."""


class CellNotPlayed(Exception):
    """A cell could not be played to its end; the message names the cell and the reason."""


def get_orders(caches: Sequence[str]) -> list[Order]:
    """Returns every cell of `caches`, cache by cache."""
    return [(cache, defences) for cache in caches for defences in ALL_DEFENCES]


def run_cells(
    orders: Sequence[Order],
    *,
    builds: Mapping[str | None, Path],
    browser: BrowserSource,
    workers: int,
    on_cell: Callable[[Cell], None],
) -> list[Cell]:
    """Plays the cells of `orders` and returns them in the table's order.

    `builds` has the built page for each value of `Defences.regression`. `on_cell` is called with each
    cell as soon as it is played. Raises CellNotPlayed for the first cell that could not be played. No
    worker outlives the call, also after an exception.
    """
    cells: dict[Order, Cell] = {}
    with ProcessPool(min(workers, len(orders))) as pool:
        try:
            futures = {
                pool.submit(
                    play_order, *each, builds[ALL_DEFENCES[each[1]].regression], browser
                ): each
                for each in orders
            }
            for future in as_completed(futures):
                cache, defences = futures[future]
                try:
                    cell = future.result()
                except (NotPlayed, WorkerLost) as error:
                    raise CellNotPlayed(
                        f"Failed to play {cache} against {defences}: {error}"
                    ) from None
                cells[cache, defences] = cell
                on_cell(cell)
        except BaseException:
            pool.terminate_workers()
            raise
    return [cells[each] for each in get_orders(list(KINDS)) if each in cells]
