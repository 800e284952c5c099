"""The server takes longer for each answer than the page waits between two polls."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario_for_each
from e2e.proofs import answer_spoiled, ended, in_order, socket_opened
from e2e.stage import Stage
from mock_backend import LateAnswer

FAMILY: Final = "slow server"
HALF_SECONDS = 26
"""Steps of half a second, more than the limits of `start-in-time` and `completion-in-time`."""


def let_pass(stage: Stage) -> None:
    """Lets 13 seconds pass, so finely that an answer that is due goes out in time."""
    for _ in range(HALF_SECONDS):
        stage.let_pass(milliseconds=500)


@scenario_for_each(
    ENDS,
    id="slow-server{case.suffix}",
    family=FAMILY,
    sentence="The socket never opens, and the server takes two and a half seconds for each answer: the "
    "page shows the job running, and {case.status} when it {case.ends}.",
    forced=lambda end: in_order(
        answer_spoiled(), ended(end.status, unheard=True), unless=[socket_opened()]
    ),
)
def test_a_slow_server_is_heard_out(stage: Stage, end: End) -> None:
    job = stage.add_job(status="pending")
    job.hold_handshakes()
    job.fault_answers(LateAnswer())
    stage.show(job)
    job.progress(40)
    let_pass(stage)
    stage.expect_shown(status="running")
    job.progress(95)
    let_pass(stage)
    job.end(end.message)
    let_pass(stage)
    stage.expect_shown(status=end.status)
