"""What lies between the page and the backend."""

from __future__ import annotations

from e2e.engine.errors import StageError
from mock_backend import CachePolicy, StaleWhileRevalidate
from mock_backend.caching_proxy import PROFILES

DIRECT = "direct"
"""Nothing: the page talks to the backend."""

NETWORKS = (DIRECT, *PROFILES)
"""Every way by name: direct, or through a caching proxy of that profile."""


def check_policy(network: str, policy: CachePolicy | None) -> None:
    """Raises StageError where `policy` would have the browser ask by itself behind a stale answer.

    Chromium keeps to RFC 5861, 3 as well, and does not tell that it will ask: what is not announced no
    account can wait for. The profile that serves stale keeps the header from the browser.
    """
    if not isinstance(policy, StaleWhileRevalidate):
        return
    if network == DIRECT or not PROFILES[network].serves_stale:
        serving = " or ".join(name for name, each in PROFILES.items() if each.serves_stale)
        raise StageError(
            f"Failed to add a job: on the network {network} its StaleWhileRevalidate reaches the "
            f"browser, which then asks by itself, and rest cannot count that. Play it on {serving}."
        )
