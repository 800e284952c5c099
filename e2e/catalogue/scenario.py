"""A scenario: a named sequence of acts with the properties that must hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeVar

from e2e.catalogue.result import Result
from e2e.proofs.proof import Proof
from mock_backend import DialectName

if TYPE_CHECKING:
    from e2e.stage.stage import Stage

Tier = Literal["regression", "resilience"]
Family = Literal[
    "reconnect after completion",
    "missed completion",
    "cached answers",
    "answers kept by a proxy",
    "polling guard",
    "page refresh",
    "status kept over refresh",
    "no flash",
    "older answers",
    "lost answers",
    "job switch",
    "unmount and remount",
    "faulty answers",
    "faulty sockets",
    "faults that meet",
    "frames after the end",
    "two tabs",
    "two components",
    "sleep and clocks",
    "offline",
    "floods",
    "restart",
    "every kind of job",
    "long jobs",
    "hidden tabs",
    "kept pages",
    "downloads",
    "errors that stay",
    "opened from a list",
]

Isolation = Literal["document", "context"]
"""The isolation of a scenario: a document without a debugger, or a browser context with Playwright."""

Level = Literal["remount", "document", "context"]
"""The isolation of a play: that of a scenario, or only a mounted component in a shared document."""

IsolationChoice = Literal["cheapest", "context"]
"""The isolation of all plays: the cheapest level of each scenario, or a context for each."""

Case = TypeVar("Case")
Play = Callable[["Stage"], None]
PlayCase = Callable[["Stage", Case], None]


@dataclass(frozen=True)
class Scenario:
    """One entry of the catalogue.

    `id` is stable and names it on the command line. `family` is the group that it has in a report: a
    `Family` for scenarios of this catalogue, any name for a team's own scenarios. `sentence` tells a
    product owner the events and the state that the page must show. `forced` finds out from the history
    whether the race took place. `network` is the network that it needs (see `e2e.engine.network`), and
    `wire` the dialect of the server that it needs (see `mock_backend.dialects`); with None it is played
    on the network and in the dialect of the run. `prop` is the optional prop that it gives the component;
    it does not apply to a component without that prop. `isolation` is the cheapest level that it can be
    played at.
    """

    id: str
    family: str
    tier: Tier
    sentence: str
    forced: Proof
    play: Play = field(repr=False)
    network: str | None = None
    wire: DialectName | None = None
    prop: str | None = None
    isolation: Isolation = "document"

    def give_up(self, page: str, reason: str) -> Result:
        """Returns the result, inconclusive for `reason`, on a page on which it could not be played."""
        return Result(
            page=page,
            id=self.id,
            family=self.family,
            tier=self.tier,
            sentence=self.sentence,
            outcome="inconclusive",
            reason=reason,
        )


def scenario(
    id: str,
    *,
    family: str,
    sentence: str,
    forced: Proof,
    tier: Tier = "regression",
    network: str | None = None,
    wire: DialectName | None = None,
    prop: str | None = None,
    isolation: Isolation = "document",
) -> Callable[[Play], Play]:
    """Declares the function below as a scenario: `e2e.catalogue.plugin` plays and judges it.

    The arguments are the fields of `Scenario`. The function takes the stage and plays acts. A NotShown
    that it raises is a violation of `expected-state`, any other NotAsExpected one of `expected`. It need
    not check more than such states: the properties check the rest.
    """

    def declare(play: Play) -> Play:
        declared = Scenario(
            id, family, tier, sentence, forced, play, network, wire, prop=prop, isolation=isolation
        )
        play.scenarios = (declared,)  # type: ignore[attr-defined]
        return play

    return declare


def scenario_for_each(
    cases: Mapping[str, Case],
    *,
    id: str,
    family: str,
    sentence: str,
    forced: Callable[[Case], Proof],
    tier: Tier | Callable[[Case], Tier] = "resilience",
    network: str | None = None,
    wire: Callable[[Case], DialectName | None] = lambda case: None,
    prop: str | None = None,
    isolation: Isolation = "document",
) -> Callable[[PlayCase[Case]], PlayCase[Case]]:
    """Declares the function below as one scenario for each of `cases`.

    All of these scenarios play the same race for the same reason. `id` and `sentence` are format strings:
    `{name}` is the key of the case, `{case}` the case itself (`{case.effect}`). `forced` and `wire`, and
    `tier` where it is callable, get the case. The function takes the stage and the case.
    """

    def declare(play: PlayCase[Case]) -> PlayCase[Case]:
        play.scenarios = tuple(  # type: ignore[attr-defined]
            Scenario(
                id.format(name=name, case=case),
                family,
                tier(case) if callable(tier) else tier,
                sentence.format(name=name, case=case),
                forced(case),
                partial(_play_case, play, case),
                network,
                wire(case),
                prop,
                isolation,
            )
            for name, case in cases.items()
        )
        return play

    return declare


def get_scenarios_of(function: object) -> tuple[Scenario, ...]:
    """Returns the scenarios that `function` was declared as; () for any other object."""
    declared = getattr(function, "scenarios", ())
    return declared if isinstance(declared, tuple) else ()


def _play_case(play: PlayCase[Case], case: Case, stage: Stage) -> None:
    play(stage, case)
