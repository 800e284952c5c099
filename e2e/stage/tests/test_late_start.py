"""Only a new document that has a job, and has not asked for it yet, gets time to begin."""

from __future__ import annotations

import pytest

from e2e.engine.page_side import PageSide
from e2e.history.page_events import (
    DocumentOpened,
    DocumentRestored,
    FetchStarted,
    PageEvent,
    ProbeStarted,
    SocketConnecting,
)
from e2e.stage import Stage

ADDRESS = "/pages/page/index.html"
ASKS = FetchStarted(0, 1, "GET", "/v1/jobs/job", "no-store")


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], False),
        ([ASKS], True),
        ([SocketConnecting(0, 1, "/v1/ws/jobs/job")], True),
        ([ProbeStarted(0, 1, "/v1/jobs/job")], False),
        ([ASKS, DocumentOpened(0, ADDRESS)], False),
        ([DocumentOpened(0, ADDRESS), DocumentRestored(0)], True),
    ],
    ids=["nothing", "a fetch", "a socket", "a probe", "a fetch of the older document", "restored"],
)
def test_a_document_has_asked_by_its_own_requests_and_sockets(
    events: list[PageEvent], expected: bool
) -> None:
    side = PageSide()
    side.apply(DocumentOpened(0, ADDRESS))
    for event in events:
        side.apply(event)
    assert side.has_asked is expected


def test_an_empty_document_is_given_no_time_though_another_tab_has_timers(a_stage: Stage) -> None:
    job = a_stage.add_job(progress=40)
    job.hold_handshakes()
    a_stage.show(job)
    a_stage.open_tab(job)
    a_stage.let_pass(milliseconds=1500)
    next_timer, now = a_stage.next_timer, a_stage.now
    assert next_timer is not None
    assert 0 < next_timer < 1000
    a_stage.leave()
    assert a_stage.now == now
