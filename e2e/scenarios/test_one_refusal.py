"""One poll is refused with an error status, and the next one would succeed."""

from __future__ import annotations

from functools import partial
from typing import Final

from e2e.catalogue import scenario, scenario_for_each
from e2e.proofs import (
    Forced,
    Proof,
    answer_spoiled,
    asks_no_more,
    ended,
    in_order,
    poll_saw,
    socket_opened,
)
from e2e.stage import Stage
from mock_backend import ErrorEnvelope, Fault, JsonWithoutJob, Status, TryLater, ValidationFailed

FAMILY: Final = "faulty answers"
RETRY_AFTER = 20
"""The value of the header `Retry-After`, in seconds: a page may wait that long, and half as long again by
chance, but only once."""

AGAIN = 1
"""Virtual seconds in which the poll after that time has been answered."""

REFUSALS: dict[str, Fault] = {
    "401": Status(401, "Not authenticated"),
    "403": Status(403, "Forbidden"),
    "422-with-a-list": ValidationFailed(),
    "429-with-seconds": TryLater(429, RETRY_AFTER),
    "503-with-seconds": TryLater(503, RETRY_AFTER),
    "503-with-a-date": TryLater(503, RETRY_AFTER, says_date=True),
    "503-with-an-error-in-json": ErrorEnvelope(503),
}

OF_A_MOMENT: Final[tuple[Fault, ...]] = (
    JsonWithoutJob(),
    Status(408, "Request timeout"),
    Status(425, "Too early"),
    Status(504, "Gateway timeout"),
    Status(507, "Insufficient storage"),
    Status(520, "Unknown error"),
    Status(524, "A timeout occurred"),
)
"""Further answers of servers and gateways, after each of which a client is to ask again."""

BETWEEN = 6
"""Virtual seconds in which a page has met one of them, and asked again."""


def _is_forced(proof: Proof, stage: Stage) -> bool:
    return isinstance(proof(stage.history), Forced)


@scenario(
    "one-refusal-after-another-while-polling",
    family=FAMILY,
    tier="resilience",
    sentence="The socket never opens, and now and then a single poll is answered with 408, 425, 504, "
    "507, 520, 524 or JSON that is not a job: the page asks again each time, and shows completed when "
    "the job is.",
    forced=in_order(
        poll_saw("running"),
        *[answer_spoiled()] * len(OF_A_MOMENT),
        ended(unheard=True),
        unless=[asks_no_more()],
    ),
)
def test_no_single_refusal_of_another_kind_ends_polling(stage: Stage) -> None:
    job = stage.add_job(progress=95)
    job.hold_handshakes()
    stage.show(job)
    for number, fault in enumerate(OF_A_MOMENT, start=1):
        job.fault_answers(fault, count=1)
        has_met = in_order(*[answer_spoiled()] * number)
        stage.let_pass_until(partial(_is_forced, has_met, stage))
        stage.let_pass(seconds=BETWEEN)
    job.heal_answers()
    job.complete()
    stage.let_pass(seconds=13)
    stage.expect_shown(status="completed")


@scenario_for_each(
    REFUSALS,
    id="one-{name}-while-polling",
    family=FAMILY,
    tier="regression",
    sentence="The socket never opens, and once at 95 % the server {case.effect}: the page asks again, as "
    "often as before, and shows completed when the job is.",
    forced=lambda fault: in_order(poll_saw("running"), answer_spoiled(), ended(unheard=True)),
)
def test_one_refusal_does_not_end_polling(stage: Stage, fault: Fault) -> None:
    job = stage.add_job(progress=95)
    job.hold_handshakes()
    stage.show(job)
    job.fault_answers(fault, count=1)
    stage.let_pass_until(lambda: answer_spoiled().is_in(stage.history))
    stage.let_pass(seconds=RETRY_AFTER + AGAIN)
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
    stage.let_pass(seconds=RETRY_AFTER + AGAIN)
    job.complete(broadcast=False)
    stage.let_pass(seconds=13)
    stage.expect_shown(status="completed")


@scenario_for_each(
    {"seconds": TryLater(503, RETRY_AFTER), "a-date": TryLater(503, RETRY_AFTER, says_date=True)},
    id="maintenance-with-{name}",
    family=FAMILY,
    tier="resilience",
    sentence="The socket never opens, and for ten seconds the server {case.effect} to each poll: the "
    "page asks neither without a pause nor too late, and shows completed when the job is.",
    forced=lambda fault: in_order(
        poll_saw("running"), answer_spoiled(), poll_saw("running"), ended(unheard=True)
    ),
)
def test_a_maintenance_is_waited_for(stage: Stage, fault: Fault) -> None:
    # A page that reads the header wrongly is told it again with each poll.
    job = stage.add_job(progress=95)
    job.hold_handshakes()
    stage.show(job)
    job.fault_answers(fault)
    stage.let_pass_until(lambda: answer_spoiled().is_in(stage.history))
    stage.let_pass(seconds=10)
    job.heal_answers()
    stage.let_pass(seconds=RETRY_AFTER + AGAIN)
    job.complete()
    stage.let_pass(seconds=13)
    stage.expect_shown(status="completed")
