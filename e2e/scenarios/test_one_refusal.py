"""One poll is refused with an error status, and the next one would succeed."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import scenario_for_each
from e2e.proofs import answer_spoiled, ended, in_order, poll_saw, socket_opened
from e2e.stage import Stage
from mock_backend import Fault, Status, TryLater

FAMILY: Final = "faulty answers"
RETRY_AFTER = 3
"""The value of the header `Retry-After`, in seconds."""

REFUSALS: dict[str, Fault] = {
    "401": Status(401, "Not authenticated"),
    "403": Status(403, "Forbidden"),
    "429-with-seconds": TryLater(429, RETRY_AFTER),
    "503-with-seconds": TryLater(503, RETRY_AFTER),
    "503-with-a-date": TryLater(503, RETRY_AFTER, says_date=True),
}


@scenario_for_each(
    REFUSALS,
    id="one-{name}-while-polling",
    family=FAMILY,
    tier="regression",
    sentence="The socket never opens, and once at 95 % the server {case.effect}: the page asks again, "
    "and shows completed when the job is.",
    forced=lambda fault: in_order(poll_saw("running"), answer_spoiled(), ended(unheard=True)),
)
def test_one_refusal_does_not_end_polling(stage: Stage, fault: Fault) -> None:
    job = stage.add_job(progress=95)
    job.hold_handshakes()
    stage.show(job)
    job.fault_answers(fault, count=1)
    stage.let_pass(seconds=RETRY_AFTER)
    stage.let_pass_until(lambda: answer_spoiled().is_in(stage.history))
    job.complete()
    stage.let_pass(seconds=13)
    stage.expect_shown(status="completed")


@scenario_for_each(
    REFUSALS,
    id="one-{name}-on-opening",
    family=FAMILY,
    tier="regression",
    sentence="To the first poll of the page the server {case.effect}, and the socket, which is open, "
    "loses the one event that says completed: the page finds out all the same.",
    forced=lambda fault: in_order(
        answer_spoiled(),
        socket_opened(),
        ended(unheard=True),
        unless=[poll_saw("completed")],
    ),
)
def test_a_first_poll_that_is_refused_does_not_end_polling(stage: Stage, fault: Fault) -> None:
    job = stage.add_job(progress=40)
    job.fault_answers(fault, count=1)
    stage.show(job)
    job.progress(95)
    stage.let_pass(seconds=RETRY_AFTER)
    job.complete(broadcast=False)
    stage.let_pass(seconds=13)
    stage.expect_shown(status="completed")
