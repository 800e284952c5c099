"""`jobstatus-e2e`, the command."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from e2e.gate.catalogue import get_scenarios
from e2e.gate.errors import BadUsage, Undecided
from e2e.gate.events import GateEvent, GateFinished
from e2e.gate.exit_codes import ExitCode
from e2e.gate.gate import run_gate
from e2e.gate.regressions import get_regressions
from e2e.gate.reporters import (
    TerminalReporter,
    write_failure_report,
    write_junit,
    write_verdict,
)
from e2e.gate.settings import GateSettings, TierChoice

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Forces the races that leave a job-status page stuck at 95 %, or throw it back from "
    "completed, on a real page in a real browser, and says pass or fail.",
)

_EPILOG = (
    "Exit codes: 0 pass · 1 regression · 2 bad usage · 3 undecided (no browser, the page does not "
    "build, a race was not forced, the canary failed).\n\n"
    "Examples: `jobstatus-e2e gate` judges our own page; `jobstatus-e2e gate --web-ui ../web-ui` "
    "judges yours; `jobstatus-e2e gate --regression issue-231` shows what a bad page looks like."
)


PIPE_WIDTH = 120
"""Columns where there is no terminal to ask: CI logs and pipes."""


@app.command(epilog=_EPILOG)
def gate(
    web_ui: Annotated[
        Path | None,
        typer.Option("--web-ui", metavar="DIR", help="The checkout to judge; ours by default."),
    ] = None,
    regression: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Judge our page with this fix taken out, to see it fail."
        ),
    ] = None,
    tier: Annotated[
        TierChoice, typer.Option(help="Which tiers decide. Both are played in any case.")
    ] = "regression",
    scenario: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Play this scenario alone, without the canary."),
    ] = None,
    headed: Annotated[
        bool, typer.Option("--headed", help="Show the browser: one scenario after the other.")
    ] = False,
    slowmo: Annotated[
        int, typer.Option(metavar="MS", min=0, help="Milliseconds to wait between steps.")
    ] = 0,
    workers: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Scenarios at a time; as many as cores by default."),
    ] = None,
    report_dir: Annotated[Path, typer.Option(metavar="DIR", help="Where the reports go.")] = Path(
        "reports"
    ),
    browser: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The Chromium to use.")
    ] = None,
) -> None:
    """Judge a page: **pass**, **regression** or **undecided**."""
    settings = GateSettings(
        web_ui=web_ui,
        regression=regression,
        tier=tier,
        scenario=scenario,
        headed=headed,
        slowmo=slowmo,
        workers=workers or (1 if headed else os.cpu_count() or 1),
        report_dir=report_dir,
        browser=browser,
    )
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else PIPE_WIDTH)
    raise typer.Exit(_run(settings, console))


@app.command()
def scenarios() -> None:
    """List the catalogue: id, family, tier, and what each scenario says."""
    console = Console(soft_wrap=True)
    for each in get_scenarios():
        console.print(f"[bold]{each.id}[/] ({each.family}, {each.tier})", highlight=False)
        console.print(f"  {each.sentence}", highlight=False)


@app.command()
def regressions() -> None:
    """List the patches for `gate --regression`: what each takes out, and what a person sees."""
    console = Console(soft_wrap=True)
    for each in get_regressions():
        console.print(f"[bold]{each.name}[/]: takes out {each.takes_out}", highlight=False)
        console.print(f"  A person sees {each.person_sees}.", highlight=False)
        console.print(f"  Guarded by {', '.join(each.guarded_by)}.", highlight=False)


def _run(settings: GateSettings, console: Console) -> int:
    terminal = TerminalReporter(console)
    received: list[int] = []

    def interrupt(number: int, frame: FrameType | None) -> NoReturn:
        # As Ctrl-C, which is what pytest and every clean-up on the way know.
        received.append(number)
        raise KeyboardInterrupt

    # SIGINT as well: a shell that starts a job in the background has it ignored.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, interrupt)

    def tell(event: GateEvent) -> None:
        if isinstance(event, GateFinished):
            write_verdict(event.verdict, event.folder)
            write_junit(event.verdict, event.folder)
            write_failure_report(event.verdict, event.folder)
        terminal(event)

    try:
        verdict = run_gate(settings, tell)
    except BadUsage as error:
        return _complain(str(error), ExitCode.BAD_USAGE)
    except Undecided as error:
        return _complain(f"UNDECIDED: {error}", ExitCode.UNDECIDED)
    except KeyboardInterrupt:
        if received[-1:] == [signal.SIGTERM]:
            return _complain("Terminated: there is no verdict.", ExitCode.TERMINATED)
        return _complain("Interrupted: there is no verdict.", ExitCode.INTERRUPTED)
    finally:
        terminal.close()
    return {
        "pass": ExitCode.PASS,
        "regression": ExitCode.REGRESSION,
        "undecided": ExitCode.UNDECIDED,
    }[verdict.verdict]


def _complain(message: str, code: ExitCode) -> int:
    Console(stderr=True, soft_wrap=True).print(message, highlight=False, markup=False)
    return code


def main() -> None:
    """The entry point of the installed command."""
    app()
