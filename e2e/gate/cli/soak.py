"""`jobstatus-e2e soak`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from e2e.gate.cli.browser_options import OwnBrowser
from e2e.gate.cli.completion import complete_scenario
from e2e.gate.cli.counting import Counting
from e2e.gate.cli.interruption import run_until_interrupted
from e2e.gate.cli.output import Json, get_console, print_json, run_or_complain
from e2e.gate.cli.worker_options import Workers
from e2e.gate.run.soak import Counts, SoakSettings, run_soak
from e2e.gate.run.stress import read_stress
from e2e.gate.verdict.exit_codes import ExitCode

EPILOG = (
    "Exit codes: 0 every play was judged as it must be, with one history each · 1 a miss or a flake "
    "· 2 bad usage · 3 undecided (no browser, a page that does not build).\n\n"
    "Examples: `jobstatus-e2e soak --runs 7 --patches --stress cpu=8`; "
    "`jobstatus-e2e soak --runs 50 --scenario reconnect-silent --stress memory=2048 --workers 8`."
)


def soak(
    runs: Annotated[
        int, typer.Option(metavar="N", min=1, help="How often to play each scenario.")
    ] = 10,
    scenario: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help="Play this scenario alone; may be given again. The whole catalogue by default.",
            autocompletion=complete_scenario,
        ),
    ] = None,
    web_ui: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="A checkout whose plays are compared with each other. Our own page, which must pass, by "
            "default.",
        ),
    ] = None,
    patches: Annotated[
        bool,
        typer.Option(
            "--patches",
            help="Play each of our patches too, on its own scenarios: each must be caught.",
        ),
    ] = False,
    stress: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND=N",
            help="Keep the machine busy: `cpu=N` busy loops, `memory=N` MiB in use, `disk=N` writers. "
            "May be given again.",
        ),
    ] = None,
    workers: Workers = None,
    seed: Annotated[
        int, typer.Option(metavar="N", help="Decides the order of the plays, another in each run.")
    ] = 0,
    browser: OwnBrowser = None,
    as_json: Json = False,
) -> None:
    """Play the catalogue over and over on a busy machine, and say whether any play is judged otherwise.

    A miss is a play that does not end as it must: our own page passes, and a patched one is caught. A
    flake is a scenario that is not judged alike each time, or has more than one history. Each is printed
    as it is found, with the first lines in which its history is not that of the scenario's first play.
    """

    def run() -> int:
        settings = SoakSettings(
            runs=runs,
            stress=tuple(map(read_stress, stress or ())),
            workers=workers or os.cpu_count() or 1,
            scenarios=tuple(scenario or ()),
            web_ui=web_ui,
            patches=patches,
            seed=seed,
            browser=browser,
        )
        return _run(settings, as_json=as_json)

    raise typer.Exit(run_until_interrupted(lambda: run_or_complain(run), "the soak is not over"))


def _run(settings: SoakSettings, *, as_json: bool) -> int:
    console = get_console(is_for_machines=as_json)

    busy = ", ".join(f"{each.kind}={each.amount}" for each in settings.stress) or "no stress"
    console.print(
        f"Soak: {settings.runs} runs, {settings.workers} workers, {busy}", highlight=False
    )
    with Counting(console, "Soak") as counting:
        soaked = run_soak(settings, _Progress(console, counting))
    counts = soaked.counts
    for line in soaked.lines:
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    console.print(describe_bound(counts), highlight=False, soft_wrap=True)
    if as_json:
        print_json({"runs": settings.runs, **asdict(counts), "lines": soaked.lines})
    return ExitCode.REGRESSION if counts.wrong else ExitCode.PASS


class _Progress:
    """Prints a fault as soon as it is found, beside the counts."""

    def __init__(self, console: Console, counting: Counting) -> None:
        self._console = console
        self._counting = counting

    def begin(self, plays: int) -> None:
        self._counting.begin(plays)

    def count(self, counts: Counts) -> None:
        self._counting.note(f"{counts.misses} misses, {counts.flakes} flakes")

    def tell_fault(self, lines: Sequence[str]) -> None:
        for number, line in enumerate(lines):
            indented = f"    {line}" if number else line
            self._console.print(indented, highlight=False, markup=False, soft_wrap=True)


def describe_bound(counts: Counts) -> str:
    """Returns a sentence with the upper bound of the share of plays that are judged wrongly.

    If all n plays are right, the share is below 3/n at 95 % confidence (the rule of three).
    """
    if counts.wrong:
        return f"{counts.misses} misses and {counts.flakes} flakes in {counts.plays} plays."
    return (
        f"0 wrong in {counts.plays} plays: fewer than {3 / counts.plays:.2%} are, at 95 % confidence "
        "(3/n)."
    )
