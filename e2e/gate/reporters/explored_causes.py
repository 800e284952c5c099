"""The causes that an exploration found, in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from e2e.gate.reporters.causes_text import IN_FULL, PLACES, say, say_event
from e2e.gate.verdict.explored import Explored, ExploredCauseVerdict

_ACTS = 4
"""The most acts of a schedule that are shown."""

_DOUBTS = {
    "only on the shared page": "On a fresh page the same schedule keeps all properties: the page carries "
    "something over from one component to the next, or the browser was not the same.",
    "only sometimes": "The same schedule, and not always the same end: something in the page is not on "
    "its clock, or hangs on how quick the machine is.",
    "not played again": "It could not be played again on a fresh page.",
}


def print_explored(console: Console, explored: Explored | None) -> None:
    """Prints the result of a gate's exploration; prints nothing for None."""
    if explored is None:
        return
    decides = "" if explored.decides else ", which decides nothing"
    some = f"{len(explored.causes)} cause{'' if len(explored.causes) == 1 else 's'}"
    found = f"{some}{decides}" if explored.causes else "nothing"
    console.print(
        f"\nExploration: {explored.schedules:,} schedules in {explored.seconds:.0f} s (seed "
        f"{explored.seed}), found {found}"
    )
    if explored.reason:
        console.print(f"  [yellow]It ended early:[/] {escape(explored.reason)}", highlight=False)
    print_explored_causes(console, explored.causes)


def print_explored_causes(console: Console, causes: Sequence[ExploredCauseVerdict]) -> None:
    """Prints the causes, the first `IN_FULL` with the events that show them."""
    for number, cause in enumerate(causes, 1):
        advice = "" if cause.decides else ", [cyan]advice[/]"
        style = "bold red" if cause.decides else "bold"
        console.print()
        console.print(f"[{style}]{number}. {cause.id}[/], {cause.count}{advice}", highlight=False)
        say(console, cause.sentence)
        if cause.belief in _DOUBTS:
            say(console, _DOUBTS[cause.belief], style="yellow")
        if number <= IN_FULL:
            _print_in_full(console, cause)
        console.print(f"  Play it: {escape(cause.replay)}", highlight=False, soft_wrap=True)


def _print_in_full(console: Console, cause: ExploredCauseVerdict) -> None:
    say(console, f"{cause.mechanism}.", style="dim")
    if cause.places:
        say(console, f"Thrown at {', '.join(cause.places[:PLACES])}.")
    if cause.fix:
        say(console, f"The analysis: {cause.fix}.")
    for line in cause.last_events:
        say_event(console, line)
    say(console, f"{', '.join(cause.properties)}: {cause.detail}.")
    say(console, f"Schedule: {_describe_schedule(cause)}")


def _describe_schedule(cause: ExploredCauseVerdict) -> str:
    more = len(cause.acts) - _ACTS
    acts = (
        " ".join(cause.acts[:_ACTS]) or "The page is opened, and nothing happens before the ending."
    )
    left_out = f" And {more} acts more." if more > 0 else ""
    if not cause.times:
        return f"{acts}{left_out}"
    longer = "" if cause.is_shortest else ", perhaps not the shortest"
    return f"{acts}{left_out} ({cause.broke} of {cause.times} times on a fresh page{longer})"
