"""The cause that a play is counted for: that of the gravest property that it breaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from e2e.causes import Cause, find_cause
from e2e.explorer.player import Played
from e2e.properties import Violation
from e2e.properties.violation import choose_gravest

CauseKey = tuple[str, ...]
"""The id of a cause, and those of the causes that its play cannot be told from."""

Shows = Callable[[Played], bool]
"""Whether a play shows the cause that its schedule is kept for."""


@dataclass(frozen=True, slots=True)
class LeadingCause:
    """A violation, and why it came about."""

    violation: Violation
    cause: Cause

    @property
    def key(self) -> CauseKey:
        """What plays of the same cause have in common."""
        return (self.cause.id, *(each.id for each in self.cause.alternatives))

    @property
    def decides(self) -> bool:
        """Whether the wrong state lasts."""
        return self.violation.severity == "decides"


def find_leading(played: Played, property: str | None = None) -> LeadingCause | None:
    """Returns the cause of the violation of `property`, or of the gravest; None where there is none."""
    violation = (
        choose_gravest(played.violations) if property is None else played.get_violation(property)
    )
    if violation is None:
        return None
    return LeadingCause(violation, find_cause(played.history, violation))


def shows_same(known: LeadingCause, property: str | None = None) -> Shows:
    """Returns whether a play shows the cause of `known`, no less certainly and no less gravely.

    With `property` the cause of that property's violation is looked at.
    """

    def shows(played: Played) -> bool:
        found = find_leading(played, property)
        if found is None or found.cause.id != known.cause.id:
            return False
        return set(found.key) <= set(known.key) and found.decides >= known.decides

    return shows
