"""`check-server` through each caching proxy: it finds the same faults of the server as without it.

The proxies are the ones of the catalogue, real nginx; each case asks a dozen requests through one.
"""

from __future__ import annotations

import pytest

from e2e.gate.tests.job_servers import Checked, check_here, serve_mock
from mock_backend import (
    CachePolicy,
    ETag,
    ETagBySecond,
    LastModifiedOnly,
    MaxAge,
    NoHeaders,
    NoStore,
)
from mock_backend.caching_proxy import PROFILES, serve_caching_proxy

POLICIES: tuple[CachePolicy, ...] = (
    NoHeaders(),
    MaxAge(60),
    LastModifiedOnly(),
    ETag(),
    ETagBySecond(),
    NoStore(),
)

OF_NGINX = {
    (rule, f"{method} job 304") for rule in ("no-store", "pragma") for method in ("GET", "HEAD")
}


DIRECT: dict[CachePolicy, Checked] = {}
"""The check without a proxy, once for each policy."""


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("policy", POLICIES, ids=lambda each: type(each).__name__)
def test_the_findings_are_the_same_as_without_the_proxy(policy: CachePolicy, profile: str) -> None:
    with serve_mock(has_no_cache_middleware=False) as server:
        server.create_job(status="completed", cache_policy=policy)
        if policy not in DIRECT:
            DIRECT[policy] = check_here(server.url)
        direct = DIRECT[policy]
        with serve_caching_proxy(PROFILES[profile], backend_port=server.backend.port) as proxy:
            behind = check_here(proxy.base_url)
    # nginx answers the conditional request itself, with the same wrong headers as the stored answer.
    by_nginx = OF_NGINX if isinstance(policy, LastModifiedOnly) else set()
    assert behind.found == direct.found | by_nginx
    assert (behind.code, direct.code) == (1, 1)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("policy", [NoHeaders(), ETag()], ids=["bare", "with a 304"])
def test_nothing_is_found_where_the_server_is_right(policy: CachePolicy, profile: str) -> None:
    with serve_mock() as server:
        server.create_job(status="completed", cache_policy=policy)
        with serve_caching_proxy(PROFILES[profile], backend_port=server.backend.port) as proxy:
            behind = check_here(proxy.base_url)
    assert (behind.code, behind.found, behind.report["unchecked"]) == (0, set(), [])
