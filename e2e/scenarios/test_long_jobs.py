"""The job runs for an hour, or its server is away for minutes: the page does not give up."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.proofs import answer_lost, ended, in_order, poll_saw, socket_dropped, socket_opened
from e2e.stage import Stage
from mock_backend import Status

FAMILY: Final = "long jobs"
AN_HOUR = 61 * 60
"""Virtual seconds: more than an hour, and with a poll every two seconds more than 1,800 polls."""

TEN_MINUTES = 10 * 60 + 30
"""Virtual seconds: more than ten minutes, and with a poll every two seconds more than 300 polls."""

SELDOM = 65
"""Virtual seconds in which a page that slows down to one poll a minute has sent a poll."""


@scenario(
    "long-job-polled",
    family=FAMILY,
    tier="resilience",
    sentence="The socket never opens and the job takes an hour until it completes: the page "
    "still asks, and finds out.",
    forced=in_order(poll_saw("running"), ended(unheard=True), unless=[socket_opened()]),
)
def test_the_end_is_found_after_an_hour_of_polls(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=AN_HOUR)
    job.complete()
    stage.let_pass(seconds=SELDOM)
    stage.expect_shown(status="completed")


@scenario(
    "long-job-in-the-queue",
    family=FAMILY,
    tier="resilience",
    sentence="The socket never opens and the job waits for ten minutes until it is begun: the page still "
    "asks, shows it running, and then completed.",
    forced=in_order(poll_saw("pending"), ended(unheard=True), unless=[socket_opened()]),
)
def test_a_job_that_waits_for_ten_minutes_is_shown_running(stage: Stage) -> None:
    job = stage.add_job(status="pending")
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=TEN_MINUTES)
    stage.expect_shown(status="pending")
    job.progress(10)
    stage.let_pass(seconds=SELDOM)
    stage.expect_shown(status="running")
    job.complete()
    stage.let_pass(seconds=SELDOM)
    stage.expect_shown(status="completed")


@scenario(
    "long-job-on-a-silent-socket",
    family=FAMILY,
    tier="resilience",
    sentence="The socket is open and silent for ten minutes, and the job completes without a frame: the "
    "page still polls, and shows completed.",
    forced=in_order(socket_opened(), ended(unheard=True), unless=[poll_saw("completed")]),
)
def test_the_end_is_found_after_ten_minutes_of_silence(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(95)
    stage.let_pass(seconds=TEN_MINUTES)
    job.complete(broadcast=False)
    stage.let_pass(seconds=SELDOM)
    stage.expect_shown(status="completed")


@scenario_for_each(
    ENDS,
    id="sockets-drop-all-the-time{case.suffix}",
    family=FAMILY,
    sentence="A proxy cuts every socket, a dozen times in ten minutes, and the job {case.ends} when "
    "none is open: the page still finds out.",
    forced=lambda end: in_order(*[socket_dropped()] * 8, ended(end.status, unheard=True)),
)
def test_the_end_is_found_after_a_dozen_sockets_that_dropped(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    for _ in range(12):
        stage.let_pass(seconds=TEN_MINUTES / 12)
        job.cut_sockets()
    job.hold_handshakes()
    job.end(end.message, broadcast=False)
    stage.let_pass(seconds=SELDOM)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="long-outage{case.suffix}",
    family=FAMILY,
    sentence="The server refuses every poll for ten minutes, in which the job {case.ends}, and the "
    "socket does not come back: when the server answers again the page finds out.",
    forced=lambda end: in_order(answer_lost(), ended(end.status, unheard=True), answer_lost()),
)
def test_the_end_is_found_after_ten_minutes_without_an_answer(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    job.fault_answers(Status(503))
    stage.let_pass(seconds=TEN_MINUTES / 2)
    job.end(end.message)
    stage.let_pass(seconds=TEN_MINUTES / 2)
    job.heal_answers()
    stage.let_pass(seconds=SELDOM)
    stage.expect_shown(status=end.status)
