"""The job has ended, and something happens at which a page that runs would ask anew: it does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from e2e.catalogue import COMPLETED, FAILED, End, scenario_for_each
from e2e.proofs import ended, in_order
from e2e.scenarios.pauses import GOES_ON, HIDDEN, OFFLINE, SOON, Pause
from e2e.stage import Stage

FAMILY: Final = "paused after the end"


@dataclass(frozen=True, slots=True)
class Case:
    """A pause, and the end of the job before it."""

    pause: Pause
    end: End

    @property
    def says(self) -> str:
        """Both in words."""
        return f"{self.end.ends}, and after that the person {self.pause.says}"


CASES: Final = {
    "hidden": Case(HIDDEN, COMPLETED),
    "hidden-failed": Case(HIDDEN, FAILED),
    "offline": Case(OFFLINE, COMPLETED),
    "offline-failed": Case(OFFLINE, FAILED),
}


@scenario_for_each(
    CASES,
    id="ended-then-{name}",
    family=FAMILY,
    tier="resilience",
    sentence="A job {case.says}: the page shows the end as before, and does not begin to poll again.",
    forced=lambda case: in_order(ended(case.end.status), case.pause.is_over),
)
def test_a_page_that_has_shown_the_end_is_not_roused(stage: Stage, case: Case) -> None:
    # A page that pauses and goes on by the same flag forgets that it was over.
    job = stage.add_job(progress=95)
    stage.show(job)
    stage.let_pass(seconds=3)
    job.end(case.end.message)
    stage.let_pass(seconds=SOON)
    case.pause.begin(stage)
    stage.let_pass(seconds=SOON)
    case.pause.end(stage)
    stage.let_pass(seconds=GOES_ON)
    stage.expect_shown(status=case.end.status)
