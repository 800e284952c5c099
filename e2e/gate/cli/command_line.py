"""`jobstatus-e2e`, the command."""

from __future__ import annotations

import sys
import traceback

import typer

from e2e.gate.cli.on_demand import on_demand
from e2e.gate.cli.output import complain
from e2e.gate.verdict.exit_codes import ExitCode

COMMANDS = {
    "gate": ("gate", "gate"),
    "merge": ("merge", "merge"),
    "list": ("listing", "list_scenarios"),
    "regressions": ("regressions", "list_regressions"),
    "caches": ("caches", "caches"),
    "replay": ("replay", "replay"),
    "debug": ("debug", "debug"),
    "serve": ("serve", "serve"),
    "waivers": ("waivers", "waivers"),
    "soak": ("soak", "soak"),
    "doctor": ("doctor", "doctor"),
    "check-server": ("check_server", "check_server_command"),
    "record": ("record", "record"),
    "mock-server": ("mock_server", "mock_server"),
    "explore": ("explore", "explore_page"),
    "mutate": ("mutate", "mutate"),
}
"""The module and the function of each command, by its name and in the order of `--help`."""

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Forces the races that leave a job-status page stuck at 95 %, or throw it back from "
    "completed, on a real page in a real browser, and says pass or fail.",
)


def _stand_in() -> None:
    """Holds the place of a command until it is loaded; never called."""


for _name, (_module, _function) in COMMANDS.items():
    app.command(_name, cls=on_demand(_name, _module, _function))(_stand_in)


def main() -> None:
    """The entry point of the installed command.

    An exception that no command expects is a fault of this program and no verdict on a page: exit code 3
    with the traceback, where Python's own code 1 would say that a page has failed.
    """
    try:
        app()
    except Exception as error:
        traceback.print_exception(error)
        said = f"UNDECIDED: jobstatus-e2e itself failed: {type(error).__name__}: {error}."
        sys.exit(complain(f"{said} Please report it with the lines above.", ExitCode.UNDECIDED))
