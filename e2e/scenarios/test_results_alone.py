"""The job has completed, and only the request for its results goes wrong."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import scenario_for_each
from e2e.proofs import ended, in_order, poll_saw
from e2e.stage import Stage
from mock_backend import Fault, NeverAnswers, Status
from mock_backend.wire import RESULTS_NOT_FOUND

FAMILY: Final = "every kind of job"
LONG: Final = 31
"""Virtual seconds: longer than usual time limits and a few attempts."""

TROUBLE: dict[str, Fault] = {
    "not-found": Status(404, RESULTS_NOT_FOUND),
    "refused-with-500": Status(500),
    "never-sent": NeverAnswers(),
}


@scenario_for_each(
    TROUBLE,
    id="results-{name}",
    family=FAMILY,
    wire=lambda fault: "result-url",
    sentence="The socket never opens, the job completes, and to each request for its results alone "
    "the server {case.effect}: the page says completed, and goes on saying it.",
    forced=lambda fault: in_order(poll_saw("running"), ended(unheard=True), poll_saw("completed")),
)
def test_a_job_without_its_results_has_completed(stage: Stage, fault: Fault) -> None:
    job = stage.add_job(progress=95)
    job.hold_handshakes()
    job.fault_results(fault)
    stage.show(job)
    job.complete()
    stage.let_pass(seconds=LONG)
    stage.expect_shown(status="completed")


@scenario_for_each(
    TROUBLE,
    id="results-{name}-in-the-end",
    family=FAMILY,
    wire=lambda fault: "result-url",
    sentence="The page is opened on a job that has completed, and to each request for its results alone "
    "the server {case.effect}: the page says completed.",
    forced=lambda fault: in_order(ended(unheard=True), poll_saw("completed")),
)
def test_a_job_of_before_without_its_results_has_completed(stage: Stage, fault: Fault) -> None:
    job = stage.add_job(progress=95)
    job.fault_results(fault)
    job.complete()
    stage.show(job)
    stage.let_pass(seconds=LONG)
    stage.expect_shown(status="completed")
