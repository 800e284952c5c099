"""Chooses the scenario that is most likely to notice a mutant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from e2e.mutation.mutant import Mutant

NEAR = 12
"""The distance between neighbours, in lines to either side: about one function."""


class Likeliest:
    """Ranks scenarios by earlier kills: first those that killed a neighbour, then those with most kills.

    Between equals the order of `scenarios` decides.
    """

    def __init__(self, scenarios: Iterable[str]) -> None:
        self._place = {each: place for place, each in enumerate(scenarios)}
        self._kills: Counter[str] = Counter()
        self._places: dict[str, list[tuple[str, int]]] = {}

    def note_kill(self, mutant: Mutant, scenario: str) -> None:
        """Notes that `scenario` has noticed `mutant`."""
        self._kills[scenario] += 1
        self._places.setdefault(scenario, []).append((mutant.file, mutant.start.line))

    def choose(self, mutant: Mutant, scenarios: Collection[str]) -> str:
        """Returns the likeliest of `scenarios`, which must not be empty."""
        return min(scenarios, key=lambda each: self._rank(mutant, each))

    def choose_near(self, mutant: Mutant, scenarios: Collection[str]) -> str | None:
        """Returns the likeliest of the `scenarios` that killed a neighbour; None without one."""
        near = [each for each in scenarios if self._count_near(mutant, each)]
        return self.choose(mutant, near) if near else None

    def _rank(self, mutant: Mutant, scenario: str) -> tuple[int, int, int]:
        near = self._count_near(mutant, scenario)
        return -near, -self._kills[scenario], self._place[scenario]

    def _count_near(self, mutant: Mutant, scenario: str) -> int:
        return sum(
            file == mutant.file and abs(line - mutant.start.line) <= NEAR
            for file, line in self._places.get(scenario, ())
        )
