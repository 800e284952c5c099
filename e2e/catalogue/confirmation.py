"""The second play, in a browser context of its own, of scenarios that were not passed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Literal

from e2e.catalogue.result import Result
from e2e.catalogue.scenario import Isolation
from e2e.causes import NOT_EXPLAINED
from e2e.properties import ASKS_WITHOUT_END

CONFIRMED_PER_CAUSE = 3
"""The failures of one cause, on one page and in one worker, that are played twice."""

Confirms = Literal["none", "some", "all"]
"""Which failures are played twice: `some` are the first `CONFIRMED_PER_CAUSE` of each cause."""

PlayAt = Callable[[Isolation], Result]


class Confirmation:
    """Plays scenarios, and those not passed at a cheaper isolation a second time, at `context`.

    Under `some` a failure is believed at once where `CONFIRMED_PER_CAUSE` failures of the page by its
    cause failed by it in the second play too. What is inconclusive, and a failure that no cause explains,
    is always played twice, unless it confirms `none`. The verdict rests on a cause and not on the number
    of its scenarios: docs/decisions/0058.
    """

    def __init__(self, which: Confirms = "some") -> None:
        self._which = which
        self._confirmed: Counter[tuple[str, str]] = Counter()

    def play(self, play_at: PlayAt, cheapest: Isolation) -> Result:
        """Plays at `cheapest`, and returns the result, that of the second play where there is one.

        Where only the second one passes, the two disagree, and the result is inconclusive.
        """
        result = play_at(cheapest)
        if cheapest != "document" or not self._needs_confirmation(result):
            return result
        confirmed = _confirm(result, play_at("context"))
        if confirmed.outcome == "failed" and _get_cause(confirmed) == _get_cause(result):
            self._confirmed[_get_cause(result)] += 1
        return confirmed

    def _needs_confirmation(self, result: Result) -> bool:
        # A page whose script never ends would take as long again, and a second play would tell no more. A
        # page that asks without end is known by count, at either level.
        is_known = result.is_hung or any(f.property == ASKS_WITHOUT_END.id for f in result.findings)
        return (
            result.outcome in ("failed", "inconclusive")
            and not is_known
            and not self._is_believed(result)
        )

    def _is_believed(self, result: Result) -> bool:
        if self._which != "some":
            return self._which == "none"
        page, cause = _get_cause(result)
        return (
            result.outcome == "failed"
            and cause not in ("", NOT_EXPLAINED.id)
            and self._confirmed[page, cause] >= CONFIRMED_PER_CAUSE
        )


def _get_cause(result: Result) -> tuple[str, str]:
    return result.page, result.cause.id if result.cause else ""


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
