"""The option that plays on a cluster, which several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Play on the workers of this Dask scheduler, tcp://host:8786: see docs/scale.md.",
    ),
]
