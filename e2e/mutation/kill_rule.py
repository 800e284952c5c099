"""When a play has noticed a mutant (docs/decisions/0047)."""

from __future__ import annotations

from typing import Literal

from e2e.mutation.played import Broken, Played

Notice = Literal["killed", "timeout"]


def get_notice(played: Played, unmutated: Played) -> Notice | None:
    """Returns how `played` notices its mutant; None where it does not notice it.

    A play notices its mutant where it breaks a property that the play without a mutant keeps, whether the
    finding decides or is advice, and where the page goes on without end. A race that was not forced is
    not enough.
    """
    if played.has_no_end and not unmutated.has_no_end:
        return "timeout"
    return "killed" if get_new(played, unmutated) else None


def get_new(played: Played, unmutated: Played) -> list[Broken]:
    """Returns the findings on properties that the play without a mutant keeps, the gravest first."""
    return [each for each in played.broken if each.property not in unmutated.properties]


def is_same(played: Played, unmutated: Played) -> bool:
    """Returns whether the two plays have the same history to the letter, and the same outcome."""
    return (
        played.history_key is not None
        and played.history_key == unmutated.history_key
        and played.outcome == unmutated.outcome
        and not played.has_no_end
    )
