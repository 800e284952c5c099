"""`jobstatus-e2e mutate`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from e2e.gate.cli.browser_options import OwnBrowser
from e2e.gate.cli.completion import complete_scenario
from e2e.gate.cli.interruption import run_until_interrupted
from e2e.gate.cli.output import Json, complain, get_console, run_or_complain
from e2e.gate.cli.page_options import NoCheckoutConfig, Props
from e2e.gate.cli.wire_options import Recorded, Wire
from e2e.gate.cli.worker_options import Cluster, Workers
from e2e.gate.reporters.mutation.files import REPORT, describe, write_mutation
from e2e.gate.reporters.mutation.terminal import MutationReporter
from e2e.gate.run.mutation.run import MutationResult, run_mutation
from e2e.gate.run.mutation.settings import MutationSettings
from e2e.gate.run.settings import TierChoice
from e2e.gate.verdict.exit_codes import ExitCode

EPILOG = (
    "Exit codes: 0 the score is there, and not below --break · 1 it is below, or a mutant that is "
    "listed as equivalent was noticed · 2 bad usage · 3 undecided (no browser, the page does not build, "
    "it is not passed without a mutant) · 130 or 143 interrupted: `--resume` goes on.\n\n"
    "Examples: `jobstatus-e2e mutate --files src/state/poller.ts` mutates one file of our own page; "
    "`jobstatus-e2e mutate --web-ui ../web-ui --since origin/main --break 90` the lines of yours that "
    "have changed; `--files src/hooks/useJob.ts:20-40` some lines."
)


def mutate(
    web_ui: Annotated[
        Path | None,
        typer.Option("--web-ui", metavar="DIR", help="The checkout to mutate; ours by default."),
    ] = None,
    files: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATTERN[:FROM-TO]",
            help="Mutate these sources alone, from the checkout, or some lines of one; may be given "
            "again. By default all that the bundle reaches from JobStatus.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="GITREV", help="Mutate the lines alone that have changed since this revision."
        ),
    ] = None,
    strings: Annotated[
        bool,
        typer.Option("--strings", help="Mutate string literals and inline styles as well."),
    ] = False,
    least: Annotated[
        float | None,
        typer.Option(
            "--break", metavar="N", min=0, max=100, help="Exit with 1 for a score below N per cent."
        ),
    ] = None,
    props: Props = None,
    no_checkout_config: NoCheckoutConfig = False,
    tier: Annotated[
        TierChoice, typer.Option(help="Which scenarios are to notice the mutants.")
    ] = "all",
    scenario: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help="Play this scenario alone; may be given again.",
            autocompletion=complete_scenario,
        ),
    ] = None,
    leave_out: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID|FAMILY",
            help="Play without this scenario or family, to see which mutants it alone kills.",
        ),
    ] = None,
    own_scenarios: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="Play your own scenarios in this file as well; may be given again. For our "
            "own page it has some.",
        ),
    ] = None,
    accept_red: Annotated[
        bool,
        typer.Option(
            "--accept-red",
            help="Leave out the scenarios that are not passed without a mutant, and go on.",
        ),
    ] = False,
    equivalents: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Mutants that change nothing, with their reasons; for our own page it has one.",
        ),
    ] = None,
    full_matrix: Annotated[
        bool,
        typer.Option(
            "--full-matrix",
            help="Do not stop at the first scenario that notices a mutant: play all. Takes hours.",
        ),
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the interrupted run in --report-dir.")
    ] = False,
    wire: Wire = "auto",
    recorded: Recorded = None,
    workers: Workers = None,
    cluster: Cluster = None,
    report_dir: Annotated[Path, typer.Option(metavar="DIR", help="Where the reports go.")] = Path(
        "reports/mutation"
    ),
    browser: OwnBrowser = None,
    as_json: Json = False,
) -> None:
    """Change a page's source in hundreds of ways, one at a time; count the changes that are noticed.

    The changes (mutants) are StrykerJS's, all in one build, played in a real browser: with the scenarios
    that come by the changed place, the likeliest first, up to the first that notices it.
    """
    settings = MutationSettings(
        web_ui=web_ui,
        files=tuple(files or ()),
        since=since,
        with_strings=strings,
        props=props,
        reads_config=not no_checkout_config,
        tier=tier,
        scenarios=tuple(scenario or ()),
        left_out=tuple(leave_out or ()),
        own=tuple(own_scenarios or ()),
        wire=wire,
        recorded=recorded,
        accepts_red=accept_red,
        equivalents=equivalents,
        plays_all=full_matrix,
        least=least,
        resumes=resume,
        workers=workers or os.cpu_count() or 1,
        report_dir=report_dir,
        browser=browser,
        cluster=cluster,
    )
    missing = f"the results up to now are in {report_dir}; go on with --resume"
    raise typer.Exit(
        run_until_interrupted(lambda: run_or_complain(lambda: _run(settings, as_json)), missing)
    )


def _run(settings: MutationSettings, as_json: bool) -> int:
    reporter = MutationReporter(get_console(is_for_machines=as_json))
    try:
        result = run_mutation(settings, reporter, write_mutation)
    finally:
        reporter.close()
    reporter.print_result(result, settings.report_dir)
    if as_json:
        typer.echo(describe(result, REPORT))
    return _decide(result, settings.least)


def _decide(result: MutationResult, least: float | None) -> int:
    if result.killed_equivalents:
        return complain(
            f"{len(result.killed_equivalents)} mutants are listed as equivalent and were noticed: take "
            "them out of the list.",
            ExitCode.REGRESSION,
        )
    percent = result.score.percent
    if least is not None and percent is not None and percent < least:
        return complain(
            f"The score is {percent:.1f} %, expected {least:g} % or more (--break).",
            ExitCode.REGRESSION,
        )
    return ExitCode.PASS
