"""The socket is open and stays so, and the server broadcasts nothing over it.

The team's server broadcasts from a worker thread; where that thread finds no event loop, it sends no
frame and reports no error.
"""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario_for_each
from e2e.proofs import ended, in_order, poll_saw, socket_opened
from e2e.stage import Stage

FAMILY: Final = "missed completion"
END_IS_LEARNED = [poll_saw("completed"), poll_saw("failed")]


@scenario_for_each(
    ENDS,
    id="never-told-anything{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The socket is open from the first second on and never says a word, while the job starts, "
    "reaches 95 % and {case.ends}: the page shows it running, and then {case.status}.",
    forced=lambda end: in_order(
        socket_opened(), ended(end.status, unheard=True), unless=END_IS_LEARNED
    ),
)
def test_a_socket_that_never_speaks_is_not_relied_on(stage: Stage, end: End) -> None:
    job = stage.add_job(status="pending")
    stage.show(job)
    job.start()
    job.progress(40, broadcast=False)
    stage.let_pass(seconds=13)
    stage.expect_shown(status="running")
    job.progress(95, broadcast=False)
    stage.let_pass(seconds=13)
    job.end(end.message, broadcast=False)
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="never-told-after-the-first-frame{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The socket says 40 % and nothing after that, though it stays open, while the job reaches "
    "95 % and {case.ends}: the page finds out all the same.",
    forced=lambda end: in_order(
        socket_opened(), ended(end.status, unheard=True), unless=END_IS_LEARNED
    ),
)
def test_a_socket_that_falls_silent_is_not_relied_on(stage: Stage, end: End) -> None:
    job = stage.add_job(status="pending")
    stage.show(job)
    job.progress(40)
    stage.let_pass(seconds=20)
    job.progress(95, broadcast=False)
    stage.let_pass(seconds=20)
    job.end(end.message, broadcast=False)
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)
