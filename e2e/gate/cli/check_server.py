"""`jobstatus-e2e check-server`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from e2e.gate.cli.interruption import run_until_interrupted
from e2e.gate.cli.output import Json, get_console, run_or_complain
from e2e.gate.cli.told import say_told
from e2e.gate.reporters.server_text import print_server
from e2e.gate.run.server import check, choose_server, watch
from e2e.gate.verdict.exit_codes import ExitCode
from e2e.pages.errors import BadUsage
from e2e.server_check import LISTEN_SECONDS, LONGEST, CheckSettings, Request, ServerCheck

EPILOG = (
    "Exit codes: 0 nothing found · 1 findings · 2 bad usage · 3 undecided (the server is down or "
    "slow, wants a key, leads elsewhere, is no job server, or shows no job to check).\n\n"
    "Examples: `jobstatus-e2e check-server http://localhost:8000` takes a job from the list; "
    "`jobstatus-e2e check-server https://jobs.example --job ID --header 'X-API-Key: …'` asks for that "
    "one, and with `--watch ID` follows it to its end; `jobstatus-e2e mock-server` starts a server to "
    "try it on."
)

_CODES = {
    "pass": ExitCode.PASS,
    "findings": ExitCode.REGRESSION,
    "undecided": ExitCode.UNDECIDED,
}


def check_server_command(
    url: Annotated[
        str, typer.Argument(metavar="URL", help="Where the server is, with or without /v1.")
    ],
    job: Annotated[
        str | None,
        typer.Option(metavar="ID", help="The job to ask for; one of the list by default."),
    ] = None,
    header: Annotated[
        list[str] | None,
        typer.Option(
            metavar="'NAME: VALUE'",
            help="A header to send with each request; more than one may be.",
        ),
    ] = None,
    timeout: Annotated[
        float,
        typer.Option(metavar="SECONDS", min=0.05, max=LONGEST, help="For each request, in all."),
    ] = LONGEST,
    listen: Annotated[
        float,
        typer.Option(
            metavar="SECONDS", min=0, max=LONGEST, help="How long to listen for a snapshot."
        ),
    ] = LISTEN_SECONDS,
    watch_job: Annotated[
        str | None,
        typer.Option(
            "--watch",
            metavar="JOB",
            help="Follow this job, which has not ended, and list the states that the WebSocket never "
            "told or told late, and their order. Nothing else is checked.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Check a **server**: no cache may keep its answers, and they have the form that pages read.

    It only reads: GET, HEAD, and a WebSocket that listens. Each finding has the request, the answer, the
    clause behind it, and the fix. See docs/check-server.md.
    """

    def run() -> int:
        settings = choose_server(url, job, header, timeout, listen)
        if watch_job is not None and job is not None:
            raise BadUsage("Failed to check a server: give --job or --watch, not both.")
        return (
            _check(settings, as_json) if watch_job is None else _watch(settings, watch_job, as_json)
        )

    raise typer.Exit(
        run_until_interrupted(lambda: run_or_complain(run), "the server was not checked to the end")
    )


def _check(settings: CheckSettings, as_json: bool) -> int:
    with _show_progress(get_console(is_for_machines=True), settings.url) as tell:
        checked = check(settings, tell)
    return _show(checked, as_json)


def _watch(settings: CheckSettings, job: str, as_json: bool) -> int:
    console = get_console(is_for_machines=True)
    console.print(f"Following {escape(job)} at {escape(settings.url)}", highlight=False)
    return _show(watch(settings, job, partial(say_told, console)), as_json)


def _show(checked: ServerCheck, as_json: bool) -> int:
    if as_json:
        typer.echo(checked.model_dump_json(indent=2))
    else:
        print_server(get_console(), checked)
    return _CODES[checked.verdict]


@contextmanager
def _show_progress(console: Console, url: str) -> Iterator[Callable[[Request], None]]:
    """Shows the request in flight in a terminal; prints one line elsewhere, because a check is short."""
    if not console.is_terminal:
        console.print(f"Checking {escape(url)}", highlight=False, soft_wrap=True)
        yield lambda request: None
        return
    with console.status(f"Checking {escape(url)}") as status:
        yield lambda request: status.update(f"Checking {escape(url)}: {escape(str(request))}")
