"""An exploration on the terminal: its progress and its result."""

from __future__ import annotations

import time
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.status import Status

from e2e.explorer.exploration import Exploration
from e2e.explorer.explore import Progress
from e2e.explorer.explored_cause import join_causes
from e2e.gate.reporters.explored_causes import print_explored_causes
from e2e.gate.run.schedules.told_causes import tell_causes

_UNPLAYABLE = 3
"""The most unplayable schedules that are shown with their reason."""

EVERY = 10.0
"""The seconds between two lines of progress, if there is no terminal."""


class ExplorationReporter:
    """Shows progress: on one line of a terminal, else with a line every `EVERY` seconds."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._status: Status | None = None
        self._last = -EVERY

    def __call__(self, progress: Progress) -> None:
        """Shows the progress."""
        self.say(describe_progress(progress))

    def say(self, line: str) -> None:
        """Shows `line`; in a terminal it replaces the line before."""
        if self._console.is_terminal:
            if self._status is None:
                self._status = self._console.status(line)
                self._status.start()
            self._status.update(line)
        elif time.monotonic() - self._last >= EVERY:
            self._last = time.monotonic()
            self._console.print(f"  {line}")

    def close(self) -> None:
        """Removes the line from the terminal."""
        if self._status is not None:
            self._status.stop()
            self._status = None


def describe_progress(progress: Progress) -> str:
    """Returns a line with the number of schedules so far, their total if known, and the causes."""
    done = progress.exploration
    of = f" of about {progress.estimate:,}" if progress.estimate is not None else ""
    pruned = f", {done.pruned:,} pruned" if done.mode == "exhaustive" else ""
    rate = done.played / done.seconds if done.seconds else 0.0
    causes = len(join_causes(done.causes))
    by = f" by {causes} cause{'s' if causes > 1 else ''}" if causes else ""
    found = f", {done.failing:,} break a property{by}" if done.failing else ""
    return f"{done.played:,}{of} schedules{pruned}{found} ({rate:.0f} a second)"


def print_exploration(console: Console, done: Exploration, file: Path) -> None:
    """Prints the causes of an exploration, the gravest first, and the `file` that has its result."""
    print_explored_causes(console, tell_causes(done, file.parent))
    _print_unplayable(console, done)
    console.print()
    rate = f", {done.played / done.seconds:.0f} a second" if done.seconds else ""
    console.print(f"{_describe_size(done)} in {done.seconds:,.0f} s{rate}.")
    if done.mode == "random":
        console.print(f"Seed {done.seed}: --seed {done.seed} draws the same again.")
    console.print(f"Wire: {escape(done.describe_wire())}", highlight=False, soft_wrap=True)
    console.print(f"Result: {escape(str(file))}", soft_wrap=True)
    console.print(_get_verdict(done))


def _print_unplayable(console: Console, done: Exploration) -> None:
    """Prints the number of unplayable schedules; without causes, the first few with their acts."""
    count = len(done.unplayable)
    if done.causes and count:
        some = "1 schedule" if count == 1 else f"{count} schedules"
        reason = done.unplayable[0].reason.splitlines()[0]
        said = f"{some} could not be played: {reason}"
        console.print(f"\n[yellow]{escape(said)}[/]", highlight=False)
        return
    for unplayable in done.unplayable[:_UNPLAYABLE]:
        console.print(f"\n[yellow]Could not be played:[/] {escape(unplayable.reason)}")
        _print_acts(console, unplayable.acts)


def _print_acts(console: Console, acts: tuple[object, ...]) -> None:
    for number, act in enumerate(acts, 1):
        console.print(f"  {number}. {escape(str(act))}", highlight=False)
    if not acts:
        console.print("  Nothing happens: the page is opened, and a minute passes.")


def _describe_size(done: Exploration) -> str:
    if done.mode == "random":
        short = done.played - done.drawn
        return f"{short:,} short schedules and {done.drawn:,} drawn ones of up to {done.acts} acts"
    known = f"{done.played:,}" if done.is_complete else "an unknown number of"
    shard = f" (shard {done.shards[0]}/{done.of})" if done.of > 1 else ""
    return (
        f"{done.played:,} of {known} schedules of up to {done.acts} acts{shard}, "
        f"{done.pruned:,} pruned"
    )


def _get_verdict(done: Exploration) -> str:
    confirmed = [each for each in done.causes if each.belief == "confirmed"]
    if confirmed:
        several = "1 cause" if len(confirmed) == 1 else f"{len(confirmed)} causes"
        deciding = sum(each.decides for each in confirmed)
        which = "" if deciding == len(confirmed) else f", {deciding or 'none'} of which decide"
        which = which.replace(" 1 of which decide", " 1 of which decides")
        return (
            f"[bold red]FOUND[/]: {several}{which}; {done.failing:,} of {done.played:,} schedules break "
            "a property"
        )
    if done.causes or done.unplayable:
        return "[bold yellow]UNDECIDED[/]: what went wrong could not be made sure of"
    if not done.is_complete:
        return "Nothing found so far."
    return "[bold green]NOTHING FOUND[/]: no schedule breaks a property"
