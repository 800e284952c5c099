"""The cause that a play counts for: the cause of the gravest property that it breaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from e2e.causes import Cause, find_cause
from e2e.explorer.player import Played
from e2e.properties import Violation
from e2e.properties.violation import choose_gravest

CauseKey = tuple[str, ...]
"""The id of a cause, then the ids of the causes that its play does not distinguish from it."""

Shows = Callable[[Played], bool]
"""Returns whether a play shows the cause that its schedule is kept for."""


@dataclass(frozen=True, slots=True)
class LeadingCause:
    """A violation, and why it came about."""

    violation: Violation
    cause: Cause

    @property
    def key(self) -> CauseKey:
        """The key that is equal for plays of the same cause."""
        return (self.cause.id, *(each.id for each in self.cause.alternatives))

    @property
    def decides(self) -> bool:
        """Whether the wrong state lasts."""
        return self.violation.severity == "decides"


def find_leading(played: Played, property: str | None = None) -> LeadingCause | None:
    """Returns the cause of the violation of `property`, or of the gravest one if that is None.

    Returns None where the play has no such violation.
    """
    violation = (
        choose_gravest(played.violations) if property is None else played.get_violation(property)
    )
    if violation is None:
        return None
    return LeadingCause(violation, find_cause(played.history, violation))


def shows_same(known: LeadingCause, property: str | None = None) -> Shows:
    """Returns a function that says whether a play shows the cause of `known`.

    The play must have no alternative that `known` does not have, and decide where `known` decides.
    `property` selects the violation that the function looks at; None selects the gravest.
    """

    def shows(played: Played) -> bool:
        found = find_leading(played, property)
        if found is None or found.cause.id != known.cause.id:
            return False
        return set(found.key) <= set(known.key) and found.decides >= known.decides

    return shows
