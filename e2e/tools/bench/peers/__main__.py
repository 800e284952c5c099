"""`python -m e2e.tools.bench.peers`: the field's own tools beside ours, on the same five scenarios."""

from __future__ import annotations

import datetime
import os
import platform
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from e2e.engine.browser import NoBrowser
from e2e.pages.errors import BadUsage, Undecided
from e2e.pages.names import did_you_mean
from e2e.pages.regressions import Regression, get_regression, get_regressions
from e2e.tools.bench.peers.cases import Case, find_cases, prepare_case
from e2e.tools.bench.peers.figures import Figures
from e2e.tools.bench.peers.measurer import Measurer
from e2e.tools.bench.peers.page import Page
from e2e.tools.bench.peers.pages import build_case, build_ours
from e2e.tools.bench.peers.scenarios import FIVE
from e2e.tools.bench.peers.table import HEAD, get_rows
from e2e.tools.bench.peers.tools import NAMES, build_peers
from e2e.tools.bench.peers.written import keep_figures, write_documents

app = typer.Typer(add_completion=False, rich_markup_mode=None)
console = Console(soft_wrap=True, highlight=False)

EPILOG = (
    "Examples: python -m e2e.tools.bench.peers --tool vitest-msw --patches no-terminal-lock --runs 0 is "
    "the shortest look; python -m e2e.tools.bench.peers --cases ../shared/cases --write measures "
    "everything, for hours, and writes docs/peers.md and the README. Exit codes: 0 measured, "
    "whatever the figures are; 2 bad usage; 3 something could not be built or installed; 130 "
    "interrupted."
)


@app.command(epilog=EPILOG)
def run(
    tool: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help=f"{', '.join(NAMES)}; all by default. Repeatable."),
    ] = None,
    scenario: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Of the five; all by default. Repeatable."),
    ] = None,
    patches: Annotated[
        list[str] | None,
        typer.Option(
            metavar="all|none|NAME",
            help="Patches of our page to judge; all by default. Repeatable: see jobstatus-e2e "
            "regressions.",
        ),
    ] = None,
    cases: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Pages to judge too; its README.md has their verdicts."),
    ] = None,
    rounds: Annotated[int, typer.Option(min=0, help="Plays of our page that are timed.")] = 3,
    runs: Annotated[
        int, typer.Option(min=0, help="Plays of our page under load, to count flakes.")
    ] = 50,
    busy: Annotated[
        int, typer.Option(min=0, max=256, help="Processes that burn meanwhile.")
    ] = os.cpu_count() or 1,
    at_once: Annotated[
        int,
        typer.Option(min=1, max=64, help="Plays side by side, but for those that are timed."),
    ] = 1,
    json: Annotated[
        Path,
        typer.Option(metavar="FILE", help="The figures; those of other tools and parts are kept."),
    ] = Path("reports/peers.json"),
    write: Annotated[
        bool, typer.Option("--write", help="Write docs/peers.md and the table of the README.")
    ] = False,
) -> None:
    """Play five scenarios with our gate and with four tools that people would use instead.

    Measured of each tool: seconds a scenario, which patches of our page it catches, which pages of a
    folder it judges wrongly, and how often it fails our page on a busy machine. Each play is from the
    start of the tool, and one at a time but for --at-once. The packages of the tools are installed at
    the first run (npm, 60 MB).
    """
    try:
        names = _choose(tool or [], NAMES, "tool")
        scenarios = tuple(_choose(scenario or [], FIVE, "scenario"))
        regressions = _choose_patches(patches or ["all"])
        found = find_cases(cases) if cases else []
        peers = build_peers(names, scenarios, _tell)
        with console.status("building the pages ..."):
            reference, *patched = build_ours(regressions)
        others = [page for case in found if (page := _build(case))]
        figures = Figures(machine=describe_machine(), day=f"{datetime.date.today()}", tools=())
        for peer in peers:
            measurer = Measurer(peer, len(scenarios), _tell, console.status, at_once=at_once)
            for part in measurer.measure(
                reference, patched, others, rounds=rounds, runs=runs, busy=busy
            ):
                figures = keep_figures(json, figures.model_copy(update={"tools": (part,)}))
        _show(figures)
        if write:
            write_documents(figures)
    except KeyboardInterrupt:
        _tell(f"Interrupted. The parts that were measured are in {json}.")
        raise typer.Exit(130) from None
    except BadUsage as error:
        console.print(str(error), markup=False)
        raise typer.Exit(2) from None
    except (NoBrowser, Undecided) as error:
        console.print(str(error), markup=False)
        raise typer.Exit(3) from None


def describe_machine() -> str:
    """Returns the processor and the number of its cores."""
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text(encoding="utf-8").splitlines() if cpus.is_file() else []
    named = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), None)
    return f"{os.cpu_count()} cores of {named or platform.processor() or platform.machine()}"


def _choose(wanted: list[str], known: tuple[str, ...], what: str) -> list[str]:
    for name in wanted:
        if name not in known:
            raise BadUsage(
                f"Failed to find {what} {name!r}: there is no such {what}."
                f"{did_you_mean(name, list(known))} Known: {', '.join(known)}."
            )
    return wanted or list(known)


def _choose_patches(wanted: list[str]) -> list[Regression]:
    if wanted == ["none"]:
        return []
    return get_regressions() if wanted == ["all"] else [get_regression(each) for each in wanted]


def _build(case: Case) -> Page | None:
    """Returns the page of a case; None for one that does not build, after saying why."""
    try:
        with console.status(f"building {case.name} ..."):
            checkout = prepare_case(case, _tell)
            return build_case(case.name, checkout, is_good=case.is_good)
    except Undecided as error:
        _tell(f"{case.name} is left out: {error}")
        return None


def _tell(line: str) -> None:
    console.print(line, markup=False)


def _show(figures: Figures) -> None:
    table = Table(*HEAD)
    for row in get_rows(figures):
        table.add_row(*row)
    console.print(table)


if __name__ == "__main__":
    app()
