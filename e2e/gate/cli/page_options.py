"""The options for the build of a page, for each command that builds one."""

from __future__ import annotations

from typing import Annotated

import typer

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
