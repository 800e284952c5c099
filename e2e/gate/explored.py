"""The exploration that a gate adds: what it finds is listed, and decides only where it is asked to."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from e2e.explorer.crew import CrewBroke
from e2e.explorer.explore import Ground, Progress
from e2e.explorer.explore_at_random import explore_at_random
from e2e.explorer.schedule import write_schedule
from e2e.gate.exploring import begin_at_random, parse_seconds
from e2e.gate.findings_shrunk import shrink_findings
from e2e.gate.settings import GateSettings
from e2e.gate.verdict_word import VerdictWord
from e2e.pages.builds import BuiltPage
from e2e.pages.errors import BadUsage
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
    """What an exploration of the page under test came to; `reason` says why it ended early."""

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


def get_budget(settings: GateSettings) -> float | None:
    """How long to explore, None for not at all.

    Raises BadUsage for a time that is none, and for a decision on what nobody looks for.
    """
    if settings.explore is None and settings.explore_decides:
        raise BadUsage(
            "Failed to begin: --explore-decides is about what --explore finds. Give --explore 30s."
        )
    return None if settings.explore is None else parse_seconds(settings.explore)


def explore_page(
    page: BuiltPage,
    ground: Ground,
    folder: Path,
    tell: Callable[[Progress], None],
    say: Callable[[str], None],
    *,
    seconds: float,
    decides: bool,
) -> Explored:
    """Explores at random for `seconds`, and keeps the schedules that it finds below `folder`, shrunk."""
    exploration = begin_at_random(page, random.SystemRandom().randrange(10**9))
    reason = None
    try:
        explore_at_random(
            exploration, ground, tell, seconds=seconds, count=None, database=None, keeps_going=True
        )
        shrink_findings(exploration, ground.build, ground.browser, say)
    except CrewBroke as error:
        reason = str(error)
    for each in exploration.findings:
        name = f"{each.property}.json"
        write_schedule(each.to_schedule(exploration.page), folder / SCHEDULES / name)
    return Explored(
        decides=decides,
        schedules=exploration.played,
        seconds=exploration.seconds,
        seed=exploration.seed or 0,
        found=tuple(
            FoundSchedule(
                property=each.property,
                severity=each.severity,
                detail=each.detail,
                belief=each.belief,
                acts=tuple(act.describe() for act in each.acts),
                file=f"{SCHEDULES}/{each.property}.json",
                broke=each.broke,
                times=each.times,
                report=each.report,
            )
            for each in exploration.findings
        ),
        reason=reason,
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
