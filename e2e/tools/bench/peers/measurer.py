"""Measures one tool: its seconds, what it says of each page, and its flakes on a busy machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager

from e2e.gate.run.stress import Stress, under_stress
from e2e.tools.bench.peers.figures import Flakes, Judged, Timed, ToolFigures
from e2e.tools.bench.peers.judging import judge, time_plays
from e2e.tools.bench.peers.page import Page
from e2e.tools.bench.peers.peer import Peer
from e2e.tools.bench.peers.play import Play

Tell = Callable[[str], None]
Busy = Callable[[str], AbstractContextManager[object]]
"""Shows that something is under way, until the block ends."""


class Measurer:
    """Plays a tool on pages, one play at a time, and says what it does."""

    def __init__(self, peer: Peer, scenarios: int, tell: Tell, busy: Busy) -> None:
        self._peer = peer
        self._scenarios = scenarios
        self._tell = tell
        self._busy = busy

    def time(self, reference: Page, rounds: int) -> Timed | None:
        """Returns the medians of `rounds` plays on our page; None where none of them came to its end."""
        plays = [self._play(reference, f"timing {number + 1}/{rounds}") for number in range(rounds)]
        complete = [play for play in plays if play.verdict != "undecided"]
        return time_plays(complete, self._scenarios) if complete else None

    def judge_all(self, pages: Sequence[Page], kind: str) -> tuple[Judged, ...]:
        """Returns what the tool says of each page."""
        return tuple(
            judge(page, self._play(page, f"{kind} {number}/{len(pages)}"))
            for number, page in enumerate(pages, 1)
        )

    def count_flakes(self, reference: Page, runs: int, busy: int) -> Flakes:
        """Returns the plays of our page that are not passed while `busy` processes burn."""
        with under_stress([Stress("cpu", busy)] if busy else []):
            plays = [
                self._play(reference, f"run {number}/{runs}", number)
                for number in range(1, runs + 1)
            ]
        judged = (judge(reference, play) for play in plays)
        not_passed = tuple(each for each in judged if each.verdict != "pass")
        return Flakes(runs=runs, busy=busy, not_passed=not_passed)

    def measure(
        self,
        reference: Page,
        patched: Sequence[Page],
        cases: Sequence[Page],
        *,
        rounds: int,
        runs: int,
        busy: int,
    ) -> Iterator[ToolFigures]:
        """Yields the figures of the tool part by part, as soon as a part is measured.

        What is asked for zero times or of no page is left out.
        """
        nothing = ToolFigures(tool=self._peer.name, title=self._peer.title)
        if rounds:
            yield nothing.model_copy(update={"timed": self.time(reference, rounds)})
        if patched:
            judged = self.judge_all([reference, *patched], "patch")
            yield nothing.model_copy(update={"patches": judged})
        if cases:
            yield nothing.model_copy(update={"cases": self.judge_all(cases, "case")})
        if runs:
            flakes = self.count_flakes(reference, runs, busy)
            yield nothing.model_copy(update={"flakes": flakes})

    def _play(self, page: Page, what: str, run: int = 0) -> Play:
        said = f"{self._peer.name}: {what}, {page.name}"
        with self._busy(f"{said} ..."):
            play = self._peer.play(page, run)
        failed = [name for name, outcome in play.outcomes.items() if outcome == "failed"]
        by = f" by {', '.join(failed)}" if failed else ""
        note = f" ({play.note[-200:]})" if play.verdict == "undecided" else ""
        self._tell(f"{said}: {play.verdict}{by}{note}, {play.seconds:.1f} s")
        return play
