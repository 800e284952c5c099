"""`jobstatus-e2e doctor`."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from e2e.engine.browser.server import LIMIT
from e2e.gate.cli.browser_options import ServerLimit
from e2e.gate.cli.output import Json, get_console, print_json, run_or_complain
from e2e.gate.run.browser_choice import choose_browser_server
from e2e.gate.run.doctor import Check, examine
from e2e.gate.verdict.exit_codes import ExitCode


def doctor(
    browser_server: Annotated[
        str | None,
        typer.Option(
            "--browser-server",
            metavar="WS-URL",
            help="Ask this Playwright server for its browser too, and say whether that one reaches this "
            "machine.",
        ),
    ] = None,
    browser_server_limit: ServerLimit = LIMIT,
    as_json: Json = False,
) -> None:
    """List the parts of a gate on this machine: versions, rungs of the browser ladder, missing parts.

    Exit code 0 when a gate can run, 3 when something that it needs is missing.
    """

    def run() -> int:
        server = choose_browser_server(browser_server, browser_server_limit, {})
        return _tell(examine(server), as_json=as_json)

    raise typer.Exit(run_or_complain(run))


def _tell(checks: list[Check], *, as_json: bool) -> int:
    if as_json:
        print_json([each.model_dump() for each in checks])
    else:
        _print(checks)
    is_ready = all(each.is_there for each in checks if each.is_needed)
    return ExitCode.PASS if is_ready else ExitCode.UNDECIDED


def _print(checks: list[Check]) -> None:
    console = get_console()
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for each in checks:
        word = "[green]there[/]" if each.is_there else "missing"
        if each.is_needed and not each.is_there:
            word = "[bold red]missing[/]"
        table.add_row(each.name, word, escape(each.found))
    console.print(table)
    todo = [each.setup_would for each in checks if each.setup_would]
    console.print()
    for would in todo:
        console.print(f"`make setup` would {would}.", highlight=False)
    if not todo:
        console.print("Everything is there: `make setup` would install nothing.", highlight=False)
