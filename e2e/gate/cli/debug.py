"""`jobstatus-e2e debug`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from e2e.engine.browser.server import LIMIT
from e2e.gate.cli.browser_options import OwnBrowser, Server, ServerLimit
from e2e.gate.cli.completion import complete_network, complete_scenario
from e2e.gate.cli.interruption import run_until_interrupted
from e2e.gate.cli.output import get_console, run_or_complain
from e2e.gate.cli.page_options import (
    NoCheckoutConfig,
    PlayedCheckout,
    PlayedRegression,
    Props,
)
from e2e.gate.cli.wire_options import Recorded, ReplayedWire
from e2e.gate.run.browser_choice import choose_browser_server
from e2e.gate.run.debug import debug as run_debug
from e2e.gate.run.debug_choice import DebugSettings
from e2e.gate.verdict.exit_codes import ExitCode

EPILOG = (
    "Exit codes: 0 the browser was closed · 2 bad usage · 3 undecided (no browser, the page does not "
    "build, the server of the browser is gone) · 130 Ctrl-C, which ends it.\n\n"
    "Examples: `jobstatus-e2e debug reconnect-late-progress --regression issue-231` steps through the "
    "race of Issue 231; `jobstatus-e2e debug e2e/scenarios/schedules/issue-231.json --web-ui ../web-ui` "
    "steps through a schedule on your page; `jobstatus-e2e debug` begins with no act at all. More: "
    "docs/debugging.md."
)


def debug(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[SCENARIO|FILE]",
            help="A scenario's id, a schedule's file, or FILE.py::ID for a scenario of your own; with "
            "none of them the page is opened on a job, and everything else is yours.",
            autocompletion=complete_scenario,
            show_default=False,
        ),
    ] = None,
    web_ui: PlayedCheckout = None,
    regression: PlayedRegression = None,
    props: Props = None,
    no_checkout_config: NoCheckoutConfig = False,
    wire: ReplayedWire = None,
    recorded: Recorded = None,
    network: Annotated[
        str | None,
        typer.Option(
            metavar="direct|PROFILE",
            help="The network between page and server, where the scenario or schedule leaves it open.",
            autocompletion=complete_network,
            show_default=False,
        ),
    ] = None,
    headless: Annotated[
        bool,
        typer.Option("--headless", help="Without windows: the panel shows the page as a picture."),
    ] = False,
    port: Annotated[
        int,
        typer.Option(
            metavar="N", min=0, max=65535, help="The panel's port; a free one by default."
        ),
    ] = 0,
    host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="Where the panel listens. Beyond loopback, anyone on the network with the address "
            "that is printed can use it, and it is not encrypted.",
        ),
    ] = "127.0.0.1",
    save_dir: Annotated[
        Path, typer.Option(metavar="DIR", help="Where the panel saves schedules.")
    ] = Path("schedules"),
    browser: OwnBrowser = None,
    browser_server: Server = None,
    browser_server_limit: ServerLimit = LIMIT,
) -> None:
    """Step through a race in a browser that stays open, from a **control panel** beside it.

    A saved file of the checkout is built, and played to the same act.
    """
    settings = DebugSettings(
        what=what,
        web_ui=web_ui,
        regression=regression,
        props=props,
        reads_config=not no_checkout_config,
        wire=wire,
        recorded=recorded,
        network=network,
        headless=headless,
        host=host,
        port=port,
        save_dir=save_dir,
        browser=browser,
    )
    console = get_console()

    def say(line: str) -> None:
        console.print(escape(line), highlight=False, soft_wrap=True)

    def tell_address(address: str) -> None:
        # On a line of its own and flushed at once, because a program may read it from a pipe.
        print(f"Panel: {address}", flush=True)
        say("Ctrl-C ends it.")

    def run() -> int:
        on = choose_browser_server(
            browser_server, browser_server_limit, {"--browser": browser is not None}
        )
        run_debug(replace(settings, browser_server=on), say, tell_address)
        return ExitCode.PASS

    raise typer.Exit(run_until_interrupted(lambda: run_or_complain(run), "the browser is closed"))
