"""A page on which it is known which scenarios reach and which notice each mutant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from e2e.mutation.campaign import Campaign
from e2e.mutation.mutant import Mutant, Position
from e2e.mutation.played import Broken, Order, Played


def make_mutant(id: str, line: int, *, columns: tuple[int, int] = (1, 5)) -> Mutant:
    return Mutant(
        id=id,
        file="src/a.ts",
        mutator="BooleanLiteral",
        original="true",
        replacement="false",
        start=Position(line=line, column=columns[0]),
        end=Position(line=line, column=columns[1]),
    )


@dataclass
class PageOfMutants:
    """Plays orders by three tables of (mutant, scenario); a noticed mutant is also seen."""

    covered: set[tuple[str, str]]
    noticed: set[tuple[str, str]] = field(default_factory=set)
    seen: set[tuple[str, str]] = field(default_factory=set)
    played: list[Order] = field(default_factory=list)

    def play(self, order: Order) -> Played:
        self.played.append(order)
        here = {(id, order.scenario) for id in order.mutants}
        reached = {id for id, scenario in self.covered if scenario == order.scenario}
        seen = here & (self.seen | self.noticed)
        return Played(
            order=order,
            outcome="failed" if here & self.noticed else "passed",
            broken=tuple(
                Broken(property="p", severity="decides", detail=id) for id, _ in here & self.noticed
            ),
            history_key=",".join(sorted(id for id, _ in seen)) or "as it is",
            shown=tuple(id for id, _ in seen),
            reached=frozenset(reached & set(order.mutants) if order.mutants else reached),
        )

    def count(self, id: str) -> int:
        """Returns the number of plays with this mutant in effect."""
        return sum(id in order.mutants for order in self.played)

    def count_alone(self, id: str) -> int:
        """Returns the number of plays with this mutant alone in effect."""
        return sum(order.mutants == (id,) for order in self.played)

    def play_all(self, campaign: Campaign) -> Mapping[str, bool]:
        """Plays until no order is left, and returns whether each mutant was noticed, by id."""
        while (order := campaign.next_order()) is not None:
            campaign.take(self.play(order))
        return {id: each.is_killed for id, each in campaign.tried.items()}
