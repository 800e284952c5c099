"""Shows a mutation run in a terminal, a pipe, or a log of CI."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from e2e.gate.run.events import ClusterReady
from e2e.gate.run.mutation.run import (
    Covered,
    Moved,
    MutationBegan,
    MutationEvent,
    MutationResult,
)
from e2e.history.printable import make_printable
from e2e.mutation.change import describe_change
from e2e.mutation.verdict import MutantVerdict

EVERY = 100
"""The number of plays between two lines of progress, if there is no terminal."""

_HEADINGS = {
    "Survived": "Survived: no scenario notices",
    "NoCoverage": "Not covered: no scenario comes by",
    "Pending": "Not played to the end",
}


class MutationReporter:
    """Shows the events of a run: with a bar on a terminal, a line every `EVERY` plays elsewhere."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[left]}"),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("Building", total=None, left="")

    def __call__(self, event: MutationEvent) -> None:
        """Shows one event."""
        match event:
            case MutationBegan():
                self._begin(event)
            case ClusterReady(line=line):
                self._say(line)
            case Covered():
                self._tell_covered(event)
            case Moved():
                self._move(event)

    def close(self) -> None:
        """Removes the bar."""
        self._progress.stop()

    def print_result(self, result: MutationResult, folder: Path) -> None:
        """Prints the surviving mutants, the equivalents to correct, and the score at the end."""
        for status, heading in _HEADINGS.items():
            some = [each for each in result.verdicts if each.status == status]
            if some:
                self._say(f"\n{heading} ({len(some)})", style="bold")
                for each in some:
                    self._tell_mutant(each, result)
        self._tell_equivalents(result)
        self._tell_score(result)
        self._say(
            f"{folder / 'index.html'} shows each in its source; mutation.json and kill-matrix.json are "
            "for machines."
        )

    def _begin(self, event: MutationBegan) -> None:
        left_out = f" ({event.left_out} left out: strings, styles)" if event.left_out else ""
        self._say(
            f"{event.page}: {event.mutants} mutants in {event.files} files{left_out}, "
            f"{event.scenarios} scenarios"
        )
        self._progress.start()

    def _tell_covered(self, event: Covered) -> None:
        if event.red:
            self._say(f"Left out, as not passed without a mutant: {', '.join(event.red)}")
        self._say(
            f"Each scenario was played without a mutant; {event.not_covered} mutants are covered by none."
        )

    def _move(self, event: Moved) -> None:
        left = _describe_left(event.most_left * event.seconds_each)
        if event.mutants:
            left = f"{event.killed} killed, {event.plays} plays, at most {left}"
            self._update("Mutants", event.known, event.mutants, left, by=event.plays)
        else:
            total = event.plays + event.most_left
            self._update("Without a mutant", event.plays, total, f"about {left}", by=event.plays)

    def _update(self, said: str, done: int, total: int, left: str, by: int) -> None:
        self._progress.update(self._task, description=said, completed=done, total=total, left=left)
        if not self._console.is_terminal and by % EVERY == 0:
            self._say(f"  {said}: {done}/{total}, {left}")

    def _tell_mutant(self, verdict: MutantVerdict, result: MutationResult) -> None:
        mutant = verdict.mutant
        self._say(f"\n{mutant.place}  {mutant.mutator}", style="cyan")
        for line in describe_change(mutant, result.mutated.sources[mutant.file]):
            self._say(f"  {line}", style="red" if line.startswith("-") else "green")
        self._say(f"  {verdict.reason}")

    def _tell_equivalents(self, result: MutationResult) -> None:
        for each in result.killed_equivalents:
            self._say(
                f"\nListed as equivalent, and noticed: {each.mutant.place} {each.mutant.mutator}: "
                f"{each.reason}",
                style="bold red",
            )
        for stale in result.stale_equivalents:
            self._say(
                f"\nListed as equivalent, and no mutant any more: {stale.file}, {stale.mutator} in "
                f"“{stale.line}”",
                style="yellow",
            )

    def _tell_score(self, result: MutationResult) -> None:
        score = result.score
        percent = "no score" if score.percent is None else f"{score.percent:.1f} %"
        parts: Sequence[tuple[int, str]] = (
            (score.killed, "killed"),
            (score.timeout, "timed out"),
            (score.survived, "survived"),
            (score.no_coverage, "not covered"),
            (score.ignored, "left out or equivalent"),
            (score.pending, "not played to the end"),
        )
        counts = ", ".join(f"{count} {said}" for count, said in parts if count)
        self._say(f"\nMutation score: {percent}", style="bold")
        self._say(f"{counts or 'no mutant'}; {result.plays} plays in {result.seconds:.0f} s")
        causes = ", ".join(f"{id} {count}" for id, count in result.matrix.causes.items())
        if causes:
            self._say(f"They died of: {causes}")

    def _say(self, said: str, style: str = "") -> None:
        # The text comes from a page, and its control characters must not reach the terminal.
        self._console.print(
            Text(make_printable(said), style=style), highlight=False, soft_wrap=True
        )


def _describe_left(seconds: float) -> str:
    return f"{seconds / 60:.0f} min left" if seconds >= 90 else f"{seconds:.0f} s left"
