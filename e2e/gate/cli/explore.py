"""`jobstatus-e2e explore`."""

from __future__ import annotations

import os
import shlex
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from e2e.engine.browser.server import LIMIT
from e2e.engine.network import DIRECT
from e2e.explorer.exploration import BadExploration, merge, read_exploration
from e2e.gate.cli.browser_options import OwnBrowser, Server, ServerLimit
from e2e.gate.cli.completion import complete_network, complete_regression
from e2e.gate.cli.interruption import interruptible
from e2e.gate.cli.output import Json, complain, get_console, run_or_complain
from e2e.gate.cli.page_options import NoCheckoutConfig, Props
from e2e.gate.cli.wire_options import ExploredWire, Recorded
from e2e.gate.cli.worker_options import Cluster, Workers
from e2e.gate.reporters.exploration import ExplorationReporter, print_exploration
from e2e.gate.run.browser_choice import choose_browser_server
from e2e.gate.run.schedules.exploring import (
    ExploreSettings,
    explore,
    get_exit_code,
    keep,
    parse_seconds,
    parse_shard,
)
from e2e.gate.verdict.exit_codes import ExitCode
from e2e.pages.errors import BadUsage

EPILOG = (
    "Exit codes: 0 nothing found · 1 a property is broken, on a fresh page as well · 2 bad usage · 3 "
    "undecided: no browser, a page that does not start, a finding that a fresh page does not confirm · "
    "130 or 143 interrupted.\n\n"
    "Examples: `jobstatus-e2e explore --regression no-terminal-lock` finds the bug of that fix; "
    "`jobstatus-e2e explore --exhaustive --acts 5 --web-ui ../web-ui` plays every ordering of five "
    "acts or fewer on your page; `--shard 1/2` plays half of them, `jobstatus-e2e explore merge` "
    "joins the halves."
)

app = typer.Typer(rich_markup_mode="markdown", invoke_without_command=True)


@app.callback(epilog=EPILOG)
def explore_page(
    context: typer.Context,
    exhaustive: Annotated[
        bool, typer.Option("--exhaustive", help="Play every ordering of up to --acts acts.")
    ] = False,
    at_random: Annotated[
        bool, typer.Option("--random", help="Draw longer orderings (this is the default).")
    ] = False,
    acts: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="The most acts of a schedule: 5, or 16.")
    ] = None,
    disturbances: Annotated[
        int | None,
        typer.Option(metavar="N", min=0, help="How much goes wrong in one schedule: 1, or 9."),
    ] = None,
    budget: Annotated[
        str | None, typer.Option(metavar="TIME", help="How long to draw: 60s by default, 2m, 1h.")
    ] = None,
    schedules: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="How many schedules to draw.")
    ] = None,
    seed: Annotated[int | None, typer.Option(metavar="N", help="The seed of the draws.")] = None,
    no_database: Annotated[
        bool, typer.Option("--no-database", help="Neither use nor keep earlier failures.")
    ] = False,
    web_ui: Annotated[
        Path | None,
        typer.Option("--web-ui", metavar="DIR", help="The checkout to explore; ours by default."),
    ] = None,
    regression: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Explore our page with this fix taken out.",
            autocompletion=complete_regression,
        ),
    ] = None,
    props: Props = None,
    no_checkout_config: NoCheckoutConfig = False,
    network: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="The network between page and server: direct, or a caching proxy's profile. Direct, "
            "some short schedules are played behind two of them as well.",
            autocompletion=complete_network,
        ),
    ] = DIRECT,
    wire: ExploredWire = "auto",
    recorded: Recorded = None,
    workers: Workers = None,
    cluster: Cluster = None,
    shard: Annotated[
        str, typer.Option(metavar="I/N", help="Play part I of N; nothing twice, nothing left out.")
    ] = "1/1",
    stop_at_first: Annotated[
        bool,
        typer.Option("--stop-at-first", help="End with the first cause, not with the budget."),
    ] = False,
    keep_going: Annotated[bool, typer.Option("--keep-going", hidden=True)] = False,
    no_shrink: Annotated[
        bool, typer.Option("--no-shrink", help="Keep the schedules as long as they were drawn.")
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the interrupted run in --report-dir.")
    ] = False,
    report_dir: Annotated[Path, typer.Option(metavar="DIR", help="Where the result goes.")] = Path(
        "reports/exploration"
    ),
    browser: OwnBrowser = None,
    browser_server: Server = None,
    browser_server_limit: ServerLimit = LIMIT,
    as_json: Json = False,
) -> None:
    """Play orderings of the same acts on a page, and tell the causes of every broken property."""
    if context.invoked_subcommand is not None:
        return

    def run() -> int:
        _check(exhaustive, at_random, budget, schedules, seed)
        _check_keep_going(keep_going, stop_at_first)
        settings = ExploreSettings(
            web_ui=web_ui,
            regression=regression,
            props=props,
            reads_config=not no_checkout_config,
            network=network,
            wire=wire,
            recorded=recorded,
            is_exhaustive=exhaustive,
            acts=acts,
            disturbances=disturbances,
            budget=None if budget is None else parse_seconds(budget),
            schedules=schedules,
            seed=seed,
            shard=parse_shard(shard),
            workers=workers or os.cpu_count() or 1,
            stops_at_first=stop_at_first,
            resumes=resume,
            remembers=not no_database,
            shrinks=not no_shrink,
            report_dir=report_dir,
            browser=browser,
            browser_server=choose_browser_server(
                browser_server,
                browser_server_limit,
                {"--browser": browser is not None, "--cluster": cluster is not None},
            ),
            cluster=cluster,
        )
        return _run(settings, as_json)

    raise typer.Exit(run_or_complain(run))


@app.command("merge")
def merge_results(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILES", help="The results of all shards.")
    ],
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the whole goes.")] = Path(
        "reports/exploration/exploration.json"
    ),
    as_json: Json = False,
) -> None:
    """Join the results of shards into one."""

    def run() -> int:
        try:
            merged = merge({file: read_exploration(file) for file in files})
        except BadExploration as error:
            raise BadUsage(str(error)) from None
        keep(merged, out)
        print_exploration(get_console(is_for_machines=as_json), merged, out)
        if merged.of > 1:
            missing = sorted(set(range(1, merged.of + 1)) - set(merged.shards))
            lacks = (
                f"shards {', '.join(map(str, missing))} of {merged.of}" if missing else "the end"
            )
            get_console(is_for_machines=as_json).print(
                f"The whole is not there yet: {lacks} missing."
            )
        if as_json:
            typer.echo(merged.model_dump_json(indent=2))
        return get_exit_code(merged)

    raise typer.Exit(run_or_complain(run))


def _check(
    exhaustive: bool, at_random: bool, budget: str | None, schedules: int | None, seed: int | None
) -> None:
    if exhaustive and at_random:
        raise BadUsage("Failed to begin: --exhaustive and --random are two ways. Give one of them.")
    if exhaustive and (budget is not None or schedules is not None or seed is not None):
        raise BadUsage(
            "Failed to begin: --budget, --schedules and --seed are for --random; --exhaustive plays "
            "everything, in parts with --shard."
        )


def _check_keep_going(keep_going: bool, stop_at_first: bool) -> None:
    if keep_going and stop_at_first:
        raise BadUsage(
            "Failed to begin: --keep-going and --stop-at-first are two ways. Give one of them."
        )
    if keep_going:
        complain("--keep-going is the default now, and not needed.", ExitCode.PASS)


def _run(settings: ExploreSettings, as_json: bool) -> int:
    console = get_console(is_for_machines=as_json)
    reporter = ExplorationReporter(console)
    with interruptible() as received:
        try:
            done = explore(settings, reporter, reporter.say)
        except KeyboardInterrupt:
            reporter.close()
            return _tell_interrupted(settings, received)
        finally:
            reporter.close()
    print_exploration(console, done, settings.file)
    if as_json:
        typer.echo(done.model_dump_json(indent=2))
    return get_exit_code(done)


def _tell_interrupted(settings: ExploreSettings, received: Sequence[int]) -> int:
    is_terminated = received[-1:] == [signal.SIGTERM]
    word = "Terminated" if is_terminated else "Interrupted"
    code = ExitCode.TERMINATED if is_terminated else ExitCode.INTERRUPTED
    try:
        done = read_exploration(settings.file)
    except BadExploration:
        return complain(f"{word}: nothing was played yet.", code)
    print_exploration(get_console(), done, settings.file)
    words = ["jobstatus-e2e", *sys.argv[1:]]
    again = shlex.join(words if "--resume" in words else [*words, "--resume"])
    return complain(f"{word}. What was played is kept. Go on with: {again}", code)
