"""One of two tabs that show a job is closed, or shows it no longer: in some pages it asked for both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from e2e.catalogue import ENDS, End, scenario_for_each
from e2e.proofs import act, ended, in_order, poll_sent
from e2e.stage import Stage

FAMILY: Final = "two tabs"
TAB_IS_LEFT: Final = act("leave", "the person leaves one tab")


@dataclass(frozen=True, slots=True)
class Turn:
    """A way in which a tab shows its job no longer and stays open; `effect` reads on after "the tab"."""

    act: str
    effect: str
    play: Callable[[Stage], None]


TURNS: Final = {
    "switches": Turn(
        "switch",
        "shows another job",
        lambda stage: stage.switch_to(stage.add_job(progress=10)),
    ),
    "unmounts": Turn("unmount", "shows no job", lambda stage: stage.unmount()),
}

ELECTION: Final = 10
"""Seconds in which the other tab notices that it is alone: longer than usual heartbeats take to stop."""


@scenario_for_each(
    ENDS,
    id="older-tab-closes{case.suffix}",
    family=FAMILY,
    sentence="Two tabs show one job, the one that was opened first is closed, and then the job "
    "{case.ends}: the other shows {case.status}.",
    forced=lambda end: in_order(poll_sent(), TAB_IS_LEFT, ended(end.status)),
)
def test_the_tab_that_stays_is_told_the_end(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    stays = stage.open_tab(job)
    job.progress(60)
    stage.let_pass(seconds=4)
    stage.leave()
    stage.let_pass(seconds=ELECTION)
    job.end(end.message)
    stage.let_pass(seconds=13)
    stays.expect_shown(status=end.status)


@scenario_for_each(
    {"older": False, "newer": True},
    id="{name}-tab-closes-while-polling",
    family=FAMILY,
    sentence="Two tabs show one job without a socket, the {name} document is closed with its tab, and "
    "then the job completes: the other asks, and shows completed.",
    forced=lambda is_newer: in_order(poll_sent(), TAB_IS_LEFT, ended(unheard=True)),
)
def test_the_tab_that_stays_asks_for_itself(stage: Stage, is_newer: bool) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    stays = stage.open_tab(job)
    if is_newer:
        stage.let_pass(seconds=4)
        stage.refresh()
    stage.let_pass(seconds=4)
    stage.leave()
    stage.let_pass(seconds=ELECTION)
    job.complete()
    stage.let_pass(seconds=13)
    stays.expect_shown(status="completed")


@scenario_for_each(
    TURNS,
    id="older-tab-{name}-while-polling",
    family=FAMILY,
    sentence="Two tabs show one job without a socket, the one that was opened first stays open and "
    "{case.effect}, and then the job completes: the other asks, and shows completed.",
    forced=lambda turn: in_order(poll_sent(), act(turn.act, turn.effect), ended(unheard=True)),
)
def test_the_tab_that_still_shows_the_job_asks_for_itself(stage: Stage, turn: Turn) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    stays = stage.open_tab(job)
    stage.let_pass(seconds=4)
    turn.play(stage)
    stage.let_pass(seconds=ELECTION)
    job.complete()
    stage.let_pass(seconds=13)
    stays.expect_shown(status="completed")
