"""Which scenario is likeliest to notice a mutant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from e2e.mutation.mutant import Mutant

NEAR = 12
"""Lines to either side: about a function."""


class Likeliest:
    """Learns from each kill: a scenario that killed a neighbour comes first, then one that killed much.

    Where neither is so, the fewest acts decide; `acts` has them by scenario.
    """

    def __init__(self, acts: Mapping[str, int]) -> None:
        self._acts = acts
        self._kills: Counter[str] = Counter()
        self._places: dict[str, list[tuple[str, int]]] = {}

    def note_kill(self, mutant: Mutant, scenario: str) -> None:
        """Takes in that `scenario` has noticed `mutant`."""
        self._kills[scenario] += 1
        self._places.setdefault(scenario, []).append((mutant.file, mutant.start.line))

    def choose(self, mutant: Mutant, scenarios: Collection[str]) -> str:
        """Returns the likeliest of `scenarios`, which must not be empty."""
        return min(scenarios, key=lambda each: self._rank(mutant, each))

    def _rank(self, mutant: Mutant, scenario: str) -> tuple[int, int, int, str]:
        near = sum(
            file == mutant.file and abs(line - mutant.start.line) <= NEAR
            for file, line in self._places.get(scenario, ())
        )
        return -near, -self._kills[scenario], self._acts.get(scenario, 0), scenario
