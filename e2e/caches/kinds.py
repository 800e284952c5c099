"""Every cache between a page and its job, with the steps that make it keep an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from e2e.caches.defences import Defences
from e2e.engine.network import DIRECT
from e2e.stage import JobOnStage, Stage
from mock_backend import (
    CachePolicy,
    ETagBySecond,
    Forbidding,
    LastModifiedOnly,
    MaxAge,
    NoCache,
    NoHeaders,
    SharedMaxAge,
    StaleWhileRevalidate,
    Status,
)

LONG = 30
"""Virtual seconds for which a person watches. A page that is stuck until then stays stuck while the cache
keeps its answer, which is a minute or more of real time."""

AN_HOUR = 3600
PROBE = "?probe"
"""The query of the probe, a request as of an unprotected page. No poll refreshes its cache entry."""

Where = Literal["browser", "proxy"]
Play = Callable[[Stage, JobOnStage], None]


@dataclass(frozen=True)
class CacheKind:
    """One cache, and the play that shows whether it gives the page an older answer.

    `server` describes the server's answers without the header of the analysis, `policy` is their policy.
    `is_back_forward`: it is the back/forward cache, for which the browser needs a special start. `play`
    takes a running job whose answer is kept, ends it, and lets the person watch.
    """

    name: str
    where: Where
    sentence: str
    server: str
    policy: CachePolicy
    network: str = DIRECT
    play: Play = field(default=lambda stage, job: watch_the_end(stage, job), repr=False)
    keeps_error: bool = False
    is_back_forward: bool = False

    def prepare(self, stage: Stage, defences: Defences) -> JobOnStage:
        """Opens the page without a socket, so that it polls, and lets the cache keep an answer.

        Returns the job, which still runs.
        """
        policy = Forbidding(self.policy) if defences.has_header else self.policy
        job = stage.add_job(progress=95, cache_policy=policy)
        if self.is_back_forward:
            # A page in the back/forward cache goes on connecting, and the stage would wait for a held
            # handshake.
            job.refuse_handshakes()
        else:
            job.hold_handshakes()
        if self.keeps_error:
            not_found = Status(404, "Job not found", forbids_caching=defences.has_header)
            # The page's first poll and the probe get a 404; then the server knows the job.
            job.fault_answers(not_found, count=2)
        stage.show(job)
        stage.probe_cache(job, query=PROBE)
        job.heal_answers()
        return job


def watch_the_end(stage: Stage, job: JobOnStage) -> None:
    """Ends the job without a word to the page, probes the cache, and lets the page poll on."""
    job.complete()
    stage.probe_cache(job, query=PROBE)
    stage.let_pass(seconds=LONG)


def reload_after_the_end(stage: Stage, job: JobOnStage) -> None:
    """Ends the job, probes the cache, and reloads the page."""
    stage.let_pass(seconds=1)
    job.complete()
    stage.probe_cache(job, query=PROBE)
    stage.refresh()
    stage.let_pass(seconds=LONG)


def come_back_after_the_end(stage: Stage, job: JobOnStage) -> None:
    """Leaves the page, ends the job, and comes back to the page."""
    stage.let_pass(seconds=1)
    stage.leave()
    job.complete()
    stage.come_back()
    stage.probe_cache(job, query=PROBE)
    stage.let_pass(seconds=LONG)


_BROWSER = (
    CacheKind(
        "max-age",
        "browser",
        "answers that the server allowed to be kept for an hour",
        "`max-age=3600`",
        MaxAge(AN_HOUR),
    ),
    CacheKind(
        "heuristic",
        "browser",
        "answers that only have a date, kept for a tenth of its age",
        "`Last-Modified`, ten days ago",
        LastModifiedOnly(),
    ),
    CacheKind(
        "no-cache, exact tag",
        "browser",
        "answers that are asked for anew each time, by a tag that changes with the job",
        "`no-cache`, and an `ETag` of the version",
        NoCache(),
    ),
    CacheKind(
        "tag of whole seconds",
        "browser",
        "answers that are asked for anew, by a tag that two states within a second share",
        "a weak `ETag` of the second",
        ETagBySecond(),
    ),
    CacheKind(
        "reload",
        "browser",
        "answers kept from before the person reloads the page",
        "`max-age=3600`",
        MaxAge(AN_HOUR),
        play=reload_after_the_end,
    ),
    CacheKind(
        "back/forward",
        "browser",
        "answers kept from before the person went away and back, the document loaded anew",
        "`max-age=3600`",
        MaxAge(AN_HOUR),
        play=come_back_after_the_end,
    ),
)
_BACK_FORWARD = CacheKind(
    "back/forward cache",
    "browser",
    "the whole page as it was, kept while the person was away",
    "`max-age=3600`",
    MaxAge(AN_HOUR),
    play=come_back_after_the_end,
    is_back_forward=True,
)
_PROXIES = (
    CacheKind(
        "obeying",
        "proxy",
        "a proxy that keeps what the server lets a shared cache keep",
        "`max-age=0, s-maxage=3600`",
        SharedMaxAge(AN_HOUR),
        "obeying",
    ),
    CacheKind(
        "tunnel",
        "proxy",
        "a proxy that also keeps answers without any header, for a minute",
        "no header, as the team's server does",
        NoHeaders(),
        "tunnel",
    ),
    CacheKind(
        "stubborn",
        "proxy",
        "a proxy that ignores the server's headers",
        "no header",
        NoHeaders(),
        "stubborn",
    ),
    CacheKind(
        "stale-while-revalidate",
        "proxy",
        "a proxy that answers with what it has, and asks then",
        "`s-maxage=1, stale-while-revalidate=3600`",
        StaleWhileRevalidate(AN_HOUR),
        "stale-while-revalidate",
    ),
    CacheKind(
        "error-caching",
        "proxy",
        "a proxy that keeps a 404 from before the server knew the job",
        "no header, and 404 to the first polls",
        NoHeaders(),
        "error-caching",
        keeps_error=True,
    ),
    CacheKind(
        "query-blind",
        "proxy",
        "a tunnel to which every query of one path is the same",
        "no header",
        NoHeaders(),
        "query-blind",
    ),
    CacheKind(
        "reload-only",
        "proxy",
        "a proxy that ignores headers and queries, and lets past who asks for no stored answer",
        "no header",
        NoHeaders(),
        "reload-only",
    ),
)
KINDS: Mapping[str, CacheKind] = {each.name: each for each in (*_BROWSER, _BACK_FORWARD, *_PROXIES)}
"""Every cache by name, the caches of the browser first."""
