"""The last known end survives a refresh, and never takes precedence over the server."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.proofs import (
    Proof,
    answer_lost,
    document_opened,
    ended,
    in_order,
    job_restarted,
    knows_from_memory,
    poll_saw,
    switched,
)
from e2e.stage import JobOnStage, Stage
from mock_backend import CutBeforeHeaders

FAMILY: Final = "status kept over refresh"


def unreachable_after_refresh(status: str) -> Proof:
    """Returns the proof that the page had learned the end, and a poll of the next document is lost."""
    return in_order(ended(status), document_opened(), answer_lost(), unless=[knows_from_memory()])


def refresh_unreachable(stage: Stage, job: JobOnStage) -> None:
    """Refreshes the page while the server is unreachable, which it is for a minute after."""
    job.fault_answers(CutBeforeHeaders())
    job.hold_handshakes()
    stage.refresh()
    stage.let_pass(seconds=60)


@scenario(
    "kept-completed-while-unreachable",
    family=FAMILY,
    tier="resilience",
    sentence="The person refreshes a completed job while the server cannot be reached: the page "
    "still says completed.",
    forced=unreachable_after_refresh("completed"),
)
def test_completed_is_kept_over_a_refresh_while_the_server_is_gone(
    stage: Stage,
) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.complete()
    stage.let_pass(seconds=3)
    refresh_unreachable(stage, job)
    stage.expect_shown(status="completed")


@scenario(
    "kept-failed-while-unreachable",
    family=FAMILY,
    tier="resilience",
    sentence="The person refreshes a failed job while the server cannot be reached: the page "
    "still says failed, and why.",
    forced=unreachable_after_refresh("failed"),
)
def test_failed_is_kept_over_a_refresh_while_the_server_is_gone(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.fail("The video has no key frame.")
    stage.let_pass(seconds=3)
    refresh_unreachable(stage, job)
    stage.expect_shown(status="failed")


@scenario(
    "kept-never-over-the-server",
    family=FAMILY,
    tier="resilience",
    sentence="A completed job is begun anew and the page refreshed: it shows what the server says, "
    "not what it remembers.",
    forced=in_order(ended(), job_restarted(), document_opened()),
)
def test_what_is_kept_gives_way_to_the_server(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.complete()
    stage.let_pass(seconds=3)
    job.restart()
    stage.refresh()
    stage.let_pass(seconds=10)
    stage.expect_shown(status="pending")
    job.progress(10)
    stage.expect_shown(status="running")


@scenario(
    "kept-failed-then-completed",
    family=FAMILY,
    tier="resilience",
    sentence="A failed job is begun anew and completes while no page is open: the page that is opened "
    "after that says completed.",
    forced=in_order(ended("failed"), job_restarted(), ended(), document_opened()),
)
def test_a_kept_failure_gives_way_to_a_later_completion(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.fail("The disk is full.")
    stage.let_pass(seconds=3)
    stage.leave()
    job.restart()
    job.complete()
    stage.come_back()
    stage.let_pass(seconds=10)
    stage.expect_shown(status="completed")


@scenario_for_each(
    ENDS,
    id="kept-for-the-job-before{case.suffix}",
    family=FAMILY,
    tier="resilience",
    sentence="A job {case.ends}, the person goes to one that runs, and refreshes while the server cannot "
    "be reached: the end of the first job is not shown as that of the second.",
    forced=lambda end: in_order(
        ended(end.status), switched(), poll_saw("running"), document_opened(), answer_lost()
    ),
)
def test_what_is_kept_belongs_to_its_job(stage: Stage, end: End) -> None:
    first = stage.add_job(progress=40)
    second = stage.add_job(progress=10)
    stage.show(first)
    first.end(end.message)
    stage.let_pass(seconds=3)
    stage.switch_to(second)
    stage.let_pass(seconds=3)
    refresh_unreachable(stage, second)
    shown = stage.get_shown()
    stage.expect(
        shown is not None and shown.status != end.status, f"a state of its own, not {end.status}"
    )
