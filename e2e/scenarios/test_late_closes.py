"""The page leaves a socket, and learns that it is closed only when it has another one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from e2e.catalogue import scenario_for_each
from e2e.proofs import close_arrives, ended, frame_taken, in_order, keeps_its_socket, socket_opened
from e2e.stage import JobOnStage, Stage

FAMILY: Final = "late closes"


@dataclass(frozen=True, slots=True)
class Move:
    """A way in which the page comes to another socket; `effect` reads on after "the person"."""

    effect: str
    play: Callable[[Stage, JobOnStage], JobOnStage]
    """Returns the job that the page shows afterwards."""


def _switch(stage: Stage, job: JobOnStage) -> JobOnStage:
    other = stage.add_job(progress=10)
    stage.switch_to(other)
    return other


def _remount(stage: Stage, job: JobOnStage) -> JobOnStage:
    stage.unmount()
    stage.mount(job)
    return job


MOVES: Final = {
    "switch": Move("chooses another job", _switch),
    "remount": Move("goes away and comes back", _remount),
}


@scenario_for_each(
    MOVES,
    id="late-close-after-a-{name}",
    family=FAMILY,
    tier="resilience",
    sentence="The person {case.effect}, the new socket opens, and only then the old one is closed: the "
    "page goes on with the new one, and shows completed when the job is.",
    forced=lambda move: in_order(
        socket_opened(),
        socket_opened(),
        close_arrives(),
        frame_taken('"percent": 60'),
        ended(),
        unless=[keeps_its_socket()],
    ),
)
def test_a_late_close_of_the_old_socket_leaves_the_new_one_alone(stage: Stage, move: Move) -> None:
    job = stage.add_job(progress=5)
    stage.show(job)
    job.progress(8)
    job.hold_closes()
    shown = move.play(stage, job)
    stage.let_pass(milliseconds=500)
    shown.progress(40)
    job.release_closes()
    shown.progress(60)
    stage.let_pass(seconds=20)
    stage.expect_shown(status="running")
    shown.complete()
    stage.let_pass(seconds=13)
    stage.expect_shown(status="completed")
