"""Two faults at once, where each takes from the page the way that the other leaves it."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.proofs import (
    answer_spoiled,
    asks_no_more,
    ended,
    in_order,
    poll_saw,
    socket_opened,
    sockets_struck,
)
from e2e.stage import Stage
from mock_backend import CutMidBody, NeverAnswers, SlowDrip, Status
from mock_backend.socket_faults import Closed, HalfOpen, RefusedHandshakes

FAMILY: Final = "faults that meet"


@scenario_for_each(
    ENDS,
    id="the-poll-after-the-reconnect-fails{case.suffix}",
    family=FAMILY,
    sentence="The job {case.ends} while the socket is down; it comes back silent, and the one poll "
    "that asks what was missed is answered 502: the page asks again.",
    forced=lambda end: in_order(sockets_struck(), ended(end.status), answer_spoiled()),
)
def test_a_poll_that_fails_at_the_reconnect_is_asked_again(stage: Stage, end: End) -> None:
    # An open socket stops the polls of many pages, so the failed poll is the last one.
    job = stage.add_job(progress=95)
    stage.show(job)
    job.hold_handshakes()
    job.strike(Closed(1001))
    stage.let_pass(milliseconds=1_900)
    job.end(end.message)
    job.fault_answers(Status(502), count=2)
    job.pass_handshakes()
    stage.let_pass(seconds=1)
    job.open_held_handshake()
    stage.let_pass(seconds=14)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="silent-socket-and-silent-polls{case.suffix}",
    family=FAMILY,
    sentence="The socket is dead though open, and the poll that looks after it never gets an "
    "answer: the page asks once more, and shows {case.status}.",
    forced=lambda end: in_order(sockets_struck(), ended(end.status), answer_spoiled()),
)
def test_neither_a_dead_socket_nor_a_dead_poll_is_waited_for(stage: Stage, end: End) -> None:
    # A page notices each fault alone by the other channel.
    job = stage.add_job(progress=95)
    stage.show(job)
    job.strike(HalfOpen())
    job.fault_answers(NeverAnswers(), count=1)
    job.end(end.message)
    stage.let_pass(seconds=30)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="answer-drips-past-the-end{case.suffix}",
    family=FAMILY,
    sentence="An answer that says 95 % takes ten seconds to arrive, and the socket says "
    "{case.status} meanwhile: the page stays {case.status}.",
    forced=lambda end: in_order(answer_spoiled(), ended(end.status)),
)
def test_an_answer_that_was_true_when_it_began_changes_nothing(stage: Stage, end: End) -> None:
    # The answer begins before the end and is read after it. By the order of requests it is the newest.
    job = stage.add_job(progress=95)
    job.fault_answers(SlowDrip(), count=1)
    stage.show(job)
    stage.let_pass(seconds=4)
    job.end(end.message)
    stage.let_pass(seconds=20)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="refused-handshakes-and-refused-polls{case.suffix}",
    family=FAMILY,
    sentence="The server is over its limit: handshakes are refused with 503 and polls with 429, "
    "and the job {case.ends}: when that is over the page shows {case.status}.",
    forced=lambda end: in_order(sockets_struck(), answer_spoiled(), ended(end.status)),
)
def test_a_server_over_its_limit_is_asked_until_it_is_not(stage: Stage, end: End) -> None:
    # A page may rely on one channel because the other one fails.
    job = stage.add_job(progress=95)
    stage.show(job)
    job.fault_answers(Status(429))
    job.strike(RefusedHandshakes(503))
    stage.let_pass(seconds=9)
    stage.let_pass_until(lambda: answer_spoiled().is_in(stage.history))
    job.end(end.message)
    job.heal_answers()
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="confirming-breaks-off-and-the-socket-closes{case.suffix}",
    family=FAMILY,
    sentence="The socket says {case.status} and is closed with 1011, and the poll that confirms it "
    "breaks off: the page stays {case.status}.",
    forced=lambda end: in_order(ended(end.status), answer_spoiled(), unless=[asks_no_more()]),
)
def test_the_end_stays_though_its_confirmation_breaks_off(stage: Stage, end: End) -> None:
    # The close looks like any other, and asks for a reconnect; the poll looks like the first.
    job = stage.add_job(progress=95)
    stage.show(job)
    job.fault_answers(CutMidBody(), count=3)
    if end.message is None:
        job.complete_and_close(1011)
    else:
        job.fail_and_close(1011, end.message)
    stage.expect_shown(status=end.status)
    stage.let_pass(seconds=30)
    stage.expect_shown(status=end.status)


@scenario(
    "closed-for-good-and-a-job-not-found",
    family=FAMILY,
    tier="resilience",
    sentence="The server closes the socket with 1000, as if all were said, and a poll is answered "
    "404: the page goes on, and shows completed.",
    forced=in_order(sockets_struck(), answer_spoiled(), ended(), poll_saw("completed")),
)
def test_a_clean_close_and_a_job_not_found_are_not_the_end(stage: Stage) -> None:
    # Together they look as if the job were gone, but a replica that lags behind looks the same.
    job = stage.add_job(progress=95)
    stage.show(job)
    job.fault_answers(Status(404, "Job not found"))
    job.hold_handshakes()
    job.strike(Closed(1000))
    stage.let_pass(seconds=4)
    stage.let_pass_until(lambda: answer_spoiled().is_in(stage.history))
    job.heal_answers()
    job.complete()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")


@scenario(
    "half-open-then-cut-while-polls-fail",
    family=FAMILY,
    tier="resilience",
    sentence="The socket dies unnoticed, the job completes, polls fail, and only then the "
    "connection is cut: the page shows completed.",
    forced=in_order(sockets_struck(), ended(), socket_opened()),
)
def test_a_dead_socket_that_is_cut_late_is_made_up_for(stage: Stage) -> None:
    # The reconnect brings a silent socket, and the broadcast to the dead one is lost.
    job = stage.add_job(progress=95)
    stage.show(job)
    job.strike(HalfOpen())
    job.complete()
    job.fault_answers(Status(503))
    stage.let_pass(seconds=6)
    job.cut_sockets()
    stage.let_pass(seconds=3)
    job.heal_answers()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")
