"""Chooses the scenario that is most likely to notice a mutant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from e2e.mutation.mutant import Mutant

NEAR = 12
"""The distance between neighbours, in lines to either side: about one function."""


HOPED_KILLS, HOPED_PLAYS = 1, 4
"""The kills and plays that each scenario begins with: one that was never played is worth a try."""


class Likeliest:
    """Ranks scenarios by earlier plays: first those that killed a neighbour, then by kills per play.

    What kills most is not what is likeliest to kill a mutant that has survived it, and so a scenario
    falls behind those that were played less when it notices nothing. Between equals the order of
    `scenarios` decides.
    """

    def __init__(self, scenarios: Iterable[str]) -> None:
        self._place = {each: place for place, each in enumerate(scenarios)}
        self._plays: Counter[str] = Counter()
        self._kills: Counter[str] = Counter()
        self._places: dict[str, list[tuple[str, int]]] = {}

    def note_play(self, scenario: str) -> None:
        """Notes that a mutant was played with `scenario`."""
        self._plays[scenario] += 1

    def note_kill(self, mutant: Mutant, scenario: str) -> None:
        """Notes that `scenario` has noticed `mutant`."""
        self._kills[scenario] += 1
        self._places.setdefault(scenario, []).append((mutant.file, mutant.start.line))

    def choose(self, scenarios: Collection[str]) -> str:
        """Returns the likeliest of `scenarios`, which must not be empty."""
        return min(scenarios, key=lambda each: (-self._get_rate(each), self._place[each]))

    def choose_near(self, mutant: Mutant, scenarios: Collection[str]) -> str | None:
        """Returns the likeliest of the `scenarios` that killed a neighbour; None without one."""
        near = {each: count for each in scenarios if (count := self._count_near(mutant, each))}
        return min(near, key=lambda each: (-near[each], self._place[each])) if near else None

    def _get_rate(self, scenario: str) -> float:
        return (self._kills[scenario] + HOPED_KILLS) / (self._plays[scenario] + HOPED_PLAYS)

    def _count_near(self, mutant: Mutant, scenario: str) -> int:
        return sum(
            file == mutant.file and abs(line - mutant.start.line) <= NEAR
            for file, line in self._places.get(scenario, ())
        )
