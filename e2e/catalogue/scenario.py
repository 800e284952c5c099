"""A scenario: a named sequence of acts with the properties that must hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from e2e.proofs.proof import Proof
from e2e.properties import ALL_PROPERTIES, NO_FLASH, Property
from e2e.stage.stage import Stage

Tier = Literal["regression", "resilience"]
Family = Literal[
    "reconnect after completion",
    "missed completion",
    "cached answers",
    "polling guard",
    "page refresh",
    "status kept over refresh",
    "no flash",
    "older answers",
    "lost answers",
    "job switch",
    "unmount and remount",
]

DECIDING: dict[Tier, tuple[Property, ...]] = {
    "regression": tuple(each for each in ALL_PROPERTIES if each is not NO_FLASH),
    "resilience": ALL_PROPERTIES,
}
"""Which properties decide in a tier; the others are judged and only noted."""

Play = Callable[[Stage], None]


@dataclass(frozen=True)
class Scenario:
    """One entry of the catalogue.

    `id` is stable and names it on the command line, `sentence` says to a product owner what happens
    and what the page must show, `forced` tells from the history whether the race took place.
    """

    id: str
    family: Family
    tier: Tier
    sentence: str
    forced: Proof
    play: Play = field(repr=False)

    @property
    def deciding(self) -> tuple[Property, ...]:
        """The properties that decide this scenario."""
        return DECIDING[self.tier]


def scenario(
    id: str, *, family: Family, sentence: str, forced: Proof, tier: Tier = "regression"
) -> Callable[[Play], Play]:
    """Declares the function below as a scenario: `e2e.catalogue.plugin` plays and judges it.

    The function takes the stage and plays acts. Whatever it raises as NotShown is a violation of
    `expected-state`; what must hold throughout is left to the properties.
    """

    def declare(play: Play) -> Play:
        play.scenario = Scenario(id, family, tier, sentence, forced, play)  # type: ignore[attr-defined]
        return play

    return declare


def get_scenario(function: object) -> Scenario | None:
    """The scenario that a function was declared as; None for any other object."""
    declared = getattr(function, "scenario", None)
    return declared if isinstance(declared, Scenario) else None
