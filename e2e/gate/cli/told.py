"""What a job that is followed tells, line by line as it comes."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from e2e.server_check import Told


def say_told(console: Console, told: Told) -> None:
    """Prints one thing that was told, with what a server sends made harmless to a terminal."""
    line = f"{told.at:7.1f} s  {told.by:9}  {told.said}"
    shown = "".join(each if each.isprintable() else "\ufffd" for each in line)
    console.print(escape(shown), highlight=False, soft_wrap=True)
