"""Progress of a command that plays a known number of times."""

from __future__ import annotations

from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

LINES = 10
"""The most lines of progress, if there is no terminal."""


class Counting:
    """Shows progress while its block is open: a bar on a terminal, up to `LINES` lines elsewhere.

    `name` is the plural of a play's name, capitalised, such as "Cells".
    """

    def __init__(self, console: Console, name: str) -> None:
        self._console = console
        self._name = name
        self._total = 0
        self._done = 0
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task(name, total=None)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._progress.stop()

    def begin(self, total: int) -> None:
        """Says how many plays there will be."""
        self._total = total
        self._progress.update(self._task, total=total)
        if not self._console.is_terminal:
            self._console.print(f"{self._name}: {total} plays", highlight=False)

    def note(self, said: str) -> None:
        """Counts a play, and says `said` about it, beside the bar or with the line."""
        self._done += 1
        self._progress.update(self._task, advance=1, description=said)
        is_due = self._done == self._total or self._done % -(-self._total // LINES) == 0
        if is_due and not self._console.is_terminal:
            line = f"  {self._done}/{self._total}: {said}"
            self._console.print(line, highlight=False, markup=False, soft_wrap=True)
