"""The browser's own HTTP cache holds `running`."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario_for_each
from e2e.engine.network import DIRECT
from e2e.proofs import Proof, cache_answers, document_opened, ended, in_order
from e2e.stage import JobOnStage, Stage
from mock_backend import CachePolicy, ETagBySecond, LastModifiedOnly, MaxAge

FAMILY: Final = "cached answers"


def would_be_answered_by_the_cache(end: End) -> Proof:
    """Returns the proof that after the end the cache answers `running` to an unprotected page."""
    return in_order(ended(end.status, unheard=True), cache_answers("running"))


def end_behind_the_cache(stage: Stage, end: End, policy: CachePolicy) -> JobOnStage:
    """Fills the browser's cache with `running` for a page without a socket, and ends the job.

    Returns the job.
    """
    job = stage.add_job(progress=40, cache_policy=policy)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=2)
    job.progress(95)
    stage.probe_cache(job)
    job.end(end.message)
    stage.probe_cache(job)
    return job


@scenario_for_each(
    ENDS,
    id="cached-max-age{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The server allowed its answers to be kept for an hour: a page that polls is told "
    "{case.status} all the same.",
    forced=would_be_answered_by_the_cache,
    network=DIRECT,
    isolation="context",
)
def test_completion_is_shown_past_a_cache_that_keeps_answers_for_an_hour(
    stage: Stage, end: End
) -> None:
    end_behind_the_cache(stage, end, MaxAge(3600))
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="cached-by-heuristic{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The server only dates its answers and the browser keeps them by its own rule: a "
    "page that polls is told {case.status} all the same.",
    forced=would_be_answered_by_the_cache,
    network=DIRECT,
    isolation="context",
)
def test_completion_is_shown_past_a_cache_that_guesses_freshness(stage: Stage, end: End) -> None:
    end_behind_the_cache(stage, end, LastModifiedOnly())
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="cached-not-modified{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The job {case.ends} in the second of its last progress, and the server says not "
    "modified: a page that polls is told {case.status} all the same.",
    forced=would_be_answered_by_the_cache,
    network=DIRECT,
    isolation="context",
)
def test_completion_is_shown_past_a_validator_of_whole_seconds(stage: Stage, end: End) -> None:
    end_behind_the_cache(stage, end, ETagBySecond())
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="cached-over-refresh{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The cache holds running from before a refresh: the page that is opened anew shows "
    "{case.status}.",
    forced=lambda end: in_order(
        ended(end.status, unheard=True), cache_answers("running"), document_opened()
    ),
    network=DIRECT,
    isolation="context",
)
def test_completion_is_shown_after_a_refresh_past_a_cache_that_holds_running(
    stage: Stage, end: End
) -> None:
    end_behind_the_cache(stage, end, MaxAge(3600))
    stage.refresh()
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)
