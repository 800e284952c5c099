"""A pause begins and ends several times while one poll is under way."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import scenario_for_each
from e2e.proofs import ended, in_order, poll_saw, poll_sent
from e2e.scenarios.pauses import HIDDEN, OFFLINE, SOON, Pause
from e2e.stage import Stage

TIMES: Final = 3
WATCHED: Final = 45
"""Virtual seconds, more than twice those over which `requests-bounded` counts."""


@scenario_for_each(
    {"hidden": HIDDEN, "offline": OFFLINE},
    id="{name}-again-and-again",
    family="paused again and again",
    tier="resilience",
    sentence="A poll is under way, and the person {case.says}, three times: the page goes on with one "
    "series of polls, and shows completed when the job is.",
    forced=lambda pause: in_order(
        poll_sent(), *[pause.is_over] * TIMES, poll_saw("running"), ended(unheard=True)
    ),
)
def test_each_pause_does_not_begin_another_series_of_polls(stage: Stage, pause: Pause) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    job.hold_answers()
    stage.let_pass(seconds=3)
    for _ in range(TIMES):
        pause.begin(stage)
        pause.end(stage)
    job.pass_answers()
    job.release_all_answers()
    stage.let_pass(seconds=WATCHED)
    stage.expect_shown(status="running")
    job.complete()
    stage.let_pass(seconds=SOON)
    stage.expect_shown(status="completed")
