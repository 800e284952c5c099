"""A real nginx between page and server holds an older answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.proofs import Proof, cache_answers, ended, in_order, proxy_asks_the_server
from e2e.stage import JobOnStage, Stage
from mock_backend import CachePolicy, NoHeaders, NoStore, SharedMaxAge, StaleWhileRevalidate, Status

FAMILY: Final = "answers kept by a proxy"
PROBE = "?probe"
"""The query of the probe, whose entry in the proxy's cache no poll of the page updates."""


def would_be_answered_by_the_proxy(end: End) -> Proof:
    """Returns the proof that after the end the proxy answers `running` to an unprotected page."""
    return in_order(ended(end.status, unheard=True), cache_answers("running", by="proxy"))


def end_behind_the_proxy(stage: Stage, end: End, policy: CachePolicy) -> JobOnStage:
    """Fills the proxy's cache before the job ends, and lets a page without a socket poll on.

    Returns the job.
    """
    job = stage.add_job(progress=95, cache_policy=policy)
    job.hold_handshakes()
    stage.show(job)
    stage.probe_cache(job, query=PROBE)
    job.end(end.message)
    stage.probe_cache(job, query=PROBE)
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)
    return job


@scenario_for_each(
    ENDS,
    id="proxied-by-a-tunnel{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    network="tunnel",
    sentence="The page comes through a tunnel that keeps answers without a header for a minute: a "
    "page that polls is told {case.status} all the same.",
    forced=would_be_answered_by_the_proxy,
    isolation="context",
)
def test_the_end_is_shown_through_a_tunnel_that_keeps_answers(stage: Stage, end: End) -> None:
    end_behind_the_proxy(stage, end, NoHeaders())


@scenario_for_each(
    ENDS,
    id="proxied-as-allowed{case.suffix}",
    family=FAMILY,
    network="obeying",
    sentence="The server allowed proxies to keep its answers for an hour: a page that polls is told "
    "{case.status} all the same.",
    forced=would_be_answered_by_the_proxy,
    isolation="context",
)
def test_the_end_is_shown_through_a_proxy_that_obeys_the_server(stage: Stage, end: End) -> None:
    end_behind_the_proxy(stage, end, SharedMaxAge(3600))


@scenario_for_each(
    ENDS,
    id="proxied-stubbornly{case.suffix}",
    family=FAMILY,
    network="stubborn",
    sentence="A proxy keeps every answer for an hour though the server forbids it: a page that polls "
    "is told {case.status} all the same.",
    forced=would_be_answered_by_the_proxy,
    isolation="context",
)
def test_the_end_is_shown_through_a_proxy_that_heeds_no_header(stage: Stage, end: End) -> None:
    end_behind_the_proxy(stage, end, NoStore())


@scenario_for_each(
    ENDS,
    id="proxied-stale-while-revalidate{case.suffix}",
    family=FAMILY,
    network="stale-while-revalidate",
    sentence="A proxy answers each poll with what the one before it asked for: the page is told "
    "{case.status} by its first poll after the end.",
    forced=would_be_answered_by_the_proxy,
    isolation="context",
)
def test_the_end_is_shown_at_once_though_the_proxy_serves_stale(stage: Stage, end: End) -> None:
    end_behind_the_proxy(stage, end, StaleWhileRevalidate(3600))


@scenario_for_each(
    ENDS,
    id="proxied-past-a-reload-only{case.suffix}",
    family=FAMILY,
    network="reload-only",
    sentence="A proxy heeds neither the server's header nor the query, only a client that wants no "
    "kept answer: a page that says so is told {case.status}.",
    forced=would_be_answered_by_the_proxy,
    isolation="context",
)
def test_the_end_is_shown_past_a_proxy_that_only_a_reload_passes(stage: Stage, end: End) -> None:
    end_behind_the_proxy(stage, end, NoStore())


@dataclass(frozen=True)
class Early:
    """An answer of the server for a job that it does not know yet, or cannot reach."""

    code: int
    says: str


EARLY = {
    "not-found": Early(404, "does not know the job yet"),
    "bad-gateway": Early(502, "is not up yet"),
}


@scenario_for_each(
    EARLY,
    id="proxied-error-{name}",
    family=FAMILY,
    network="error-caching",
    sentence="The first polls come when the server {case.says}, and a proxy keeps its "
    "{case.code} for a minute: the page shows completed all the same.",
    forced=lambda early: in_order(ended(unheard=True), cache_answers(None, by="proxy")),
    isolation="context",
)
def test_completion_is_shown_past_an_error_that_a_proxy_keeps(stage: Stage, early: Early) -> None:
    job = stage.add_job(progress=95)
    job.hold_handshakes()
    job.fault_answers(Status(early.code))
    stage.show(job)
    stage.probe_cache(job, query=PROBE)
    job.heal_answers()
    job.complete()
    stage.probe_cache(job, query=PROBE)
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")


@scenario(
    "proxied-with-the-servers-header",
    family=FAMILY,
    tier="resilience",
    network="query-blind",
    sentence="A tunnel takes every query of a path for the same, so that no page can help itself, but "
    "the server sends no-store: the page shows completed.",
    forced=in_order(ended(unheard=True), proxy_asks_the_server()),
    isolation="context",
)
def test_completion_is_shown_through_a_blind_tunnel_by_the_servers_header(stage: Stage) -> None:
    end_behind_the_proxy(stage, ENDS["completed"], NoStore())
