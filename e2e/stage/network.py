"""What lies between the page and the backend."""

from __future__ import annotations

from mock_backend.caching_proxy import PROFILES

DIRECT = "direct"
"""Nothing: the page talks to the backend."""

NETWORKS = (DIRECT, *PROFILES)
"""Every way by name: direct, or through a caching proxy of that profile."""
