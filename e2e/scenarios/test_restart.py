"""A job begins anew under the same id, which is the only way out of a terminal state."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario_for_each
from e2e.proofs import asks_no_more, ended, in_order, job_restarted, poll_saw, switched, unmounted
from e2e.stage import Stage

FAMILY: Final = "restart"
ANOTHER_REASON = "The disk is full."


@scenario_for_each(
    ENDS,
    id="restart-before-the-page-learned{case.suffix}",
    family=FAMILY,
    sentence="The job {case.ends} unheard and begins anew before the page has asked: it shows "
    "running, and {case.status} only when that is true again.",
    forced=lambda end: in_order(
        ended(end.status, unheard=True), job_restarted(), ended(end.status)
    ),
)
def test_an_end_that_the_page_never_learned_is_never_shown(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=95)
    job.hold_handshakes()
    stage.show(job)
    job.end(end.message)
    job.restart()
    job.progress(10)
    stage.let_pass(seconds=4)
    stage.expect_shown(status="running")
    job.end(end.message)
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="restart-and-remount{case.suffix}",
    family=FAMILY,
    sentence="The job {case.ends}, begins anew, and the component is put back: it shows pending, "
    "then running, then {case.status}, and the reason of this time.",
    forced=lambda end: in_order(
        ended(end.status),
        poll_saw(end.status),
        job_restarted(),
        unmounted(),
        switched(),
        unless=[asks_no_more(seconds=3)],
    ),
)
def test_a_remounted_component_shows_the_job_begun_anew(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=95)
    stage.show(job)
    job.end(end.message)
    stage.let_pass(seconds=3)
    job.restart()
    stage.unmount()
    stage.mount(job)
    stage.let_pass(seconds=3)
    stage.expect_shown(status="pending")
    job.progress(10)
    stage.expect_shown(status="running")
    job.end(end.message and ANOTHER_REASON)
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="restart-seen-from-another-job{case.suffix}",
    family=FAMILY,
    sentence="The job {case.ends} and begins anew while another one is on the screen: back on it, "
    "the page shows running, and nothing of the time before.",
    forced=lambda end: in_order(ended(end.status), job_restarted(), switched()),
)
def test_coming_back_from_another_job_shows_the_job_begun_anew(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=95)
    other = stage.add_job(progress=20)
    stage.show(job)
    job.end(end.message)
    stage.let_pass(seconds=3)
    stage.switch_to(other)
    job.restart()
    job.progress(10)
    stage.switch_to(job)
    stage.let_pass(seconds=13)
    stage.expect_shown(status="running")
