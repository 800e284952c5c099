"""Prints the new states of a job that is followed, one line for each."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from e2e.server_check import Told


def say_told(console: Console, told: Told) -> None:
    """Prints one new state. A server's text may carry escape sequences, so these become U+FFFD."""
    line = f"{told.at:7.1f} s  {told.by:9}  {told.said}"
    shown = "".join(each if each.isprintable() else "\ufffd" for each in line)
    console.print(escape(shown), highlight=False, soft_wrap=True)
