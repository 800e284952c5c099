"""A real nginx between page and backend, which caches by its profile."""

from mock_backend.caching_proxy.caching_proxy import (
    STATUS_HEADER,
    CachingProxy,
    serve_caching_proxy,
)
from mock_backend.caching_proxy.nginx import NoNginx, find_nginx
from mock_backend.caching_proxy.profiles import PROFILES, Profile

__all__ = [
    "PROFILES",
    "STATUS_HEADER",
    "CachingProxy",
    "NoNginx",
    "Profile",
    "find_nginx",
    "serve_caching_proxy",
]
