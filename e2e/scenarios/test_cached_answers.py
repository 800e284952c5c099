"""The browser's own HTTP cache holds `running`."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import scenario
from e2e.proofs import Proof, cache_answers, document_opened, ended, in_order
from e2e.stage import JobOnStage, Stage
from mock_backend import CachePolicy, ETagBySecond, LastModifiedOnly, MaxAge

FAMILY: Final = "cached answers"


def would_be_answered_by_the_cache() -> Proof:
    """After the end, an unprotected page would still be answered `running`."""
    return in_order(ended(unheard=True), cache_answers("running"))


def complete_behind_the_cache(stage: Stage, policy: CachePolicy) -> JobOnStage:
    """The socket is down for good, the cache holds `running`, and the job completes."""
    job = stage.add_job(progress=40, cache_policy=policy)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=2)
    job.progress(95)
    stage.probe_cache(job)
    job.complete()
    stage.probe_cache(job)
    return job


@scenario(
    "cached-max-age",
    family=FAMILY,
    sentence="The server allowed its answers to be kept for an hour: a page that polls is told "
    "completed all the same.",
    forced=would_be_answered_by_the_cache(),
)
def test_completion_is_shown_past_a_cache_that_keeps_answers_for_an_hour(
    stage: Stage,
) -> None:
    complete_behind_the_cache(stage, MaxAge(3600))
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")


@scenario(
    "cached-by-heuristic",
    family=FAMILY,
    sentence="The server only dates its answers and the browser keeps them by its own rule: a "
    "page that polls is told completed all the same.",
    forced=would_be_answered_by_the_cache(),
)
def test_completion_is_shown_past_a_cache_that_guesses_freshness(stage: Stage) -> None:
    complete_behind_the_cache(stage, LastModifiedOnly())
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")


@scenario(
    "cached-not-modified",
    family=FAMILY,
    sentence="The job completes in the second of its last progress, and the server says not "
    "modified: a page that polls is told completed all the same.",
    forced=would_be_answered_by_the_cache(),
)
def test_completion_is_shown_past_a_validator_of_whole_seconds(stage: Stage) -> None:
    complete_behind_the_cache(stage, ETagBySecond())
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")


@scenario(
    "cached-over-refresh",
    family=FAMILY,
    sentence="The cache holds running from before a refresh: the page that is opened anew shows "
    "completed.",
    forced=in_order(ended(unheard=True), cache_answers("running"), document_opened()),
)
def test_completion_is_shown_after_a_refresh_past_a_cache_that_holds_running(
    stage: Stage,
) -> None:
    complete_behind_the_cache(stage, MaxAge(3600))
    stage.refresh()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")
