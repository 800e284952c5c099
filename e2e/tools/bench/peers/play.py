"""What a tool says of a page after it has played the five scenarios once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["passed", "failed"]
Verdict = Literal["pass", "regression", "undecided"]


@dataclass(frozen=True, slots=True)
class Play:
    """One play: the tool's verdict, how each scenario ended, and its real seconds.

    `seconds` is the whole run; `start` is the part of it outside of the scenarios, None where it was not
    measured. `note` says why there is no verdict.
    """

    verdict: Verdict
    outcomes: Mapping[str, Outcome]
    seconds: float
    start: float | None
    note: str = ""


def judge_tests(
    outcomes: Mapping[str, Outcome], expected: int, *, seconds: float, in_tests: float, note: str
) -> Play:
    """Returns the play of a tool that runs tests: a page is wrong where one fails.

    A run with other than the `expected` number of tests has no verdict, and `note` is kept: the tool, or
    the page in it, did not start.
    """
    if len(outcomes) != expected:
        return Play("undecided", outcomes, seconds, None, note)
    verdict: Verdict = "regression" if "failed" in outcomes.values() else "pass"
    return Play(verdict, outcomes, seconds, max(0.0, seconds - in_tests))
