"""More frames than the browser renders."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.proofs import act, ended, frame_taken, in_order
from e2e.stage import Stage

FAMILY: Final = "floods"
SILENCE = 13
"""Virtual seconds, more than the limit of `progress-in-time`."""


@scenario_for_each(
    ENDS,
    id="a-thousand-frames{case.suffix}",
    family=FAMILY,
    sentence="A thousand frames come within a second, none for a while, and then the job {case.ends}: "
    "the page shows how far it is and {case.status}, and asked no more often than at other times.",
    forced=lambda end: in_order(act("flood", "the frames come"), frame_taken(end.told)),
)
def test_a_thousand_frames_within_a_second_change_nothing_else(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=0)
    stage.show(job)
    for tenth in range(1, 11):
        job.flood(100, up_to=tenth * 9.5)
        stage.let_pass(milliseconds=100)
    stage.let_pass(seconds=SILENCE)
    stage.expect_shown(status="running")
    job.end(end.message)
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@scenario(
    "a-thousand-frames-and-a-cut",
    family=FAMILY,
    tier="resilience",
    sentence="The socket is cut right behind a thousand frames, and the job completes unheard: "
    "the page shows completed.",
    forced=in_order(act("flood", "the frames come"), ended(unheard=True)),
)
def test_a_cut_behind_a_thousand_frames_is_made_up_for(stage: Stage) -> None:
    job = stage.add_job(progress=0)
    stage.show(job)
    job.flood(1_000, up_to=95)
    job.cut_sockets()
    job.complete()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")
