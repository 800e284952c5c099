"""The output that all commands share: consoles, JSON and error messages."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Annotated

import typer
from rich.console import Console

from e2e.gate.verdict.exit_codes import ExitCode
from e2e.pages.errors import BadUsage, Undecided

PIPE_WIDTH = 120
"""The columns of a line if there is no terminal, as in CI logs and pipes."""

Json = Annotated[
    bool, typer.Option("--json", help="JSON on standard output, for machines, and nothing else.")
]


def get_console(*, is_for_machines: bool = False) -> Console:
    """Returns the console for people: standard output, or standard error if `is_for_machines`.

    Then standard output carries the JSON alone.
    """
    file = sys.stderr if is_for_machines else sys.stdout
    return Console(file=file, width=None if file.isatty() else PIPE_WIDTH)


def print_json(value: object) -> None:
    """Prints `value` as JSON to standard output."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False))


def complain(message: str, code: ExitCode) -> int:
    """Prints `message`, the reason for no result, to standard error, and returns `code`."""
    Console(stderr=True, soft_wrap=True).print(message, highlight=False, markup=False)
    return code


def run_or_complain(do: Callable[[], int]) -> int:
    """Runs `do` and returns its exit code; for BadUsage and Undecided it prints the message first."""
    try:
        return do()
    except BadUsage as error:
        return complain(str(error), ExitCode.BAD_USAGE)
    except Undecided as error:
        return complain(f"UNDECIDED: {error}", ExitCode.UNDECIDED)
