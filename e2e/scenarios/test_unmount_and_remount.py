"""The component goes away, or comes anew, while answers are under way."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.proofs import act, ended, in_order, poll_saw, poll_sent, switched, unmounted
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
        unmounted(), ended(end.status, unheard=True), switched(), poll_saw(end.status)
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
