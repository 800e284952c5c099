"""The causes of a page's failures, in the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from e2e.diagrams import choose_rows, label, load_sequence, name_lanes, say_time
from e2e.gate.reporters.cut import cut
from e2e.gate.verdict.causes import CauseVerdict
from e2e.gate.verdict.verdict import ScenarioVerdict, Verdict

IN_FULL = 3
"""The causes that are shown with their events; not more, so that all fits one screen."""

_EVENTS = 6
"""The most events of the clearest scenario that are shown; the last one is the wrong state."""

_LONGEST = 400
"""The most characters of a paragraph in a terminal."""

PLACES = 3
"""The most places in the page's source that are named for an error, the innermost first."""

_NAMED = 5
"""The most scenarios that are named for a cause without events."""


def print_causes(console: Console, verdict: Verdict, folder: Path) -> None:
    """Prints the causes of a verdict; `folder` is the report folder, which has the evidence.

    Causes that decide come first, the gravest at the top: the first `IN_FULL` with their events and the
    command that plays the scenario again, the others with names of scenarios. Accepted causes and advice
    follow, one line each.
    """
    cases = {each.id: each for each in verdict.scenarios}
    deciding = [each for each in verdict.causes if each.decides]
    for number, cause in enumerate(deciding, 1):
        console.print()
        console.print(f"[bold red]{number}. {cause.id}[/], {cause.count}", highlight=False)
        say(console, cause.sentence)
        say(console, f"{cause.mechanism}.", style="dim")
        if number <= IN_FULL:
            _print_clearest(console, cause, cases[cause.clearest], folder)
        else:
            say(console, _name_some(cause.scenarios))
    quiet = [each for each in verdict.causes if not each.decides]
    accepted = [each for each in quiet if _is_accepted(each, cases)]
    _print_quiet(console, "[cyan]accepted[/], waived or known from the baseline:", accepted)
    advice = [each for each in quiet if each not in accepted]
    _print_quiet(console, "[cyan]advice[/], which decides only with --strict:", advice)


def _print_clearest(
    console: Console, cause: CauseVerdict, case: ScenarioVerdict, folder: Path
) -> None:
    if cause.places:
        say(console, f"Thrown at {', '.join(cause.places[:PLACES])}.")
    if cause.fix:
        say(console, f"The analysis: {cause.fix}.")
    for line, style in _get_events(case, folder):
        say_event(console, line, style=style)
    say(console, f"{case.id}: {case.findings[0].detail}.")
    if case.replay:
        console.print(f"  Play it again: {escape(case.replay)}", highlight=False, soft_wrap=True)


def _get_events(case: ScenarioVerdict, folder: Path) -> Iterator[tuple[str, str]]:
    """Yields the events of the scenario with their styles: from its diagram if there is one."""
    if case.sequence is None:
        yield from ((line, "") for line in case.findings[0].last_events[-_EVENTS:])
        return
    file = (folder / case.sequence).with_suffix(".json")
    for row in choose_rows(load_sequence(file.read_text(encoding="utf-8")), _EVENTS):
        mark = "✗ " if row.is_wrong else "➤ " if row.made_it else ""
        style = "bold red" if row.is_wrong else "red" if row.made_it else ""
        yield f"{say_time(row):>8}  {name_lanes(row, ' → '):<20}  {mark}{label(row)}", style


def _is_accepted(cause: CauseVerdict, cases: Mapping[str, ScenarioVerdict]) -> bool:
    return any(cases[each].outcome in ("waived", "known") for each in cause.scenarios)


def _print_quiet(console: Console, title: str, causes: list[CauseVerdict]) -> None:
    if not causes:
        return
    console.print(f"\n{title}")
    for cause in causes:
        say(console, f"{cause.id}, {cause.count} ({cause.clearest}): {cause.mechanism}")


def say_event(console: Console, line: str, style: str = "") -> None:
    """Prints a line of a history; a terminal gets only the part that fits one line."""
    shown = f"    {escape(_shorten(console, line))}"
    console.print(shown, style=style, highlight=False, soft_wrap=True)


def _shorten(console: Console, line: str) -> str:
    return cut(line, console.width - 4) if console.is_terminal else line


def _name_some(ids: tuple[str, ...]) -> str:
    more = len(ids) - _NAMED
    return ", ".join(ids[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def say(console: Console, text: str, style: str = "") -> None:
    """Prints an indented paragraph in a terminal; in a pipe one line, so that a search finds it whole."""
    if console.is_terminal:
        console.print(
            Padding(escape(cut(text, _LONGEST)), (0, 0, 0, 2), style=style), highlight=False
        )
    else:
        console.print(f"  {escape(text)}", style=style, highlight=False, soft_wrap=True)
