"""The plays of one mutant so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from e2e.mutation.earlier_kills import EarlierKill
from e2e.mutation.kill_rule import Notice, get_new, get_notice, is_same
from e2e.mutation.mutant import Mutant
from e2e.mutation.played import Broken, Played

SHARES = 8
"""A mutant that changes the history of at most one in so many plays may share plays with others."""


@dataclass(frozen=True, slots=True)
class Kill:
    """A play that noticed the mutant. `broken` is its gravest finding, None for a timeout."""

    scenario: str
    notice: Notice
    broken: Broken | None
    cause: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A play that did not notice the mutant, but has another history than the play without it.

    `shown` and `unmutated` are the first states on the screen that differ; both are None where the
    person saw the same states.
    """

    scenario: str
    shown: str | None = None
    unmutated: str | None = None


@dataclass(slots=True)
class Tried:
    """A mutant with the scenarios that reach it (`covered`), and the results of its plays.

    `done` are the scenarios that need no further play with it. The first of `kills` is confirmed by a
    second play, or by the kill of an earlier run (`earlier`), unless it is a timeout. `suspect` is a
    scenario that noticed the mutant and waits for its second play. `unsteady` are scenarios that noticed
    it once but not again, `unforced` those that the mutant made inconclusive.
    """

    mutant: Mutant
    covered: frozenset[str]
    done: set[str] = field(default_factory=set)
    kills: list[Kill] = field(default_factory=list)
    suspect: str | None = None
    differences: list[Difference] = field(default_factory=list)
    unsteady: list[str] = field(default_factory=list)
    unforced: list[str] = field(default_factory=list)
    earlier: EarlierKill | None = None

    @property
    def is_killed(self) -> bool:
        """Whether it was noticed."""
        return bool(self.kills)

    @property
    def shares(self) -> bool:
        """Whether most plays with it have the history without it, so that it can share them."""
        return len(self.differences) * SHARES <= len(self.done)

    @property
    def left(self) -> frozenset[str]:
        """The scenarios that are still to be played with it."""
        return self.covered - self.done

    @property
    def likely(self) -> str | None:
        """The scenario that noticed it in an earlier run, if it is still to be played with it."""
        scenario = self.earlier.scenario if self.earlier else None
        return scenario if scenario in self.left else None

    def take(self, played: Played, unmutated: Played) -> None:
        """Takes in a play with this mutant alone in effect."""
        scenario, notice = played.scenario, get_notice(played, unmutated)
        new = get_new(played, unmutated)
        if notice is None:
            self._take_unnoticed(played, unmutated)
        elif (
            notice == "timeout"
            or self.suspect == scenario
            or self.is_killed
            or self._was_noticed_so(scenario, new)
        ):
            # A second play of a page without an end would take as long again, and its count is certain.
            self.kills.append(Kill(scenario, notice, new[0] if new else None, played.cause))
            self.done.add(scenario)
            self.suspect = None
        else:
            self.suspect = scenario

    def take_as_one_of(self, played: Played) -> None:
        """Takes in a play with several mutants in effect, whose history is the one without mutants."""
        if self.mutant.id in played.reached:
            self.done.add(played.scenario)

    def _was_noticed_so(self, scenario: str, new: Sequence[Broken]) -> bool:
        """Returns whether an earlier run noticed it by the same scenario and the same property."""
        kill = self.earlier
        return kill is not None and kill.scenario == scenario and kill.property == new[0].property

    def _take_unnoticed(self, played: Played, unmutated: Played) -> None:
        self.done.add(played.scenario)
        if self.suspect == played.scenario:
            self.suspect = None
            self.unsteady.append(played.scenario)
        if played.outcome == "inconclusive" and unmutated.outcome != "inconclusive":
            self.unforced.append(played.scenario)
        if not is_same(played, unmutated):
            self.differences.append(find_difference(played, unmutated))


def find_difference(played: Played, unmutated: Played) -> Difference:
    """Returns the difference with the first states on the screen that differ, where some do."""
    for shown, before in zip_longest(played.shown, unmutated.shown):
        if shown != before:
            return Difference(played.scenario, shown, before)
    return Difference(played.scenario)
