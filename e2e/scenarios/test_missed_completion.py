"""The socket drops at 95 %, and the job completes while no socket is open."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.proofs import (
    Moment,
    Proof,
    ended,
    in_order,
    poll_saw,
    poll_sent,
    socket_dropped,
    socket_opened,
    socket_waits,
)
from e2e.stage import JobOnStage, Stage

FAMILY: Final = "missed completion"


def show_at_95(stage: Stage) -> JobOnStage:
    """Shows a job that is live at 95 %, half a second after the page was opened, and returns the job.

    A page that polls every two seconds from the beginning sends a poll between a drop here and its
    reconnect; a page that polls on the drop sends one as well.
    """
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(95)
    stage.let_pass(milliseconds=500)
    return job


def show_at_95_with_late_socket(stage: Stage) -> JobOnStage:
    """Does the same as `show_at_95`, with the first polls answered before the first handshake."""
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    job.open_held_handshake()
    job.pass_handshakes()
    job.progress(95)
    stage.let_pass(milliseconds=500)
    return job


def missed(*moments: Moment) -> Proof:
    """Returns the proof of the moments in this order, unless a later poll tells the page the end."""
    return in_order(*moments, unless=[poll_saw("completed"), poll_saw("failed")])


@scenario_for_each(
    ENDS,
    id="missed-before-the-poll{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The job {case.ends} unheard, then the socket drops: the poll that follows tells it.",
    forced=lambda end: in_order(
        ended(end.status, unheard=True), socket_dropped(), poll_saw(end.status)
    ),
)
def test_completion_before_the_poll_is_shown(stage: Stage, end: End) -> None:
    job = show_at_95(stage)
    job.end(end.message, broadcast=False)
    job.cut_sockets()
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="missed-between-poll-and-answer{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The socket drops, a poll is on its way, the job {case.ends}, and the answer still "
    "says running: the page finds out all the same.",
    forced=lambda end: missed(
        socket_dropped(), ended(end.status, unheard=True), poll_saw("running"), socket_opened()
    ),
)
def test_completion_between_a_poll_and_its_answer_is_shown(stage: Stage, end: End) -> None:
    job = show_at_95(stage)
    job.hold_answers()
    job.cut_sockets()
    stage.let_pass(milliseconds=100)
    if not job.held_answers:
        stage.let_pass(milliseconds=1_600)
    job.end(end.message)
    job.release_all_answers(as_of="arrival")
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="missed-between-answer-and-reconnect{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="A poll said running, the job {case.ends}, and then the socket reconnects and stays "
    "silent: the page finds out all the same.",
    forced=lambda end: missed(
        socket_dropped(), poll_saw("running"), ended(end.status, unheard=True), socket_opened()
    ),
)
def test_completion_between_an_answer_and_the_reconnect_is_shown(stage: Stage, end: End) -> None:
    job = show_at_95(stage)
    job.cut_sockets()
    stage.let_pass(milliseconds=1_700)
    job.end(end.message)
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="missed-between-reconnect-and-handshake{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The socket is reconnecting when the job {case.ends}, and opens just before the next "
    "poll: the page finds out all the same.",
    forced=lambda end: missed(
        socket_dropped(),
        socket_waits(),
        poll_saw("running"),
        ended(end.status, unheard=True),
        socket_opened(),
    ),
)
def test_completion_between_the_reconnect_and_its_handshake_is_shown(
    stage: Stage, end: End
) -> None:
    job = show_at_95(stage)
    job.hold_handshakes()
    job.cut_sockets()
    stage.let_pass(seconds=2.5)
    job.end(end.message)
    job.open_held_handshake()
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="missed-after-the-handshake{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The socket is back and silent, and the one event that says {case.status} is lost: "
    "the page finds out all the same.",
    forced=lambda end: missed(
        socket_dropped(), poll_saw("running"), socket_opened(), ended(end.status, unheard=True)
    ),
)
def test_completion_after_the_handshake_is_shown(stage: Stage, end: End) -> None:
    job = show_at_95(stage)
    job.cut_sockets()
    stage.let_pass(seconds=3)
    job.end(end.message, broadcast=False)
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="missed-with-no-timer-left{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The poll after the drop said running, the job {case.ends}, and the silent socket "
    "opens before the next poll is due: the page finds out all the same.",
    forced=lambda end: missed(
        socket_opened(),
        socket_dropped(),
        poll_saw("running"),
        ended(end.status, unheard=True),
        socket_opened(),
    ),
)
def test_completion_is_shown_with_no_timer_left_when_the_silent_socket_opens(
    stage: Stage, end: End
) -> None:
    job = show_at_95_with_late_socket(stage)
    drop_and_answer_late(stage, job)
    stage.let_pass(milliseconds=1_700)
    job.end(end.message)
    stage.let_pass(seconds=14)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="missed-with-no-timer-left-and-event-lost{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The poll after the drop said running, the silent socket opens before the next "
    "poll is due, and the event that says {case.status} is lost: the page finds out all the same.",
    forced=lambda end: missed(
        socket_opened(),
        socket_dropped(),
        poll_saw("running"),
        socket_opened(),
        ended(end.status, unheard=True),
    ),
)
def test_completion_is_shown_when_its_event_is_lost_after_the_silent_socket_opened(
    stage: Stage, end: End
) -> None:
    job = show_at_95_with_late_socket(stage)
    drop_and_answer_late(stage, job)
    stage.let_pass(milliseconds=1_950)
    job.end(end.message, broadcast=False)
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)


def drop_and_answer_late(stage: Stage, job: JobOnStage) -> None:
    """Drops the socket, and answers the poll that follows with `running` after 100 ms."""
    job.hold_answers()
    job.cut_sockets()
    stage.let_pass(milliseconds=100)
    job.release_all_answers()


@scenario_for_each(
    ENDS,
    id="missed-while-connected{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The socket never drops, but the event that says {case.status} is lost: the page finds "
    "out all the same.",
    forced=lambda end: missed(socket_opened(), ended(end.status, unheard=True)),
)
def test_completion_is_shown_when_its_event_is_lost_on_an_open_socket(
    stage: Stage, end: End
) -> None:
    job = show_at_95_with_late_socket(stage)
    job.end(end.message, broadcast=False)
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="missed-after-a-clean-close{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The server goes away cleanly at 95 %, the job {case.ends}, and the new socket stays "
    "silent: the page finds out all the same.",
    forced=lambda end: missed(
        socket_opened(), poll_saw("running"), ended(end.status, unheard=True), socket_opened()
    ),
)
def test_completion_after_a_clean_close_is_shown(stage: Stage, end: End) -> None:
    job = show_at_95_with_late_socket(stage)
    job.hold_answers()
    job.close_sockets(1001)
    stage.let_pass(milliseconds=100)
    job.release_all_answers()
    stage.let_pass(milliseconds=1_700)
    job.end(end.message)
    stage.let_pass(seconds=14)
    stage.expect_shown(status=end.status)


@scenario(
    "missed-failure",
    family=FAMILY,
    sentence="The job fails while the socket is down, which comes back silent: the page shows "
    "failed, and why.",
    forced=missed(
        socket_dropped(),
        poll_saw("running"),
        ended("failed", unheard=True),
        socket_opened(),
    ),
)
def test_a_missed_failure_is_shown_with_its_message(stage: Stage) -> None:
    job = show_at_95_with_late_socket(stage)
    # Today's server tells whole percents over HTTP: its answers say less than this frame.
    job.progress(95.6)
    drop_and_answer_late(stage, job)
    stage.let_pass(milliseconds=1_700)
    job.fail("The video has no key frame.")
    stage.let_pass(seconds=14)
    stage.expect_shown(status="failed")


@scenario_for_each(
    ENDS,
    id="dropped-as-a-poll-is-under-way{case.suffix}",
    family=FAMILY,
    tier="resilience",
    sentence="The socket opens and drops again while a poll is under way, whose answer says running: the "
    "label tells that no socket is open until one is, and when the job {case.ends} the page shows it.",
    forced=lambda end: in_order(
        socket_opened(), poll_sent(), socket_dropped(), poll_saw("running"), ended(end.status)
    ),
)
def test_a_drop_during_a_poll_is_noticed(stage: Stage, end: End) -> None:
    # A machine of states that waits for the answer may have no transition for the close.
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    job.hold_answers()
    job.open_held_handshake()
    stage.let_pass_until(lambda: job.held_answers > 0, seconds=12)
    job.cut_sockets()
    stage.let_pass(seconds=1)
    job.release_all_answers(as_of="arrival")
    job.pass_answers()
    stage.let_pass(seconds=25)
    stage.expect_shown(status="running")
    job.pass_handshakes()
    stage.let_pass(seconds=13)
    job.end(end.message)
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)
