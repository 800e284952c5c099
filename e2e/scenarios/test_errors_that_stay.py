"""A fault lasts for a while: the page's error message is gone when the fault is over."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.proofs import (
    answer_lost,
    document_opened,
    ended,
    frame_taken,
    in_order,
    poll_given_up,
    poll_saw,
    socket_dropped,
    socket_given_up,
    socket_opened,
)
from e2e.stage import JobOnStage, Stage
from mock_backend import Status

FAMILY: Final = "errors that stay"
TROUBLE = 9
"""Virtual seconds in which every poll is refused: three in a row, also where a page polls less often."""


def show_in_trouble(stage: Stage) -> JobOnStage:
    """Shows a running job whose socket does not open and whose polls are refused, and returns the job."""
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=3)
    job.fault_answers(Status(503))
    stage.let_pass(seconds=TROUBLE)
    return job


@scenario(
    "error-while-polling",
    family=FAMILY,
    tier="resilience",
    sentence="The page polls, the server refuses for some seconds and is well again: while the job "
    "goes on running no error is left on the screen.",
    forced=in_order(answer_lost(), poll_saw("running")),
)
def test_an_error_of_a_poll_is_gone_once_polls_are_answered(stage: Stage) -> None:
    job = show_in_trouble(stage)
    job.heal_answers()
    stage.let_pass(seconds=25)
    stage.expect_shown(status="running")


@scenario(
    "error-while-connected",
    family=FAMILY,
    tier="resilience",
    sentence="The socket drops, the polls behind it are refused, and then both are well again: while "
    "the job goes on running no error is left on the screen.",
    forced=in_order(socket_dropped(), answer_lost(), socket_opened(), poll_saw("running")),
)
def test_an_error_of_the_network_is_gone_once_it_is_back(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(60)
    stage.let_pass(seconds=3)
    job.hold_handshakes()
    job.fault_answers(Status(503))
    job.cut_sockets()
    stage.let_pass(seconds=TROUBLE)
    stage.let_pass_until(lambda: answer_lost().is_in(stage.history))
    job.heal_answers()
    job.open_held_handshake()
    job.pass_handshakes()
    job.progress(70)
    stage.let_pass(seconds=25)
    stage.expect_shown(status="running")


@scenario_for_each(
    ENDS,
    id="error-before-the-end{case.suffix}",
    family=FAMILY,
    tier="resilience",
    sentence="The server refuses for some seconds, and when it is well again the job {case.ends}: no "
    "error of the polls is left on the screen beside {case.status}.",
    forced=lambda end: in_order(
        answer_lost(), ended(end.status, unheard=True), poll_saw(end.status)
    ),
)
def test_an_error_from_before_the_end_is_gone_after_it(stage: Stage, end: End) -> None:
    job = show_in_trouble(stage)
    job.end(end.message)
    job.heal_answers()
    stage.let_pass(seconds=25)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="error-until-the-socket-tells{case.suffix}",
    family=FAMILY,
    tier="resilience",
    sentence="The server refuses the polls for some seconds, the socket opens and says that the job "
    "{case.ends}, and polls would be answered again: no error of theirs is left beside {case.status}.",
    forced=lambda end: in_order(
        answer_lost(),
        socket_opened(),
        ended(end.status),
        frame_taken(end.told),
        unless=[socket_given_up()],
    ),
)
def test_an_error_of_the_polls_is_gone_after_an_end_by_socket(stage: Stage, end: End) -> None:
    job = show_in_trouble(stage)
    # A page polls when its socket opens: were that poll answered, it would take the error away.
    job.open_held_handshake()
    job.heal_answers()
    job.end(end.message)
    # In two steps: a page that asks no more has no timer at which it would come to rest in between.
    stage.let_pass(seconds=13)
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)


@scenario(
    "refused-as-the-socket-tells",
    family=FAMILY,
    tier="resilience",
    sentence="A poll is under way when the socket says that the job completes, and then it is refused: "
    "no error of it is left beside completed.",
    forced=in_order(
        socket_dropped(),
        socket_opened(),
        ended(),
        frame_taken('"completed"'),
        answer_lost(),
        unless=[poll_given_up(), socket_given_up()],
    ),
)
def test_a_refusal_behind_an_end_by_socket_leaves_no_error(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(60)
    job.hold_handshakes()
    job.cut_sockets()
    job.hold_answers()
    stage.let_pass(seconds=3)
    job.open_held_handshake()
    job.pass_handshakes()
    job.complete()
    job.pass_answers()
    while job.held_answers:
        job.lose_answer(Status(404, "Results file not found"))
    # In two steps, as above.
    stage.let_pass(seconds=13)
    stage.let_pass(seconds=13)
    stage.expect_shown(status="completed")


@scenario(
    "error-over-a-refresh",
    family=FAMILY,
    tier="resilience",
    sentence="The server refuses for some seconds, and the person refreshes the page in the moment in "
    "which it is well again: while the job goes on running no error is left on the screen.",
    forced=in_order(answer_lost(), document_opened(), poll_saw("running")),
)
def test_an_error_of_before_a_refresh_is_gone_after_it(stage: Stage) -> None:
    job = show_in_trouble(stage)
    job.heal_answers()
    stage.refresh()
    stage.let_pass(seconds=25)
    stage.expect_shown(status="running")
