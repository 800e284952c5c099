"""Chromium delays a handshake, in real time, after many failed ones."""

from __future__ import annotations

from e2e.stage import Backstage, Stage


def test_every_fourth_failed_handshake_is_made_up_for_and_the_page_knows_nothing_of_it(
    a_stage: Stage, backstage: Backstage
) -> None:
    """The test is slow: it plays two minutes of polls and reconnects."""
    before = backstage.links.without_line
    job = a_stage.add_job(progress=40)
    job.refuse_handshakes()
    a_stage.show(job)
    while _count(a_stage, "SocketConnecting") < 9:
        a_stage.let_pass(seconds=10)
    assert _count(a_stage, "PageSocketClosed") // 4 == 2
    assert backstage.links.without_line - before == 2
    assert _count(a_stage, "SocketOpened") == 0


def test_handshakes_that_succeed_are_not_made_up_for(a_stage: Stage, backstage: Backstage) -> None:
    before = backstage.links.without_line
    job = a_stage.add_job(progress=40)
    a_stage.show(job)
    for _ in range(5):
        job.cut_sockets()
        a_stage.let_pass(seconds=40)
    assert _count(a_stage, "PageSocketClosed") == 5
    assert backstage.links.without_line == before


def _count(stage: Stage, kind: str) -> int:
    return sum(type(each.event).__name__ == kind for each in stage.history.entries)
