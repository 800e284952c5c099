"""The networks between the page and the backend: direct, or through a caching proxy."""

from __future__ import annotations

from e2e.engine.errors import StageError
from mock_backend import CachePolicy, StaleWhileRevalidate
from mock_backend.caching_proxy import PROFILES

DIRECT = "direct"
"""No proxy: the page talks to the backend itself."""

NETWORKS = (DIRECT, *PROFILES)
"""Every network by name: `DIRECT`, or the profile of a caching proxy."""


def check_policy(network: str, policy: CachePolicy | None) -> None:
    """Raises StageError where `policy` would make the browser ask by itself after a stale answer.

    Chromium follows RFC 5861, 3 as well, and does not announce the request that it will make, so the
    accounts cannot wait for it. A profile that serves stale answers keeps the header from the browser.
    """
    if not isinstance(policy, StaleWhileRevalidate):
        return
    if network == DIRECT or not PROFILES[network].serves_stale:
        serving = " or ".join(name for name, each in PROFILES.items() if each.serves_stale)
        raise StageError(
            f"Failed to add a job: on the network {network} its StaleWhileRevalidate reaches the "
            f"browser, which then asks by itself, and rest cannot count that. Play it on {serving}."
        )
