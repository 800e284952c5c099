"""The options for the answers of the plays' server, for each command that plays."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from e2e.gate.run.settings import WireChoice

_ANSWERS = (
    "What the server of the plays answers: results in the job (inline), or where they are "
    "(result-url). auto goes by what the page's source reads, and plays {both} where that cannot be "
    "told: see docs/wire.md."
)

Wire = Annotated[WireChoice, typer.Option(help=_ANSWERS.format(both="both"))]
ExploredWire = Annotated[WireChoice, typer.Option(help=_ANSWERS.format(both="inline"))]
ReplayedWire = Annotated[
    WireChoice | None,
    typer.Option(help=f"{_ANSWERS.format(both='inline')} By default what the schedule says."),
]
Recorded = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Answer with bodies and frames of your own server: a file that `record` wrote.",
    ),
]
