"""An answer arrives in pieces, as over a slow line, and they end within a character."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import scenario
from e2e.proofs import act, answer_spoiled, ended, in_order, poll_saw, socket_opened
from e2e.stage import Stage
from mock_backend import SlowDrip

FAMILY: Final = "answers in pieces"
REASON = "この動画には鍵フレームがないため、物体を追跡できませんでした。"
"""Three bytes for each character: of the ends of three pieces of 40 bytes two are within one."""

PIECES_A_SECOND = 10
STEPS = 60
"""Steps of a piece each, six seconds: the page asks in time, and has the whole answer in two."""


@scenario(
    "reason-in-pieces",
    family=FAMILY,
    tier="resilience",
    sentence="The socket never opens, and the answer that says failed, with a reason in Japanese, "
    "arrives in pieces that end within a character: the page shows the reason as it was sent.",
    forced=in_order(
        poll_saw("running"),
        ended("failed", unheard=True),
        answer_spoiled(),
        poll_saw("failed"),
        act("heal_answers", "answers come whole again"),
        unless=[socket_opened()],
    ),
)
def test_a_reason_that_arrives_in_pieces_is_shown_as_sent(stage: Stage) -> None:
    job = stage.add_job(progress=95)
    job.hold_handshakes()
    stage.show(job)
    job.fail(REASON)
    job.fault_answers(SlowDrip(40 * PIECES_A_SECOND), count=1)
    for _ in range(STEPS):
        stage.let_pass(milliseconds=1000 // PIECES_A_SECOND)
    job.heal_answers()
    # In two steps: a page that asks no more has no timer at which it would come to rest in between.
    stage.let_pass(seconds=4)
    stage.let_pass(seconds=4)
    stage.expect_shown(status="failed")
