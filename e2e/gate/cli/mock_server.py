"""`jobstatus-e2e mock-server`."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from e2e.gate.cli.output import get_console, run_or_complain
from e2e.gate.verdict.exit_codes import ExitCode
from e2e.pages.errors import BadUsage
from e2e.pages.names import did_you_mean
from mock_backend import (
    CACHE_POLICIES,
    DIALECTS,
    CachePolicy,
    DialectName,
)
from mock_backend.moments import get_real_now

if TYPE_CHECKING:
    from mock_backend import Backend

MIDDLEWARE = "middleware"
POLICIES = (*CACHE_POLICIES, MIDDLEWARE)

EPILOG = (
    "Examples: `jobstatus-e2e mock-server` answers as the team's server does today, no cache header at "
    "all; `jobstatus-e2e mock-server --cache-policy middleware` answers as the analysis recommends. "
    "Check it from another terminal: `jobstatus-e2e check-server http://127.0.0.1:PORT`.\n\n"
    "Exit codes: 0 when it is ended by Ctrl-C or SIGTERM · 2 bad usage."
)


def mock_server(
    cache_policy: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help=f"Its cache headers: {', '.join(POLICIES)}.",
            autocompletion=lambda: list(POLICIES),
        ),
    ] = "no-headers",
    port: Annotated[
        int, typer.Option(metavar="N", min=0, max=65535, help="0 takes any that is free.")
    ] = 0,
    wire: Annotated[
        DialectName,
        typer.Option(help="The dialect it speaks: results in the job, or where they are."),
    ] = "inline",
    empty: Annotated[bool, typer.Option("--empty", help="Without any job.")] = False,
) -> None:
    """Serve the **mock backend** with a job in each status, to try things on, until Ctrl-C.

    It prints its address on a line of its own, the first. Nothing moves by itself.
    """
    raise typer.Exit(run_or_complain(lambda: _serve(cache_policy, port, wire, empty)))


def _serve(policy: str, port: int, wire: DialectName, is_empty: bool) -> int:
    if policy not in POLICIES:
        raise BadUsage(
            f"Failed to serve with cache policy {policy!r}: there is none of that name."
            f"{did_you_mean(policy, POLICIES)} Known: {', '.join(POLICIES)}."
        )
    import anyio

    anyio.run(_serve_until_told, policy, port, wire, is_empty)
    return ExitCode.PASS


async def _serve_until_told(policy: str, port: int, wire: DialectName, is_empty: bool) -> None:
    import anyio

    from mock_backend import serve_backend

    console = get_console()
    with anyio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
        try:
            serving = serve_backend(
                now=get_real_now,
                has_no_cache_middleware=policy == MIDDLEWARE,
                port=port,
                dialect=DIALECTS[wire],
            )
            async with serving as backend:
                print(backend.base_url, flush=True)
                if not is_empty:
                    _add_jobs(backend, CACHE_POLICIES.get(policy))
                for job in backend.get_jobs():
                    console.print(f"  {job.id} {job.truth.status}", highlight=False)
                console.print(
                    f"dialect {wire}, cache policy {escape(policy)}; Ctrl-C ends it",
                    highlight=False,
                )
                async for _ in signals:
                    break
        except OSError as error:
            raise BadUsage(
                f"Failed to serve at port {port}: {error.strerror}. Without --port, a free one is taken."
            ) from None


def _add_jobs(backend: Backend, policy: CachePolicy | None) -> None:
    backend.create_job(cache_policy=policy)
    backend.create_job(status="running", progress=40, cache_policy=policy)
    backend.create_job(status="completed", cache_policy=policy)
    backend.create_job(status="failed", cache_policy=policy)
