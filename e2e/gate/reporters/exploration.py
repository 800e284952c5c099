"""An exploration on the terminal: how far it is, and what it came to."""

from __future__ import annotations

import time
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.status import Status

from e2e.explorer.exploration import Exploration
from e2e.explorer.explore import Progress
from e2e.explorer.finding import Finding
from e2e.gate.run.schedules.exploring import get_schedule_file
from e2e.gate.verdict.explored import Explored

EVERY = 10.0
"""Without a terminal, a line of progress after so many seconds."""


class ExplorationReporter:
    """Says how far it is: on one line of a terminal, else a line now and then."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._status: Status | None = None
        self._last = -EVERY

    def __call__(self, progress: Progress) -> None:
        """Takes in how far it is."""
        self.say(describe_progress(progress))

    def say(self, line: str) -> None:
        """Says `line` in the place of the one before."""
        if self._console.is_terminal:
            if self._status is None:
                self._status = self._console.status(line)
                self._status.start()
            self._status.update(line)
        elif time.monotonic() - self._last >= EVERY:
            self._last = time.monotonic()
            self._console.print(f"  {line}")

    def close(self) -> None:
        """Takes the line away."""
        if self._status is not None:
            self._status.stop()
            self._status = None


def describe_progress(progress: Progress) -> str:
    """Schedules so far, and of how many where that can be said."""
    done = progress.exploration
    of = f" of about {progress.estimate:,}" if progress.estimate is not None else ""
    pruned = f", {done.pruned:,} pruned" if done.mode == "exhaustive" else ""
    rate = done.played / done.seconds if done.seconds else 0.0
    found = f", {done.failing:,} break a property" if done.failing else ""
    return f"{done.played:,}{of} schedules{pruned}{found} ({rate:.0f} a second)"


def print_exploration(console: Console, done: Exploration, file: Path) -> None:
    """Prints what it came to, and where it is kept."""
    for each in done.findings:
        _print_finding(console, each, file)
    for unplayable in done.unplayable[:3]:
        console.print(f"\n[yellow]Could not be played:[/] {escape(unplayable.reason)}")
        _print_acts(console, unplayable.acts)
    console.print()
    rate = f", {done.played / done.seconds:.0f} a second" if done.seconds else ""
    console.print(f"{_describe_size(done)} in {done.seconds:,.0f} s{rate}.")
    if done.mode == "random":
        console.print(f"Seed {done.seed}: --seed {done.seed} draws the same again.")
    console.print(f"Wire: {escape(done.describe_wire())}", highlight=False, soft_wrap=True)
    console.print(f"Result: {escape(str(file))}", soft_wrap=True)
    console.print(_get_verdict(done))


def print_explored(console: Console, explored: Explored | None, folder: Path) -> None:
    """Prints what the exploration of a gate found."""
    if explored is None:
        return
    decides = "" if explored.decides else ", which decides nothing"
    some = f"{len(explored.found)} broken propert{'y' if len(explored.found) == 1 else 'ies'}"
    found = f"{some}{decides}" if explored.found else "nothing"
    console.print(
        f"\nExploration: {explored.schedules:,} schedules in {explored.seconds:.0f} s (seed "
        f"{explored.seed}), found {found}"
    )
    if explored.reason:
        console.print(f"  [yellow]It ended early:[/] {escape(explored.reason)}", highlight=False)
    for each in explored.found:
        console.print(f"  [bold]{each.property}[/] ({each.belief}): {escape(each.detail)}")
        for line in each.report or each.acts:
            console.print(f"    {escape(line)}", highlight=False, soft_wrap=True)
        console.print(f"    {folder / each.file}", highlight=False, soft_wrap=True)


def _print_finding(console: Console, finding: Finding, file: Path) -> None:
    console.print(f"\n[bold red]{finding.property}[/]: {escape(finding.detail)}")
    if finding.report:
        for line in finding.report:
            console.print(f"  {escape(line)}", highlight=False, soft_wrap=True)
    else:
        _print_acts(console, finding.acts)
    if finding.times:
        console.print(
            f"  {len(finding.acts)} act(s), {finding.broke} of {finding.times} times on a fresh page.",
            highlight=False,
        )
    if finding.belief == "only on the shared page":
        console.print(
            "  [yellow]On a fresh page the same schedule keeps it:[/] the page carries something over "
            "from one component to the next, or the browser was not the same."
        )
    elif finding.belief == "only sometimes":
        console.print(
            "  [yellow]The same schedule, and not always the same end:[/] something in the page is not "
            "on its clock, or hangs on how quick the machine is."
        )
    elif finding.belief == "not played again":
        console.print("  [yellow]It could not be played again on a fresh page.[/]")
    console.print(f"  {escape(str(get_schedule_file(file, finding.property)))}", soft_wrap=True)


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
    confirmed = [each for each in done.findings if each.belief == "confirmed"]
    if confirmed:
        broken = "1 property is" if len(confirmed) == 1 else f"{len(confirmed)} properties are"
        return f"[bold red]FOUND[/]: {broken} broken, on a fresh page as well"
    if done.findings or done.unplayable:
        return "[bold yellow]UNDECIDED[/]: what went wrong could not be made sure of"
    if not done.is_complete:
        return "Nothing found so far."
    return "[bold green]NOTHING FOUND[/]: no schedule breaks a property"
