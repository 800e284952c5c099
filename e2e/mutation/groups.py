"""Groups of mutants that can be in effect in the same play."""

from __future__ import annotations

from collections.abc import Iterable

from e2e.mutation.mutant import Mutant

FIRST, SMALLEST, LARGEST = 8, 4, 64


class GroupSize:
    """The number of mutants in a group. It grows while few mutants change a history.

    A group that changes the history is halved until the mutant that changes it is alone.
    """

    def __init__(self) -> None:
        self.mutants = FIRST

    def learn(self, *, is_quiet: bool) -> None:
        """Doubles the number after a group that changed no history (`is_quiet`), else halves it."""
        wanted = self.mutants * 2 if is_quiet else self.mutants // 2
        self.mutants = min(LARGEST, max(SMALLEST, wanted))


def choose_group(mutants: Iterable[Mutant], largest: int) -> list[Mutant]:
    """Returns at most `largest` of `mutants`: the first, and later ones that overlap with no other."""
    group: list[Mutant] = []
    for each in mutants:
        if len(group) == largest:
            break
        if not any(_overlap(each, other) for other in group):
            group.append(each)
    return group


def _overlap(one: Mutant, other: Mutant) -> bool:
    return (one.file == other.file and _begin(one) < _end(other) and _begin(other) < _end(one)) or (
        one.file == other.file and _begin(one) == _begin(other)
    )


def _begin(mutant: Mutant) -> tuple[int, int]:
    return mutant.start.line, mutant.start.column


def _end(mutant: Mutant) -> tuple[int, int]:
    return mutant.end.line, mutant.end.column
