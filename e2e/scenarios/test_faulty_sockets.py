"""Every fault of a socket, at each moment of a job, while the server answers polls well."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import scenario, scenario_for_each
from e2e.proofs import Proof, ended, in_order, socket_ended, socket_opened, sockets_struck
from e2e.stage import Stage
from mock_backend.socket_faults import (
    SOCKET_FAULTS,
    DuplicatedFrames,
    FramesOutOfOrder,
    SocketFault,
    UnansweredPings,
)

FAMILY: Final = "faulty sockets"
FAULT_LASTS = 8
"""Virtual seconds, long enough for some attempts to reconnect."""

CODES = (
    1002,
    1003,
    1007,
    1009,
    1010,
    1014,
    3000,
    4001,
    4003,
    4008,
    4401,
    4403,
    4404,
    4408,
    4429,
    4500,
)
"""Codes that the registry of faults does not have, those of servers that follow HTTP's among them."""

# A ping is due only after half a minute, so that fault has a scenario of its own.
AT_ONCE = {
    name: fault for name, fault in SOCKET_FAULTS.items() if not isinstance(fault, UnansweredPings)
}
# A job without progress has no frames to repeat or to put out of order.
WHILE_PENDING = {
    name: fault
    for name, fault in AT_ONCE.items()
    if not isinstance(fault, DuplicatedFrames | FramesOutOfOrder)
}


def struck_before(end: str) -> Proof:
    """Returns the proof that the fault struck an open socket, and the job ended after that."""
    return in_order(sockets_struck(), ended(end))


@scenario_for_each(
    WHILE_PENDING,
    id="sockets-{name}-while-pending",
    family=FAMILY,
    sentence="The job is pending, and its sockets {case.effect}: the page shows it running when "
    "it is.",
    forced=lambda fault: in_order(sockets_struck()),
)
def test_a_job_that_was_pending_is_shown_running(stage: Stage, fault: SocketFault) -> None:
    job = stage.add_job(status="pending")
    stage.show(job)
    job.strike(fault)
    stage.let_pass(seconds=FAULT_LASTS)
    stage.expect_shown(status="pending")
    job.progress(10)
    job.heal(fault)
    stage.let_pass(seconds=12)
    stage.expect_shown(status="running")


@scenario_for_each(
    AT_ONCE,
    id="sockets-{name}-at-95",
    family=FAMILY,
    sentence="The job is at 95 %, and its sockets {case.effect}: the page does not go back, and "
    "shows completed when the job is.",
    forced=lambda fault: struck_before("completed"),
)
def test_a_job_at_95_is_shown_completed(stage: Stage, fault: SocketFault) -> None:
    job = stage.add_job(progress=90)
    stage.show(job)
    job.progress(95)
    job.strike(fault)
    stage.let_pass(seconds=FAULT_LASTS)
    stage.expect_shown(status="running")
    job.complete()
    job.heal(fault)
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")


@scenario_for_each(
    AT_ONCE,
    id="sockets-{name}-at-completion",
    family=FAMILY,
    sentence="The job completes in the moment in which its sockets {case.effect}: the page shows "
    "completed.",
    forced=lambda fault: struck_before("completed"),
)
def test_a_job_that_completed_is_shown_completed(stage: Stage, fault: SocketFault) -> None:
    job = stage.add_job(progress=95)
    stage.show(job)
    job.complete_amid(fault)
    stage.let_pass(seconds=FAULT_LASTS)
    job.heal(fault)
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")


@scenario_for_each(
    AT_ONCE,
    id="sockets-{name}-at-failure",
    family=FAMILY,
    sentence="The job fails in the moment in which its sockets {case.effect}: the page shows "
    "failed, and why.",
    forced=lambda fault: struck_before("failed"),
)
def test_a_job_that_failed_is_shown_failed(stage: Stage, fault: SocketFault) -> None:
    job = stage.add_job(progress=66)
    stage.show(job)
    job.fail_amid(fault, "The video has no key frame.")
    stage.let_pass(seconds=FAULT_LASTS)
    job.heal(fault)
    stage.let_pass(seconds=12)
    stage.expect_shown(status="failed")


@scenario(
    "sockets-unanswered-pings",
    family=FAMILY,
    tier="resilience",
    sentence="For more than a minute no ping is answered: the page shows progress and completed "
    "all the same.",
    forced=in_order(sockets_struck(), ended()),
)
def test_a_server_without_pongs_is_still_heard(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.strike(UnansweredPings())
    stage.let_pass(seconds=65)
    job.progress(60)
    stage.let_pass(seconds=10)
    stage.expect_shown(status="running")
    job.complete()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")


@scenario(
    "sockets-closed-with-one-code-after-another",
    family=FAMILY,
    tier="resilience",
    sentence="The job is at 95 %, and each socket is closed again, each time with another code: the page "
    "does not go back, and shows completed when the job is.",
    forced=in_order(socket_opened(), socket_ended(), ended(unheard=True)),
)
def test_no_code_of_a_close_is_the_last_word(stage: Stage) -> None:
    job = stage.add_job(progress=90)
    stage.show(job)
    job.progress(95)
    for code in CODES:
        job.close_sockets(code)
        stage.let_pass(seconds=FAULT_LASTS / 2)
    stage.expect_shown(status="running")
    job.hold_handshakes()
    job.close_sockets()
    job.complete()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")
