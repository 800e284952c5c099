"""The options that say where plays run, for each command with several plays at a time."""

from __future__ import annotations

from typing import Annotated

import typer

Workers = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, help="Plays at a time; as many as cores by default."),
]

Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Play on the workers of this Dask scheduler, tcp://host:8786: see docs/scale.md.",
    ),
]
