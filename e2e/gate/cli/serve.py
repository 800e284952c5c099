"""`jobstatus-e2e serve`."""

from __future__ import annotations

import secrets
import signal
from contextlib import AsyncExitStack
from typing import Annotated

import typer

from e2e.gate.cli.output import get_console, run_or_complain
from e2e.gate.verdict.exit_codes import ExitCode
from e2e.pages.errors import BadUsage
from mock_backend import DIALECTS, DialectName
from mock_backend.moments import get_real_now

PORT = 8000
"""The port to which the team's own `vite dev` sends `/v1` and `/v1/ws`."""

EPILOG = (
    "Example: `jobstatus-e2e serve` in one terminal, `npm run dev` of your web-ui in another; open your "
    "page on the job that is printed, and move that job from the panel.\n\n"
    "Exit codes: 0 when it is ended by Ctrl-C or SIGTERM · 2 bad usage, such as a port that is taken."
)


def serve(
    port: Annotated[
        int,
        typer.Option(metavar="N", min=0, max=65535, help="The backend's port; 0 takes a free one."),
    ] = PORT,
    panel_port: Annotated[
        int, typer.Option(metavar="N", min=0, max=65535, help="The panel's; a free one by default.")
    ] = 0,
    wire: Annotated[
        DialectName,
        typer.Option(help="The dialect it speaks: results in the job, or where they are."),
    ] = "inline",
) -> None:
    """Serve the **backend for your own dev server**, and a panel to move its jobs, until Ctrl-C.

    Time is real, and nothing moves by itself.
    """
    raise typer.Exit(run_or_complain(lambda: _serve(port, panel_port, wire)))


def _serve(port: int, panel_port: int, wire: DialectName) -> int:
    import anyio

    anyio.run(_serve_until_told, port, panel_port, wire)
    return ExitCode.PASS


async def _serve_until_told(port: int, panel_port: int, wire: DialectName) -> None:
    import anyio

    from e2e.debug.served import ServedJobs, build_served_app
    from e2e.debug.serving import listen, serve_panel
    from mock_backend import serve_backend

    console = get_console()
    token = secrets.token_urlsafe(24)
    with anyio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
        async with AsyncExitStack() as stack:
            try:
                serving = serve_backend(now=get_real_now, port=port, dialect=DIALECTS[wire])
                backend = await stack.enter_async_context(serving)
            except OSError as error:
                raise _name_port("backend", "--port 0", port, error) from None
            try:
                listener = stack.enter_context(listen("127.0.0.1", panel_port))
            except OSError as error:
                raise _name_port("panel", "--panel-port 0", panel_port, error) from None
            job = backend.create_job(status="running", progress=40)
            app = build_served_app(ServedJobs(backend), token=token)
            await stack.enter_async_context(serve_panel(app, listener))
            # Each on a line of its own and flushed at once, because a program may read them from a pipe.
            print(f"Backend: {backend.base_url}", flush=True)
            print(f"Job: {job.id}", flush=True)
            address = f"http://127.0.0.1:{listener.getsockname()[1]}/?token={token}"
            print(f"Panel: {address}", flush=True)
            console.print(f"dialect {wire}; Ctrl-C ends it", highlight=False)
            async for _ in signals:
                break


def _name_port(what: str, way_out: str, port: int, error: OSError) -> BadUsage:
    return BadUsage(
        f"Failed to serve the {what} at port {port}: {error.strerror}. {way_out} takes a free one."
    )
