"""The options for the build of a page, for each command that builds one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from e2e.gate.cli.completion import complete_regression

PlayedCheckout = Annotated[
    Path | None,
    typer.Option("--web-ui", metavar="DIR", help="The checkout to play on; ours by default."),
]
PlayedRegression = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Play on our page with this fix taken out.",
        autocompletion=complete_regression,
    ),
]
Props = Annotated[
    str | None,
    typer.Option(
        metavar="JSON",
        help="""Optional props to hand to the component in every play, such as '{"theme": "dark"}'.""",
    ),
]
NoCheckoutConfig = Annotated[
    bool,
    typer.Option(
        "--no-checkout-config",
        help="Run no config of the checkout's (Vite, PostCSS): a config is a script. A page that "
        "needs one is undecided.",
    ),
]
