"""Every fault of an answer, at each moment of a job, while the page has only polls."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import scenario_for_each
from e2e.proofs import Proof, answer_spoiled, ended, in_order
from e2e.stage import JobOnStage, Stage
from mock_backend import FAULTS, Fault, JobStatus

FAMILY: Final = "faulty answers"
FAULT_LASTS = 8
"""Virtual seconds, long enough for polls to meet the fault, and too short for a page to give up."""


def spoiled_before(end: str) -> Proof:
    """Returns the proof that a poll met the fault before the job ended."""
    return in_order(answer_spoiled(), ended(end))


def spoiled_after(end: str) -> Proof:
    """Returns the proof that a poll met the fault after the job had ended."""
    return in_order(ended(end), answer_spoiled())


def show_polling(stage: Stage, *, status: JobStatus, progress: float | None = None) -> JobOnStage:
    """Shows a job whose socket never opens, and returns the job."""
    job = stage.add_job(status=status, progress=progress)
    job.hold_handshakes()
    stage.show(job)
    return job


@scenario_for_each(
    FAULTS,
    id="answers-{name}-while-pending",
    family=FAMILY,
    sentence="The job is pending, and for eight seconds the server {case.effect}: after that the "
    "page shows it running.",
    forced=lambda fault: in_order(answer_spoiled()),
)
def test_a_job_that_was_pending_under_faults_is_shown_running(stage: Stage, fault: Fault) -> None:
    job = show_polling(stage, status="pending")
    job.fault_answers(fault)
    stage.let_pass(seconds=FAULT_LASTS)
    stage.expect_shown(status="pending")
    job.heal_answers()
    job.progress(10)
    stage.let_pass(seconds=12)
    stage.expect_shown(status="running")


@scenario_for_each(
    FAULTS,
    id="answers-{name}-at-95",
    family=FAMILY,
    sentence="The job is at 95 %, and for eight seconds the server {case.effect}: the page does "
    "not go back, and shows completed when the job is.",
    forced=lambda fault: spoiled_before("completed"),
)
def test_a_job_at_95_under_faults_is_shown_completed(stage: Stage, fault: Fault) -> None:
    job = show_polling(stage, status="running", progress=95)
    job.fault_answers(fault)
    stage.let_pass(seconds=FAULT_LASTS)
    stage.expect_shown(status="running")
    job.heal_answers()
    job.complete()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")


@scenario_for_each(
    FAULTS,
    id="answers-{name}-at-completion",
    family=FAMILY,
    sentence="The job completes, and for eight seconds from then on the server {case.effect}: "
    "after that the page shows completed.",
    forced=lambda fault: spoiled_after("completed"),
)
def test_a_job_that_completed_under_faults_is_shown_completed(stage: Stage, fault: Fault) -> None:
    job = show_polling(stage, status="running", progress=95)
    job.fault_answers(fault)
    job.complete()
    stage.let_pass(seconds=FAULT_LASTS)
    job.heal_answers()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")


@scenario_for_each(
    FAULTS,
    id="answers-{name}-at-failure",
    family=FAMILY,
    sentence="The job fails, and for eight seconds from then on the server {case.effect}: after "
    "that the page shows failed, and why.",
    forced=lambda fault: spoiled_after("failed"),
)
def test_a_job_that_failed_under_faults_is_shown_failed(stage: Stage, fault: Fault) -> None:
    job = show_polling(stage, status="running", progress=95)
    job.fault_answers(fault)
    job.fail("The video has no key frame.")
    stage.let_pass(seconds=FAULT_LASTS)
    job.heal_answers()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="failed")
