"""The server's clock is set, so that a newer state of a job has an earlier time, or one in the future."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.proofs import act, ended, in_order, poll_saw, socket_opened
from e2e.stage import Stage

FAMILY: Final = "sleep and clocks"
CLOCK_IS_SET: Final = act("set_server_clock", "the server's clock is set")

DAY: Final = 24
"""Hours: more than the distance between UTC and any time zone, so that a page which reads the server's
times as local ones finds them in the future as well."""


@scenario_for_each(
    ENDS,
    id="server-clock-set-back{case.suffix}",
    family=FAMILY,
    sentence="A poll saw the job running, the server's clock is set back by an hour, and the job "
    "{case.ends}, at an earlier time than it ran: the page shows {case.status}.",
    forced=lambda end: in_order(
        poll_saw("running"), CLOCK_IS_SET, ended(end.status, unheard=True), unless=[socket_opened()]
    ),
)
def test_an_end_with_an_earlier_time_than_the_state_before_it_is_shown(
    stage: Stage, end: End
) -> None:
    job = stage.add_job(progress=95)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=4)
    job.set_server_clock(ahead_by_hours=-1)
    job.end(end.message)
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)


@scenario(
    "server-clock-set-back-on-an-open-socket",
    family=FAMILY,
    tier="resilience",
    sentence="A poll saw the job running, the server's clock is set back by an hour, and the open socket "
    "loses the event that says completed: the page shows completed.",
    forced=in_order(
        poll_saw("running"),
        socket_opened(),
        CLOCK_IS_SET,
        ended(unheard=True),
        unless=[poll_saw("completed")],
    ),
)
def test_such_an_end_is_shown_though_the_socket_is_open(stage: Stage) -> None:
    job = stage.add_job(progress=95)
    stage.show(job)
    job.set_server_clock(ahead_by_hours=-1)
    job.complete(broadcast=False)
    stage.let_pass(seconds=13)
    stage.expect_shown(status="completed")


@scenario(
    "server-clock-a-day-ahead",
    family=FAMILY,
    tier="resilience",
    sentence="The server's clock is a day ahead of the laptop's, so that each state that a poll tells is "
    "of tomorrow: the page shows the job running, and in the end completed.",
    forced=in_order(
        CLOCK_IS_SET, poll_saw("running"), ended(unheard=True), unless=[socket_opened()]
    ),
)
def test_a_state_with_a_time_in_the_future_is_shown(stage: Stage) -> None:
    job = stage.add_job(status="pending")
    job.hold_handshakes()
    job.set_server_clock(ahead_by_hours=DAY)
    job.progress(40)
    stage.show(job)
    stage.let_pass(seconds=4)
    stage.expect_shown(status="running")
    job.complete()
    stage.let_pass(seconds=13)
    stage.expect_shown(status="completed")
