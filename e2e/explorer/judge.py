"""The properties that an exploration checks a history for."""

from __future__ import annotations

from e2e.history.history import History
from e2e.properties import ALL_PROPERTIES, KEPT_OVER_REFRESH, Property, Violation

JUDGED: tuple[Property, ...] = (*ALL_PROPERTIES, KEPT_OVER_REFRESH)
"""Every property, the gravest first: each is sound for any ordering of the acts."""


def judge(history: History) -> tuple[Violation, ...]:
    """Returns the first violation of each property that `history` breaks, the gravest first."""
    return tuple(violation for each in JUDGED if (violation := each.find(history)))
