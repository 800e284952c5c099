"""`jobstatus-e2e caches`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from e2e.caches.defences import ALL_DEFENCES
from e2e.caches.kinds import KINDS
from e2e.caches.table import DefenceTable, describe, get_stops
from e2e.gate.cli.browser_options import OwnBrowser
from e2e.gate.cli.completion import complete_cache
from e2e.gate.cli.counting import Counting
from e2e.gate.cli.interruption import run_until_interrupted
from e2e.gate.cli.output import Json, get_console, run_or_complain
from e2e.gate.cli.worker_options import Workers
from e2e.gate.run.caches import choose_caches, run_caches, write_table
from e2e.gate.verdict.exit_codes import ExitCode

_STYLE = {"right": "green", "late": "yellow", "stuck": "bold red"}
EPILOG = (
    "Exit codes: 0 the table is there, each cell forced and proven · 2 bad usage · 3 undecided (no "
    "browser, no nginx, a cache that could not be forced).\n\n"
    "Examples: `jobstatus-e2e caches`; `jobstatus-e2e caches --cache tunnel --cache stubborn`; "
    "`jobstatus-e2e caches --report-dir docs` writes docs/caches.md anew."
)


def caches(
    cache: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Play this cache alone; may be given again. All by default.",
            autocompletion=complete_cache,
        ),
    ] = None,
    workers: Workers = None,
    report_dir: Annotated[
        Path, typer.Option(metavar="DIR", help="Where caches.json and caches.md go.")
    ] = Path("reports"),
    browser: OwnBrowser = None,
    as_json: Json = False,
) -> None:
    """Measure which defence stops which cache: `_t`, `no-store` on the fetch, the server's header.

    Every combination is played on our own page against every cache: the browser's, and a real nginx of
    each profile. A cell says how a person saw the job's end: right, late, or stuck.
    """
    jobs = workers or os.cpu_count() or 1

    def run() -> int:
        return _run(cache or [], jobs, report_dir, browser, as_json)

    raise typer.Exit(run_until_interrupted(lambda: run_or_complain(run), "there is no table"))


def _run(
    names: list[str], workers: int, report_dir: Path, browser: Path | None, as_json: bool
) -> int:
    chosen = choose_caches(names)
    console = get_console(is_for_machines=as_json)
    with Counting(console, "Cells") as counting:
        counting.begin(len(chosen) * len(ALL_DEFENCES))
        table = run_caches(
            chosen,
            browser=browser,
            workers=workers,
            on_cell=lambda cell: counting.note(f"{cell.cache}, {cell.defences}: {describe(cell)}"),
        )
    write_table(table, report_dir)
    _print_table(console, table)
    for name, reason in table.not_played.items():
        console.print(
            f"\nNot played: {name}, as this browser has none ({reason}). A headless shell has none; "
            "name a full Chromium with --browser.",
            highlight=False,
            soft_wrap=True,
        )
    console.print(
        f"\n{len(table.cells)} cells, each forced and proven. "
        f"{report_dir / 'caches.md'} says why, {report_dir / 'caches.json'} says it to machines.",
        highlight=False,
        soft_wrap=True,
    )
    if as_json:
        typer.echo(table.model_dump_json(indent=2))
    return ExitCode.PASS


def _print_table(console: Console, table: DefenceTable) -> None:
    grid = Table(box=None, padding=(0, 1, 0, 0))
    grid.add_column("cache", no_wrap=True)
    for name in ALL_DEFENCES:
        grid.add_column(name.replace("+", "\n"), no_wrap=True)
    grid.add_column("stopped by")
    for cache in table.caches:
        row = table.get_row(cache)
        cells = [f"[{_STYLE[cell.saw]}]{describe(cell)}[/]" for cell in row]
        where = KINDS[cache].where
        grid.add_row(f"{where}: {cache}", *cells, get_stops(row).replace("`", ""))
    console.print()
    console.print(grid)
