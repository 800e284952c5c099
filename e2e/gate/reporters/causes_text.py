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
"""How many causes are told with the events that show them; so that all fits one screen."""

_EVENTS = 6
"""Events of the clearest scenario that are shown, the wrong state the last of them."""

_LONGEST = 400
"""Characters of a paragraph in a terminal."""

PLACES = 3
"""Places in the page's source that are named of an error, the innermost first."""

_NAMED = 5
"""How many scenarios of a cause are named where it is not told in full."""


def print_causes(console: Console, verdict: Verdict, folder: Path) -> None:
    """Prints the causes that decide, the gravest first, each with the command that plays it again.

    Where it is advice alone, a line each.
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
    """The events that show it, each with a style: of the diagram, where one was kept."""
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
    """A line of a history, which a terminal shows as far as there is room."""
    shown = f"    {escape(_shorten(console, line))}"
    console.print(shown, style=style, highlight=False, soft_wrap=True)


def _shorten(console: Console, line: str) -> str:
    return cut(line, console.width - 4) if console.is_terminal else line


def _name_some(ids: tuple[str, ...]) -> str:
    more = len(ids) - _NAMED
    return ", ".join(ids[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def say(console: Console, text: str, style: str = "") -> None:
    """In a terminal a paragraph that is indented; in a pipe one line, which a search finds whole."""
    if console.is_terminal:
        console.print(
            Padding(escape(cut(text, _LONGEST)), (0, 0, 0, 2), style=style), highlight=False
        )
    else:
        console.print(f"  {escape(text)}", style=style, highlight=False, soft_wrap=True)
