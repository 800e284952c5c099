"""The component is unmounted, or mounted anew, while answers are in flight."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.proofs import (
    act,
    ended,
    frame_taken,
    in_order,
    poll_saw,
    poll_sent,
    socket_dropped,
    socket_opened,
    socket_waits,
    switched,
    unmounted,
)
from e2e.stage import Stage

FAMILY: Final = "unmount and remount"


@scenario(
    "unmount-stops-everything",
    family=FAMILY,
    tier="resilience",
    sentence="The component is taken away while it polls: nothing is asked any more.",
    forced=in_order(poll_sent(), unmounted()),
)
def test_nothing_is_asked_once_the_component_is_gone(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=2)
    stage.unmount()
    stage.let_pass(seconds=20)


@scenario(
    "unmount-with-an-answer-under-way",
    family=FAMILY,
    tier="resilience",
    sentence="The component is taken away while a poll is unanswered: its answer starts nothing.",
    forced=in_order(poll_sent(), unmounted(), act("release_all_answers", "the answer goes out")),
)
def test_an_answer_after_the_component_is_gone_starts_nothing(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    job.hold_answers()
    stage.show(job)
    stage.unmount()
    job.release_all_answers()
    stage.let_pass(seconds=20)


@scenario_for_each(
    ENDS,
    id="remount-after-completion{case.suffix}",
    family=FAMILY,
    sentence="The component is taken away, the job {case.ends}, and it is put back with a silent "
    "socket: the page shows {case.status}.",
    forced=lambda end: in_order(
        unmounted(),
        ended(end.status, unheard=True),
        switched(),
        poll_saw(end.status),
        # A page may keep its socket for some seconds, in case the component comes back.
        unless=[frame_taken(end.told)],
    ),
)
def test_a_remounted_component_shows_what_it_missed(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    stage.unmount()
    job.end(end.message)
    stage.mount(job)
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="remount-with-an-answer-under-way{case.suffix}",
    family=FAMILY,
    sentence="The component is taken away and put back while a poll is unanswered, and the job "
    "{case.ends}: the older answer changes nothing.",
    forced=lambda end: in_order(poll_sent(), unmounted(), switched(), ended(end.status)),
)
def test_an_answer_for_the_instance_before_changes_nothing(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    job.hold_answers()
    stage.show(job)
    stage.unmount()
    stage.mount(job)
    job.end(end.message)
    job.release_all_answers(as_of="arrival")
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@scenario(
    "unmount-while-the-socket-connects",
    family=FAMILY,
    tier="resilience",
    sentence="The component is taken away while its socket connects: no socket, timer or request "
    "of it is left.",
    forced=in_order(socket_waits(), unmounted()),
)
def test_nothing_is_left_of_a_component_whose_socket_was_connecting(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    stage.unmount()
    # A page may let it open, and close it then.
    job.open_held_handshake()
    job.pass_handshakes()
    stage.let_pass(seconds=70)


@scenario(
    "unmount-before-the-reconnect",
    family=FAMILY,
    tier="resilience",
    sentence="The component is taken away between a drop and the reconnect: it never reconnects.",
    forced=in_order(socket_dropped(), unmounted()),
)
def test_a_component_that_is_gone_does_not_reconnect(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.cut_sockets()
    stage.let_pass(seconds=1)
    stage.unmount()
    stage.let_pass(seconds=70)


@scenario(
    "unmount-while-connected",
    family=FAMILY,
    tier="resilience",
    sentence="The component is taken away while its socket is open: the socket is closed, and no "
    "ping is sent any more.",
    forced=in_order(socket_opened(), unmounted()),
)
def test_a_component_that_is_gone_has_closed_its_socket(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    stage.let_pass(seconds=31)
    stage.unmount()
    stage.let_pass(seconds=70)


@scenario_for_each(
    ENDS,
    id="unmount-after-the-end{case.suffix}",
    family=FAMILY,
    sentence="The component is taken away right after the socket said {case.status}: nothing of it "
    "is left.",
    forced=lambda end: in_order(ended(end.status), frame_taken(end.told), unmounted()),
)
def test_nothing_is_left_of_a_component_whose_job_had_just_ended(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.hold_answers()
    job.end(end.message)
    stage.unmount()
    job.release_all_answers()
    stage.let_pass(seconds=70)


@scenario_for_each(
    ENDS,
    id="remount-and-long-after{case.suffix}",
    family=FAMILY,
    sentence="The component is taken away while it polls and put back a second later, and half a minute "
    "after that the job {case.ends}: the page has gone on asking, and shows {case.status}.",
    forced=lambda end: in_order(
        poll_sent(), unmounted(), switched(), ended(end.status, unheard=True)
    ),
)
def test_a_remounted_component_goes_on_asking(stage: Stage, end: End) -> None:
    # A page may go on for some seconds in case the component comes back, and must not stop then.
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=3)
    stage.unmount()
    stage.let_pass(seconds=1)
    stage.mount(job)
    stage.let_pass(seconds=30)
    job.end(end.message)
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="remount-after-long{case.suffix}",
    family=FAMILY,
    sentence="The component is taken away while it polls and put back half a minute later, and then the "
    "job {case.ends}: the page asks again, and shows {case.status}.",
    forced=lambda end: in_order(
        poll_sent(), unmounted(), switched(), ended(end.status, unheard=True)
    ),
)
def test_a_component_put_back_after_long_asks_again(stage: Stage, end: End) -> None:
    # A page may keep what it asks with for some seconds in case the component comes back.
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=3)
    stage.unmount()
    stage.let_pass(seconds=30)
    stage.mount(job)
    stage.let_pass(seconds=3)
    job.end(end.message)
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)
