"""The page is opened from a list that already knows a status, which is true or stale.

The list passes it as the prop `initialStatus`. A gate leaves these scenarios out on a page that does not
take the prop, because it would be opened as by a link, as in many other scenarios.
"""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.proofs import Proof, document_opened, ended, in_order, job_restarted
from e2e.stage import Stage

FAMILY: Final = "opened from a list"
PROP: Final = "initialStatus"


def opened_after_the_end(end: End) -> Proof:
    """Returns the proof that the job had ended when the document opened."""
    return in_order(ended(end.status), document_opened())


@scenario_for_each(
    ENDS,
    id="listed-as-ended{case.suffix}",
    family=FAMILY,
    prop=PROP,
    tier="resilience",
    sentence="The page is opened from a list that says {case.status}, as the server does: it shows "
    "{case.status}.",
    forced=opened_after_the_end,
)
def test_the_end_that_the_list_knows_is_shown(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    job.end(end.message)
    stage.show(job, initial_status=end.status)
    stage.let_pass(seconds=5)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="listed-as-running{case.suffix}",
    family=FAMILY,
    prop=PROP,
    tier="resilience",
    sentence="The page is opened from a list that says running, and the job is {case.status} since: "
    "it comes to show {case.status}.",
    forced=opened_after_the_end,
)
def test_an_end_that_the_list_does_not_know_is_shown(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    job.end(end.message)
    stage.show(job, initial_status="running")
    stage.let_pass(seconds=5)
    stage.expect_shown(status=end.status)


@scenario(
    "listed-as-completed-and-begun-anew",
    family=FAMILY,
    prop=PROP,
    tier="resilience",
    sentence="The page is opened from a list that says completed, and the job has begun anew since: "
    "it comes to show running.",
    forced=in_order(ended(), job_restarted(), document_opened()),
)
def test_a_job_that_began_anew_since_the_list_is_shown_as_it_is(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    job.complete()
    job.restart()
    job.progress(10)
    stage.show(job, initial_status="completed")
    stage.let_pass(seconds=5)
    stage.expect_shown(status="running")
    job.complete()
    stage.let_pass(seconds=5)
    stage.expect_shown(status="completed")
