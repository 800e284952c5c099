"""The options for the answers of the plays' server, for each command that plays."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from e2e.gate.run.settings import WireChoice

_ANSWERS = (
    "The form of the answers in the plays: results in the job (inline), or at an address of their own "
    "(result-url). auto takes the form that the page's source reads, and plays {both} where the source "
    "does not tell: see docs/wire.md."
)

Wire = Annotated[WireChoice, typer.Option(help=_ANSWERS.format(both="both"))]
ExploredWire = Annotated[WireChoice, typer.Option(help=_ANSWERS.format(both="inline"))]
ReplayedWire = Annotated[
    WireChoice | None,
    typer.Option(help=f"{_ANSWERS.format(both='inline')} The default is the schedule's own."),
]
Recorded = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Answer with bodies and frames of your own server: a file that `record` wrote.",
    ),
]
