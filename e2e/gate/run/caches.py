"""Plays the defence table: builds the pages, plays the cells, and writes the files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from e2e.caches.cell import Cell
from e2e.caches.defences import ALL_DEFENCES
from e2e.caches.kinds import KINDS
from e2e.caches.markdown import render
from e2e.caches.run import CellNotPlayed, get_orders, run_cells
from e2e.caches.table import DefenceTable, make_table
from e2e.gate.run.browser_choice import find_chosen
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.errors import BadUsage, Undecided
from e2e.pages.names import did_you_mean
from e2e.pages.places import REFERENCE
from e2e.pages.regressions import get_regression

JSON, MARKDOWN = "caches.json", "caches.md"


def choose_caches(names: Sequence[str]) -> list[str]:
    """Returns the caches of those names, or all if `names` is empty.

    Raises BadUsage with the nearest name for an unknown one.
    """
    for name in names:
        if name not in KINDS:
            raise BadUsage(
                f"Failed to choose cache {name!r}: the table has no such cache."
                f"{did_you_mean(name, list(KINDS))} Known: {', '.join(KINDS)}."
            )
    return [name for name in KINDS if name in names or not names]


def run_caches(
    caches: Sequence[str],
    *,
    browser: Path | None,
    workers: int,
    on_cell: Callable[[Cell], None],
) -> DefenceTable:
    """Plays the cells of `caches` and returns the table; calls `on_cell` after each cell.

    `workers` is the number of cells at a time. Raises Undecided if there is no browser or no nginx, or a
    cell could not be played or forced.
    """
    found = find_chosen(browser)
    builds = _build()
    try:
        cells = run_cells(
            get_orders(caches),
            builds=builds,
            browser=found.source,
            workers=workers,
            on_cell=on_cell,
        )
    except CellNotPlayed as error:
        raise Undecided(str(error)) from None
    table = make_table(cells)
    if table.not_forced:
        first = table.not_forced[0]
        raise Undecided(
            f"Failed to force {len(table.not_forced)} of {len(cells)} cells: nothing shows that "
            f"{first.cache} had an answer for the page with {first.defences}."
        )
    return table


def write_table(table: DefenceTable, folder: Path) -> None:
    """Writes `caches.json` and `caches.md` to `folder`; raises BadUsage if it cannot."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        text = table.model_dump_json(indent=1) + "\n"
        (folder / JSON).write_text(text, encoding="utf-8")
        (folder / MARKDOWN).write_text(render(table), encoding="utf-8")
    except OSError as error:
        raise BadUsage(
            f"Failed to write the table to {folder}: {error.strerror or error}. "
            "Name another folder with --report-dir."
        ) from None


def _build() -> dict[str | None, Path]:
    names = dict.fromkeys(each.regression for each in ALL_DEFENCES.values())
    sources = {
        name: PageSource(name or "reference", REFERENCE, get_regression(name) if name else None)
        for name in names
    }
    built = build_pages(list(sources.values()), lambda page: None)
    return {name: built[source.name].folder for name, source in sources.items()}
