"""Mutants that can be in effect at once."""

from __future__ import annotations

from collections.abc import Iterable

from e2e.mutation.mutant import Mutant

FIRST, SMALLEST, LARGEST = 8, 4, 64


class GroupSize:
    """How many mutants to play at once: the more, the fewer of them change a history.

    Of a group whose history is another, halves are played until the one that changes it is alone.
    """

    def __init__(self) -> None:
        self.mutants = FIRST

    def learn(self, *, is_quiet: bool) -> None:
        """Takes in that a group has changed no history, or one."""
        wanted = self.mutants * 2 if is_quiet else self.mutants // 2
        self.mutants = min(LARGEST, max(SMALLEST, wanted))


def choose_group(mutants: Iterable[Mutant], largest: int) -> list[Mutant]:
    """Returns the first of `mutants` and as many of the others as do not overlap in the source."""
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
