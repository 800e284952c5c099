"""The result of one play of a scenario on an instrumented page."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from e2e.catalogue.result import Outcome
from e2e.properties import Severity


class Order(BaseModel):
    """A scenario to play, and the ids of the mutants in effect; without mutants the page is unchanged.

    `is_fresh`: in a document of its own, as the second play of a kill is. Any other play may share a
    document. `unmutated_key` is the history's key of the scenario without mutants, where it is known:
    after a play with another history the document is shared no more.
    """

    model_config = ConfigDict(frozen=True)

    scenario: str
    mutants: tuple[str, ...] = ()
    is_fresh: bool = False
    unmutated_key: str | None = None


class Broken(BaseModel):
    """A property that the play broke, and how."""

    model_config = ConfigDict(frozen=True)

    property: str
    severity: Severity
    detail: str


class Played(BaseModel):
    """The outcome of one play, as a worker hands it over.

    `has_no_end`: the page or its script went on without end. `reached` are the ids of the mutants whose
    code the page ran: of those in effect, or of all in a play without a mutant in effect. `shown` are the
    states that a person saw, in words. `history_key` is equal for plays with the same history, at any
    level of isolation.
    """

    model_config = ConfigDict(frozen=True)

    order: Order
    outcome: Outcome
    reason: str | None = None
    broken: tuple[Broken, ...] = ()
    cause: str | None = None
    has_no_end: bool = False
    history_key: str | None = None
    shown: tuple[str, ...] = ()
    reached: frozenset[str] = frozenset()

    @property
    def scenario(self) -> str:
        """The id of the scenario."""
        return self.order.scenario

    @property
    def properties(self) -> frozenset[str]:
        """The properties that were broken."""
        return frozenset(each.property for each in self.broken)
