"""The options of a command that choose its browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

OwnBrowser = Annotated[Path | None, typer.Option(metavar="FILE", help="The Chromium to use.")]

Server = Annotated[
    str | None,
    typer.Option(
        "--browser-server",
        metavar="WS-URL",
        help="Play in the browser of a Playwright server, ws://HOST:PORT/PATH or wss://…: see "
        "docs/scale.md.",
    ),
]

ServerLimit = Annotated[
    float,
    typer.Option(
        "--browser-server-limit",
        metavar="SECONDS",
        help="How long that server has to hand over a browser.",
    ),
]
