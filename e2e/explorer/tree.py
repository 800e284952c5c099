"""The tree of schedules, and the pieces in which it is played."""

from __future__ import annotations

from dataclasses import dataclass

from e2e.engine.network import DIRECT
from e2e.explorer.acts import Act
from e2e.explorer.fingerprint import get_fingerprint
from e2e.explorer.reduction import is_redundant
from e2e.explorer.snapshot import Snapshot
from e2e.explorer.space import Bounds, get_choices

ROOTS_AT = 3
"""The number of acts in a root: a schedule whose whole subtree is one piece of work."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Part `number` (from 1) of `of`: each schedule belongs to exactly one."""

    number: int = 1
    of: int = 1

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def owns(self, acts: tuple[Act, ...]) -> bool:
        """Returns whether the schedule belongs to this shard, which its first `ROOTS_AT` acts decide."""
        return get_fingerprint(acts[:ROOTS_AT]) % self.of == self.number - 1


ALL = Shard()
"""The only shard of an exploration that is not split."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The schedules of up to `most` acts, within `bounds`, of one shard, on one network."""

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
        """Whether the whole subtree is one piece of work; otherwise the node alone is one."""
        return len(self.acts) >= ROOTS_AT

    def expand(self, snapshot: Snapshot, scope: Scope) -> tuple[list[Node], int]:
        """Returns the schedules that are one act longer, and the number of those that were pruned.

        `snapshot` is the state after the acts of this node.
        """
        if len(self.acts) == scope.most:
            return [], 0
        before = (*self.before, snapshot)
        is_last = len(self.acts) + 1 == scope.most
        choices = get_choices(snapshot, self.acts, scope.bounds)
        kept = [act for act in choices if not is_redundant(act, self.acts, before, is_last=is_last)]
        return [Node((*self.acts, act), before) for act in kept], len(choices) - len(kept)
