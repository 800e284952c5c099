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
