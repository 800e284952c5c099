"""A request for a job that no document announced makes the play inconclusive, with a reason."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from e2e.history.page_events import WorkerStarted
from e2e.history.unseen import get_unseen_workers
from e2e.stage import Backstage, JobOnStage, Stage, Unannounced
from mock_backend.journal.events import HandshakeArrived, JournalEvent, RequestArrived

START = """([sort, script]) => {
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  if (sort === "SharedWorker") window.kept = new SharedWorker(address);
  else {
    const frame = document.body.appendChild(document.createElement("iframe"));
    window.kept = new frame.contentWindow.Worker(address);
  }
}"""


@pytest.fixture
def start(a_stage: Stage, backstage: Backstage) -> Callable[[str, str], None]:
    """Makes the page start a worker of this sort; returns when the backend has its request."""

    def start(sort: str, script: str) -> None:
        asked = threading.Event()

        def look(event: JournalEvent) -> None:
            if isinstance(event, RequestArrived | HandshakeArrived):
                asked.set()

        end = backstage.call(lambda: backstage.backend.journal.subscribe(look))
        a_stage.page.evaluate(START, [sort, script])
        assert asked.wait(10)
        backstage.call(end)

    return start


def origin_of(stage: Stage) -> str:
    return stage._address.partition("/pages/")[0]


@pytest.mark.parametrize("sort", ["SharedWorker", "Web Worker of another frame"])
def test_a_request_that_no_document_announced_is_named(
    a_stage: Stage, job: JobOnStage, start: Callable[[str, str], None], sort: str
) -> None:
    start(sort, f"fetch('{origin_of(a_stage)}/v1/jobs/{job.id}?_t=1')")
    with pytest.raises(Unannounced) as ended_by:
        job.progress(41)
    assert f"asked GET /v1/jobs/{job.id}?_t=1, and no document announced it" in str(ended_by.value)
    assert ("the SharedWorker blob:" in str(ended_by.value)) == (sort == "SharedWorker")


def test_a_handshake_that_no_document_announced_is_named(
    a_stage: Stage, job: JobOnStage, start: Callable[[str, str], None]
) -> None:
    address = f"{origin_of(a_stage)}/v1/ws/jobs/{job.id}".replace("http", "ws")
    start("SharedWorker", f"new WebSocket('{address}')")
    with pytest.raises(Unannounced, match=f"for a WebSocket at /v1/ws/jobs/{job.id}"):
        job.progress(41)


def test_requests_of_the_page_itself_of_earlier_documents_and_of_other_tabs_are_announced(
    a_stage: Stage,
) -> None:
    job = a_stage.add_job(progress=40)
    job.hold_answers()
    a_stage.show(job)
    a_stage.page.evaluate(
        "at => { const c = new AbortController(); fetch(at, { signal: c.signal }).catch(() => 0);"
        " setTimeout(() => c.abort(new Error('no more')), 1000) }",
        f"/v1/jobs/{job.id}",
    )
    a_stage.let_pass(seconds=4)
    a_stage.probe_cache(job)
    a_stage.refresh()
    a_stage.open_tab(job)
    job.release_all_answers()
    a_stage.expect_shown(status="running")


def test_a_shared_worker_that_asks_for_nothing_is_recorded_and_ends_no_play(
    a_stage: Stage, job: JobOnStage
) -> None:
    a_stage.page.evaluate(START, ["SharedWorker", ""])
    job.progress(41)
    started = [event for _, event in a_stage.history.of_type(WorkerStarted)]
    assert [(each.sort, each.script) for each in started] == [("SharedWorker", "blob:")]
    assert get_unseen_workers([a_stage.history]) == ["the SharedWorker blob:"]


def test_a_service_worker_that_is_not_there_is_none(a_stage: Stage, job: JobOnStage) -> None:
    a_stage.page.evaluate("navigator.serviceWorker.register('/nowhere.js').catch(() => 0)")
    job.progress(41)
    assert [each.sort for _, each in a_stage.history.of_type(WorkerStarted)] == ["service worker"]
    assert get_unseen_workers([a_stage.history]) == []
