"""Measures one tool: its seconds, what it says of each page, and its flakes on a busy machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed, wait
from contextlib import AbstractContextManager

from e2e.gate.run.stress import Stress, under_stress
from e2e.tools.bench.peers.command import end_commands
from e2e.tools.bench.peers.figures import Flakes, Judged, Timed, ToolFigures
from e2e.tools.bench.peers.judging import is_right, judge, time_plays
from e2e.tools.bench.peers.page import Page
from e2e.tools.bench.peers.peer import Peer
from e2e.tools.bench.peers.play import Play

Tell = Callable[[str], None]
Busy = Callable[[str], AbstractContextManager[object]]
"""Shows that something is under way, until the block ends."""

_KILLED_AGAIN = 0.1
"""Seconds after which an interrupted play that has begun another command is killed again."""


class Measurer:
    """Plays a tool on pages, `at_once` plays side by side but for timed ones, and says what it does."""

    def __init__(
        self, peer: Peer, scenarios: int, tell: Tell, busy: Busy, *, at_once: int = 1
    ) -> None:
        self._peer = peer
        self._scenarios = scenarios
        self._tell = tell
        self._busy = busy
        self._at_once = at_once

    def time(self, reference: Page, rounds: int) -> Timed | None:
        """Returns the medians of `rounds` plays on our page; None where none of them came to its end."""
        plays = [self._play(reference, f"timing {number + 1}/{rounds}") for number in range(rounds)]
        complete = [play for play in plays if play.verdict != "undecided"]
        return time_plays(complete, self._scenarios) if complete else None

    def judge_all(self, pages: Sequence[Page], kind: str) -> tuple[Judged, ...]:
        """Returns what the tool says of each page.

        A page that it judges wrongly, or not at all, beside others is played once more alone, and that
        play counts: a tool that waits in real time must not lose by the plays beside its own.
        """
        plays = self._play_all([(page, 0) for page in pages], kind)
        judged = [judge(page, play) for page, play in zip(pages, plays, strict=True)]
        if self._at_once == 1:
            return tuple(judged)
        return tuple(
            each if is_right(each) else judge(page, self._play(page, f"{kind} once more, alone"))
            for page, each in zip(pages, judged, strict=True)
        )

    def count_flakes(self, reference: Page, runs: int, busy: int) -> Flakes:
        """Returns the plays of our page that are not passed while `busy` processes burn."""
        with under_stress([Stress("cpu", busy)] if busy else []):
            plays = self._play_all([(reference, run) for run in range(1, runs + 1)], "run")
        judged = (judge(reference, play) for play in plays)
        not_passed = tuple(each for each in judged if each.verdict != "pass")
        return Flakes(runs=runs, busy=busy, at_once=self._at_once, not_passed=not_passed)

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

    def _play_all(self, plays: Sequence[tuple[Page, int]], kind: str) -> list[Play]:
        """Plays each page, with the number of its repetition, and returns the plays in that order."""
        if self._at_once == 1:
            return [
                self._play(page, f"{kind} {number}/{len(plays)}", run)
                for number, (page, run) in enumerate(plays, 1)
            ]
        said = f"{self._peer.name}: {len(plays)} plays, {self._at_once} side by side ..."
        with ThreadPoolExecutor(self._at_once) as executor, self._busy(said):
            under_way = {executor.submit(self._peer.play, page, run): page for page, run in plays}
            try:
                for number, done in enumerate(as_completed(under_way), 1):
                    what = (
                        f"{self._peer.name}: {kind} {number}/{len(plays)}, {under_way[done].name}"
                    )
                    self._tell_play(what, done.result())
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                while wait(under_way, timeout=_KILLED_AGAIN).not_done:
                    end_commands()
                raise
        return [done.result() for done in under_way]

    def _play(self, page: Page, what: str, run: int = 0) -> Play:
        said = f"{self._peer.name}: {what}, {page.name}"
        with self._busy(f"{said} ..."):
            play = self._peer.play(page, run)
        self._tell_play(said, play)
        return play

    def _tell_play(self, said: str, play: Play) -> None:
        failed = [name for name, outcome in play.outcomes.items() if outcome == "failed"]
        by = f" by {', '.join(failed)}" if failed else ""
        note = f" ({play.note[-200:]})" if play.verdict == "undecided" else ""
        self._tell(f"{said}: {play.verdict}{by}{note}, {play.seconds:.1f} s")
