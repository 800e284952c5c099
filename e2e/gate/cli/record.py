"""`jobstatus-e2e record`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from e2e.gate.cli.interruption import run_until_interrupted
from e2e.gate.cli.output import complain, get_console, run_or_complain
from e2e.gate.cli.told import say_told
from e2e.gate.run.server import choose_server, unusable_is_bad_usage
from e2e.gate.verdict.exit_codes import ExitCode
from e2e.pages.errors import BadUsage
from e2e.server_check import (
    LONGEST,
    CheckSettings,
    NothingRecorded,
    Request,
    Told,
    record_server,
)

EPILOG = (
    "Exit codes: 0 recorded · 2 bad usage · 3 undecided (the server is down, wants a key, shows no job, "
    "or shows none that is completed, without which a gate cannot play the file).\n\n"
    "Examples: `jobstatus-e2e record http://localhost:8000` records a job of each status; "
    "`jobstatus-e2e record https://jobs.example --job ID --header 'X-API-Key: …'` follows that one to "
    "its end; `jobstatus-e2e gate --recorded recording.json` plays the recording."
)


def record(
    url: Annotated[
        str, typer.Argument(metavar="URL", help="Where the server is, with or without /v1.")
    ],
    job: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="The job to record; one that runs is followed to its end. Else one of each status.",
        ),
    ] = None,
    header: Annotated[
        list[str] | None,
        typer.Option(
            metavar="'NAME: VALUE'",
            help="A header to send with each request, which is never written; more than one may be.",
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option(metavar="FILE", help="The file to write. One that is there stays.")
    ] = Path("recording.json"),
    timeout: Annotated[
        float,
        typer.Option(metavar="SECONDS", min=0.05, max=LONGEST, help="For each request, in all."),
    ] = LONGEST,
) -> None:
    """Record your **server**: its answers and frames, for `gate --recorded FILE` to play.

    It only reads: GET, and a WebSocket that listens. Keys, tokens, cookies and the values of a query are
    not written; read the file before you give it away, as results and messages are. See docs/wire.md.
    """

    def run() -> int:
        return _record(choose_server(url, job, header, timeout), out)

    raise typer.Exit(
        run_until_interrupted(lambda: run_or_complain(run), "nothing was recorded to the end")
    )


def _record(settings: CheckSettings, out: Path) -> int:
    if out.exists():
        raise BadUsage(
            f"Failed to record into {out}: it is there already. Name another with --out FILE."
        )
    console = get_console(is_for_machines=True)
    console.print(f"Recording {escape(settings.url)}", highlight=False, soft_wrap=True)
    with unusable_is_bad_usage():
        try:
            recording = record_server(settings, lambda each: _say(console, each))
        except NothingRecorded as error:
            return complain(str(error), ExitCode.UNDECIDED)
    try:
        out.write_text(recording.model_dump_json(indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise BadUsage(f"Failed to write {out}: {error.strerror}.") from None
    typer.echo(
        f"{out}: {len(recording.answers)} answers and {len(recording.frames)} frames of a server that "
        f"speaks {recording.wire}"
    )
    if not recording.get_jobs("completed"):
        return complain(
            "No completed job was recorded, so that a gate cannot play the file. Name one with --job ID.",
            ExitCode.UNDECIDED,
        )
    return ExitCode.PASS


def _say(console: Console, each: Request | Told) -> None:
    if isinstance(each, Told):
        say_told(console, each)
    else:
        console.print(f"  {escape(str(each))}", highlight=False, soft_wrap=True)
