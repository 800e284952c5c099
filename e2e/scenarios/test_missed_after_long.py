"""The end is missed late in the life of a job: after minutes of silence or of polls, or at 100 %."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario_for_each
from e2e.proofs import (
    answer_lost,
    ended,
    in_order,
    poll_given_up,
    poll_saw,
    socket_dropped,
    socket_opened,
)
from e2e.stage import JobOnStage, Stage

FAMILY: Final = "missed completion"
LONG = 90
"""Virtual seconds: later than a page's first check of a silent socket, and about forty polls."""

END_IS_LEARNED = [poll_saw("completed"), poll_saw("failed")]


def show_at(stage: Stage, percent: float) -> JobOnStage:
    """Shows a job that is live at `percent`, and returns the job."""
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(percent)
    return job


@scenario_for_each(
    ENDS,
    id="missed-after-a-long-silence{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The socket is open and silent for a minute and a half, and then its one event, "
    "{case.status}, is lost: the page finds out all the same.",
    forced=lambda end: in_order(
        socket_opened(), ended(end.status, unheard=True), unless=END_IS_LEARNED
    ),
)
def test_the_end_is_shown_when_its_event_is_lost_after_a_long_silence(
    stage: Stage, end: End
) -> None:
    # A page that checks a silent socket only once, right after it opened, has done so long ago.
    job = show_at(stage, 95)
    stage.let_pass(seconds=LONG)
    job.end(end.message, broadcast=False)
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="missed-after-many-polls{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The socket never opens and the job takes a minute and a half more until it {case.ends}: "
    "the page still asks, and finds out.",
    forced=lambda end: in_order(poll_saw("running"), ended(end.status, unheard=True)),
)
def test_the_end_is_found_after_many_polls(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=LONG)
    job.end(end.message)
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="missed-at-100{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The last frame says 100 %, the job {case.ends} a second later, and the event that says "
    "so is lost: the page does not stop at 100 %.",
    forced=lambda end: in_order(
        socket_opened(), ended(end.status, unheard=True), unless=END_IS_LEARNED
    ),
)
def test_the_end_is_shown_when_its_event_is_lost_at_100_percent(stage: Stage, end: End) -> None:
    job = show_at(stage, 100)
    stage.let_pass(seconds=1)
    job.end(end.message, broadcast=False)
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="told-at-100{case.suffix}",
    family=FAMILY,
    sentence="The last frame says 100 %, and only a second later the socket says {case.status}: the "
    "page shows {case.status}, and nothing else as the end.",
    tier="regression",
    forced=lambda end: in_order(socket_opened(), ended(end.status)),
)
def test_a_hundred_percent_is_not_yet_the_end(stage: Stage, end: End) -> None:
    job = show_at(stage, 100)
    stage.let_pass(seconds=1)
    stage.expect_shown(status="running")
    job.end(end.message)
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="missed-with-a-poll-in-flight{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="A poll is in flight when the silent socket opens; its answer says running, and the event "
    "that says {case.status} is lost: the page finds out all the same.",
    forced=lambda end: in_order(
        socket_dropped(),
        socket_opened(),
        poll_saw("running"),
        ended(end.status, unheard=True),
        unless=[poll_given_up(), answer_lost(), *END_IS_LEARNED],
    ),
)
def test_the_end_is_shown_when_a_poll_was_in_flight_as_the_socket_opened(
    stage: Stage, end: End
) -> None:
    # The answer finds the socket open, so many polling loops end because they seem needless.
    job = show_at(stage, 95)
    stage.let_pass(milliseconds=500)
    job.hold_answers()
    job.cut_sockets()
    stage.let_pass(seconds=2.5)
    job.release_all_answers(as_of="arrival")
    stage.let_pass(seconds=1)
    job.end(end.message, broadcast=False)
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)
