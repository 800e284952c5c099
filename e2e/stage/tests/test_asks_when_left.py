"""A page may ask the backend while its document is left, as `visibilitychange` comes with each reload."""

from __future__ import annotations

from itertools import takewhile

import pytest

from e2e.history.page_events import DocumentOpened, FetchStarted, SocketConnecting
from e2e.stage import Stage

FETCHES = "fetch('/v1/jobs/{job}?left')"
CONNECTS = "new WebSocket('/v1/ws/jobs/{job}?left')"


@pytest.mark.parametrize("asks", [FETCHES, CONNECTS], ids=["fetches", "connects"])
@pytest.mark.parametrize("event", ["visibilitychange", "pagehide"])
def test_a_page_that_asks_when_it_is_reloaded_comes_to_rest(
    a_stage: Stage, event: str, asks: str
) -> None:
    job = a_stage.add_job(progress=40)
    a_stage.show(job)
    ask = asks.format(job=job.id)
    a_stage.page.evaluate(f"addEventListener('{event}', () => void {ask}, true)")
    a_stage.refresh()
    a_stage.expect_shown(status="running")
    reload = [each.event for each in a_stage.history if each.act == 2]
    left = list(takewhile(lambda event: not isinstance(event, DocumentOpened), reload))
    assert [isinstance(each, FetchStarted | SocketConnecting) for each in left].count(True) == 0


def test_a_page_that_asks_when_it_is_left_for_an_empty_one_comes_to_rest(a_stage: Stage) -> None:
    job = a_stage.add_job(progress=40)
    a_stage.show(job)
    ask = FETCHES.format(job=job.id)
    a_stage.page.evaluate(f"addEventListener('pagehide', () => void {ask})")
    a_stage.leave()
    a_stage.let_pass(seconds=5)
    assert a_stage.now == 5000
