"""The options of a command line that choose a page and its server's answers again."""

from __future__ import annotations

import shlex
from pathlib import Path


def get_page_options(
    web_ui: Path | None,
    regression: str | None,
    props: str | None = None,
    *,
    reads_config: bool = True,
    wire: str | None = None,
    recorded: Path | str | None = None,
) -> str:
    """Returns them for a shell, each with a space before it; no words for what is so by itself."""
    words: list[str] = []
    if regression is not None:
        words += ["--regression", regression]
    elif web_ui is not None:
        words += ["--web-ui", str(web_ui)]
    if props is not None:
        words += ["--props", props]
    if not reads_config:
        words += ["--no-checkout-config"]
    if wire is not None:
        words += ["--wire", wire]
    if recorded is not None:
        words += ["--recorded", str(recorded)]
    return "".join(f" {shlex.quote(word)}" for word in words)
