"""Two instances of the component in one document, which share its modules; one of them is judged."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.history.stage_events import MOUNT_BESIDE, UNMOUNT_BESIDE
from e2e.proofs import act, ended, in_order, poll_sent
from e2e.stage import Stage

FAMILY: Final = "two components"
IS_BESIDE: Final = act(MOUNT_BESIDE, "a second component is mounted")
IS_GONE: Final = act(UNMOUNT_BESIDE, "the second component is unmounted")


@scenario_for_each(
    {"": False, "-while-polling": True},
    id="two-components-two-jobs{name}",
    family=FAMILY,
    sentence="Two components show two jobs at 40 % and 95 %, and the one at 95 % completes: the other "
    "stays at its own job, and shows completed when that is.",
    forced=lambda polls: in_order(poll_sent(), IS_BESIDE, ended(), ended()),
)
def test_the_end_of_the_job_beside_is_none_of_this_one(stage: Stage, polls: bool) -> None:
    mine, beside = stage.add_job(progress=40), stage.add_job(progress=95)
    if polls:
        mine.hold_handshakes()
        beside.hold_handshakes()
    stage.show(mine)
    stage.tab.mount_beside(beside)
    stage.let_pass(seconds=4)
    beside.complete()
    stage.let_pass(seconds=4)
    stage.expect_shown(status="running")
    mine.progress(60)
    stage.let_pass(seconds=12)
    stage.expect_shown(status="running")
    mine.complete()
    stage.let_pass(seconds=13)
    stage.expect_shown(status="completed")


@scenario(
    "two-components-newer-one",
    family=FAMILY,
    tier="resilience",
    sentence="A component is mounted beside another one, whose job is at 95 % and completes: the newer "
    "one stays at its own job.",
    forced=in_order(poll_sent(), IS_BESIDE, poll_sent(), ended()),
)
def test_the_newer_of_two_components_shows_its_own_job(stage: Stage) -> None:
    mine, beside = stage.add_job(progress=40), stage.add_job(progress=95)
    stage.show(beside)
    stage.tab.mount_beside(beside)
    stage.let_pass(seconds=4)
    stage.mount(mine)
    stage.let_pass(seconds=4)
    beside.complete()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="running")


@scenario_for_each(
    ENDS,
    id="two-components-one-job{case.suffix}",
    family=FAMILY,
    sentence="Two components show one job without a socket, and it {case.ends}: the first one shows "
    "{case.status}.",
    forced=lambda end: in_order(poll_sent(), IS_BESIDE, ended(end.status, unheard=True)),
)
def test_a_component_that_shares_its_job_shows_the_end(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    stage.tab.mount_beside(job)
    job.progress(60)
    stage.let_pass(seconds=4)
    job.end(end.message)
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    {"": False, "-while-polling": True},
    id="other-component-is-closed{name}",
    family=FAMILY,
    sentence="Two components show one job, one of them is closed, and the job completes, which no socket "
    "tells: the one that stays shows completed.",
    forced=lambda polls: in_order(poll_sent(), IS_BESIDE, IS_GONE, ended(unheard=True)),
)
def test_the_component_that_stays_is_told_the_end(stage: Stage, polls: bool) -> None:
    job = stage.add_job(progress=40)
    if polls:
        job.hold_handshakes()
    stage.show(job)
    stage.tab.mount_beside(job)
    stage.let_pass(seconds=4)
    stage.tab.unmount_beside()
    stage.let_pass(seconds=4)
    job.complete(broadcast=False)
    stage.let_pass(seconds=13)
    stage.expect_shown(status="completed")
