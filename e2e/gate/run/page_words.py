"""The options of a command line that choose a page and its server's answers again."""

from __future__ import annotations

import shlex
from pathlib import Path


def get_page_words(
    web_ui: Path | None,
    regression: str | None,
    props: str | None = None,
    *,
    reads_config: bool = True,
) -> list[str]:
    """Returns the words of the options that choose a page; a default needs no option."""
    words: list[str] = []
    if regression is not None:
        words += ["--regression", regression]
    elif web_ui is not None:
        words += ["--web-ui", str(web_ui)]
    if props is not None:
        words += ["--props", props]
    if not reads_config:
        words += ["--no-checkout-config"]
    return words


def get_page_options(
    web_ui: Path | None,
    regression: str | None,
    props: str | None = None,
    *,
    reads_config: bool = True,
    wire: str | None = None,
    recorded: Path | str | None = None,
) -> str:
    """Returns the options as a text for a shell, each after a space; a default needs no option."""
    words = get_page_words(web_ui, regression, props, reads_config=reads_config)
    if wire is not None:
        words += ["--wire", wire]
    if recorded is not None:
        words += ["--recorded", str(recorded)]
    return "".join(f" {shlex.quote(word)}" for word in words)
