"""The tree of schedules, in the pieces in which it is played."""

from __future__ import annotations

from dataclasses import dataclass

from e2e.engine.network import DIRECT
from e2e.explorer.acts import Act
from e2e.explorer.fingerprint import get_fingerprint
from e2e.explorer.reduction import is_redundant
from e2e.explorer.snapshot import Snapshot
from e2e.explorer.space import Bounds, get_choices

ROOTS_AT = 3
"""How many acts a schedule has whose whole subtree is one piece of work."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Part `number` (from 1) of `of`: each schedule belongs to exactly one."""

    number: int = 1
    of: int = 1

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def owns(self, acts: tuple[Act, ...]) -> bool:
        """Whether the schedule is this shard's, as its first `ROOTS_AT` acts say."""
        return get_fingerprint(acts[:ROOTS_AT]) % self.of == self.number - 1


ALL = Shard()
"""The one shard that there is where nothing is split."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which schedules there are: of up to `most` acts, within `bounds`, of one shard, on one network."""

    most: int
    bounds: Bounds
    shard: Shard = ALL
    network: str = DIRECT


@dataclass(frozen=True, slots=True)
class Node:
    """A schedule in the tree. `before` are the snapshots before each of its acts."""

    acts: tuple[Act, ...] = ()
    before: tuple[Snapshot, ...] = ()

    @property
    def is_root(self) -> bool:
        """Whether the whole subtree is one piece of work; else the node alone is."""
        return len(self.acts) >= ROOTS_AT

    def expand(self, snapshot: Snapshot, scope: Scope) -> tuple[list[Node], int]:
        """The schedules that are longer by one act, and how many were pruned.

        `snapshot` is how things stand after its acts.
        """
        if len(self.acts) == scope.most:
            return [], 0
        before = (*self.before, snapshot)
        is_last = len(self.acts) + 1 == scope.most
        choices = get_choices(snapshot, self.acts, scope.bounds)
        kept = [act for act in choices if not is_redundant(act, self.acts, before, is_last=is_last)]
        return [Node((*self.acts, act), before) for act in kept], len(choices) - len(kept)
