"""The second play, in a browser context of its own, of each scenario that was not passed."""

from __future__ import annotations

from collections.abc import Callable

from e2e.catalogue.result import Result
from e2e.catalogue.scenario import Isolation
from e2e.properties import ASKS_WITHOUT_END


def play_confirmed(play_at: Callable[[Isolation], Result], cheapest: Isolation) -> Result:
    """Plays at `cheapest`, and returns the result; one that needs a confirmation is played twice.

    Such a play is failed or inconclusive and was not at `context`. The second one, at `context`, counts;
    where it passes, the two disagree, and the result is inconclusive.
    """
    result = play_at(cheapest)
    if cheapest == "document" and _needs_confirmation(result):
        return _confirm(result, play_at("context"))
    return result


def _needs_confirmation(result: Result) -> bool:
    # A page whose script never ends would take as long again, and a second play would tell no more. A
    # page that asks without end is known by count, at either level.
    is_known = result.is_hung or any(f.property == ASKS_WITHOUT_END.id for f in result.findings)
    return result.outcome in ("failed", "inconclusive") and not is_known


def _confirm(first: Result, again: Result) -> Result:
    """Returns `again`, the result with Playwright attached; inconclusive where only that one passed."""
    if again.outcome in ("failed", "inconclusive"):
        return again
    because = "; ".join(each.detail for each in first.findings) or first.reason
    return again.model_copy(
        update={
            "outcome": "inconclusive",
            "reason": f"two plays disagree: in a document of its own it is {first.outcome} ({because}), "
            f"and in a browser context of its own, with Playwright attached, {again.outcome}",
        }
    )
