"""`jobstatus-e2e`, the command."""

from __future__ import annotations

import typer

from e2e.gate.cli import check_server, mock_server, record
from e2e.gate.cli.caches import EPILOG as CACHES_EPILOG
from e2e.gate.cli.caches import caches
from e2e.gate.cli.doctor import doctor
from e2e.gate.cli.explore import app as explore
from e2e.gate.cli.gate import EPILOG, gate
from e2e.gate.cli.listing import list_regressions, list_scenarios
from e2e.gate.cli.replay import EPILOG as REPLAY_EPILOG
from e2e.gate.cli.replay import replay
from e2e.gate.cli.waivers import waivers

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Forces the races that leave a job-status page stuck at 95 %, or throw it back from "
    "completed, on a real page in a real browser, and says pass or fail.",
)

app.command(epilog=EPILOG)(gate)
app.command("list")(list_scenarios)
app.command("regressions")(list_regressions)
app.command(epilog=CACHES_EPILOG)(caches)
app.command(epilog=REPLAY_EPILOG)(replay)
app.add_typer(explore, name="explore")
app.command()(waivers)
app.command()(doctor)
app.command("check-server", epilog=check_server.EPILOG)(check_server.check_server_command)
app.command("record", epilog=record.EPILOG)(record.record)
app.command("mock-server", epilog=mock_server.EPILOG)(mock_server.mock_server)


def main() -> None:
    """The entry point of the installed command."""
    app()
