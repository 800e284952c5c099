"""`jobstatus-e2e gate`."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from e2e.catalogue.scenario import IsolationChoice
from e2e.engine.browser.server import LIMIT
from e2e.engine.network import DIRECT
from e2e.gate.cli.browser_options import OwnBrowser, Server, ServerLimit
from e2e.gate.cli.completion import (
    complete_network,
    complete_regression,
    complete_scenario,
)
from e2e.gate.cli.interruption import run_until_interrupted
from e2e.gate.cli.output import Json, get_console, run_or_complain
from e2e.gate.cli.page_options import NoCheckoutConfig, Props
from e2e.gate.cli.verdict_output import REPORTS, tell_verdict
from e2e.gate.cli.wire_options import Recorded, Wire
from e2e.gate.cli.worker_options import Cluster, Workers
from e2e.gate.reporters.terminal import TerminalReporter
from e2e.gate.run.browser_choice import choose_browser_server
from e2e.gate.run.evidence import EvidenceChoice
from e2e.gate.run.gate import run_gate
from e2e.gate.run.parts import parse_part
from e2e.gate.run.server import choose_server
from e2e.gate.run.settings import GateSettings, TierChoice
from e2e.gate.verdict.part import Part
from e2e.pages.errors import BadUsage
from e2e.pages.places import REFERENCE
from e2e.server_check import CheckSettings
from mock_backend.caching_proxy import PROFILES

EPILOG = (
    "Exit codes: 0 pass · 1 regression · 2 bad usage · 3 undecided (no browser, the page does not "
    "build, a race was not forced, the canary failed).\n\n"
    "Examples: `jobstatus-e2e gate` judges our own page; `jobstatus-e2e gate --web-ui ../web-ui` "
    "judges yours, with `--server URL` its job server too; "
    "`jobstatus-e2e gate --regression issue-231` shows the verdict on a bad page."
)


def gate(
    web_ui: Annotated[
        Path | None,
        typer.Option("--web-ui", metavar="DIR", help="The checkout to judge; ours by default."),
    ] = None,
    regression: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Judge our page with this fix taken out, to see it fail.",
            autocompletion=complete_regression,
        ),
    ] = None,
    props: Props = None,
    no_checkout_config: NoCheckoutConfig = False,
    tier: Annotated[
        TierChoice,
        typer.Option(
            help="Which scenarios to play: those of Issue 231, all others, or all. Whichever is "
            "played: a wrong state that lasts decides."
        ),
    ] = "all",
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help="Advice decides as well: a flash, a leak, a poll too often, a dirty console, no "
            "memory over a refresh.",
        ),
    ] = False,
    evidence: Annotated[
        EvidenceChoice,
        typer.Option(
            help="Keep screenshot, trace, history and sequence diagram of some failed or "
            "inconclusive scenarios (the clearest of each cause, and two dozen inconclusive ones at "
            "most), or of all."
        ),
    ] = "some",
    isolation: Annotated[
        IsolationChoice,
        typer.Option(
            help="cheapest: a scenario has a document of its own, and a play that is not passed is "
            "repeated in a browser context with Playwright attached. context: every play is there, as "
            "with --browser-server."
        ),
    ] = "cheapest",
    scenario: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help="Play this scenario alone, without the canary; may be given again.",
            autocompletion=complete_scenario,
        ),
    ] = None,
    shard: Annotated[
        str,
        typer.Option(
            metavar="I/N",
            help="Play part I of N, about as long as the others: `jobstatus-e2e merge` joins them.",
        ),
    ] = "1/1",
    waivers: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Failures that are accepted for a while: see docs/waivers.md."
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The verdict.json of an earlier gate: its failures are known; only new ones decide.",
        ),
    ] = None,
    server: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Check this job server as well: see `jobstatus-e2e check-server`."
        ),
    ] = None,
    server_job: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Its job to ask for; one of its list by default."),
    ] = None,
    server_header: Annotated[
        list[str] | None,
        typer.Option(metavar="'NAME: VALUE'", help="A header to send to it; more than one may be."),
    ] = None,
    network: Annotated[
        str,
        typer.Option(
            metavar="direct|PROFILE",
            help="The network between page and server: direct, or through a real nginx that caches "
            f"as its profile says ({', '.join(PROFILES)}). Scenarios about one cache choose their own.",
            autocompletion=complete_network,
        ),
    ] = DIRECT,
    wire: Wire = "auto",
    recorded: Recorded = None,
    headed: Annotated[
        bool, typer.Option("--headed", help="Show the browser: one scenario after the other.")
    ] = False,
    slowmo: Annotated[
        int, typer.Option(metavar="MS", min=0, help="Milliseconds to wait between steps.")
    ] = 0,
    workers: Workers = None,
    cluster: Cluster = None,
    report_dir: Annotated[Path, typer.Option(metavar="DIR", help="Where the reports go.")] = Path(
        "reports"
    ),
    browser: OwnBrowser = None,
    browser_server: Server = None,
    browser_server_limit: ServerLimit = LIMIT,
    explore: Annotated[
        str | None,
        typer.Option(
            metavar="TIME", help="Explore the page as well, for 30s or 2m: see docs/explorer.md."
        ),
    ] = None,
    explore_decides: Annotated[
        bool, typer.Option("--explore-decides", help="Findings of the exploration fail the gate.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Judge a page: **pass**, **regression** or **undecided**."""
    settings = GateSettings(
        web_ui=web_ui,
        regression=regression,
        props=props,
        reads_config=not no_checkout_config,
        tier=tier,
        strict=strict,
        evidence=evidence,
        isolation=isolation,
        scenarios=tuple(scenario or ()),
        headed=headed,
        slowmo=slowmo,
        workers=workers or (1 if headed else os.cpu_count() or 1),
        report_dir=report_dir,
        browser=browser,
        waivers=waivers,
        baseline=baseline,
        network=network,
        wire=wire,
        recorded=recorded,
        explore=explore,
        explore_decides=explore_decides,
        cluster=cluster,
    )

    def run() -> int:
        checked = _choose_server(server, server_job, server_header)
        given = {
            "--browser": browser is not None,
            "--headed": headed,
            "--explore": bool(explore),
            "--cluster": cluster is not None,
        }
        on = choose_browser_server(browser_server, browser_server_limit, given)
        part = _choose_part(shard, explore)
        return _run(replace(settings, server=checked, browser_server=on, part=part), as_json)

    raise typer.Exit(run_or_complain(run))


def _choose_part(shard: str, explore: str | None) -> Part | None:
    part = parse_part(shard)
    if part is not None and explore is not None:
        raise BadUsage(
            "Failed to begin: an exploration has shards of its own. Leave --explore out, and give "
            "`jobstatus-e2e explore --shard I/N` a job of its own."
        )
    return part


def _choose_server(
    url: str | None, job: str | None, headers: list[str] | None
) -> CheckSettings | None:
    if url is not None:
        return choose_server(url, job, headers)
    if job or headers:
        raise BadUsage(
            "Failed to check a server: --server-job and --server-header need --server URL."
        )
    return None


def _run(settings: GateSettings, as_json: bool) -> int:
    terminal = TerminalReporter(get_console(is_for_machines=as_json))

    def judge() -> int:
        try:
            verdict = run_gate(settings, terminal, REPORTS)
        finally:
            terminal.close()
        return tell_verdict(verdict, settings.web_ui or REFERENCE, as_json=as_json)

    return run_until_interrupted(judge, "there is no verdict")
