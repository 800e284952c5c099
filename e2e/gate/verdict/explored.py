"""The result of the exploration in a gate: it decides only with `--explore-decides`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from e2e.gate.verdict.verdict_word import VerdictWord
from e2e.properties import Severity

SCHEDULES = "schedules"
"""The folder of a report that holds the schedules that were found."""


class FoundSchedule(BaseModel):
    """A schedule that breaks a property, in sentences; `file` is relative to the report folder.

    Where it was shrunk, it broke it `broke` of `times` times on fresh pages, and `report` says how.
    """

    model_config = ConfigDict(frozen=True)

    property: str
    severity: Severity
    detail: str
    belief: str
    acts: tuple[str, ...]
    file: str
    broke: int = 0
    times: int = 0
    report: tuple[str, ...] = ()


class Explored(BaseModel):
    """The result of exploring the page under test; `reason` says why it ended early, if it did."""

    model_config = ConfigDict(frozen=True)

    decides: bool
    schedules: int
    seconds: float
    seed: int
    found: tuple[FoundSchedule, ...]
    reason: str | None = None

    def get_broken(self, *, is_strict: bool) -> tuple[str, ...]:
        """Returns the properties that are broken on a fresh page as well, and decide."""
        return tuple(
            each.property
            for each in self.found
            if each.belief == "confirmed" and (is_strict or each.severity == "decides")
        )


def reconsider(
    word: VerdictWord, reason: str | None, explored: Explored | None, *, is_strict: bool = False
) -> tuple[VerdictWord, str | None]:
    """Returns the verdict in the light of an exploration that decides: a pass may become a regression."""
    if explored is None or not explored.decides or word != "pass":
        return word, reason
    broken = explored.get_broken(is_strict=is_strict)
    if not broken:
        return word, reason
    return "regression", f"the exploration found schedules that break {', '.join(broken)}"
