"""The laptop sleeps, or its clock is set, while the job goes on elsewhere."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario_for_each
from e2e.engine.network import DIRECT
from e2e.proofs import act, address_asked_again, ended, in_order, poll_saw, sockets_struck
from e2e.stage import Stage
from mock_backend import MaxAge
from mock_backend.socket_faults import HalfOpen

FAMILY: Final = "sleep and clocks"
NIGHT = 8
"""The hours for which the laptop sleeps."""

JUMPS = {"an-hour-ahead": 1.0, "an-hour-back": -1.0, "a-year-back": -24.0 * 365}


@scenario_for_each(
    ENDS,
    id="asleep-with-a-dead-socket{case.suffix}",
    family=FAMILY,
    sentence="The laptop sleeps for eight hours, its socket dies unnoticed, and the job "
    "{case.ends}: after waking the page shows {case.status}.",
    forced=lambda end: in_order(
        sockets_struck(), ended(end.status), act("sleep", "the laptop sleeps")
    ),
)
def test_what_happened_in_a_night_is_shown_in_the_morning(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.strike(HalfOpen())
    job.end(end.message)
    stage.laptop.sleep(hours=NIGHT)
    stage.let_pass(seconds=9)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="asleep-and-cut-on-waking{case.suffix}",
    family=FAMILY,
    sentence="The laptop sleeps for eight hours, the job {case.ends}, and the first thing that the "
    "page learns is that its socket is gone: it shows {case.status}.",
    forced=lambda end: in_order(
        sockets_struck(), act("sleep", "the laptop sleeps"), ended(end.status)
    ),
)
def test_a_socket_that_is_gone_on_waking_is_made_up_for(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.strike(HalfOpen())
    job.hold_answers()
    stage.laptop.sleep(hours=NIGHT)
    job.end(end.message)
    job.cut_sockets()
    job.release_all_answers(as_of="arrival")
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="asleep-while-polling{case.suffix}",
    family=FAMILY,
    sentence="The laptop sleeps for eight hours while a poll is unanswered, and the job "
    "{case.ends}: after waking the page shows {case.status}.",
    forced=lambda end: in_order(act("sleep", "the laptop sleeps"), ended(end.status)),
)
def test_a_poll_from_before_the_night_does_not_stand_in_the_way(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    job.hold_answers()
    stage.let_pass(seconds=2)
    stage.laptop.sleep(hours=NIGHT)
    job.end(end.message)
    job.release_all_answers(as_of="arrival")
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    JUMPS,
    id="clock-set-{name}",
    family=FAMILY,
    sentence="The laptop's clock is set by {case:+g} hours while the page polls: it goes on "
    "polling, and shows completed.",
    forced=lambda hours: in_order(act("set_clock", "the clock is set"), ended(unheard=True)),
)
def test_a_clock_that_jumps_stops_no_poll(stage: Stage, hours: float) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=4)
    stage.laptop.set_clock(ahead_by_hours=hours)
    stage.let_pass(seconds=4)
    job.complete()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")


@scenario_for_each(
    JUMPS,
    id="clock-set-{name}-while-connected",
    family=FAMILY,
    sentence="The laptop's clock is set by {case:+g} hours while the socket is open, which tells 95 % "
    "and drops after that: the page shows completed.",
    forced=lambda hours: in_order(act("set_clock", "the clock is set"), ended(unheard=True)),
)
def test_a_clock_that_jumps_makes_no_answer_look_old(stage: Stage, hours: float) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(60)
    stage.laptop.set_clock(ahead_by_hours=hours)
    job.progress(95)
    job.cut_sockets()
    job.complete()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")


@scenario_for_each(
    ENDS,
    id="clock-set-back-to-an-old-poll{case.suffix}",
    family=FAMILY,
    network=DIRECT,
    sentence="The clock is set back by four seconds, so that an address made of the time was asked "
    "for before and is kept: the page that polls is told {case.status} all the same.",
    forced=lambda end: in_order(
        ended(end.status, unheard=True),
        act("set_clock", "the clock is set"),
        address_asked_again(),
        unless=[poll_saw(end.status)],
    ),
)
def test_an_address_made_of_the_time_is_no_protection_from_a_clock_set_back(
    stage: Stage, end: End
) -> None:
    job = stage.add_job(progress=40, cache_policy=MaxAge(3600))
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=4)
    job.end(end.message)
    stage.laptop.set_clock(ahead_by_hours=-4 / 3600)
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)
