"""Mutants that can be in effect at once."""

from __future__ import annotations

from collections.abc import Iterable

from e2e.mutation.mutant import Mutant

LARGEST = 24
"""How many at once: where one of them is noticed, the group is halved until that one is alone."""


def choose_group(mutants: Iterable[Mutant], largest: int = LARGEST) -> list[Mutant]:
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
